import type { PropsWithChildren } from 'hono/jsx'
import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { Layout } from '#shared/pages/page-layout.tsx'
import { FIELD, GO } from '../fields.ts'
import type { SurveyPageProps } from './page-props.ts'

/** The place of a page of a survey: its form's address and the page before it. */
export type StepFrame = SurveyPageProps & { readonly action: string; readonly back: string }

type StepFormProps = PropsWithChildren<{
  readonly action: string
  readonly goOn: string
  readonly skip?: string | undefined
  /** The description of the form in its hidden field (visit/shown-form.ts); absent where it has no fields. */
  readonly shown?: string
}>

/** The form of one page: what it holds, Continue, and a way not to answer. */
export function StepForm({ action, goOn, skip, shown, children }: StepFormProps) {
  return (
    <form id={FORM_ID} method="post" action={action} novalidate autocomplete="off">
      {shown !== undefined && <input type="hidden" name={FIELD.shown} value={shown} />}
      {children}
      <Buttons>
        <Button>{goOn}</Button>
        {skip && (
          <Button name={FIELD.go} value={GO.skip} second>
            {skip}
          </Button>
        )}
      </Buttons>
    </form>
  )
}

type ReadingProps = StepFrame & {
  readonly title: string
  readonly kicker?: string | undefined
  readonly heading: string
  readonly lines: readonly string[]
  readonly skip?: string | undefined
}

/** A page to read, without a question. */
export function ReadingPage({ frame, action, back, title, kicker, heading, lines, skip }: ReadingProps) {
  return (
    <Layout frame={frame} title={title} back={back} isOnTheWay>
      {kicker && <p class="soft">{kicker}</p>}
      <h1>{heading}</h1>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
      <StepForm action={action} goOn={frame.words.goOn} skip={skip} />
    </Layout>
  )
}

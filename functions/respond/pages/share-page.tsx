import { Choices } from '#shared/pages/controls/choices.tsx'
import { Group } from '#shared/pages/controls/group.tsx'
import type { Level } from '#shared/pages/controls/heading.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { LinkOrSubmit } from '#shared/pages/controls/link-or-submit.tsx'
import { Layout } from '#shared/pages/page-layout.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import { WAITS } from '#shared/survey/answer.ts'
import { type FieldValues, shareField, waitField } from '#shared/survey/form.ts'
import { type TextQuestion, type Texts, textsFor } from '#shared/survey/survey.ts'
import { pathsOf } from '../paths.ts'
import { StepForm, type StepFrame } from './step-page.tsx'

type ShareFieldProps = {
  readonly question: TextQuestion
  readonly texts: Texts
  readonly words: Words
  readonly values: FieldValues
  readonly level: Level
}

/** May we share these words, and from when on? Choosing nothing means no, and the shortest wait. */
export function ShareField({ question, texts, words, values, level }: ShareFieldProps) {
  const name = shareField(question.id)
  const choices = (['words', 'summary', 'none'] as const).map((value) => ({ value, label: texts.share[value] }))
  const hint = [texts.share.hint, words.share.default].filter((line) => line !== undefined).map((line) => <div>{line}</div>)
  const wait = waitField(question.id)
  const waits = WAITS.map((weeks) => ({ value: String(weeks), label: texts.share.wait[`weeks_${weeks}`] }))
  return (
    <>
      <Group field={name} level={level} text={texts.share.text} hint={hint}>
        <Choices name={name} kind="radio" choices={choices} chosen={values(name)} words={words} />
      </Group>
      <Group field={wait} level={level === 1 ? 2 : level} text={texts.share.wait.text}>
        <Choices name={wait} kind="radio" choices={waits} chosen={values(wait)} words={words} />
      </Group>
    </>
  )
}

type SharePageProps = StepFrame & {
  readonly question: TextQuestion
  readonly written: string
  readonly values: FieldValues
  /** The description of the form in its hidden field (visit/shown-form.ts). */
  readonly shown: string
  readonly agreedToQuotes: boolean
}

export function SharePage({ question, written, values, shown, agreedToQuotes, ...page }: SharePageProps) {
  const { frame, edition, language, action, back } = page
  const { words } = frame
  const texts = textsFor(edition.survey, language)
  return (
    <Layout frame={frame} title={words.share.title} back={back} hasEntries isOnTheWay>
      <p class="soft">{words.share.yours}</p>
      <blockquote dir="auto">{written}</blockquote>
      {!agreedToQuotes && (
        <p class="note">
          {words.share.notAgreed(texts.share.words)}{' '}
          <LinkOrSubmit href={pathsOf(edition.link).consent} form={FORM_ID} by="consent">
            {words.share.notAgreedLink}
          </LinkOrSubmit>
        </p>
      )}
      <StepForm action={action} goOn={words.goOn} skip={words.question.skip} shown={shown}>
        <ShareField question={question} texts={texts} words={words} values={values} level={1} />
      </StepForm>
    </Layout>
  )
}

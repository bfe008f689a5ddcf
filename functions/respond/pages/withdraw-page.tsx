import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { ErrorSummary } from '#shared/pages/controls/error-summary.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { LineInput } from '#shared/pages/controls/text-field.tsx'
import { type Frame, Layout } from '#shared/pages/page-layout.tsx'
import { FIELD, GO } from '../fields.ts'
import { type Notice, NoticeBox } from './reference-line.tsx'

type WithdrawPageProps = { readonly frame: Frame; readonly typed: string; readonly error?: string | undefined; readonly notice?: Notice }

/** One box and two buttons. */
export function WithdrawPage({ frame, typed, error, notice }: WithdrawPageProps) {
  const { words } = frame
  const { withdraw } = words
  return (
    <Layout frame={frame} title={withdraw.title} hasError={error !== undefined} hasEntries>
      <ErrorSummary errors={error ? [{ field: FIELD.code, message: error }] : []} words={words} />
      <h1>{withdraw.heading}</h1>
      {notice && <NoticeBox words={words} {...notice} />}
      <p>{withdraw.lead}</p>
      <form id={FORM_ID} method="post" action={frame.withdrawAt} novalidate autocomplete="off">
        <LineInput field={FIELD.code} level={2} text={withdraw.code} hint={withdraw.codeHint} error={error} value={typed} />
        <Buttons>
          <Button name={FIELD.go} value={GO.everything}>
            {withdraw.everything}
          </Button>
          <Button name={FIELD.go} value={GO.words} second>
            {withdraw.words}
          </Button>
        </Buttons>
      </form>
      <ul>
        <li>{withdraw.everythingWhat}</li>
        <li>{withdraw.wordsWhat}</li>
        <li>{withdraw.limits}</li>
      </ul>
    </Layout>
  )
}

/** The answer to every code, known or not. */
export function WithdrawnPage({ frame, only }: { readonly frame: Frame; readonly only: 'everything' | 'words' }) {
  const { withdraw } = frame.words
  return (
    <Layout frame={frame} title={withdraw.title}>
      <h1>{withdraw.doneHeading}</h1>
      <p>{only === 'words' ? withdraw.doneWords : withdraw.doneEverything}</p>
      <p>{withdraw.doneWhy}</p>
    </Layout>
  )
}

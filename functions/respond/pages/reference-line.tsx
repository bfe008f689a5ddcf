import type { PageErrorCode } from '#shared/errors/page-errors.ts'
import type { Words } from '#shared/pages/words/en.ts'

type ReferenceProps = { readonly words: Words; readonly code: PageErrorCode }

/** The code of an error, small and last: something to give to a person who helps, which tells them nothing about the survey. */
export function ReferenceLine({ words, code }: ReferenceProps) {
  return (
    <p class="soft">
      {words.reference} <bdi>{code}</bdi>
    </p>
  )
}

/** The reason why a form came back, and its code where it is an error. */
export type Notice = { readonly text: string; readonly code?: PageErrorCode }

export function NoticeBox({ words, text, code }: Notice & { readonly words: Words }) {
  return (
    <div class="note">
      <p>{text}</p>
      {code && <ReferenceLine words={words} code={code} />}
    </div>
  )
}

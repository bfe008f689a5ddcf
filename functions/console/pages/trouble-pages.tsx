import type { View } from '../route.ts'
import { BoardLayout } from './board-layout.tsx'

type Props = { readonly view: View }

export function MissingPage({ view }: Props) {
  const { missingHeading, missing } = view.words.trouble
  return <TroublePage view={view} heading={missingHeading} text={missing} />
}

/** Another version of Chorus counted the report that somebody would put words into. */
export function OtherVersionPage({ view }: Props) {
  const { otherVersionHeading, otherVersion } = view.words.trouble
  return <TroublePage view={view} heading={otherVersionHeading} text={otherVersion} />
}

/** Somebody had as many things made on one day as one person may. */
export function LimitPage({ view }: Props) {
  const { limitHeading, limit } = view.words.trouble
  return <TroublePage view={view} heading={limitHeading} text={limit} detail="[board-limit]" />
}

/** A page that has nothing to show but why. */
export function TroublePage({
  view,
  heading,
  text,
  detail,
}: Props & { readonly heading: string; readonly text: string; readonly detail?: string }) {
  const { trouble } = view.words
  return (
    <BoardLayout view={view} title={heading}>
      <h1>{heading}</h1>
      <p>{text}</p>
      {detail !== undefined && (
        <p class="words" lang="en" dir="ltr">
          {detail}
        </p>
      )}
      <p>
        <a class="button second" href={view.to('/board')}>
          {trouble.home}
        </a>
      </p>
    </BoardLayout>
  )
}

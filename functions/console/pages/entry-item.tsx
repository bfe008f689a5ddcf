import type { ActEntry, PublishEntry } from '#shared/governance/entries.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import type { BoardWords } from '../words/en.ts'
import { type ActSentence, sentenceOf } from './act-sentences.ts'
import { titled } from './who.ts'

type Props = { readonly entry: ActEntry | PublishEntry; readonly state: LedgerState; readonly words: BoardWords }

/** An entry of the ledger, with what a person wrote as they wrote it. */
export function EntryItem({ entry, state, words }: Props) {
  const { sentence, text } = entry.kind === 'publish' ? filesSaid(entry, state, words) : sentenceOf(entry.by, entry, state, words)
  return (
    <li>
      <span class="soft">
        <bdi>{entry.day}</bdi>
      </span>{' '}
      <br />
      {sentence}
      {text !== undefined && (
        <p class="words" dir="auto">
          {text}
        </p>
      )}
    </li>
  )
}

/** No person did this. */
function filesSaid({ body }: PublishEntry, state: LedgerState, { said }: BoardWords): ActSentence {
  const title = state.proposals.get(body.proposal)?.body.title ?? body.proposal.slice(0, 12)
  return { sentence: said.publish(titled(title)), text: body.files }
}

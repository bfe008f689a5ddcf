import type { ActEntry } from '#shared/governance/entries.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import type { BoardWords } from '../words/en.ts'
import { sentenceOf } from './act-sentences.ts'

type Props = { readonly entry: ActEntry; readonly state: LedgerState; readonly words: BoardWords }

/** An entry of the ledger, with what a person wrote as they wrote it. */
export function EntryItem({ entry, state, words }: Props) {
  const { sentence, text } = sentenceOf(entry.by, entry, state, words)
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

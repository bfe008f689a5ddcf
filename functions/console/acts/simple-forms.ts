import { addressOf } from '#shared/canonical-json.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import { standingOf } from '#shared/governance/outcome.ts'
import type { BoardWords } from '../words/en.ts'
import { type FormRead, wordsMissing, wordsOfField } from './form-read.ts'

/** The one field of a form that asks for words and nothing else. */
export const TEXT = 'text'

/** Acts that have words and no more: a question or an answer, a pause, what came back, going on, taking back. */
export const WORDED = ['clarify', 'pause', 'returned', 'resume', 'retract'] as const
export type Worded = (typeof WORDED)[number]

export function readWorded(action: Worded, form: URLSearchParams, proposal: Proposal, state: LedgerState, words: BoardWords): FormRead {
  const errors = wordsMissing(form, TEXT, words)
  if (errors.length > 0) return { errors }
  const text = wordsOfField(form, TEXT)
  const { body } = proposal
  const artifact = body.sha256
  switch (action) {
    case 'clarify':
      return { act: { kind: 'clarify', body: { proposal: proposal.id, text } } }
    case 'pause':
      return { act: { kind: 'pause', body: { artifact, reason: text } } }
    case 'returned':
      return { act: { kind: 'return', body: { release: artifact, text } } }
    case 'resume': {
      const content = { artifact, pauses: [...(state.pauses.get(artifact)?.keys() ?? [])], why: text }
      return {
        act: {
          kind: 'propose',
          body: { ...shortBody(body.id, addressOf(content), `${words.kinds.resume}: ${body.title}`), kind: 'resume', content },
        },
      }
    }
    case 'retract': {
      const content = { artifact, why: text }
      return {
        act: {
          kind: 'propose',
          body: { ...shortBody(body.id, addressOf(content), `${words.kinds.retraction}: ${body.title}`), kind: 'retraction', content },
        },
      }
    }
  }
}

/** Acts that ask for no words at all. */
export const WORDLESS = ['decide', 'enact', 'accept'] as const
export type Wordless = (typeof WORDLESS)[number]

/** Undefined where there is nothing to decide yet. */
export function wordlessAct(
  action: Wordless,
  proposal: Proposal,
  { charter }: LedgerState,
  today: string,
): Exclude<FormRead, { errors: unknown }> | undefined {
  const about = { proposal: proposal.id, artifact: proposal.body.sha256 }
  if (action !== 'decide') return { act: { kind: action, body: about } }
  const { outcome } = standingOf(proposal, charter, today)
  return outcome === 'open' ? undefined : { act: { kind: 'decide', body: { ...about, outcome } } }
}

/** A proposal whose content is written out in it, of one author. */
export function shortBody(id: string, sha256: string, title: string) {
  return { id, sha256, title: title.slice(0, 200), authors: [], replaces: null, met: null }
}

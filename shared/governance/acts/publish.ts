import type { ProposalBody, PublishEntry } from '../entries.ts'
import { isPaused, type LedgerState, plus, refuse } from '../ledger-state.ts'
import { proposalIn } from './actor.ts'

/** Writes down, once and for good, which files were published of a decision that took effect. */
export function publish(state: LedgerState, { seq, day, body }: PublishEntry): LedgerState {
  const { proposal: id, artifact, files } = body
  const proposal = proposalIn(state, id, 'enacted', 'publish it')
  if (numbersOf(proposal.body) !== artifact) refuse('it is about other numbers than the decision')
  if (state.published.has(id)) refuse('its files are written down already, and never change')
  if (isPaused(state, artifact)) refuse('it is paused')
  if (state.retracted.has(artifact)) refuse('it was taken back')
  return { ...state, published: plus(state.published, id, { seq, day, artifact, files }) }
}

/** The numbers that a decision publishes, by their hash; undefined where it publishes none. */
function numbersOf(body: ProposalBody): string | undefined {
  if (body.kind === 'release') return body.sha256
  return body.kind === 'correction' && body.content.replacement === null ? body.content.release : undefined
}

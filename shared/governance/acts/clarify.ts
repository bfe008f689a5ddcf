import type { Act } from '../entries.ts'
import { type LedgerState, withProposal } from '../ledger-state.ts'
import { actorIn, proposalIn } from './actor.ts'

/** A question about a proposal, or an answer to one: anybody in the charter, in the open. */
export function clarify(state: LedgerState, { by, body }: Act<'clarify'>): LedgerState {
  actorIn(state, by, ['member', 'researcher', 'reviewer', 'steward'], 'clarify')
  const proposal = proposalIn(state, body.proposal, 'open', 'ask about it')
  return withProposal(state, { ...proposal, clarifications: [...proposal.clarifications, { by, day: state.day, text: body.text }] })
}

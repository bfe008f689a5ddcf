import type { Act } from '../entries.ts'
import { type LedgerState, refuse, withProposal } from '../ledger-state.ts'
import { answersTo, standingOf } from '../outcome.ts'
import { actorIn, assertNoAuthor, proposalIn } from './actor.ts'

/** Records the decision that the votes lead to. The person who records it has no influence on it. */
export function decide(state: LedgerState, { by, day, body }: Act<'decide'>): LedgerState {
  actorIn(state, by, ['member'], 'record a decision')
  const proposal = proposalIn(state, body.proposal, 'open', 'decide it')
  assertNoAuthor(proposal, by, 'write down what becomes of it')
  if (body.artifact !== proposal.body.sha256) refuse('the decision is about something else')
  const standing = standingOf(proposal, state.charter, day)
  if (standing.outcome === 'open') refuse(`it cannot be decided yet: ${standing.waitsFor}`)
  if (standing.outcome !== body.outcome) refuse(`the answers come to "${standing.outcome}" (${standing.because}), not to "${body.outcome}"`)
  const { because, overrides } = standing
  const { objections, consents } = answersTo(proposal, state.charter, day)
  const objectors = new Set(objections.map(({ by }) => by).filter((each) => !proposal.authors.has(each)))
  return withProposal(state, {
    ...proposal,
    status: standing.outcome,
    decided: { by, day: state.day, because, overrides, consents, objectors },
  })
}

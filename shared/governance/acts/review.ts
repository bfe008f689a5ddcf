import { type Act, commitmentOf } from '../entries.ts'
import { type LedgerState, plus, refuse, withProposal } from '../ledger-state.ts'
import { ruleFor } from '../thresholds.ts'
import { actorIn, assertNoAuthor, proposalIn } from './actor.ts'

/**
 * A review comes in two entries. The first holds its hash alone, so that nobody can read it, and cannot be changed later;
 * the second opens it, and is taken only when as many are sealed as are needed: no reviewer knows another's before.
 */
export function seal(state: LedgerState, { by, body }: Act<'seal'>): LedgerState {
  actorIn(state, by, ['member', 'reviewer'], 'review')
  const proposal = proposalIn(state, body.proposal, 'open', 'review it')
  assertNoAuthor(proposal, by, 'review it')
  const { reviews } = ruleFor(proposal.body.kind, state.charter, proposal.round)
  if (reviews === 0) refuse(`a ${proposal.body.kind} is not reviewed`)
  if (proposal.seals.has(by)) refuse(`${by} has sealed a review already`)
  // More may seal than are needed, so that nobody who never opens theirs holds it up, and no two shut out the others.
  if (proposal.reviews.size > 0) refuse('a review is open already: one that is sealed now would not be blind')
  if ([...proposal.seals.values()].includes(body.commitment)) refuse('this is the sealed review of somebody else')
  return withProposal(state, { ...proposal, seals: plus(proposal.seals, by, body.commitment) })
}

export function openReview(state: LedgerState, { by, body }: Act<'review'>): LedgerState {
  actorIn(state, by, ['member', 'reviewer'], 'review')
  const proposal = proposalIn(state, body.proposal, 'open', 'review it')
  assertNoAuthor(proposal, by, 'review it')
  const { reviews } = ruleFor(proposal.body.kind, state.charter, proposal.round)
  if (proposal.seals.size < reviews) refuse('a review is opened when both are sealed, not before')
  if (proposal.seals.get(by) !== commitmentOf(by, body)) refuse(`this is not the review that ${by} sealed`)
  if (proposal.reviews.has(by)) refuse(`the review of ${by} is open already`)
  const all = plus(proposal.reviews, by, body)
  return withProposal(state, { ...proposal, reviews: all, ...(all.size === reviews ? { begins: state.day } : {}) })
}

import { type Act, commitmentOf } from '../entries.ts'
import { type LedgerState, plus, refuse, withProposal } from '../ledger-state.ts'
import { ruleFor } from '../thresholds.ts'
import { actorIn, assertNoAuthor, proposalIn } from './actor.ts'

/**
 * A review comes in two entries. The first is a commitment: the review's hash, so that nobody can read it and nobody can change
 * it. The second opens it, and is taken only when there are as many commitments as are needed: no reviewer knows another's before.
 */
export function commitToReview(state: LedgerState, { by, body }: Act<'commit'>): LedgerState {
  actorIn(state, by, ['member', 'reviewer'], 'review')
  const proposal = proposalIn(state, body.proposal, 'open', 'review it')
  assertNoAuthor(proposal, by, 'review it')
  const { reviews } = ruleFor(proposal.body.kind, state.charter, proposal.round)
  if (reviews === 0) refuse(`a ${proposal.body.kind} is not reviewed`)
  if (proposal.commitments.has(by)) refuse(`${by} has handed in a review already`)
  // More may be handed in than are needed, so that nobody who never opens theirs holds it up, and no two shut out the others.
  if (proposal.reviews.size > 0) refuse('a review is open already: one that is handed in now would not be blind')
  if ([...proposal.commitments.values()].includes(body.commitment)) refuse('this is the review that somebody else handed in')
  return withProposal(state, { ...proposal, commitments: plus(proposal.commitments, by, body.commitment) })
}

export function openReview(state: LedgerState, { by, body }: Act<'review'>): LedgerState {
  actorIn(state, by, ['member', 'reviewer'], 'review')
  const proposal = proposalIn(state, body.proposal, 'open', 'review it')
  assertNoAuthor(proposal, by, 'review it')
  const { reviews } = ruleFor(proposal.body.kind, state.charter, proposal.round)
  if (proposal.commitments.size < reviews) refuse('a review is opened when both are handed in, not before')
  if (proposal.commitments.get(by) !== commitmentOf(by, body)) refuse(`this is not the review that ${by} handed in`)
  if (proposal.reviews.has(by)) refuse(`the review of ${by} is open already`)
  const all = plus(proposal.reviews, by, body)
  return withProposal(state, { ...proposal, reviews: all, ...(all.size === reviews ? { begins: state.day } : {}) })
}

import type { Act } from '../entries.ts'
import { type LedgerState, plus, refuse, withProposal } from '../ledger-state.ts'
import { newcomersOf } from '../outcome.ts'
import { ruleFor } from '../thresholds.ts'
import { actorIn, assertNoAuthor, proposalIn } from './actor.ts'

/** A member's last word counts. */
export function vote(state: LedgerState, { by, day, body }: Act<'vote'>): LedgerState {
  actorIn(state, by, ['member'], 'vote')
  const proposal = proposalIn(state, body.proposal, 'open', 'vote on it')
  // An objection is always taken: nobody is silenced by being named as an author. Somebody who objected can stand aside again.
  if (body.choice !== 'object' && body.choice !== 'aside') assertNoAuthor(proposal, by, 'consent to it')
  if (body.artifact !== proposal.body.sha256 || body.artifactKind !== proposal.body.kind) refuse('the vote is about something else')
  if (body.choice !== 'object' && body.expires < day) refuse('the vote had expired before it came')
  const { reviews } = ruleFor(proposal.body.kind, state.charter, proposal.round)
  if (proposal.reviews.size < reviews) refuse(`nobody votes before both reviews are open; ${proposal.reviews.size} are`)
  return withProposal(state, { ...proposal, votes: plus(proposal.votes, by, body) })
}

/** Acceptance by somebody whom a proposed charter gives a key: signed with that key. */
export function accept(state: LedgerState, { by, body }: Act<'accept'>): LedgerState {
  const proposal = proposalIn(state, body.proposal, 'open', 'accept it')
  if (proposal.body.kind !== 'charter') refuse('only a charter is accepted; anything else is voted on')
  if (body.artifact !== proposal.body.sha256) refuse('another charter was proposed')
  if (!newcomersOf(proposal.body.content, state.charter).some(({ id }) => id === by)) refuse(`the proposed charter gives ${by} no new key`)
  if (proposal.accepts.has(by)) refuse(`${by} has accepted already`)
  return withProposal(state, { ...proposal, accepts: new Set([...proposal.accepts, by]) })
}

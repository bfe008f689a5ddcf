import type { Person } from '#shared/governance/charter.ts'
import { firstDayAfter } from '#shared/governance/days.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import { newcomersOf, standingOf } from '#shared/governance/outcome.ts'
import { ruleFor } from '#shared/governance/thresholds.ts'
import type { Seat } from './room.ts'

/** What somebody can do with a proposal at this moment. */
export const ACTIONS = [
  'vote',
  'review',
  'openReview',
  'accept',
  'decide',
  'enact',
  'change',
  'clarify',
  'pause',
  'resume',
  'retract',
  'returned',
] as const
export type Action = (typeof ACTIONS)[number]

/** What the board's rules let a person do: the ledger would take each of these, and takes no other. */
export function actionsFor(state: LedgerState, proposal: Proposal, { person, isNewcomer }: Seat, today: string): Action[] {
  if (isNewcomer) return canAccept(state, proposal, person) ? ['accept'] : []
  const { role } = person
  const isMember = role === 'member'
  const mayPropose = isMember || role === 'researcher'
  const { body, status } = proposal
  const mayDecide = !proposal.authors.has(person.id)
  const rule = ruleFor(body.kind, state.charter, proposal.round)
  const isPaused = (state.pauses.get(body.sha256)?.size ?? 0) > 0
  const isRetracted = state.retracted.has(body.sha256)
  const found: Action[] = []
  if (status === 'open') {
    const sealed = proposal.seals.has(person.id)
    if (mayDecide && (isMember || role === 'reviewer') && proposal.seals.size < rule.reviews && !sealed) found.push('review')
    if (sealed && !proposal.reviews.has(person.id) && proposal.seals.size >= rule.reviews) found.push('openReview')
    if (mayDecide && isMember && proposal.reviews.size >= rule.reviews) found.push('vote')
    if (isMember && standingOf(proposal, state.charter, today).outcome !== 'open') found.push('decide')
    found.push('clarify')
  }
  if (status === 'approved' && (isMember || role === 'steward') && !isPaused && !isRetracted) {
    if (proposal.decided && today >= firstDayAfter(proposal.decided.day, rule.timeLockHours)) found.push('enact')
  }
  if (status === 'returned' && mayPropose && (body.kind === 'survey' || body.kind === 'release')) found.push('change')
  const isThing = body.kind === 'survey' || body.kind === 'release'
  if (isThing && ['open', 'approved', 'enacted'].includes(status) && (isMember || role === 'steward')) found.push('pause')
  if (isThing && isPaused && isMember) found.push('resume')
  if (isThing && status === 'enacted' && !isRetracted && mayPropose) found.push('retract')
  if (body.kind === 'release' && status === 'enacted' && mayPropose) found.push('returned')
  return found
}

/** What waits for somebody: of what they can do, that which moves a proposal on. */
export function dutiesFor(state: LedgerState, proposal: Proposal, seat: Seat, today: string): Action[] {
  const standing = proposal.status === 'open' ? standingOf(proposal, state.charter, today) : undefined
  return actionsFor(state, proposal, seat, today).filter((action) => {
    if (action === 'vote') return !proposal.votes.has(seat.person.id)
    // Where nobody has to wait, a round that has hardly begun looks like one that nobody came to.
    if (action === 'decide') return standing?.outcome !== 'lapsed' || !state.charter.demonstration
    return ['review', 'openReview', 'accept', 'enact', 'change'].includes(action)
  })
}

function canAccept(state: LedgerState, { status, body, accepts }: Proposal, { id }: Person): boolean {
  return (
    status === 'open' &&
    body.kind === 'charter' &&
    !accepts.has(id) &&
    newcomersOf(body.content, state.charter).some((each) => each.id === id)
  )
}

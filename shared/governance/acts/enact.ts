import { daysAfter, firstDayAfter } from '../days.ts'
import type { Act, ProposalBody } from '../entries.ts'
import { type LedgerState, type Proposal, plus, refuse, withProposal } from '../ledger-state.ts'
import { ruleFor } from '../thresholds.ts'
import { actorIn, proposalIn } from './actor.ts'

/** What was decided takes effect, when the time-lock is over and nobody has paused it. */
export function enact(state: LedgerState, { by, day, body, seq }: Act<'enact'>): LedgerState {
  actorIn(state, by, ['member', 'steward'], 'enact')
  const proposal = proposalIn(state, body.proposal, 'approved', 'enact it')
  if (body.artifact !== proposal.body.sha256) refuse('it enacts something else')
  const { timeLockHours } = ruleFor(proposal.body.kind, state.charter, proposal.round)
  const from = firstDayAfter(proposal.decided?.day ?? refuse('it was not decided'), timeLockHours)
  if (day < from) refuse(`the time-lock ends on ${from}`)
  if ((state.pauses.get(body.artifact)?.size ?? 0) > 0) refuse('it is paused')
  if (state.retracted.has(body.artifact)) refuse('it was taken back')
  return effectOf(withProposal(state, { ...proposal, status: 'enacted', enacted: state.day }), proposal, seq)
}

function effectOf(state: LedgerState, { id, body }: Proposal, seq: number): LedgerState {
  const { day } = state
  switch (body.kind) {
    case 'survey':
      return opened(state, body, { proposal: id, day, seq })
    case 'release':
      return { ...state, releases: plus(state.releases, body.sha256, { study: body.id, proposal: id, seq, day }) }
    case 'charter':
      return underNewCharter(state, body, seq)
    case 'resume':
      return resumed(state, body.content)
    case 'correction': {
      const { release, notice, replacement } = body.content
      const before = state.corrections.get(release) ?? []
      return { ...state, corrections: plus(state.corrections, release, [...before, { day, notice, replacement }]) }
    }
    case 'retraction':
      return { ...state, retracted: plus(state.retracted, body.content.artifact, { day, why: body.content.why }) }
  }
}

type At = { readonly proposal: string; readonly day: string; readonly seq: number }

function opened(state: LedgerState, body: Extract<ProposalBody, { kind: 'survey' }>, { proposal, day, seq }: At): LedgerState {
  if (body.review <= day) refuse('its review date is over')
  const before = state.surveys.get(body.id)
  const [until = body.review] = [body.review, daysAfter(day, state.charter.approvalDays)].toSorted()
  const superseded = new Set(state.superseded)
  if (before && before.sha256 !== body.sha256) superseded.add(before.sha256)
  superseded.delete(body.sha256)
  return { ...state, surveys: plus(state.surveys, body.id, { sha256: body.sha256, proposal, seq, until }), superseded }
}

/** What was begun under the old charter is void: its votes were for that charter. What was enacted stands. */
function underNewCharter(state: LedgerState, body: Extract<ProposalBody, { kind: 'charter' }>, seq: number): LedgerState {
  const unfinished = ['open', 'approved', 'returned']
  const proposals = [...state.proposals].map(([id, each]): [string, Proposal] => [
    id,
    unfinished.includes(each.status) ? { ...each, status: 'void' } : each,
  ])
  const { log, witnesses } = body.content
  return {
    ...state,
    charter: body.content,
    charterHash: body.sha256,
    notaries: [...state.notaries, { from: seq + 1, log, witnesses }],
    proposals: new Map(proposals),
  }
}

/** Lifts the pauses that the proposal names; one that came later stands. */
function resumed(state: LedgerState, content: { readonly artifact: string; readonly pauses: readonly string[] }): LedgerState {
  const standing = [...(state.pauses.get(content.artifact) ?? [])].filter((each) => !content.pauses.includes(each))
  return { ...state, pauses: plus(state.pauses, content.artifact, new Set(standing)) }
}

import { isSmallBoard } from '../charter.ts'
import { type Day, daysAfter, firstDayAfter } from '../days.ts'
import type { Act, ProposalBody } from '../entries.ts'
import { type Effect, isPaused, type LedgerState, type Proposal, plus, refuse, withProposal, withTurn } from '../ledger-state.ts'
import { ruleFor } from '../thresholds.ts'
import { actorIn, proposalIn } from './actor.ts'
import { keysThatStay, openedStories } from './stories.ts'

/** Lets an approved proposal take effect, when its time-lock is over and nobody has paused it. */
export function enact(state: LedgerState, { by, day, body, seq }: Act<'enact'>): LedgerState {
  actorIn(state, by, ['member', 'steward'], 'enact')
  const proposal = proposalIn(state, body.proposal, 'approved', 'enact it')
  if (body.artifact !== proposal.body.sha256) refuse('it enacts something else')
  const { from, until } = effectDays(proposal, state)
  if (day < from) refuse(`the time-lock ends on ${from}`)
  // The day of a decision is the word of who wrote it down: nobody ends alone the wait that they began.
  if (proposal.decided?.by === by && from > proposal.decided.day)
    refuse(`${by} wrote the decision down, so somebody else lets it take effect`)
  if (state.day > until) refuse(`its approval was to take effect by ${until}: propose it again`)
  if (isPaused(state, body.artifact)) refuse('it is paused')
  if (state.retracted.has(body.artifact)) refuse('it was taken back')
  if (isOutrun(state, proposal)) refuse('another version took effect, was paused or was taken back since it was proposed: propose it again')
  return effectOf(withProposal(state, { ...proposal, status: 'enacted', enacted: state.day }), proposal, seq)
}

/** An approval that is not used lapses after so many days: nobody brings it back when others have forgotten it. */
const DAYS_TO_ENACT = 30

/** The days on which an approved proposal can take effect. */
export function effectDays({ body, round, decided, day }: Proposal, { charter }: LedgerState): { readonly from: Day; readonly until: Day } {
  const from = firstDayAfter(decided?.day ?? day, ruleFor(body.kind, charter, round).timeLockHours)
  return { from, until: daysAfter(from, DAYS_TO_ENACT) }
}

/** Whether something happened to the survey since this version of it was proposed: the board then decides about it anew. */
export function isOutrun({ turns }: LedgerState, { body, seq }: Proposal): boolean {
  return body.kind === 'survey' && (turns.get(body.id) ?? 0) > seq
}

function effectOf(state: LedgerState, { id, body }: Proposal, seq: number): LedgerState {
  const { day, charter } = state
  const effect = { proposal: id, seq, day, group: charter.group, smallBoard: isSmallBoard(charter) }
  switch (body.kind) {
    case 'survey':
      return opened(state, body, effect)
    case 'release':
      return { ...state, releases: plus(state.releases, body.sha256, { ...effect, study: body.id }) }
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
      return withTurn(
        { ...state, retracted: plus(state.retracted, body.content.artifact, { day, why: body.content.why }) },
        body.content.artifact,
        seq,
      )
    case 'stories':
      return { ...state, stories: plus(state.stories, body.sha256, openedStories(state, body, effect)) }
  }
}

function opened(state: LedgerState, body: Extract<ProposalBody, { kind: 'survey' }>, effect: Effect): LedgerState {
  const { day, seq } = effect
  if (body.review <= day) refuse('its review date is over')
  const before = state.surveys.get(body.id)
  const [until = body.review] = [body.review, daysAfter(day, state.charter.approvalDays)].toSorted()
  const superseded = new Set(state.superseded)
  if (before && before.sha256 !== body.sha256) superseded.add(before.sha256)
  superseded.delete(body.sha256)
  const surveys = plus(state.surveys, body.id, { ...effect, sha256: body.sha256, until })
  return { ...state, surveys, superseded, turns: plus(state.turns, body.id, seq) }
}

/** Voids every proposal that was begun under the old charter: its votes were for that charter. Enacted proposals stand. */
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
    ...keysThatStay(state, body.content),
  }
}

/** Lifts the pauses that the proposal names; one that came later stands. */
function resumed(state: LedgerState, content: { readonly artifact: string; readonly pauses: readonly string[] }): LedgerState {
  const standing = [...(state.pauses.get(content.artifact) ?? [])].filter(([pause]) => !content.pauses.includes(pause))
  return { ...state, pauses: plus(state.pauses, content.artifact, new Map(standing)) }
}

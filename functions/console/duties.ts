import { addressOf } from '#shared/canonical-json.ts'
import { daysAfter } from '#shared/governance/days.ts'
import type { UnsignedAct } from '#shared/governance/entries.ts'
import { ActRefused, isPaused, type Proposal } from '#shared/governance/ledger-state.ts'
import { assertDaysHold, nextEntry } from '#shared/governance/ledger-writer.ts'
import { standingOf } from '#shared/governance/outcome.ts'
import { applyEntry } from '#shared/governance/replay.ts'
import type { VerifiedLog } from '#shared/governance/verified-log.ts'
import type { Room, Seat } from './room.ts'

/** What somebody can do with a proposal at this moment. */
export const ACTIONS = [
  ...(['review', 'openReview', 'vote', 'accept', 'decide', 'enact', 'change'] as const),
  ...(['clarify', 'resume', 'correct', 'retract', 'returned', 'pause'] as const),
]
export type Action = (typeof ACTIONS)[number]

type Asked = Pick<Room, 'log' | 'state' | 'today'>

/** What the board's rules let a person do: the ledger itself is asked about each act, so that no button leads to a refusal. */
export function actionsFor(room: Asked, proposal: Proposal, { person: { id: by, role }, isNewcomer }: Seat): Action[] {
  const { log, state, today } = room
  if (isNewcomer) return wouldStand(log, by, today, samplesOf(room, proposal, by).accept) ? ['accept'] : []
  const samples = samplesOf(room, proposal, by)
  return ACTIONS.filter((action) => {
    if (action === 'openReview') return canOpen(proposal, by)
    if (action === 'change') return proposal.status === 'returned' && ['survey', 'release'].includes(proposal.body.kind) && mayPropose(role)
    if (action === 'resume' && !isPaused(state, proposal.body.sha256)) return false
    return (samples[action] ?? []).some((act) => wouldStand(log, by, today, [act]))
  })
}

/** What waits for somebody: of what they can do, that which moves a proposal on. */
export function dutiesFor(room: Asked, proposal: Proposal, seat: Seat): Action[] {
  const { state, today } = room
  const standing = proposal.status === 'open' ? standingOf(proposal, state.charter, today) : undefined
  return actionsFor(room, proposal, seat).filter((action) => {
    if (action === 'vote') return !proposal.votes.has(seat.person.id) && !proposal.authors.has(seat.person.id)
    // Where nobody has to wait, a round that has hardly begun looks like one that nobody came to.
    if (action === 'decide') return standing?.outcome !== 'lapsed' || !state.charter.demonstration
    return ['review', 'openReview', 'accept', 'enact', 'change'].includes(action)
  })
}

function mayPropose(role: string): boolean {
  return role === 'member' || role === 'researcher'
}

function canOpen({ status, commitments, reviews }: Proposal, by: string): boolean {
  return status === 'open' && commitments.has(by) && !reviews.has(by) && commitments.size >= 2
}

const WORDS = 'To ask the rules.'
const ANY_HASH = '0'.repeat(64)

/** For each action an act of its kind, to ask the rules about. Who may object may vote. */
function samplesOf(
  { state, today }: Asked,
  { id, body, round, authors, ...proposal }: Proposal,
  by: string,
): Partial<Record<Action, UnsignedAct[]>> {
  const artifact = body.sha256
  const about = { proposal: id, artifact }
  const vote = { ...about, artifactKind: body.kind, expires: daysAfter(today, 1) }
  const standing = standingOf({ id, body, round, authors, ...proposal }, state.charter, today)
  const short = (kind: 'resume' | 'correction' | 'retraction', content: object) => ({
    kind,
    id: body.id,
    sha256: addressOf(content),
    title: WORDS,
    authors: [],
    replaces: null,
    met: null,
    content,
  })
  const resume = { artifact, pauses: [...(state.pauses.get(artifact)?.keys() ?? [])], why: WORDS }
  const retract = { artifact, why: WORDS }
  const correct = { release: artifact, notice: WORDS, replacement: null }
  const isThing = body.kind === 'survey' || body.kind === 'release'
  return {
    review: [{ kind: 'commit', body: { proposal: id, commitment: ANY_HASH } }],
    vote: [
      {
        kind: 'vote',
        body: authors.has(by) ? { ...vote, choice: 'object', category: 'other', reason: WORDS } : { ...vote, choice: 'consent' },
      },
    ],
    accept: [{ kind: 'accept', body: about }],
    decide: standing.outcome === 'open' ? [] : [{ kind: 'decide', body: { ...about, outcome: standing.outcome } }],
    enact: [{ kind: 'enact', body: about }],
    clarify: [{ kind: 'clarify', body: { proposal: id, text: WORDS } }],
    pause: ['open', 'approved', 'enacted'].includes(proposal.status) ? [{ kind: 'pause', body: { artifact, reason: WORDS } }] : [],
    resume: resume.pauses.length === 0 ? [] : [{ kind: 'propose', body: { ...short('resume', resume), kind: 'resume', content: resume } }],
    correct:
      body.kind === 'release' && !state.retracted.has(artifact)
        ? [{ kind: 'propose', body: { ...short('correction', correct), kind: 'correction', content: correct } }]
        : [],
    retract:
      isThing && !state.retracted.has(artifact)
        ? [{ kind: 'propose', body: { ...short('retraction', retract), kind: 'retraction', content: retract } }]
        : [],
    returned: body.kind === 'release' ? [{ kind: 'return', body: { release: artifact, text: WORDS } }] : [],
  }
}

/** Whether the ledger would take one of these acts from somebody who signs it now. */
function wouldStand(log: VerifiedLog, by: string, today: string, acts: readonly UnsignedAct[] = []): boolean {
  const { state } = log
  const sig = { kind: 'ed25519' as const, value: Buffer.alloc(64).toString('base64url') }
  return acts.some((act) => {
    try {
      assertDaysHold(log, act.kind, today)
      applyEntry(state, nextEntry(log, { ...act, by, day: today, seen: state.head, charter: state.charterHash, sig }), () => true)
      return true
    } catch (thrown) {
      if (thrown instanceof ActRefused) return false
      throw thrown
    }
  })
}

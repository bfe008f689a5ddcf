import { createHash } from 'node:crypto'
import { appendAct } from '#functions/append-act.ts'
import type { LedgerReader } from '#functions/approvals.ts'
import { withPerson } from '#functions/console/acts/charter-form.ts'
import { newcomers } from '#functions/console/desk.ts'
import { signLength } from '#functions/console/room.ts'
import type { OwnKey } from '#functions/key-file.ts'
import { addressOf } from '#shared/canonical-json.ts'
import { type Charter, membersOf, personOf, type Role } from '#shared/governance/charter.ts'
import { dayOf, daysAfter } from '#shared/governance/days.ts'
import { commitmentOf, type UnsignedAct } from '#shared/governance/entries.ts'
import type { Proposal } from '#shared/governance/ledger-state.ts'
import { type Intent, signIntent } from '#shared/governance/ledger-writer.ts'
import { newcomersOf, standingOf } from '#shared/governance/outcome.ts'
import { ruleFor } from '#shared/governance/thresholds.ts'
import type { VerifiedLog } from '#shared/governance/verified-log.ts'
import type { Boardroom } from '#shared/storage/boardroom-repository.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { holdingMove, quotedReleaseMove, readingMove } from './made-up-stories/story-moves.ts'

export type MadeUpBoard = {
  readonly ledger: Ledger
  readonly reader: LedgerReader
  readonly boardroom: Pick<Boardroom, 'all'>
  readonly candidates: Pick<Bucket, 'read' | 'list'>
  /** The keys of the made-up people, by their names in the charter. */
  readonly keys: ReadonlyMap<string, OwnKey>
  /** With which the log signs how long the ledger is. */
  readonly logKey: OwnKey['privateKey']
  readonly clock: () => Date
}

type Move = { readonly by: string; readonly act: UnsignedAct }

/**
 * Does the next acts of the made-up members of a demonstration, each under a signature of their own: they propose somebody who
 * made a key, review and consent to what a person brings, and let a newcomer in who has signed the new charter. They also write
 * down the decision about what a person brought, as its author may not. They propose what somebody who reads stories may not: that they
 * read, and the report with their quotes. They leave it to people to let it take effect. Gives how many acts there were.
 */
export function madeUpTurn(board: MadeUpBoard): Promise<number> {
  return act(board, (log) => nextMove(board, log))
}

/** Has every made-up member, and the made-up reviewer, make a key for stories. Gives how many acts there were. */
export function holdStoryKeys(board: MadeUpBoard): Promise<number> {
  return act(board, async ({ state }) => holdingMove(state, board.keys))
}

/** Signs one move after the other, as long as there is one. On a real board there is none. */
export async function act(board: MadeUpBoard, next: (log: VerifiedLog) => Promise<Move | undefined>): Promise<number> {
  for (let acts = 0; ; acts++) {
    const log = await board.reader.latest()
    const move = log.state.charter.demonstration ? await next(log) : undefined
    if (!move || !(await sign(board, log, move))) return acts
  }
}

async function nextMove(board: MadeUpBoard, log: VerifiedLog): Promise<Move | undefined> {
  const { state } = log
  const open = [...state.proposals.values()].filter(({ status }) => status === 'open')
  for (const proposal of open) {
    const move = moveOn(board, log, proposal)
    if (move) return move
  }
  for (const proposal of state.proposals.values())
    if (waitsForEffect(proposal, board)) return { by: oneOf(board, state.charter, 'steward'), act: enacting(proposal) }
  const made = await newcomers(board, board.clock().getTime() / 1000)
  const proposed = open.flatMap(({ body }) => (body.kind === 'charter' ? body.content.people.map(({ key }) => addressOf(key)) : []))
  const next = made.find(
    ({ person }) => newcomersOf(withPerson(state.charter, person), state.charter).length > 0 && !proposed.includes(addressOf(person.key)),
  )
  const proposer = oneOf(board, state.charter, 'researcher')
  if (next) return { by: proposer, act: welcoming(state.charter, next) }
  return readingMove(state, board.keys, proposer) ?? quotedReleaseMove(state, board.keys, proposer, board.candidates)
}

/**
 * Reviews first, then consents, then the decision: about a charter, what a person brought, or what a person reads or quoted. Anything
 * else that made-up people proposed is for `chorus board demonstrate`, which may be at work on it now.
 */
function moveOn(board: MadeUpBoard, { state }: VerifiedLog, proposal: Proposal): Move | undefined {
  const { id, body, authors, commitments, reviews } = proposal
  const isForPeople = ['charter', 'stories'].includes(body.kind) || state.quoted.has(body.sha256)
  const isTheirs = isForPeople || [...authors].some((each) => !board.keys.has(each))
  if (!isTheirs) return undefined
  const today = dayOf(board.clock())
  const needed = ruleFor(body.kind, state.charter, proposal.round).reviews
  const free = (roles: readonly Role[]) =>
    state.charter.people.filter((each) => roles.includes(each.role) && board.keys.has(each.id) && !authors.has(each.id))
  if (commitments.size < needed) {
    const by = free(['reviewer', 'member'])
      .toReversed()
      .find((each) => !commitments.has(each.id))?.id
    return by === undefined
      ? undefined
      : { by, act: { kind: 'commit', body: { proposal: id, commitment: commitmentOf(by, reviewOf(id, by)) } } }
  }
  const isOurs = (by: string, commitment: string) => board.keys.has(by) && commitment === commitmentOf(by, reviewOf(id, by))
  const waits = [...commitments].find(([by, commitment]) => !reviews.has(by) && isOurs(by, commitment))?.[0]
  if (waits !== undefined) return { by: waits, act: { kind: 'review', body: reviewOf(id, waits) } }
  if (reviews.size < needed) return undefined
  const silent = free(['member']).find((each) => !proposal.votes.has(each.id))
  if (silent) {
    const vote = { proposal: id, artifact: body.sha256, artifactKind: body.kind, expires: daysAfter(today, 30), choice: 'consent' as const }
    return { by: silent.id, act: { kind: 'vote', body: vote } }
  }
  const decides = free(['member'])[0]?.id
  if (!decides || standingOf(proposal, state.charter, today).outcome !== 'approved') return undefined
  return { by: decides, act: { kind: 'decide', body: { proposal: id, artifact: body.sha256, outcome: 'approved' } } }
}

/** A charter that made-up people proposed takes effect by itself; anything that a person brought, people let take effect. */
function waitsForEffect({ body, status, authors }: Proposal, { keys }: MadeUpBoard): boolean {
  return body.kind === 'charter' && status === 'approved' && [...authors].every((each) => keys.has(each))
}

/** Somebody made up with this role; nobody where there is none. */
function oneOf({ keys }: MadeUpBoard, { people }: Charter, role: Role): string {
  return people.find((each) => each.role === role && keys.has(each.id))?.id ?? ''
}

function enacting({ id, body }: Proposal): UnsignedAct {
  return { kind: 'enact', body: { proposal: id, artifact: body.sha256 } }
}

function welcoming(charter: Charter, { person, lived }: Awaited<ReturnType<typeof newcomers>>[number]): UnsignedAct {
  const isMore = person.role === 'member' && lived && personOf(charter, person.id)?.role !== 'member'
  const content = withPerson({ ...charter, livedExperience: charter.livedExperience + (isMore ? 1 : 0) }, person)
  const all = membersOf(content).length
  const sound = { ...content, livedExperience: Math.max(content.livedExperience, Math.ceil((2 * all) / 3)) }
  const frame = { id: 'charter', sha256: addressOf(sound), title: `${person.alias} joins`, authors: [], replaces: null, met: null }
  return { kind: 'propose', body: { ...frame, kind: 'charter', why: 'Somebody came by a link of the demonstration.', content: sound } }
}

/** A made-up review needs no secret: its nonce is the same again after a restart between handing it in and opening it. */
function reviewOf(proposal: string, by: string) {
  const nonce = createHash('sha256').update(`${proposal} ${by}`).digest('base64url')
  return { proposal, outcome: 'approve', reasons: 'Made up: nobody read it.', nonce } as const
}

async function sign(board: MadeUpBoard, log: VerifiedLog, { by, act }: Move): Promise<boolean> {
  const own = board.keys.get(by)
  if (!own) return false
  const intent: Intent = { ...act, by, day: dayOf(board.clock()), seen: log.state.head }
  const next = await appendAct(board.ledger, log, signIntent(log, intent, own.privateKey), () => board.reader.latest())
  if (!next) return false
  await signLength({ ledger: board.ledger, logKey: board.logKey }, next)
  return true
}

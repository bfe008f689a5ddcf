import { charterHash, type Person, personOf } from '#shared/governance/charter.ts'
import { dayOf, daysAfter } from '#shared/governance/days.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import { canonicalBytes } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { ABoard, aCharter, membersIn, proposing, proposingContent } from './unit/governance/helpers/a-board.ts'

const charter = aCharter(5)

/** The board of the tests: a deployment is started with it, and its members approve what a test opens. */
export const BOARD = charterHash(charter)

/** A member of that board. */
export function memberOfBoard(id: string): Person {
  const found = personOf(charter, id)
  if (!found) throw new Error(`nobody is called ${id}`)
  return found
}

/** Has surveys approved as a board does it, so that they can be opened for real: proposed, voted on and enacted some weeks ago. */
export async function approve(ledger: Ledger, surveys: readonly Survey[]): Promise<void> {
  const kept = await ledger.lines(0)
  const board = new ABoard(charter, daysAfter(dayOf(new Date()), -30), kept)
  const start = kept.length === 0 ? board.day : daysAfter(dayOf(new Date()), -10)
  const known = new Set([...board.state.surveys.values()].map(({ sha256 }) => sha256))
  const proposals = surveys.map((survey) => {
    const artifact = { kind: 'survey', id: survey.id, bytes: canonicalBytes(survey) } as const
    return proposing(artifact, { review: daysAfter(dayOf(new Date()), 300) })
  })
  const proposed = proposals.filter(({ sha256 }) => !known.has(sha256)).map((body) => board.on(start).propose('researcher', body))
  for (const each of proposed) board.votes(each, 'm1', 'm2', 'm3')
  board.on(daysAfter(start, 8))
  for (const each of proposed) board.decide('m1', each)
  board.on(daysAfter(start, 10))
  for (const each of proposed) board.enact('steward', each)
  for (const [at, line] of board.lines.entries()) if (at >= kept.length) await ledger.append(at, line)
  await ledger.keepCheckpoint(board.lines.length, board.checkpoint())
  // As a witness keeps it: the log's own checkpoint is replaced with the next entry.
  await ledger.keepWitnessed('neighbours', board.checkpoint())
}

/** Has a report approved as a board does it, after surveys were: reviewed by two, voted on and enacted some days ago. `sums` are the bytes of its SHA256SUMS. */
export async function approveRelease(ledger: Ledger, study: string, sums: Uint8Array): Promise<void> {
  const kept = await ledger.lines(0)
  const board = new ABoard(charter, daysAfter(dayOf(new Date()), -19), kept)
  const proposal = board.propose('researcher', proposing({ kind: 'release', id: study, bytes: sums }))
  board.review(proposal, { reviewer: 'approve', m1: 'approve' }).votes(proposal, ...membersIn(board))
  board.on(daysAfter(board.day, 5)).decide('m1', proposal)
  board.on(daysAfter(board.day, 4)).enact('steward', proposal)
  for (const [at, line] of board.lines.entries()) if (at >= kept.length) await ledger.append(at, line)
  await ledger.keepCheckpoint(board.lines.length, board.checkpoint())
  // As a witness keeps it: the log's own checkpoint is replaced with the next entry.
  await ledger.keepWitnessed('neighbours', board.checkpoint())
}

/** Has a member propose somebody for the board, today. Gives the proposal. */
export async function proposeMember(ledger: Ledger, person: Person): Promise<string> {
  const kept = await ledger.lines(0)
  const board = new ABoard(charter, dayOf(new Date()), kept)
  const { people, livedExperience } = charter
  const next = { ...charter, people: [...people, person], livedExperience: livedExperience + 1 }
  const proposal = board.propose('m1', proposingContent('charter', next))
  for (const [at, line] of board.lines.entries()) if (at >= kept.length) await ledger.append(at, line)
  return proposal.id
}

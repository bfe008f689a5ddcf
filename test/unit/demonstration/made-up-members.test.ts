import { describe, expect, it } from 'vitest'
import { ledgerReader } from '#functions/approvals.ts'
import { type MadeUpBoard, madeUpTurn } from '#infra/local/made-up-members.ts'
import { type Charter, personOf } from '#shared/governance/charter.ts'
import { readEntry } from '#shared/governance/entries.ts'
import type { VerifiedLog } from '#shared/governance/verified-log.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import { bucketInMemory } from '../console/helpers/board-town.ts'
import { ABoard, aCharter, aPerson, aRelease, keyOf, proposing } from '../governance/helpers/a-board.ts'

const TODAY = '2026-03-02'

/** A demonstration with five made-up members, and people who made a key. */
function demonstration(changes: Partial<Charter> = {}, made: readonly string[] = []) {
  const board = new ABoard(aCharter(5, { demonstration: true, ...changes }), TODAY)
  const notes = [board.checkpoint()]
  const ledger: Ledger = {
    append: async (seq, line) => seq === board.lines.length && board.lines.push(line) > 0,
    lines: async (from) => board.lines.slice(from),
    keepCheckpoint: async (_size, note) => void notes.splice(0, 1, note),
    keepWitnessed: async () => {},
    checkpoints: async () => notes,
  }
  const ids = ['m1', 'm2', 'm3', 'm4', 'm5', 'researcher', 'reviewer', 'steward']
  const newcomers = made.map((id) => ({
    key: id,
    bytes: new TextEncoder().encode(JSON.stringify({ person: aPerson(id, 'member'), lived: true })),
  }))
  const members: MadeUpBoard = {
    ledger,
    reader: ledgerReader({ ledger, board: board.ledger }),
    boardroom: { all: async () => newcomers },
    candidates: bucketInMemory(new Map()),
    keys: new Map(ids.map((id) => [id, { id, privateKey: keyOf(id) }])),
    logKey: keyOf('log'),
    clock: () => new Date(`${TODAY}T12:00:00Z`),
  }
  /** A board on the same ledger, with which a person with a key of their own adds entries. */
  const person = (): ABoard => new ABoard(aCharter(5, { demonstration: true, ...changes }), TODAY, board.lines)
  const add = (by: (then: ABoard) => unknown): void => {
    const then = person()
    by(then)
    board.lines.push(...then.lines.slice(board.lines.length))
  }
  return {
    members,
    add,
    latest: (): Promise<VerifiedLog> => members.reader.latest(),
    kinds: () => board.lines.map((line) => readEntry(line).kind),
  }
}

describe('the made-up members of a demonstration', () => {
  it('let somebody in who made a key, once that person has signed the new charter, and not before', async () => {
    const { members, add, latest, kinds } = demonstration({}, ['you'])
    await madeUpTurn(members)
    expect(kinds().slice(1)).toEqual(['propose', 'vote', 'vote', 'vote', 'vote', 'vote'])
    expect(personOf((await latest()).state.charter, 'you')).toBeUndefined()
    expect(await madeUpTurn(members)).toBe(0)

    const [proposal] = [...(await latest()).state.proposals.values()]
    if (!proposal) throw new Error('nothing was proposed')
    add((then) => then.act('you', 'accept', { proposal: proposal.id, artifact: proposal.body.sha256 }))
    await madeUpTurn(members)
    expect(personOf((await latest()).state.charter, 'you')?.role).toBe('member')
    expect((await latest()).pinnedSize).toBe((await latest()).state.size)
    expect(await madeUpTurn(members)).toBe(0)
  })

  it('review, consent to and decide about what a person brings, and leave it to people to let it take effect', async () => {
    const charter = aCharter(6, { demonstration: true })
    const { members, add, kinds } = demonstration({ people: charter.people, livedExperience: 6 })
    add((then) => then.propose('m6', proposing(aRelease())))
    await madeUpTurn(members)
    expect(kinds().slice(2)).toEqual(['commit', 'commit', 'review', 'review', 'vote', 'vote', 'vote', 'vote', 'vote', 'decide'])
    add((then) => then.enact('m6', [...then.state.proposals.values()][0] ?? proposed()))
    expect(await madeUpTurn(members)).toBe(0)
  })

  it('do nothing about what a made-up researcher proposed', async () => {
    const { members, add } = demonstration()
    add((then) => then.propose('researcher', proposing(aRelease())))
    expect(await madeUpTurn(members)).toBe(0)
  })

  it('go on with other proposals where a review was handed in in their name that they cannot open', async () => {
    const charter = aCharter(6, { demonstration: true })
    const { members, add, latest } = demonstration({ people: charter.people, livedExperience: 6 })
    add((then) => {
      const { id } = then.propose('m6', proposing(aRelease()))
      then.act('m5', 'commit', { proposal: id, commitment: '0'.repeat(64) })
      then.act('reviewer', 'commit', { proposal: id, commitment: '1'.repeat(64) })
      then.propose('m6', proposing(aRelease('the sums of another release')))
    })
    await madeUpTurn(members)
    expect([...(await latest()).state.proposals.values()].map(({ status }) => status)).toEqual(['open', 'approved'])
  })

  it('do nothing on a real board', async () => {
    const { members } = demonstration({ demonstration: false }, ['you'])
    expect(await madeUpTurn(members)).toBe(0)
  })
})

function proposed(): never {
  throw new Error('nothing was proposed')
}

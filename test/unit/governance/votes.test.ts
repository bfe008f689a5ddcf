import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryBytes, readEntry } from '#shared/governance/entries.ts'
import type { SignedIntent } from '#shared/governance/ledger-writer.ts'
import { standingOf } from '#shared/governance/outcome.ts'
import { ABoard, aCharter, aPerson, aRelease, aSurvey, membersIn, proposing, publishedRelease } from './helpers/a-board.ts'

const survey = (board: ABoard, by = 'researcher', authors: string[] = []) => board.propose(by, proposing(aSurvey(), { authors }))

describe('a vote', () => {
  it('GO-02: of an author never counts, in whatever role, no matter who else wrote with them, and after every change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 6 }), fc.nat(5), fc.uniqueArray(fc.nat(5), { maxLength: 2 }), (members, first, others) => {
        const names = Array.from({ length: members }, (_, at) => `m${at + 1}`)
        const by = names[first % members] ?? 'm1'
        const authors = others.flatMap((at) => names[at % members] ?? [])
        const board = new ABoard(aCharter(members))
        const proposal = survey(board, by, authors)
        for (const name of new Set([by, ...authors])) {
          expect(() => board.vote(name, proposal)).toThrow('wrote this proposal')
        }
        const rest = names.filter((name) => name !== by && !authors.includes(name))
        board.act('steward', 'clarify', { proposal: proposal.id, text: 'I have read it.' })
        board.votes(proposal, ...rest).on('2026-03-10')
        const least = members < 5 ? Math.max(2, members - 1) : Math.max(3, Math.ceil(members / 2))
        const outcome = rest.length <= members / 2 ? 'lapsed' : rest.length < least ? 'rejected' : 'approved'
        expect(() => board.decide(by, proposal, outcome)).toThrow('wrote this proposal')
        expect(standingOf(board.proposal(proposal), board.state.charter, board.day).outcome).toBe(outcome)
      }),
      { numRuns: 15 },
    )
  })

  it('GO-02: nor does the review of an author', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('m1', proposing(aRelease(), { authors: ['reviewer'] }))
    expect(() => board.review(proposal, { m1: 'approve', m2: 'approve' })).toThrow('wrote this proposal')
    expect(() => board.review(proposal, { reviewer: 'approve', m2: 'approve' })).toThrow('wrote this proposal')
  })

  it('GO-02: an author of what came back stays out of what replaces it, no matter who proposes that', () => {
    const board = new ABoard(aCharter(5))
    const first = survey(board, 'm1')
    board.vote('m2', first, { choice: 'object', category: 'harm', reason: 'It frightens people.' }).votes(first, 'm3', 'm4', 'm5')
    board.on('2026-03-10').decide('m3', first, 'returned')
    const changed = proposing(aSurvey('milder'), { replaces: first.id, met: 'We took the question out.' })
    const second = board.propose('m5', changed)
    expect(() => board.vote('m1', second)).toThrow('m1 wrote this proposal')
    expect(() => board.vote('m5', second)).toThrow('m5 wrote this proposal')
  })

  it.each(['researcher', 'reviewer', 'steward'])('of a %s is none', (role) => {
    const board = new ABoard(aCharter(5))
    const proposal = survey(board, 'm1')
    expect(() => board.vote(role, proposal)).toThrow(`${role} is a ${role}, and only a member may vote`)
  })

  it.each<[string, (board: ABoard) => void, RegExp]>([
    ['with the key of somebody else', (board) => board.act('m1', 'vote', theVote(board), 'm2'), /not that of m1/],
    ['of somebody who is not in the charter', (board) => board.act('m9', 'vote', theVote(board)), /m9 is not in the charter/],
    ['for another hash', (board) => board.act('m1', 'vote', { ...theVote(board), artifact: 'ab'.repeat(32) }), /about something else/],
    ['for another kind', (board) => board.act('m1', 'vote', { ...theVote(board), artifactKind: 'release' }), /about something else/],
    ['that had expired', (board) => board.act('m1', 'vote', { ...theVote(board), expires: '2026-03-01' }), /had expired/],
    ['for no proposal', (board) => board.act('m1', 'vote', { ...theVote(board), proposal: 'ab'.repeat(32) }), /no proposal/],
  ])('GO-04: %s counts zero: it is not taken', (_what, attempt, said) => {
    const board = new ABoard(aCharter(5))
    survey(board)
    expect(() => attempt(board)).toThrow(said)
    expect([...board.state.proposals.values()].every(({ votes }) => votes.size === 0)).toBe(true)
  })

  it('GO-04: signed for another board or charter counts zero', () => {
    const here = new ABoard(aCharter(5))
    const there = new ABoard(aCharter(5, { group: 'Another group' }))
    const proposal = survey(here)
    const elsewhere = survey(there)
    const body = { ...theVote(there), proposal: proposal.id }
    const signed = there.signed('m1', 'vote', body)
    expect(elsewhere.body.sha256).toBe(proposal.body.sha256)
    expect(() => here.put(signed)).toThrow('under another charter')
    expect(() => here.put({ ...signed, charter: here.state.charterHash })).toThrow('after an entry that is not here')
    const moved = { ...signed, charter: here.state.charterHash, seen: here.state.head }
    expect(() => here.put(moved)).toThrow('the signature is not that of m1')
  })

  it('GO-04: twice is one vote; the last word counts, and an old one cannot be used again', () => {
    const board = new ABoard(aCharter(5))
    const proposal = survey(board)
    board.vote('m1', proposal).vote('m2', proposal).vote('m1', proposal, { choice: 'concern', reason: 'Short.' })
    expect(board.proposal(proposal).votes.size).toBe(2)
    board.vote('m1', proposal, { choice: 'object', category: 'method', reason: 'Leading questions.' })
    for (const line of board.lines.slice(2, 4)) expect(() => board.put(intentOf(line))).toThrow(/has acted since they signed it/)
    board.on('2026-03-10')
    expect(() => board.decide('m3', proposal)).toThrow('2 members answered, of 3')
  })

  it('GO-04: that expires before the decision counts zero there', () => {
    const board = new ABoard(aCharter(5))
    const proposal = survey(board)
    board.votes(proposal, 'm1', 'm2').vote('m3', proposal, { choice: 'consent' }, '2026-03-09').on('2026-03-10')
    expect(() => board.decide('m4', proposal)).toThrow('"lapsed"')
  })

  it('GO-03: is void as soon as one byte is another: of a survey and of a release', () => {
    const board = new ABoard(aCharter(3))
    const release = aRelease('the very bytes of a release')
    publishedRelease(board, release)
    fc.assert(
      fc.property(fc.nat(release.bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Uint8Array.from(release.bytes)
        bytes[at] = (bytes[at] ?? 0) ^ by
        expect(board.missing({ ...release, bytes })).toEqual(['not approved'])
      }),
      { numRuns: 25 },
    )
    expect(board.missing(release)).toEqual([])
  })

  it('GO-03: what is changed is proposed again, with no review and no vote, and both are asked for again', () => {
    const board = new ABoard(aCharter(5))
    const first = board.propose('researcher', proposing(aRelease()))
    board.review(first, { reviewer: 'approve', m1: 'approve if changed' }).votes(first, 'm1', 'm2', 'm3')
    board.on('2026-03-06').decide('m1', first, 'returned')
    const again = board.propose('researcher', proposing(aRelease('changed'), { replaces: first.id, met: 'The note was added.' }))
    expect([again.votes.size, again.reviews.size, again.commitments.size, again.round]).toEqual([0, 0, 0, 2])
    expect(board.proposal(first).status).toBe('replaced')
    expect(() => board.vote('m1', again)).toThrow('nobody votes before both reviews are open')
  })

  it('silence is never consent', () => {
    const board = new ABoard(aCharter(5))
    const proposal = survey(board)
    board.votes(proposal, 'm1', 'm2').on('2026-06-01')
    expect(() => board.decide('m3', proposal)).toThrow('"lapsed" (2 members answered, of 3 that it needs)')
    board.vote('m3', proposal, { choice: 'aside' })
    expect(() => board.decide('m3', proposal)).toThrow('"rejected" (2 members consented, of 3 that it needs)')
  })

  it('has words that fit it: an objection has a category and a reason, and a consent has none', () => {
    const board = new ABoard(aCharter(5))
    const proposal = survey(board)
    expect(() => board.vote('m1', proposal, { choice: 'object' })).toThrow()
    expect(() => board.vote('m1', proposal, { choice: 'object', category: 'harm' })).toThrow()
    expect(() => board.vote('m1', proposal, { choice: 'object', category: 'mood', reason: 'No.' })).toThrow()
    expect(() => board.vote('m1', proposal, { choice: 'concern' })).toThrow()
    expect(() => board.vote('m1', proposal, { choice: 'yes' })).toThrow()
    expect(membersIn(board)).toHaveLength(5)
  })

  it('is read back as it was written, to the byte', () => {
    const board = new ABoard(aCharter(5))
    board.vote('m1', survey(board), { choice: 'object', category: 'harm', reason: 'Señal: «no» 🙂' })
    const line = board.lines.at(-1) ?? new Uint8Array()
    expect(Buffer.compare(entryBytes(readEntry(line)), line)).toBe(0)
    expect(aPerson('m1', 'member').alias).toBe('M1')
  })
})

function intentOf(line: Uint8Array): SignedIntent {
  const entry = readEntry(line)
  if (entry.kind === 'found' || entry.kind === 'publish') throw new Error('this is no act')
  return entry
}

function theVote(board: ABoard) {
  const [proposal] = board.state.proposals.values()
  if (!proposal) throw new Error('nothing was proposed')
  return {
    proposal: proposal.id,
    artifact: proposal.body.sha256,
    artifactKind: proposal.body.kind,
    choice: 'consent' as const,
    expires: '2027-01-01',
  }
}

import { describe, expect, it } from 'vitest'
import { checkpointOf, signCheckpoint } from '#shared/governance/checkpoint.ts'
import { entryBytes, parseEntry, readEntry } from '#shared/governance/entries.ts'
import { leafHash } from '#shared/governance/merkle.ts'
import { verdict } from '#shared/governance/verdict.ts'
import { ABoard, aCharter, aSurvey, keyOf, openedSurvey, proposing } from './helpers/a-board.ts'
import { rewritten } from './helpers/rewritten.ts'

/** The program's verdict on a rewritten ledger, with a fresh checkpoint of the log. */
function judged(board: ABoard, lines: readonly Uint8Array[]) {
  const note = signCheckpoint(checkpointOf(board.ledger, lines.map(leafHash)), board.state.charter.log, keyOf('log'))
  return verdict(aSurvey(), { lines, checkpoints: [note] }, board.ledger, new Date('2026-04-20'))
}

describe('a signature holds all that its signer had read', () => {
  it('GO-09: a pause that is cut out of the middle takes everything that was signed after it with it', () => {
    const board = new ABoard(aCharter(5, { witnesses: [] }))
    const { body } = openedSurvey(board)
    board.on('2026-03-15').pause('m2', body.sha256)
    board.on('2026-03-16').propose('researcher', proposing(aSurvey('other'), { id: 'other' }))
    const lines = rewritten(board.lines, ({ kind }) => kind !== 'pause')
    expect(lines).toHaveLength(board.lines.length - 1)
    expect(judged(board, board.lines)).toMatchObject({ missing: [{ code: 'paused' }] })
    expect(judged(board, lines)).toMatchObject({
      missing: [{ code: 'ledger', text: expect.stringContaining('an entry that is not here') }],
    })
  })

  it('GO-09: the same with an objection: the person who writes down the decision has read it', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.votes(proposal, 'm1', 'm2', 'm3').vote('m5', proposal, { choice: 'object', category: 'harm', reason: 'It frightens people.' })
    board.on('2026-03-10').decide('m2', proposal, 'returned')
    const lines = rewritten(board.lines, (entry) => entry.kind !== 'vote' || entry.by !== 'm5')
    expect(judged(board, lines)).toMatchObject({ missing: [{ text: expect.stringContaining('an entry that is not here') }] })
  })

  it('an entry that is put in before what others have read is found, too', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    const early = board.signed('m5', 'vote', { ...voteOn(proposal), choice: 'consent' })
    board.votes(proposal, 'm1', 'm2')
    const last = readEntry(board.lines[1] ?? new Uint8Array())
    const entry = entryBytes(parseEntry({ ...early, seq: 2, prev: early.seen }))
    expect(last.kind).toBe('propose')
    const lines = rewritten([...board.lines.slice(0, 2), entry, ...board.lines.slice(2)], () => true)
    expect(judged(board, lines)).toMatchObject({ missing: [{ text: expect.stringContaining('an entry that is not here') }] })
  })

  it('of two people who sign at once, the second is put one place later without signing again', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    const [one, other] = ['m1', 'm2'].map((by) => board.signed(by, 'vote', { ...voteOn(proposal), choice: 'consent' }))
    if (!one || !other) throw new Error('both signed')
    board.put(one).put(other)
    expect([...board.proposal(proposal).votes.keys()]).toEqual(['m1', 'm2'])
  })

  it('GO-04: a vote that was held back is worth nothing once its signer has voted otherwise', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    const heldBack = board.signed('m5', 'vote', { ...voteOn(proposal), choice: 'consent' })
    board.vote('m5', proposal, { choice: 'object', category: 'harm', reason: 'I read it again.' })
    expect(() => board.put(heldBack)).toThrow('m5 has acted since they signed it')
    expect(board.proposal(proposal).votes.get('m5')).toMatchObject({ choice: 'object' })
  })

  it('nothing that was signed can be put in a second time: a vote, a pause, a question, a proposal', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    const { sha256 } = proposal.body
    for (const intent of [
      () => board.signed('m1', 'vote', { ...voteOn(proposal), choice: 'consent' }),
      () => board.signed('m1', 'pause', { artifact: sha256, reason: 'Wait.' }),
      () => board.signed('m1', 'clarify', { proposal: proposal.id, text: 'Who reads the words?' }),
      () => board.signed('m1', 'propose', proposing(aSurvey('other'), { id: 'other' })),
    ]) {
      const signed = intent()
      board.put(signed)
      expect(() => board.put(signed)).toThrow('m1 has acted since they signed it')
    }
  })

  it('who means the same again on the same day signs it again: consent, object, consent', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.vote('m1', proposal).vote('m1', proposal, { choice: 'object', category: 'method', reason: 'Leading.' }).vote('m1', proposal)
    expect(board.proposal(proposal).votes.get('m1')).toMatchObject({ choice: 'consent' })
  })
})

function voteOn({ id, body }: ReturnType<ABoard['propose']>) {
  return { proposal: id, artifact: body.sha256, artifactKind: body.kind, expires: '2027-12-31' }
}

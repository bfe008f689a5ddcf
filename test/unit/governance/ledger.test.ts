import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#shared/canonical-json.ts'
import { checkpointOf, cosign, signCheckpoint } from '#shared/governance/checkpoint.ts'
import { entryBytes, readEntry } from '#shared/governance/entries.ts'
import { leafHash } from '#shared/governance/merkle.ts'
import { verdict } from '#shared/governance/verdict.ts'
import { type UnverifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import { ABoard, aCharter, aSurvey, keyOf, openedSurvey, proposing } from './helpers/a-board.ts'

const board = new ABoard(aCharter(5))
openedSurvey(board)
const whole: UnverifiedLog = { lines: board.lines, checkpoints: [board.checkpoint()] }
const judge = (log: UnverifiedLog) => verdict(aSurvey(), log, board.ledger, new Date('2026-04-01T00:00:00Z'))
const text = (line: Uint8Array | undefined) => new TextDecoder().decode(line)
const bytes = (line: string) => new TextEncoder().encode(line)

describe('a ledger', () => {
  it('holds as it is', () => {
    expect(judge(whole)).toMatchObject({ ok: true })
    expect(verifyLog(whole, board.ledger).pinned).toEqual([{ size: board.lines.length, witnesses: ['neighbours'] }])
  })

  it('GO-09: one flipped bit of any entry is found', () => {
    for (const at of board.lines.keys()) {
      for (const where of [0.1, 0.35, 0.6, 0.85]) {
        const line = Uint8Array.from(board.lines[at] ?? [])
        const spot = Math.floor(line.length * where)
        line[spot] = (line[spot] ?? 0) ^ 1
        expect(judge({ ...whole, lines: board.lines.with(at, line) })).toMatchObject({ ok: false, missing: [{ code: 'ledger' }] })
      }
    }
  })

  it('GO-09: an entry that is dropped, swapped with another, or put in twice is found', () => {
    for (const at of board.lines.keys()) {
      const twice = board.lines.toSpliced(at, 0, board.lines[at] ?? new Uint8Array())
      const swapped = board.lines.with(at, board.lines[0] ?? new Uint8Array()).with(0, board.lines[at] ?? new Uint8Array())
      for (const lines of [board.lines.toSpliced(at, 1), twice, ...(at > 0 ? [swapped] : [])]) {
        expect(judge({ ...whole, lines })).toMatchObject({ ok: false, missing: [{ code: 'ledger' }] })
      }
    }
  })

  it('GO-09: an entry of a second ledger that is put in is found', () => {
    const other = new ABoard(aCharter(5, { group: 'Others' }))
    other.propose('researcher', proposing(aSurvey('theirs')))
    expect(judge({ ...whole, lines: board.lines.toSpliced(2, 0, other.lines[1] ?? new Uint8Array()) })).toMatchObject({ ok: false })
    expect(judge({ ...whole, lines: other.lines })).toMatchObject({ missing: [{ text: expect.stringContaining('another board') }] })
  })

  it('GO-09: a ledger that lost its last entries is found by the checkpoint that was signed of them', () => {
    const paused = new ABoard(aCharter(5))
    openedSurvey(paused)
    const before = { lines: [...paused.lines], checkpoints: [paused.checkpoint()] }
    paused.pause('m1', [...paused.state.surveys.values()][0]?.sha256 ?? '')
    const witnessed = cosign(paused.checkpoint(), { name: 'neighbours', publicKey: '' }, keyOf('neighbours'), '2026-03-12')
    expect(verdict(aSurvey(), before, paused.ledger, new Date('2026-04-01'))).toMatchObject({ ok: true })
    expect(verdict(aSurvey(), { ...before, checkpoints: [witnessed] }, paused.ledger, new Date('2026-04-01'))).toMatchObject({
      missing: [{ text: expect.stringContaining('the last ones are gone') }],
    })
  })

  it("GO-09: a ledger that was written again, with good signatures, is found by a witness's older checkpoint", () => {
    const again = new ABoard(aCharter(5), '2026-03-02')
    openedSurvey(again, aSurvey('another survey'))
    const older = signCheckpoint(checkpointOf(board.ledger, board.log.leaves.slice(0, 4)), board.state.charter.log, keyOf('log'))
    expect(again.ledger).toBe(board.ledger)
    expect(() => verifyLog({ lines: again.lines, checkpoints: [older] }, board.ledger)).toThrow('one of them was changed')
  })

  it('is refused with white space, a field twice, or anything more in a line', () => {
    const line = text(board.lines[1])
    for (const changed of [
      `${line} `,
      line.replace('{', '{ '),
      line.replace('"by":', '"by":"m1","by":'),
      line.replace('"by":', '"admin":true,"by":'),
    ]) {
      expect(judge({ ...whole, lines: board.lines.with(1, bytes(changed)) })).toMatchObject({ ok: false, missing: [{ code: 'ledger' }] })
    }
  })

  it('opens nothing before a checkpoint covers the approval, or with one of another log', () => {
    expect(judge({ ...whole, checkpoints: [] })).toMatchObject({ missing: [{ code: 'checkpoint' }] })
    const earlier = checkpointOf(board.ledger, board.log.leaves.slice(0, -1))
    expect(judge({ ...whole, checkpoints: [signCheckpoint(earlier, board.state.charter.log, keyOf('log'))] })).toMatchObject({ ok: false })
    const forged = signCheckpoint(checkpointOf(board.ledger, board.log.leaves), board.state.charter.log, keyOf('m1'))
    expect(judge({ ...whole, checkpoints: [forged] })).toMatchObject({
      missing: [{ text: expect.stringContaining('not signed by the log') }],
    })
  })

  it('opens nothing of a board with witnesses before one of them has signed that it saw the approval', () => {
    const { log } = board.state.charter
    const noted = signCheckpoint(checkpointOf(board.ledger, board.log.leaves), log, keyOf('log'))
    const early = signCheckpoint(checkpointOf(board.ledger, board.log.leaves.slice(0, -1)), log, keyOf('log'))
    const [neighbours = log] = board.state.charter.witnesses
    const seen = cosign(early, neighbours, keyOf('neighbours'), '2026-03-12')
    const forged = cosign(noted, neighbours, keyOf('m1'), '2026-03-12')
    for (const checkpoints of [[noted], [noted, seen], [forged]])
      expect(judge({ ...whole, checkpoints })).toMatchObject({
        missing: [{ code: 'checkpoint', text: expect.stringContaining('No witness') }],
      })
    expect(judge({ ...whole, checkpoints: [cosign(noted, neighbours, keyOf('neighbours'), '2026-03-12')] })).toMatchObject({ ok: true })
    const alone = new ABoard(aCharter(5, { witnesses: [] }))
    openedSurvey(alone)
    expect(alone.missing(aSurvey())).toEqual([])
  })

  it('grows by 50 entries of a person a day at most, and a pause is always taken', () => {
    const busy = new ABoard(aCharter(5))
    const proposal = busy.propose('researcher', proposing(aSurvey()))
    const ask = () => busy.act('m1', 'clarify', { proposal: proposal.id, text: 'Who reads the words?' })
    for (let each = 0; each < 50; each++) ask()
    expect(ask).toThrow('m1 has acted 50 times on 2026-03-02')
    busy.vote('m2', proposal).pause('m1', proposal.body.sha256)
    busy.on('2026-03-03')
    ask()
    expect(() => busy.on('2026-02-01') && Array.from({ length: 50 }, ask)).toThrow('m1 has acted 50 times on 2026-03-03')
  })

  it('with an entry from a day that has not come yet opens nothing: a clock is wrong', () => {
    expect(verdict(aSurvey(), whole, board.ledger, new Date('2026-03-11T23:00:00Z'))).toMatchObject({ missing: [{ code: 'ledger' }] })
  })

  it('approves nothing where there is no board, or no ledger', () => {
    const now = new Date('2026-04-01')
    expect(verdict(aSurvey(), whole, undefined, now)).toMatchObject({ missing: [{ code: 'no board' }] })
    expect(verdict(aSurvey(), { lines: [], checkpoints: [] }, board.ledger, now)).toMatchObject({ missing: [{ code: 'ledger' }] })
    expect(verdict(aSurvey(), { lines: board.lines.slice(1), checkpoints: [] }, board.ledger, now)).toMatchObject({ ok: false })
  })

  it('GO-01: approves nothing when anything breaks on the way', () => {
    const broken = { get lines(): never { throw new Error('the disk is gone') }, checkpoints: [] } // biome-ignore format: one line
    expect(verdict(aSurvey(), broken, board.ledger, new Date('2026-04-01'))).toMatchObject({ ok: false, missing: [{ code: 'failed' }] })
  })

  it('that was checked up to an entry is checked from there, and comes to the same', () => {
    const head = verifyLog({ lines: board.lines.slice(0, 5), checkpoints: [] }, board.ledger)
    const rest = verifyLog({ lines: board.lines.slice(5), checkpoints: whole.checkpoints }, board.ledger, head)
    expect(rest.state).toEqual(verifyLog(whole, board.ledger).state)
    expect(verdict(aSurvey(), rest, board.ledger, new Date('2026-04-01'))).toMatchObject({ ok: true })
  })

  it('cannot be passed off by an object that only looks like a checked one', () => {
    const fake = { state: board.state, entries: [], leaves: [], pinned: [], pinnedSize: 99 }
    expect(verdict(aSurvey(), Object.assign({ lines: [], checkpoints: [] }, fake), board.ledger, new Date('2026-04-01'))).toMatchObject({
      ok: false,
    })
  })

  it('GO-12: has no place for an answer, a code, an address or the time of day', () => {
    const keys = new Set(board.lines.flatMap((line) => keysIn(JSON.parse(text(line)))))
    expect([...keys].filter((key) => /answer|code|ip$|address|email|time$|hour$|name$/i.test(key))).toEqual(['name'])
    expect(board.lines.map(text).join('\n')).not.toMatch(/\d\d:\d\d/)
    const day = JSON.parse(text(board.lines[1]))
    expect(() => readEntry(canonicalJson({ ...day, day: '2026-03-02T10:11:12Z' }))).toThrow()
    expect(() => readEntry(canonicalJson({ ...day, at: '10:11' }))).toThrow()
  })

  it('is a tree over its lines as they are', () => {
    expect(board.log.leaves.map((leaf) => Buffer.from(leaf).toString('hex'))).toEqual(
      board.lines.map((line) => Buffer.from(leafHash(line)).toString('hex')),
    )
    expect(board.log.entries.map(entryBytes).map(text)).toEqual(board.lines.map(text))
  })
})

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)])
}

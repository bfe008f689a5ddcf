import { describe, expect, it } from 'vitest'
import { checkpointOf, cosign, signCheckpoint } from '#shared/governance/checkpoint.ts'
import { againstTrial, type Reason, type Verdict, verdict } from '#shared/governance/verdict.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { ABoard, aCharter, aRelease, aSurvey, keyOf, openedSurvey, proposing, publishedRelease } from './helpers/a-board.ts'

const NOW = new Date('2026-04-01T12:00:00Z')
const [survey, release] = [aSurvey(), aRelease()]

/** The checkpoint of the first entries, as the log signs it, and with a witness. */
function pinnedTo(board: ABoard, size: number, isWitnessed = true) {
  const { charter } = board.state
  const note = signCheckpoint(checkpointOf(board.ledger, board.log.leaves.slice(0, size)), charter.log, keyOf('log'))
  const [witness] = charter.witnesses
  const seen = isWitnessed && witness ? cosign(note, witness, keyOf('neighbours'), board.day) : note
  return verifyLog({ lines: [], checkpoints: [seen] }, board.ledger, board.log)
}

function missing(said: Verdict): readonly Reason[] {
  return said.ok ? [] : said.missing
}

describe('the verdict, gate by gate', () => {
  it('is no where there is no board, and where the ledger that is shown is that of another one', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    expect(missing(verdict(survey, board.log, undefined, NOW))).toEqual([
      { code: 'no board', text: 'This deployment has no board: nothing is approved here, and only trials are possible.' },
    ])
    const whole = pinnedTo(board, board.lines.length)
    expect(verdict(survey, whole, board.ledger, NOW).ok).toBe(true)
    expect(missing(verdict(survey, whole, 'ab'.repeat(32), NOW))).toEqual([
      { code: 'ledger', text: 'The ledger is that of another board.' },
    ])
  })

  it('counts an approval from the first checkpoint on that covers its entry, and not one entry before', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    const seq = board.state.surveys.get(survey.id)?.seq ?? 0
    const text = 'No signed checkpoint of the ledger covers its approval yet.'
    expect(seq).toBeGreaterThan(5)
    expect(missing(verdict(survey, pinnedTo(board, seq), board.ledger, NOW))).toEqual([{ code: 'checkpoint', text }])
    expect(missing(verdict(survey, board.log, board.ledger, NOW))).toEqual([{ code: 'checkpoint', text }])
    expect(verdict(survey, pinnedTo(board, seq + 1), board.ledger, NOW).ok).toBe(true)
  })

  it('waits for a witness where the charter names one, and for none where it names none', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    expect(missing(verdict(survey, pinnedTo(board, board.lines.length, false), board.ledger, NOW))).toEqual([
      { code: 'checkpoint', text: 'No witness has signed yet that it saw its approval.' },
    ])
    const alone = new ABoard(aCharter(5, { witnesses: [] }))
    openedSurvey(alone)
    expect(verdict(survey, pinnedTo(alone, alone.lines.length), alone.ledger, NOW).ok).toBe(true)
  })

  it('takes no approved release for a survey, no survey for a release, and neither under another name', () => {
    const board = new ABoard(aCharter(5))
    publishedRelease(board)
    const whole = pinnedTo(board, board.lines.length)
    expect(verdict(release, whole, board.ledger, NOW).ok).toBe(true)
    const said = (kind: string) => `The board has not approved this ${kind}: nothing in the ledger is for exactly these bytes.`
    expect(missing(verdict({ ...release, kind: 'survey' }, whole, board.ledger, NOW))).toEqual([
      { code: 'not approved', text: said('survey') },
    ])
    expect(missing(verdict({ ...release, id: 'another' }, whole, board.ledger, NOW))).toEqual([
      { code: 'not approved', text: said('release') },
    ])

    const other = new ABoard(aCharter(5))
    openedSurvey(other)
    const opened = pinnedTo(other, other.lines.length)
    expect(missing(verdict({ ...survey, kind: 'release' }, opened, other.ledger, NOW))).toEqual([
      { code: 'not approved', text: said('release') },
    ])
  })

  it('says in a sentence that it ended, was paused, or that a later version took its place; a release does not end', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    const at = (day: string) => verdict(survey, pinnedTo(board, board.lines.length), board.ledger, new Date(`${day}T00:00:00Z`))
    expect(at('2027-01-30').ok).toBe(true)
    expect(missing(at('2027-01-31'))).toEqual([
      { code: 'expired', text: 'Its approval ended on its review date, 2027-01-31. The board can approve it again.' },
    ])
    const published = new ABoard(aCharter(5))
    publishedRelease(published)
    expect(verdict(release, pinnedTo(published, published.lines.length), published.ledger, new Date('2036-01-01')).ok).toBe(true)

    const later = aSurvey('a later version')
    const second = board.propose('researcher', proposing(later))
    board.votes(second, 'm1', 'm2', 'm3').on('2026-03-22').decide('m1', second).on('2026-03-25').enact('m2', second)
    expect(missing(verdict(survey, pinnedTo(board, board.lines.length), board.ledger, NOW))).toEqual([
      { code: 'superseded', text: 'The board has approved a later version in its place.' },
    ])
    board.on('2026-03-26').pause('m2', second.body.sha256)
    expect(missing(verdict(later, pinnedTo(board, board.lines.length), board.ledger, NOW))).toEqual([
      { code: 'paused', text: 'It is paused. The board together can let it go on.' },
    ])
  })

  it('is no when something breaks that nobody thought of', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    const broken = { kind: 'survey', id: survey.id, bytes: undefined as unknown as Uint8Array } as const
    expect(missing(verdict(broken, board.log, board.ledger, NOW))).toEqual([
      { code: 'failed', text: 'Whether it is approved could not be found out.' },
    ])
  })
})

describe('what stands against a trial', () => {
  const against = (...codes: Reason['code'][]) =>
    againstTrial({ ok: false, missing: codes.map((code) => ({ code, text: code })) }).map(({ code }) => code)

  it('is nothing where no board is, or none approved it; everything else counts as it does for an opening', () => {
    expect(against('no board')).toEqual([])
    expect(against('not approved')).toEqual([])
    for (const code of ['ledger', 'superseded', 'paused', 'retracted', 'expired', 'checkpoint', 'failed'] as const)
      expect(against(code)).toEqual([code])
    expect(against('not approved', 'paused')).toEqual(['paused'])
  })

  it('is that the board approved it, and that nobody knows, when nobody says why', () => {
    expect(againstTrial({ ok: true, sha256: '', proposal: '', demonstration: false, smallBoard: false })).toEqual([
      { code: 'failed', text: 'The board has approved exactly this: it is open for real, and not as a trial.' },
    ])
    expect(againstTrial({ ok: false, missing: [] })).toEqual([{ code: 'failed', text: 'Whether it is approved could not be found out.' }])
  })
})

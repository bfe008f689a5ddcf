import { describe, expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { checkPublished, publication } from '#shared/governance/proof.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease } from '#shared/release/read.ts'
import { type Files, SUMS } from '#shared/release/release.ts'
import { communityOf, count } from '../audit/community.ts'
import { keyOf } from '../disclosure/sample.ts'
import { ABoard, aCharter, publishedRelease } from './helpers/a-board.ts'

const NOW = new Date('2026-12-01T12:00:00Z')
const { survey, people } = communityOf(1, 1, 200)

function aCandidate(size = 200): Files {
  const outcome = protect({ study: studyPlan(survey), tables: count(survey, people.slice(0, size)), release: 1 }, keyOf(3))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04', previous: undefined }).files
}

const candidate = aCandidate()
const artifactIn = (files: Files) => ({ kind: 'release', id: survey.id, bytes: files.get(SUMS) ?? new Uint8Array() }) as const

/** The ledger as the command reads it: whole, with its checkpoint. */
const pinned = (board: ABoard) => verifyLog({ lines: board.lines, checkpoints: [board.checkpoint()] }, board.ledger)

const groundsOf = (board: ABoard) => ({ log: pinned(board), notes: [board.checkpoint()], charter: board.ledger, now: NOW })

/** A board that approved the candidate, and the files that are published then. */
function published(changes: Parameters<typeof aCharter>[1] = {}, members = 5) {
  const board = new ABoard(aCharter(members, changes))
  publishedRelease(board, artifactIn(candidate))
  const made = publication(readRelease('candidate', candidate), groundsOf(board))
  return { board, made }
}

function filesOf(made: ReturnType<typeof published>['made']): Files {
  if (!('release' in made)) throw new Error(made.missing.map(({ text }) => text).join(' '))
  return made.release.files
}

function check(files: Files, board?: string) {
  return checkPublished(readRelease('published', files), files.get('proof.json'), board, NOW)
}

describe('a report that the board approved (CI-10)', () => {
  it('is published with a proof that holds by its files alone, and says which board it was', () => {
    const { board, made } = published()

    const { ok, sentences } = check(filesOf(made), board.ledger)

    expect(ok).toBe(true)
    expect(sentences[0]).toBe(
      'The board of "People of the river" approved exactly these numbers on 2026-03-09: 2 independent reviews, and 5 members consented.',
    )
    expect(sentences).toContain('It is the board that you named.')
  })

  it('is not published when the board approved other numbers, or none', () => {
    const { board } = published()
    const other = aCandidate(180)

    expect(publication(readRelease('other', other), groundsOf(board))).toMatchObject({
      missing: [{ code: 'not approved' }],
    })
    expect(publication(readRelease('candidate', candidate), { ...groundsOf(board), charter: undefined })).toMatchObject({
      missing: [{ code: 'no board' }],
    })
  })

  it('is no proof for a candidate, without proof.json, or for another board', () => {
    const files = filesOf(published().made)
    const without = readRelease('published', files)

    expect(check(candidate)).toMatchObject({ ok: false, sentences: [expect.stringContaining('This is a candidate')] })
    expect(checkPublished(without, undefined, undefined, NOW)).toMatchObject({ ok: false })
    expect(check(files, 'a'.repeat(64))).toMatchObject({ ok: false, sentences: [expect.stringContaining('another board')] })
  })

  it('is no proof when an entry is missing, or when it hides that it is a demonstration', () => {
    const files = filesOf(published({ demonstration: true }).made)
    const text = new TextDecoder().decode(files.get('proof.json'))
    const read = readRelease('published', files)
    const changed = (from: string | RegExp, to: string) => {
      expect(text).toMatch(from)
      return checkPublished(read, new TextEncoder().encode(text.replace(from, to)), undefined, NOW).ok
    }

    expect(check(files)).toMatchObject({ ok: true, sentences: expect.arrayContaining([expect.stringContaining('DEMONSTRATION')]) })
    expect(changed('"demonstration":true,"entries"', '"demonstration":false,"entries"')).toBe(false)
    expect(changed(/"smallBoard":false/, '"smallBoard":true')).toBe(false)
    expect(changed(/"entries":\[\{.*?\},(?=\{"body")/, '"entries":[')).toBe(false)
  })
})

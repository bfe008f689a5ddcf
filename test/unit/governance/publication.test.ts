import { describe, expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { checkPublished } from '#shared/governance/check-published.ts'
import { checkpointOf, signCheckpoint } from '#shared/governance/checkpoint.ts'
import { publication } from '#shared/governance/publication.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease, withStanding } from '#shared/release/read.ts'
import { type Files, SUMS, sumsOf } from '#shared/release/release.ts'
import type { Standing } from '#shared/release/standing.ts'
import { communityOf, count } from '../audit/community.ts'
import { keyOf } from '../disclosure/sample.ts'
import { ABoard, aCharter, keyOf as governanceKeyOf, proposing, proposingContent, publishedRelease } from './helpers/a-board.ts'

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

/** The list of hashes made anew, as somebody can who writes to the folder. */
function withSums(files: Files): Files {
  return new Map([...files, [SUMS, sumsOf(files)]])
}

function check(files: Files, board?: string) {
  return checkPublished(files, board, NOW)
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
    const without = new Map([...files].filter(([name]) => name !== 'proof.json'))

    expect(check(candidate)).toMatchObject({ ok: false, sentences: [expect.stringContaining('This is a candidate')] })
    expect(check(withSums(without))).toMatchObject({ ok: false, sentences: [expect.stringContaining('is missing')] })
    expect(check(files, 'a'.repeat(64))).toMatchObject({ ok: false, sentences: [expect.stringContaining('another board')] })
  })

  it('is no proof when an entry is missing, or when it hides that it is a demonstration', () => {
    const files = filesOf(published({ demonstration: true }).made)
    const text = new TextDecoder().decode(files.get('proof.json'))
    const changed = (from: string | RegExp, to: string) => {
      expect(text).toMatch(from)
      return check(withSums(new Map([...files, ['proof.json', new TextEncoder().encode(text.replace(from, to))]]))).ok
    }

    expect(check(files)).toMatchObject({ ok: true, sentences: expect.arrayContaining([expect.stringContaining('DEMONSTRATION')]) })
    expect(changed('"demonstration":true,"entries"', '"demonstration":false,"entries"')).toBe(false)
    expect(changed(/"smallBoard":false/, '"smallBoard":true')).toBe(false)
    expect(changed(/"entries":\[\{.*?\},(?=\{"body")/, '"entries":[')).toBe(false)
  })

  it('is not published with a proof that a reader could not check: too few checkpoints, or one of more entries', () => {
    const board = new ABoard(aCharter(5))
    publishedRelease(board, artifactIn(candidate))
    const grounds = groundsOf(board)
    board.propose('m1', proposing(artifactIn(aCandidate(180))))
    for (const notes of [[], [board.checkpoint()]])
      expect(publication(readRelease('candidate', candidate), { ...grounds, notes })).toMatchObject({ missing: [{}] })
  })

  it('is no proof when somebody marks it as withdrawn or corrected and no board decided that', () => {
    const files = filesOf(published().made)
    const read = readRelease('published', files)
    if (read.status.standing.state !== 'published') throw new Error('it is published')
    const { approval } = read.status.standing
    const marks: readonly Standing[] = [
      { state: 'withdrawn', approval, on: '2026-06-01', why: 'It was faked.' },
      { state: 'corrected', approval, on: '2026-06-01', why: 'See the better one.', instead: 'https://elsewhere.example/' },
      { state: 'published', approval, correction: { on: '2026-06-01', why: 'Table 3 is wrong.' } },
    ]
    for (const mark of marks) {
      const forged = withStanding(read, mark, files.get('proof.json'))
      expect(check(forged.files).ok, mark.state).toBe(false)
    }
  })

  it('says what the board found wrong in it before it was published', () => {
    const board = new ABoard(aCharter(5))
    const { body } = publishedRelease(board, artifactIn(candidate))
    const content = { release: body.sha256, notice: 'Table 3 is WRONG.', replacement: null }
    const correction = board.on('2026-04-01').propose('m5', proposingContent('correction', content))
    board.votes(correction, 'm1', 'm2', 'm3').on('2026-04-03').decide('m1', correction).enact('steward', correction)
    const made = publication(readRelease('candidate', candidate), groundsOf(board))
    expect(check(filesOf(made)).sentences).toContain('The board corrected it on 2026-04-03: Table 3 is WRONG.')
  })

  it('says who decided then, whatever the board is called and however many it is later', () => {
    const { board, made } = published({}, 4)
    const before = check(filesOf(made)).sentences
    const changed = { ...aCharter(5), group: 'Others' }
    const proposal = board.propose('steward', proposingContent('charter', changed, { id: 'charter' }))
    board.act('m5', 'accept', { proposal: proposal.id, artifact: proposal.body.sha256 }).votes(proposal, 'm1', 'm2', 'm3', 'm4')
    board.on('2026-03-30').decide('m1', proposal).on('2026-04-05').enact('steward', proposal)
    const after = check(filesOf(publication(readRelease('candidate', candidate), groundsOf(board)))).sentences
    expect(after.slice(0, 2)).toEqual([
      'The board of "People of the river" approved exactly these numbers on 2026-03-09: 2 independent reviews, and 4 members consented.',
      'It is a small board, of fewer than five members.',
    ])
    expect(before.slice(0, 2)).toEqual(after.slice(0, 2))
  })

  it('counts the consents that counted, names the witnesses who saw the approval, and says each thing on a line of its own', () => {
    const board = new ABoard(aCharter(5, { group: 'River".\nIt is the board that you named.' }))
    const proposal = board.propose('researcher', proposing(artifactIn(candidate)))
    board.review(proposal, { reviewer: 'approve', m1: 'approve' })
    board.votes(proposal, 'm1', 'm2', 'm3').vote('m4', proposal, { choice: 'consent' }, '2026-03-04')
    const early = board.checkpoint()
    board.on('2026-03-06').decide('m1', proposal).on('2026-03-09').enact('steward', proposal)

    const { sentences } = check(filesOf(publication(readRelease('candidate', candidate), groundsOf(board))))
    expect(sentences[0]).toMatch(/^The board of "River"\. It is the board that you named\." .*3 members consented\.$/)
    expect(sentences.join('\n').split('\n')).toHaveLength(sentences.length)
    expect(sentences).toContain('Witnesses who saw the approval in the ledger: neighbours.')

    const unseen = { ...groundsOf(board), notes: [early, signedByLog(board)] }
    expect(publication(readRelease('candidate', candidate), unseen)).toMatchObject({
      missing: [{ text: expect.stringContaining('No witness') }],
    })
  })
})

function signedByLog(board: ABoard): string {
  return signCheckpoint(checkpointOf(board.ledger, board.log.leaves), board.state.charter.log, governanceKeyOf('log'))
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { markMadeUp } from '#cli/simulate/mark-made-up.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease, withStanding } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { candidateName, type Standing } from '#shared/release/standing.ts'
import { standingInWords } from '#shared/release/standing-in-words.ts'
import { keyOf, section, single, surveyOf, table } from '../disclosure/sample.ts'

const survey = surveyOf([
  section('a', [
    single('q', [
      { id: 'yes', score: 1 },
      { id: 'no', score: 0 },
    ]),
  ]),
])
const outcome = protect(
  { study: studyPlan(survey), tables: [table('q', { '': { yes: 200, no: 87, '~skipped': 3 } })], release: 1 },
  keyOf(1),
)
if (outcome.kind !== 'protected') throw new Error('refused')
const { report } = outcome

const candidate = releaseOf({ survey, report, release: 1, date: '2026-05-04', people: 'made-up' })
const read = readRelease('there', candidate.files)
const approval = { by: 'Heron, Fox and Lark', on: '2026-06-01', candidate: candidate.id, entry: 'e'.repeat(64) }
const published: Standing = { state: 'published', approval }
const text = (files: Files, name: string) => new TextDecoder().decode(files.get(name)).replace(/\s+/g, ' ')
/** The survey was there before the release, and the sums name files alone. */
const SPEAKING = [...candidate.files.keys()].filter((name) => !['survey.json', 'SHA256SUMS'].includes(name))

describe('a candidate', () => {
  it('says in every file that it is one, and that its people are made up', () => {
    expect(SPEAKING.length).toBeGreaterThan(15)
    for (const name of SPEAKING) {
      expect([name, text(candidate.files, name)]).toEqual([name, expect.stringMatching(/candidate/i)])
      expect([name, text(candidate.files, name)]).toEqual([name, expect.stringMatching(/made-up|made up/)])
    }
  })

  it('says nothing of made-up people where they are real', () => {
    const { files } = releaseOf({ survey, report, release: 1, date: '2026-05-04' })

    for (const name of SPEAKING) expect([name, text(files, name)]).toEqual([name, expect.not.stringMatching(/made-up people|are made up/)])
  })

  it('has it in the name of its folder, whatever that was', () => {
    expect(candidateName('1', 'real')).toBe('candidate-1')
    expect(candidateName('candidate-1', 'real')).toBe('candidate-1')
    expect(candidateName('candidate-1', 'made-up')).toBe('candidate-made-up-1')
    expect(candidateName('candidate-made-up-1', 'made-up')).toBe('candidate-made-up-1')
    expect(candidateName('candidate-', 'real')).toBe('candidate-candidate-')
  })
})

describe('a release that a board approved', () => {
  it('says by whom and when, on the page and in its descriptions, and nowhere that it is a candidate', () => {
    const { files } = withStanding(read, published)

    for (const name of ['report.html', 'CITATION.cff', 'datapackage.json', 'load-report.R'])
      expect(text(files, name)).toContain('Approved by Heron, Fox and Lark on 2026-06-01.')
    for (const name of files.keys())
      expect([name, text(files, name).replaceAll('"candidate": "', '')]).toEqual([name, expect.not.stringMatching(/candidate/i)])
  })

  it('has the numbers of its candidate, leads back to it, and brings its proof along', () => {
    const proof = new TextEncoder().encode('{}\n')
    const { files } = withStanding(read, published, proof)
    const again = readRelease('there', files)

    expect(again.tables).toEqual(read.tables)
    expect(again.candidate).toBe(candidate.id)
    expect(again.id).not.toBe(candidate.id)
    expect(text(files, 'SHA256SUMS')).toContain(' proof.json ')
  })

  it('is refused when it names the approval of other numbers', () => {
    const { files } = withStanding(read, { state: 'published', approval: { ...approval, candidate: 'f'.repeat(64) } })

    expect(() => readRelease('there', files)).toThrow('it names other numbers as approved than those that are here')
  })

  it('says why it was corrected or withdrawn, and what to use instead', () => {
    const change = { approval, on: '2026-07-01', why: 'Two answers were exchanged.' }
    const words = (standing: Standing) => standingInWords({ standing, people: 'real' }, 'en')

    expect(words({ state: 'corrected', ...change, instead: 'release 2' }).first).toEqual([
      'Corrected on 2026-07-01: Two answers were exchanged. Use this one instead: release 2',
    ])
    expect(words({ state: 'withdrawn', ...change }).suffix).toBe(' (withdrawn)')
    expect(words({ state: 'published', approval: { ...approval, demonstration: true } })).toMatchObject({
      first: ['The approval only shows how approving works. No community has approved anything here.', expect.any(String)],
      suffix: ' (approved; only a demonstration)',
    })
    expect(words(published).suffix).toBe('')
  })
})

describe('made-up people who answer a deployment', () => {
  it('are noted in its data folder, and in no other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chorus-made-up-'))
    await writeFile(join(folder, 'steward.env'), 'CHORUS_ORIGIN=http://127.0.0.1:8321\n')

    expect(await markMadeUp(folder, new URL('http://localhost:8321'), 'sample')).toBe(true)
    expect(await markMadeUp(folder, new URL('http://127.0.0.1:9000'), 'other')).toBe(false)
    expect(await markMadeUp(join(folder, 'nothing'), new URL('http://127.0.0.1:8321'), 'other')).toBe(false)
    expect(await readFile(join(folder, 'made-up.txt'), 'utf8')).toBe('sample\n')
    await rm(folder, { recursive: true })
  })
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { writeFolder } from '#cli/release-folder.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease, withStanding } from '#shared/release/read.ts'
import type { Files, Release } from '#shared/release/release.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, section, single, surveyOf, table } from '../disclosure/sample.ts'

const plain: Survey = {
  ...surveyOf([section('a', [single('q', ['yes', 'no', 'maybe']), single('age', ['young', 'old'])])]),
  plan: { by: ['age'], cross: ['q'], also: [], except: [] },
}

/** The same questions, asked by another community. */
function askedBy(name: string, change: (survey: Survey) => Survey = (survey) => survey): Survey {
  const survey = structuredClone(plain)
  for (const texts of Object.values(survey.texts)) Object.assign(texts.consent.controller, { name })
  return change({ ...survey, id: name.toLowerCase().replaceAll(' ', '-') })
}

type Counts = { readonly yes: number; readonly no: number; readonly maybe: number }

function candidateOf(survey: Survey, { yes, no, maybe }: Counts, release = 1, date = '2026-05-04'): Release {
  const tables = [
    table('q', { '': { yes, no, maybe, '~skipped': 3 } }),
    table('q:age', {
      young: { yes: 60, no: 35, maybe: 3, '~skipped': 2 },
      old: { yes: yes - 60, no: no - 35, maybe: maybe - 3, '~skipped': 1 },
    }),
    table('age', { '': { young: 100, old: yes + no + maybe + 3 - 100, '~skipped': 0 } }),
  ]
  const outcome = protect({ study: studyPlan(survey), tables, release }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return releaseOf({ survey, report: outcome.report, release, date })
}

function published(survey: Survey, counts: Counts, ...more: [release?: number, date?: string]): Files {
  const candidate = candidateOf(survey, counts, ...more)
  const approval = { by: 'Heron and Fox', on: '2026-06-01', candidate: candidate.id, entry: 'e'.repeat(64) }
  return withStanding(readRelease('there', candidate.files), { state: 'published', approval }).files
}

const NORTH: Counts = { yes: 200, no: 87, maybe: 7 }
const SOUTH: Counts = { yes: 120, no: 140, maybe: 60 }

let folder = ''
let said = ''
const at = (name: string) => join(folder, name)
const put = (name: string, files: Files) => writeFolder(at(name), files, { mode: 0o755, date: '2026-05-04' })
const rowsIn = (csv: string) => Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data
const text = (path: string) => readFile(at(path), 'utf8')
const chorus = (...args: string[]) => {
  process.exitCode = undefined
  return run(args)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chorus-together-'))
  said = ''
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((line) => {
      said += `${line}\n`
    })
})

afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true })
})

describe('chorus coalition', () => {
  it('adds up what communities published, with their ranges, and hides what one of them hides', async () => {
    await put('north', published(askedBy('North'), NORTH))
    await put('south', published(askedBy('South'), SOUTH))

    expect(await chorus('coalition', at('north'), at('south'), '--out', at('both'))).toBe(0)

    const [north, south] = [rowsIn(await text('north/report.csv')), rowsIn(await text('south/report.csv'))]
    const sums = rowsIn(await text('both/coalition.csv')).filter((row) => row.of === 'together')
    expect(sums.length).toBe(north.length)
    for (const [i, sum] of sums.entries()) {
      const parts = [north[i], south[i]]
      const add = (column: string) => String(parts.reduce((total, part) => total + Math.max(0, Number(part?.[column])), 0))
      const isShown = parts.every((part) => part?.status === 'published')
      if (parts.some((part) => part?.status === 'group_too_small')) expect([sum.count, sum.count_high]).toEqual(['', ''])
      else expect([sum.count, sum.shown]).toEqual(isShown ? [add('count'), 'yes'] : ['', 'no'])
      if (isShown) expect([sum.count_low, sum.count_high]).toEqual([add('count_low'), add('count_high')])
    }
    // North hides "maybe", South does not.
    expect(sums.find((row) => row.table === 'q' && row.answer === 'maybe')).toMatchObject({ count: '', shown: 'no' })
  })

  it('names each community with the hash of its release, and holds no number that is not in one of them', async () => {
    const files = [published(askedBy('North'), NORTH), published(askedBy('South'), SOUTH)]
    await put('north', files[0] ?? new Map())
    await put('south', files[1] ?? new Map())
    await chorus('coalition', at('north'), at('south'), '--out', at('both'))
    const page = await text('both/coalition.html')

    for (const [i, name] of ['North', 'South'].entries()) {
      expect(page).toContain(`${name}: report 1, counted on 2026-05-04 (approved).`)
      expect(page).toContain(readRelease('there', files[i] ?? new Map()).id)
    }
    expect(page).toContain('not a random sample')
    const own = rowsIn(await text('both/coalition.csv')).filter((row) => row.of === 'North')
    expect(own.map((row) => row.count)).toEqual(rowsIn(await text('north/report.csv')).map((row) => row.count))
  })

  it('takes candidates as a trial only, and says so on the page and in the name of the folder', async () => {
    await put('north', candidateOf(askedBy('North'), NORTH).files)
    await put('south', published(askedBy('South'), SOUTH))

    expect(await chorus('coalition', at('north'), at('south'), '--out', at('both'))).toBe(1)
    expect(said).toContain('no board has approved this release: it is a candidate')
    expect(await chorus('coalition', at('north'), at('south'), '--out', at('both'), '--trial')).toBe(0)
    expect(await text('candidate-both/coalition.html')).toContain('A trial, made of candidates.')
  })

  it.each<[string, Survey, string]>([
    [
      'another answer',
      askedBy('South', (survey) => ({
        ...survey,
        sections: [section('a', [single('q', ['yes', 'no', 'never']), single('age', ['young', 'old'])])],
      })),
      'question q is not the same in both',
    ],
    [
      'other words',
      askedBy('South', (survey) => {
        const [first] = Object.values(survey.texts)
        if (first?.questions.q) first.questions.q.text = 'Another question?'
        return survey
      }),
      'question q is worded differently (en)',
    ],
    ['the same community', askedBy('North', (survey) => ({ ...survey, id: 'again' })), 'would be counted twice'],
  ])('refuses %s', async (_, survey, why) => {
    const files = await import('#shared/release/together/together-files.ts')
    const sources = [askedBy('North'), survey].map((each, i) => {
      const read = readRelease('there', published(askedBy(i === 0 ? 'North' : 'South'), NORTH))
      return {
        folder: `folder ${i}`,
        name: each.texts.en?.consent.controller.name ?? '',
        read: { ...read, survey: each, candidate: `${i}` },
      }
    })

    expect(() => files.coalitionFiles(sources, { trial: false })).toThrow(why)
  })

  it('refuses the same release twice, and one alone', async () => {
    await put('north', published(askedBy('North'), NORTH))

    expect(await chorus('coalition', at('north'), at('north'), '--out', at('both'))).toBe(1)
    expect(said).toContain('this is the same release as in')
    expect(await chorus('coalition', at('north'), '--out', at('both'))).toBe(1)
    expect(said).toContain('only one release is named')
  })
})

describe('chorus waves', () => {
  it('tells a change only where the ranges do not touch, and never that people changed', async () => {
    await put(
      'second',
      published(
        askedBy('North', (survey) => ({ ...survey, id: 'later' })),
        { yes: 100, no: 187, maybe: 7 },
        1,
        '2027-05-04',
      ),
    )
    await put('first', published(askedBy('North'), NORTH))

    expect(await chorus('waves', at('second'), at('first'), '--out', at('side'))).toBe(0)

    const page = await text('side/waves.html')
    expect(page).toMatch(/“The answer yes” was chosen by a smaller share of those asked: first \d+\s%/)
    expect(page).toMatch(/“The answer no” was chosen by a larger share/)
    expect(page).toContain('“The answer maybe”: whether the share rose or fell cannot be told.')
    expect(page).toContain('other people may have answered')
    expect(page.indexOf('>2026-05-04<')).toBeLessThan(page.indexOf('>2027-05-04<'))
  })

  it('says nothing of numbers that did not change', async () => {
    const later = askedBy('North', (survey) => ({ ...survey, id: 'later' }))
    await put('first', published(askedBy('North'), NORTH))
    await put('second', published(later, NORTH, 1, '2027-05-04'))
    await chorus('waves', at('first'), at('second'), '--out', at('side'))

    expect(await text('side/waves.html')).not.toMatch(/larger share|smaller share/)
  })
})

describe('chorus release', () => {
  it('lists what there is, copies one out, and says of the copy what holds', async () => {
    const north = candidateOf(askedBy('North'), NORTH)
    await put('data/candidates/north/candidate-1', north.files)
    await put('data/published/south', published(askedBy('South'), SOUTH))

    expect(await chorus('release', 'list', at('data'))).toBe(0)
    expect(said).toContain(`north, report 1, counted on 2026-05-04: candidate, not approved\n  ${north.id}`)
    expect(said).toContain('south, report 1, counted on 2026-05-04: approved')
    expect(await chorus('release', 'pull', north.id.slice(0, 8), '--from', at('data'), '--out', at('hearing'))).toBe(0)
    said = ''
    expect(await chorus('release', 'verify', at('candidate-hearing'))).toBe(0)
    expect(said).toContain('Every file is the one that SHA256SUMS lists.')
    expect(said).toContain('The audit of published files passes')
    expect(said).toContain('Candidate. No board has approved')
  })

  it('finds a changed file, in a list and when it is verified', async () => {
    await put('north', candidateOf(askedBy('North'), NORTH).files)
    await writeFile(at('north/tables/q.csv'), 'changed')

    expect(await chorus('release', 'verify', at('north'))).toBe(1)
    expect(said).toContain('tables/q.csv')
    said = ''
    await chorus('release', 'list', folder)
    expect(said).toContain('its hash is not the one in SHA256SUMS')
  })

  it('asks for six characters of a hash or more, and says when no release begins with them', async () => {
    await put('north', candidateOf(askedBy('North'), NORTH).files)

    expect(await chorus('release', 'pull', 'ffffff', '--from', folder, '--out', at('copy'))).toBe(1)
    expect(said).toContain('there is no release whose hash begins with ffffff')
    expect(await chorus('release', 'pull', 'north', '--from', folder, '--out', at('copy'))).toBe(1)
    expect(said).toContain('Give at least its first six characters')
  })
})

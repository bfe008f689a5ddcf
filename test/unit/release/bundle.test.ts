import { createHash } from 'node:crypto'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { reportExactly } from '#shared/disclosure/profiles/exact-report.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ProtectedReport } from '#shared/disclosure/protected-report.ts'
import { exactFiles, releaseOf } from '#shared/release/bundle.ts'
import type { Files } from '#shared/release/release.ts'
import { keyOf, section, single, surveyOf, table } from '../disclosure/sample.ts'

const survey = surveyOf([
  section('a', [
    single('q', ['yes', 'no', 'maybe'], { auto: ['pns'] }),
    single('age', ['young', 'old']),
    single('rating', [
      { id: 'low', score: 1 },
      { id: 'high', score: 2 },
    ]),
  ]),
])

const tables = [
  table('q', { '': { yes: 200, no: 87, maybe: 7, '~skipped': 3, '~pns': 3 } }),
  table('q:age', {
    young: { yes: 12, no: 6, maybe: 1, '~skipped': 0, '~pns': 1 },
    old: { yes: 180, no: 80, maybe: 5, '~skipped': 3, '~pns': 2 },
  }),
  table('rating', { '': { low: 100, high: 190, '~skipped': 10 } }),
]

function protectedReport(): ProtectedReport {
  const outcome = protect({ study: studyPlan(survey), tables, release: 2 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return outcome.report
}

const release = () => releaseOf({ survey, report: protectedReport(), release: 2, date: '2026-05-04' })
const text = (files: Files, name: string) => new TextDecoder().decode(files.get(name))
const rows = (files: Files, name: string) =>
  Papa.parse<Record<string, string>>(text(files, name), { header: true, skipEmptyLines: true }).data

describe('report.csv', () => {
  it('has exactly the columns that citers are promised', () => {
    expect(text(release().files, 'report.csv').split('\n')[0]).toBe(
      'study,release,snapshot_date,table,question,answer,group_variable,group,count,count_low,count_high,base,base_low,base_high,percent,percent_low,percent_high,asked,asked_low,asked_high,percent_of_asked,percent_of_asked_low,percent_of_asked_high,answered,answered_low,answered_high,percent_of_answered,percent_of_answered_low,percent_of_answered_high,status,as_of_release,standing',
    )
  })

  it('has a row a cell, with ids and with numbers that follow from each other', () => {
    const yes = rows(release().files, 'report.csv').find((row) => row.table === 'q:age' && row.group === 'old' && row.answer === 'yes')
    const count = Number(yes?.count)
    const base = Number(yes?.base)

    expect(yes).toMatchObject({
      study: 'sample',
      release: '2',
      snapshot_date: '2026-05-04',
      question: 'q',
      group_variable: 'age',
      status: 'published',
      as_of_release: '2',
    })
    expect(yes?.count_low).toBe(String(count - 4))
    expect(yes?.count_high).toBe(String(count + 4))
    expect(Math.abs(Number(yes?.percent) - (100 * count) / base)).toBeLessThanOrEqual(0.5)
  })

  it('gives a hidden row a range and no number, and a row of a small group without any number', () => {
    const all = rows(release().files, 'report.csv')
    const numbers = (row: Record<string, string> | undefined) =>
      ['count', 'count_low', 'count_high', 'percent', 'percent_low', 'percent_high'].map((column) => row?.[column])
    const hidden = all.find((row) => row.table === 'q' && row.answer === '~skipped')
    const small = all.filter((row) => row.group === 'young')

    expect(hidden?.status).toBe('hidden_small')
    expect(numbers(hidden)).toEqual(['', '0', '14', '', '0', '5'])
    expect(small).toHaveLength(5)
    for (const row of small) {
      expect(row.status).toBe('group_too_small')
      expect([...numbers(row), row.base]).toEqual(Array(7).fill(''))
    }
  })
})

describe('the other files of a release', () => {
  it('has the wording of every id that report.csv names', () => {
    const { files } = release()
    const wording = rows(files, 'questions.csv')
    const has = (kind: string, question: string | undefined, answer: string | undefined) =>
      wording.some((row) => row.kind === kind && row.question === question && row.answer === answer && row.text !== '')

    for (const row of rows(files, 'report.csv')) {
      expect(has('question', row.question, '')).toBe(true)
      expect(row.answer?.startsWith('~') ? has('state', '', row.answer) : has('answer', row.question, row.answer)).toBe(true)
      if (row.group) expect(has('group', row.group_variable, row.group) && has('question', row.group_variable, '')).toBe(true)
    }
  })

  it('says in methods.json what was protected and how to read it', () => {
    const methods = JSON.parse(text(release().files, 'methods.json'))

    expect(methods).toMatchObject({
      release: '2',
      snapshot_date: '2026-05-04',
      survey: { id: 'sample', version: '1.0.0' },
      protection: { profile: 'rounded', policy: { k: 10, b: 5, minSlice: 30, minRelease: 45 } },
    })
    expect(methods.limits).toBe(
      'People chose to take part, so these results describe the people who answered. They are not a random sample. They cannot tell us what share of all people have had these experiences, and no margin of error can be given.',
    )
    expect(methods.reading.join(' ')).toContain('do not add rows, use the printed totals')
    const statuses = rows(release().files, 'report.csv').map((row) => row.status)
    for (const status of ['published', 'hidden_small', 'group_too_small', 'not_asked']) {
      expect(methods.cells[status]).toBe(statuses.filter((each) => each === status).length)
    }
  })

  it('never says what a survey of volunteers cannot say (CI-03)', () => {
    const { files } = release()
    const generated = [...files.keys()]
      .map((name) => text(files, name))
      .join('\n')
      .replace(/"limits": ".*"/, '')
      .replaceAll(/no\s+margin\s+of\s+error\s+can\s+be\s+given/g, '')

    expect(generated).not.toMatch(/margin of error|statistically significant|representative|prevalence|\bproves\b|% of people with/i)
    expect(generated).not.toMatch(/patient|illness|disorder|suffers from|fully anonymous/i)
  })

  it('has a mean for every group of a scored question', () => {
    const [mean, ...more] = rows(release().files, 'means.csv')

    expect(more).toEqual([])
    expect(mean).toMatchObject({
      study: 'sample',
      table: 'rating',
      question: 'rating',
      group: '',
      median: 'high',
      status: 'published',
      as_of_release: '2',
    })
    expect(Number(mean?.mean_low)).toBeLessThanOrEqual(190 / 290 + 1)
    expect(Number(mean?.mean_high)).toBeGreaterThanOrEqual(190 / 290 + 1)
  })
})

describe('a release as a whole', () => {
  it('is the same bytes in the same order for the same input (CI-07)', () => {
    const one = release()
    const two = release()

    expect([...two.files.keys()]).toEqual([
      'report.csv',
      'means.csv',
      'questions.csv',
      'survey.json',
      'methods.json',
      'quotes.json',
      'report.html',
      'tables/q.csv',
      'tables/rating.csv',
      'CITATION.cff',
      'citation.json',
      'citation.bib',
      'citation.ris',
      'datapackage.json',
      'report.csv-metadata.json',
      'ro-crate-metadata.json',
      'datacite.json',
      'load-report.R',
      'load-report.sps',
      'ddi-codebook.xml',
      'SHA256SUMS',
    ])
    expect([...two.files].map(([, bytes]) => Buffer.from(bytes).toString('hex'))).toEqual(
      [...one.files].map(([, bytes]) => Buffer.from(bytes).toString('hex')),
    )
    expect(two.id).toBe(one.id)
  })

  it('has a line of SHA256SUMS for every other file, sorted, and the hash of those lines as its id', () => {
    const { id, files } = release()
    const sha256 = (bytes: Uint8Array | undefined) =>
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex')

    expect(text(files, 'SHA256SUMS')).toBe(
      [...files.keys()]
        .filter((name) => name !== 'SHA256SUMS')
        .sort()
        .map((name) => `${sha256(files.get(name))}  ${name}\n`)
        .join(''),
    )
    expect(id).toBe(sha256(files.get('SHA256SUMS')))
  })

  it('has another id when anything in it differs', () => {
    const { id } = release()

    expect(releaseOf({ survey, report: protectedReport(), release: 3, date: '2026-05-04' }).id).not.toBe(id)
    expect(releaseOf({ survey, report: protectedReport(), release: 2, date: '2026-05-05' }).id).not.toBe(id)
  })

  it('is made from a protected report and from nothing else', () => {
    const exact = reportExactly({ survey, tables })

    // @ts-expect-error exact numbers are not for release
    expect(() => releaseOf({ survey, report: exact, release: 1, date: '2026-05-04' })).toThrow('only a protected report')
  })
})

describe('exact files, for anybody who already holds the answers', () => {
  it('say in every row and in the methods that they are not protected', () => {
    const files = exactFiles({ survey, report: reportExactly({ survey, tables }), date: '2026-05-04' })

    for (const row of [...rows(files, 'report.csv'), ...rows(files, 'means.csv')]) {
      expect([row.release, row.as_of_release]).toEqual(['unprotected', 'unprotected'])
    }
    expect(rows(files, 'report.csv').find((row) => row.answer === 'maybe')).toMatchObject({ count: '7', base: '300' })
    expect(JSON.parse(text(files, 'methods.json')).protection).toMatchObject({
      profile: 'unprotected',
      in_words: [expect.stringContaining('Do not share')],
    })
  })
})

import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { InputRefused } from '#shared/problem.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, section, single, surveyOf, table } from '../disclosure/sample.ts'

const survey: Survey = {
  ...surveyOf([
    section('a', [
      single('q', ['yes', 'no', 'maybe'], { auto: ['pns'] }),
      single('age', ['young', 'old']),
      single('rating', [
        { id: 'low', score: 1 },
        { id: 'high', score: 2 },
      ]),
    ]),
  ]),
  plan: { by: ['age'], cross: ['rating'], also: [], except: [] },
}

function report() {
  const tables = [
    table('q', { '': { yes: 296, no: 0, maybe: 0, '~skipped': 0, '~pns': 0 } }),
    table('age', { '': { young: 20, old: 270, '~skipped': 6 } }),
    table('rating', { '': { low: 100, high: 186, '~skipped': 10 } }),
    table('rating:age', { young: { low: 10, high: 5, '~skipped': 5 }, old: { low: 85, high: 180, '~skipped': 5 } }),
  ]
  const outcome = protect({ study: studyPlan(survey), tables, release: 2 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return outcome.report
}

const released = () => releaseOf({ survey, report: report(), release: 2, date: '2026-05-04' }).files

/** The release with one file changed; with `signed`, as somebody would who also mends SHA256SUMS. */
function changed(name: string, change: (text: string) => string, signed = true): Files {
  const files = new Map(released())
  const bytes = new TextEncoder().encode(change(new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.get(name))))
  const old = createHash('sha256')
    .update(files.get(name) ?? '')
    .digest('hex')
  files.set(name, bytes)
  const sums = new TextDecoder().decode(files.get('SHA256SUMS'))
  if (signed) files.set('SHA256SUMS', new TextEncoder().encode(sums.replace(old, createHash('sha256').update(bytes).digest('hex'))))
  return files
}

function problemsOf(files: Files): readonly { readonly file: string; readonly line?: number; readonly column?: number | string }[] {
  try {
    readRelease('there', files)
    return []
  } catch (thrown) {
    if (thrown instanceof InputRefused) return thrown.problems
    throw thrown
  }
}

describe('a release read back from its files', () => {
  it('is what was released: survey, policy and every number', () => {
    const read = readRelease('there', released())
    const made = report()

    expect(read.release).toBe(2)
    expect(read.survey).toEqual(survey)
    expect(read.policy).toEqual(made.policy)
    expect(JSON.stringify(read.tables)).toBe(JSON.stringify(made.tables))
  })

  it('is refused with every file that is not the one in SHA256SUMS', () => {
    const files = new Map(changed('report.csv', (text) => text.replace('296', '295'), false))
    files.set('questions.csv', new Uint8Array())
    files.set('notes.txt', new Uint8Array([1]))

    expect(problemsOf(changed('report.csv', (text) => `${text} `, false)).map(({ file }) => file)).toEqual(['there/report.csv'])
    expect(problemsOf(files).map(({ file }) => file)).toContain('there/questions.csv')
    expect(problemsOf(files).map(({ file }) => file)).toContain('there/notes.txt')
  })

  it('is refused without one of its files', () => {
    const files = new Map(released())
    files.delete('survey.json')

    expect(problemsOf(files).map(({ file }) => file)).toEqual(['there/survey.json'])
  })

  it('is refused with the row and the column of each value that no release has', () => {
    const files = changed('report.csv', (text) => text.replace(/published/, 'public').replace(/hidden_small/, 'hidden'))

    expect(problemsOf(files)).toMatchObject(
      [
        { file: 'there/report.csv', line: 3, column: 'status' },
        { file: 'there/report.csv', line: expect.any(Number), column: 'status' },
      ].slice(0, problemsOf(files).length),
    )
    expect(problemsOf(files).length).toBeGreaterThan(1)
  })

  it('is refused with another survey than the one it names', () => {
    expect(problemsOf(changed('survey.json', (text) => text.replace('"young"', '"youth"'))).length).toBeGreaterThan(0)
  })

  it.each<[string, string, (text: string) => string]>([
    [
      'another order of rows',
      'report.csv',
      (text) => {
        const [head, a, b, ...rest] = text.split('\n')
        return [head, b, a, ...rest].join('\n')
      },
    ],
    ['a space', 'questions.csv', (text) => `${text} `],
    ['a time', 'methods.json', (text) => text.replace('"study"', '"made": "2026-05-04T10:11:12Z",\n  "study"')],
    [
      'a number of hidden cells that is not the one printed',
      'methods.json',
      (text) => text.replace(/"hidden_small": \d+/, '"hidden_small": 99'),
    ],
  ])('is refused with %s, which does not follow from its numbers', (_, name, change) => {
    expect(problemsOf(changed(name, change)).map(({ file }) => file)).toEqual([`there/${name}`])
  })
})

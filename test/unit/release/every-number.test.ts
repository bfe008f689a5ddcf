import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { beforeAll, describe, expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease, withSentences } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { leadingQuestions } from '#shared/release/sentences/board-sentences.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { anyAnswers, anySurvey, chanceOf, withRollups } from '../disclosure/any-survey.ts'
import { keyOf } from '../disclosure/sample.ts'
import { elementsIn, wordsIn } from './elements.ts'
import { everyNumber } from './every-number.ts'
import { instrumentRelease } from './instrument-release.ts'
import type { Compared } from './report-numbers.ts'

const wrongOf = (compared: readonly Compared[]): readonly Compared[] => compared.filter(({ said, printed }) => said !== printed)
const different = (files: Files): readonly Compared[] => wrongOf(everyNumber(files))

/** A report on a survey of any shape, or nothing where it could not be protected. */
function anyRelease(seed: number, people: number): Files | undefined {
  const survey = withRollups(anySurvey(seed, { questions: 5, options: 6, groupings: 1 }), seed)
  const plan = reportPlan(survey)
  const chance = chanceOf(seed)
  const rows = Array.from({ length: people }, () => encodeAnswers(plan.codebook, anyAnswers(survey, chance)))
  const tables = countedTables(addResponses(emptyTally(plan), rows))
  const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(seed))
  return outcome.kind === 'protected' ? releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' }).files : undefined
}

let files: Files
beforeAll(async () => {
  ;({ files } = await instrumentRelease('being-heard', 400))
})

describe('CI-05: every number of a release', () => {
  it('is the one of report.csv in tables, methods, charts, bars, heads and sentences, whatever the survey and the counts', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 60, max: 2500 }), (seed, people) => {
        const made = anyRelease(seed, people)
        if (!made) return
        const numbers = everyNumber(made)
        compared += numbers.length
        expect(wrongOf(numbers)).toEqual([])
      }),
      { numRuns: 15 },
    )
    expect(compared).toBeGreaterThan(1000)
  })

  it('is so in English, Spanish and Arabic, and a reader who reads the sentences finds the row of each', () => {
    const numbers = everyNumber(files)
    expect(numbers.length).toBeGreaterThan(5000)
    expect(wrongOf(numbers)).toEqual([])
  })

  it('is so in the words of a board, in each language', () => {
    const read = readRelease('there', files)
    const [question = ''] = leadingQuestions(read)
    const words = {
      en: '{count} of {asked} went to this place last.',
      es: 'De {asked}, {count} fueron a este lugar la última vez.',
      ar: 'من {asked}، ذهب {count} إلى هذا المكان في المرة الأخيرة.',
    }
    const worded = withSentences(read, [{ question, words }]).files
    const numbers = everyNumber(worded)
    const said = numbers.filter(({ where }) => /went to this place|fueron a este lugar|إلى هذا المكان/.test(where))

    // The count, the number asked, the percentage and its range, in three languages.
    expect(said).toHaveLength(15)
    expect(wrongOf(numbers)).toEqual([])
  })

  it('answers the ten questions of docs/reading-a-report.md as they are answered there', async () => {
    const document = await readFile('docs/reading-a-report.md', 'utf8')
    const [, table = ''] = /## Ten questions.*?\|---\|---\|\n(.*?)\n\n/s.exec(document) ?? []
    const page = wordsIn(elementsIn(parseDocument(new TextDecoder().decode(files.get('report.html')))).find(({ name }) => name === 'main'))
    const plain = (text: string) => text.replaceAll(/\s+/g, ' ')
    const answers = [...table.matchAll(/\*([^*]+)\*/g)].map(([, said = '']) => said)

    expect(table.split('\n')).toHaveLength(10)
    expect(answers.length).toBeGreaterThanOrEqual(10)
    expect(answers.filter((said) => !plain(page).includes(plain(said)))).toEqual([])
  })

  it('is reported as wrong where one digit of a page or a table is another', () => {
    const changed = (name: string, from: RegExp, to: string) => {
      const text = new TextDecoder().decode(files.get(name))
      expect(text).toMatch(from)
      // Other pages are as they were: they are compared above.
      const others = [...files].filter(([each]) => !each.endsWith('.html'))
      return different(new Map([...others, [name, new TextEncoder().encode(text.replace(from, to))]])).length
    }

    expect(changed('report.html', /<blockquote>About \d+/, '<blockquote>About 1')).toBe(1)
    expect(changed('report.ar.html', /<blockquote>([^<]*)\d+\u00A0%\.<\/blockquote>/, '<blockquote>$1000\u00A0%.</blockquote>')).toBe(1)
    expect(changed('report.es.html', /<small>de unas \d+/, '<small>de unas 1')).toBe(1)
    expect(changed('report.html', /v14h-\d+z/, '$&M0 9h9v14h-9z')).toBeGreaterThan(0)
    expect(changed('report.html', /M130 4V/, 'M120 4V')).toBe(1)
    expect(changed('report.html', /The range of each number of people is \d+/, 'The range of each number of people is 1')).toBeGreaterThan(
      2,
    )
    expect(changed('tables/bh03.csv', /(\n[^,"]+,)\d+/, '$1000')).toBe(1)
  })

  it('is in no script: scripts hold columns and words, and read the numbers from report.csv', () => {
    const code = (name: string, comment: RegExp) =>
      new TextDecoder()
        .decode(files.get(name))
        .replaceAll(comment, '')
        .replaceAll(/"(?:[^"\\]|\\.|"")*"|'[^']*'/g, '')
    const numbers = (text: string) => new Set(text.match(/(?<![A-Za-z_.\d])\d+(?:\.\d+)?/g))

    expect(numbers(code('load-report.R', /^#.*$/gm))).toEqual(new Set(['0']))
    expect(numbers(code('load-report.sps', /^\*.*$/gm))).toEqual(new Set(['2']))
  })
})

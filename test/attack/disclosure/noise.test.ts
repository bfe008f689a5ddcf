import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_BATCHES, type NoiseMemory, noisePolicyOf } from '#shared/disclosure/profiles/dp-budget.ts'
import { countsToMeasure } from '#shared/disclosure/profiles/dp-counts.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { anyAnswers, anySurvey, chanceOf } from '#test/unit/disclosure/any-survey.ts'
import { keyOf, section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { bytesOf, normalBelow, provenEpsilon, shareBounds } from './support/sampled-epsilon.ts'

/** The most that may be told of one person, in all reports together. */
const RHO = 0.35

const survey: Survey = {
  ...surveyOf([
    section('a', [
      single('q', ['yes', 'no', 'maybe']),
      single('rating', ['low', 'mid', 'high']),
      single('age', ['young', 'middle', 'old']),
    ]),
  ]),
  disclosure: { profile: 'dp', rho: RHO },
}

function tablesOf(of: Survey, people: readonly Answers[]): CountedTable[] {
  const rows = people.map((answers) => encodeAnswers(codebookOf(of), answers))
  return countedTables(addResponses(emptyTally(reportPlan(of)), rows))
}

function saying(q: string, rating: string, age: string): Answers {
  const said = (option: string) => ({ state: 'answered' as const, options: [option] })
  return { q: said(q), rating: said(rating), age: said(age) }
}

/** 1,800 others, a hundred of each kind; the attacker knows all of them. */
const OTHERS = ['yes', 'no', 'maybe'].flatMap((q) =>
  ['low', 'mid', 'high'].flatMap((rating) => ['young', 'old'].flatMap((age) => Array.from({ length: 100 }, () => saying(q, rating, age)))),
)
const SOMEBODY = saying('yes', 'low', 'young')

/** The numbers that somebody is in: everyone, and one in each table. */
const IN = [
  ['q', undefined, undefined],
  ['q', undefined, 'yes'],
  ['rating', undefined, 'low'],
  ['age', undefined, 'young'],
  ['q:age', 'young', 'yes'],
  ['rating:age', 'young', 'low'],
] as const

/**
 * The scores of an attacker who knows all others: the sum of all printed numbers that somebody would be in. Every number has the same noise, so
 * no other score tells more.
 */
function scoresOf(people: readonly Answers[], times: number, seed: string): number[] {
  const study = studyPlan(survey)
  const tables = tablesOf(survey, people)
  return Array.from({ length: times }, (_, time) => {
    const outcome = protect({ study, tables, release: 1, random: bytesOf(`${seed} ${time}`) }, keyOf(1))
    if (outcome.kind !== 'protected') throw new Error('there is no report')
    return sumOf(IN.map(([table, group, answer]) => numberIn(outcome.report.tables, table, group, answer)))
  })
}

function numberIn(tables: readonly ReportTable[], table: string, group: string | undefined, answer: string | undefined): number {
  const slice = tables.find(({ id }) => id === table)?.slices.find((each) => each.group === group)
  const cell = slice?.cells.find((each) => each.answer === answer)
  const number = answer === undefined ? slice?.base?.value : cell?.status === 'published' ? cell.count.value : undefined
  if (number === undefined) throw new Error('a number that the attacker counts on is not printed')
  return number
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}

/** The epsilon that rho allows at a delta: Bun and Steinke 2016, proposition 1.3. */
function allowed(rho: number, delta: number): number {
  return rho + 2 * Math.sqrt(rho * Math.log(1 / delta))
}

describe('somebody who knows all other answers', () => {
  const TIMES = 2_500
  const present = scoresOf([...OTHERS, SOMEBODY], TIMES, 'with')
  const absent = scoresOf(OTHERS, TIMES, 'without')
  const middle = sumOf(IN.map(([table, group, answer]) => numberOf(tablesOf(survey, OTHERS), table, group, answer))) + IN.length / 2

  it('guesses rightly whether a person was counted as often as docs/profiles.md says, and no oftener', () => {
    const halves = (scores: readonly number[], isRight: (score: number) => boolean) =>
      sumOf(scores.map((score) => (score === middle ? 1 / 2 : isRight(score) ? 1 : 0)))
    const right = halves(present, (score) => score > middle) + halves(absent, (score) => score < middle)
    const { low, high } = shareBounds(right, 2 * TIMES)

    // All that a batch tells: 56 of 64 shares, of the 66 in 100 that all of rho allows.
    const best = normalBelow(Math.sqrt((2 * RHO * 56) / 64) / 2)
    expect(low).toBeLessThanOrEqual(best)
    // An attack that learns less than there is to learn would show nothing.
    expect(high).toBeGreaterThanOrEqual(best)
    expect(low).toBeGreaterThan(0.6)
    expect(best).toBeLessThan(normalBelow(Math.sqrt(2 * RHO) / 2))
  })

  it.each([0.01, 0.05, 0.2])('proves no larger epsilon than was promised at delta %d', (delta) => {
    const found = Math.max(provenEpsilon(present, absent, delta), provenEpsilon(negated(absent), negated(present), delta))

    expect(found).toBeLessThanOrEqual(allowed(RHO, delta))
  })

  it('would prove a larger one than was promised if the noise were a tenth as wide: the attack can see it', () => {
    const tenth = (scores: readonly number[], mean: number) => scores.map((score) => mean + (score - mean) / 10)
    const narrow = [tenth(present, middle + IN.length / 2), tenth(absent, middle - IN.length / 2)] as const

    expect(provenEpsilon(narrow[0], narrow[1], 0.01)).toBeGreaterThan(allowed(RHO, 0.01))
  })
})

function numberOf(tables: readonly CountedTable[], table: string, group: string | undefined, answer: string | undefined): number {
  const slice = tables.find(({ id }) => id === table)?.slices.find((each) => each.group === group)
  return (answer === undefined ? slice?.base : slice?.cells.find((each) => each.answer === answer)?.count) ?? Number.NaN
}

function negated(scores: readonly number[]): number[] {
  return scores.map((score) => -score)
}

it('no answers of anybody move the numbers further than the noise is made for, whatever the survey', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const any: Survey = { ...anySurvey(seed, { questions: 5, options: 4, groupings: 2 }), disclosure: { profile: 'dp', rho: RHO } }
    const { printed } = studyPlan(any)
    const { sensitivity } = noisePolicyOf(any, tablesOf(any, []))
    const chance = chanceOf(seed)
    for (let person = 0; person < 40; person++) {
      const moved = [...countsToMeasure(printed, tablesOf(any, [anyAnswers(any, chance)])).values()]
      const distance = sumOf(moved.map((count) => count * count))
      expect(distance, `survey ${seed}`).toBeLessThanOrEqual(sensitivity)
    }
  }
  // Somebody who answers everything moves the numbers of the small survey by all of it.
  const all = [...countsToMeasure(studyPlan(survey).printed, tablesOf(survey, [SOMEBODY])).values()]
  expect([sumOf(all), noisePolicyOf(survey, tablesOf(survey, [])).sensitivity]).toEqual([6, 6])
})

it('an accountant of its own finds no history of looks, refusals and reports that costs anybody more than rho', () => {
  const study = studyPlan(survey)
  const policy = noisePolicyOf(survey, tablesOf(survey, []))
  const costOfLook = 1 / (2 * (1 / (2 * policy.rhoOfLook)))
  const costOfReport = policy.sensitivity / (2 * policy.variance)
  let dearest = 0
  let reports = 0
  const tables = Array.from({ length: OTHERS.length / 100 + 1 }, (_, hundreds) => tablesOf(survey, OTHERS.slice(0, hundreds * 100)))
  const sizes = fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 14 })

  fc.assert(
    fc.property(sizes, fc.integer(), (arrivals, seed) => {
      // Cohorts of a hundred that come between two looks; each pays for every look it waits through, and for its report.
      let memory: NoiseMemory = NO_BATCHES
      let waiting: { size: number; paid: number }[] = []
      arrivals.forEach((hundreds, at) => {
        waiting = [...waiting, { size: hundreds * 100, paid: 0 }]
        const people = Math.min(OTHERS.length, sumOf(waiting.map(({ size }) => size)))
        const counted = tables[people / 100] ?? []
        const outcome = protect({ study, tables: counted, release: memory.batches + 1, random: bytesOf(`${seed} ${at}`), memory }, keyOf(1))
        const cost = outcome.kind === 'protected' ? costOfLook + costOfReport : outcome.memory ? costOfLook : 0
        waiting = waiting.map((each) => ({ ...each, paid: each.paid + cost }))
        dearest = Math.max(dearest, ...waiting.map(({ paid }) => paid))
        if (outcome.kind === 'protected') {
          waiting = []
          reports++
        }
        memory = outcome.memory ?? memory
      })
    }),
    { numRuns: 25 },
  )

  expect(reports).toBeGreaterThan(10)
  expect(dearest).toBeGreaterThan(policy.rhoOfBatch + 2 * policy.rhoOfLook)
  expect(dearest).toBeLessThanOrEqual(RHO + 1e-9)
})

it('every byte of a report follows from the noisy sums: other people with the same sums make the same files', () => {
  const study = studyPlan(survey)
  const worlds = [OTHERS, OTHERS.slice(250).map((answers, at) => (at % 7 === 0 ? SOMEBODY : answers)), OTHERS.toReversed().slice(0, 1300)]
  // Sums of a batch before, so that this batch brings them to the same numbers.
  const reach = countsToMeasure(study.printed, tablesOf(survey, [...OTHERS, ...OTHERS]))
  const seen = worlds.map((people) => {
    const counts = countsToMeasure(study.printed, tablesOf(survey, people))
    const sums = Object.fromEntries([...reach].map(([label, count]) => [label, count - (counts.get(label) ?? 0)]))
    const memory = { ...NO_BATCHES, batches: 1, sums }
    const outcome = protect({ study, tables: tablesOf(survey, people), release: 2, random: bytesOf('the same'), memory }, keyOf(1))
    if (outcome.kind !== 'protected') throw new Error('there is no report')
    const { id, files } = releaseOf({ survey, report: outcome.report, release: 2, date: '2026-05-04' })
    return { id, files: [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('latin1')]), kept: outcome.memory }
  })

  expect(seen[0]?.files.length).toBeGreaterThan(15)
  for (const each of seen) expect(each).toEqual(seen[0])
})

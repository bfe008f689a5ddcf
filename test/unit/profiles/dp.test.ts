import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { NO_BATCHES, type NoiseMemory } from '#shared/disclosure/profiles/dp-budget.ts'
import { countsToMeasure, sensitivityOf } from '#shared/disclosure/profiles/dp-counts.ts'
import type { ProtectionOutcome } from '#shared/disclosure/profiles/profile.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { keyOf, multi, section, single, surveyOf } from '../disclosure/sample.ts'
import { countByHand, people, surveyWith } from './people.ts'

const survey = surveyWith({ profile: 'dp', rho: 0.35 })

/** Bytes that follow from a text. */
function seeded(text: string): (count: number) => Uint8Array {
  let block = 0
  let rest = Buffer.alloc(0)
  return (count) => {
    while (rest.length < count) rest = Buffer.concat([rest, createHash('sha512').update(`${text} ${block++}`).digest()])
    const bytes = rest.subarray(0, count)
    rest = rest.subarray(count)
    return bytes
  }
}

function batch(from: number, size: number, seed: string, memory: NoiseMemory = NO_BATCHES): ProtectionOutcome {
  const tables = countByHand(survey, people(size, from))
  return protect({ study: studyPlan(survey), tables, release: memory.batches + 1, random: seeded(seed), memory }, keyOf(1))
}

function kept(outcome: ProtectionOutcome): NoiseMemory {
  if (!outcome.memory) throw new Error('nothing to remember')
  return outcome.memory
}

describe('noise', () => {
  // Known by hand: everyone, q, rating and age once each, q and rating in one group each.
  it('is for as many numbers as one answer is in', () => {
    expect(sensitivityOf(survey, countByHand(survey, []))).toBe(6)
  })

  it('counts each option that may be chosen, in each group a person may be in', () => {
    const many: Survey = surveyOf([section('a', [multi('went', ['here', 'there', 'else']), single('age', ['young', 'old'])])])
    const grouped: Survey = { ...many, plan: { by: ['went', 'age'], cross: 'all', also: [], except: [] } }
    const tables = countedTables(emptyTally(reportPlan(grouped)))

    // everyone 1, went 3, went by age 3, age 1, age by went 3
    expect(sensitivityOf(grouped, tables)).toBe(11)
    const row = Uint8Array.of(0b001_00_111, 1)
    const one = countsToMeasure(studyPlan(grouped).printed, countedTables(addResponses(emptyTally(reportPlan(grouped)), [row])))
    expect([...one.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(11)
  })

  it('has the variance that the budget pays for, in every number', () => {
    // 6 / (2 * 0.35 * 56 / 64), rounded up to 1/1024
    const variance = Math.ceil((6 / (2 * 0.35 * 0.875)) * 1024) / 1024
    const truth = countsToMeasure(studyPlan(survey).printed, countByHand(survey, people(1500)))
    const errors = Array.from({ length: 60 }, (_, i) => {
      const { sums } = kept(batch(0, 1500, `variance ${i}`))
      return [...truth].map(([label, count]) => (sums[label] ?? Number.NaN) - count)
    }).flat()

    const squares = errors.reduce((sum, each) => sum + each * each, 0)
    // The sum of squares over the variance follows chi-square, nearly; the bound is passed by chance once in 10,000.
    expect(Math.abs(squares / variance - errors.length)).toBeLessThan(4 * Math.sqrt(2 * errors.length))
    expect(Math.abs(errors.reduce((sum, each) => sum + each, 0) / Math.sqrt(variance * errors.length))).toBeLessThan(4)
  })

  it('leaves the true number in its range 19 times in 20, over any number of batches', () => {
    let [inside, all] = [0, 0]
    for (let run = 0; run < 12; run++) {
      let memory = NO_BATCHES
      for (const i of [0, 1, 2]) {
        const outcome = batch(i * 1500, 1500, `range ${run} ${i}`, memory)
        memory = kept(outcome)
        if (outcome.kind !== 'protected') throw new Error('refused')
        const truth = countByHand(survey, people((i + 1) * 1500))
        outcome.report.tables.forEach((table, t) => {
          table.slices.forEach((slice, s) => {
            slice.cells.forEach((cell, c) => {
              if (cell.status !== 'published') return
              const count = truth[t]?.slices[s]?.cells[c]?.count ?? -1
              all++
              if (count >= cell.count.low && count <= cell.count.high) inside++
            })
          })
        })
      }
    }

    expect(all).toBeGreaterThan(300)
    expect(inside / all).toBeGreaterThan(0.92)
    expect(inside / all).toBeLessThan(0.99)
  })

  it('never shows a number under its threshold, nor a negative one', () => {
    const outcome = batch(0, 1200, 'least')
    if (outcome.kind !== 'protected') throw new Error('refused')
    const shown = outcome.report.tables.flatMap((table) =>
      table.slices.flatMap((slice) => slice.cells.flatMap((cell) => (cell.status === 'published' ? [cell.count] : []))),
    )

    // The variance is 9.8, so a range of 7 to either side; 10 + 7 + 1
    expect(Math.min(...shown.map((each) => each.value))).toBeGreaterThanOrEqual(18)
    expect(Math.min(...shown.map((each) => each.low))).toBeGreaterThan(10)
    expect(shown.every((each) => each.high - each.low === 14)).toBe(true)
  })
})

describe('the budget', () => {
  it('of each person is spent once, in the batch that counts them', () => {
    let memory = NO_BATCHES
    for (const i of [0, 1, 2, 3]) memory = kept(batch(i * 1300, 1300, `spend ${i}`, memory))

    const byBatch = Map.groupBy(memory.spent, (each) => each.batch)
    expect([...byBatch.keys()]).toEqual(['release 1', 'release 2', 'release 3', 'release 4'])
    for (const spent of byBatch.values()) expect(spent.reduce((sum, each) => sum + each.rho, 0)).toBe(57)
  })

  it('is spent by looking too: eight looks at too few answers, and they can never be counted', () => {
    let memory = NO_BATCHES
    for (let look = 0; look < 8; look++) {
      const outcome = batch(0, 600, `look ${look}`, memory)
      expect(outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'too_few_answers' } })
      memory = kept(outcome)
    }

    const last = batch(0, 5000, 'too late', memory)

    expect(last).toMatchObject({ kind: 'refused', refusal: { reason: 'budget_spent' } })
    expect(last.memory).toBeUndefined()
    expect(memory.spent.reduce((sum, each) => sum + each.rho, 0)).toBe(8)
  })

  it('has room for a report after seven looks', () => {
    let memory = NO_BATCHES
    for (let look = 0; look < 7; look++) memory = kept(batch(0, 600, `look ${look}`, memory))
    expect(batch(0, 1500, 'in time', memory).kind).toBe('protected')
  })

  it('decides about a thousand answers with noise of its own', () => {
    const outcomes = Array.from({ length: 40 }, (_, i) => batch(0, 1000, `edge ${i}`).kind)
    expect(new Set(outcomes)).toEqual(new Set(['protected', 'refused']))
  })

  it('refuses a memory that is not of the releases so far', () => {
    const tables = countByHand(survey, people(1500))
    const memory = kept(batch(0, 1500, 'first'))

    expect(() => protect({ study: studyPlan(survey), tables, release: 3, random: seeded('x'), memory }, keyOf(1))).toThrow(
      'not of the releases so far',
    )
    expect(() => protect({ study: studyPlan(survey), tables, release: 1, random: seeded('x'), memory }, keyOf(1))).toThrow(
      'not of the releases so far',
    )
    expect(() => protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))).toThrow('randomness')
  })
})

it('a noisy release says its epsilon, and how far its numbers may be off', () => {
  const outcome = batch(0, 1500, 'release')
  if (outcome.kind !== 'protected') throw new Error('refused')
  const { files } = releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' })
  const methods = JSON.parse(new TextDecoder().decode(files.get('methods.json')))

  // 0.35 + 2 sqrt(0.35 ln 1,000,000) = 4.748
  expect(methods.protection.policy).toMatchObject({ profile: 'dp', rho: 0.35, epsilon: 4.75, delta: 1e-6, minBatch: 1000 })
  expect(methods.protection.in_words.join(' ')).toMatch(/up to 7 to either side/)
})

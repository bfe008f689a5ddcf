import { describe, expect, it } from 'vitest'
import { randomOf } from './support/random.ts'
import { type Learned, learnsAnswer, learnsCount, learnsFromStudies, type OneReport } from './support/rig/one-report.ts'
import { play } from './support/rig/play.ts'

const EVERYBODY: OneReport = { base: 5, least: 15 }
const ROUNDED: OneReport = { ...EVERYBODY, heldBackOneIn: 10 }
const SMALL: OneReport = { base: 3, least: 9, heldBackOneIn: 10 }
const CAREFUL: OneReport = { base: 10, least: 20, heldBackOneIn: 5 }

/** However many answers the attacker plants, and however many there are of each. */
const highest = (learned: readonly Learned[], what: keyof Learned) => Math.max(...learned.map((each) => each[what]))
const planting = (report: OneReport, honest: number) =>
  Array.from({ length: 61 }, (_, planted) => learnsCount(report, { honest, most: 9, planted }))
const knowingAllButOne = (report: OneReport) => Array.from({ length: 60 }, (_, known) => learnsAnswer(report, known + 6))

describe('somebody who plants answers in an empty cell of the only report there is', () => {
  it('knows in one report of five that nobody else is in it where everybody is counted, and in less than one of a million where one in ten is not', () => {
    // 14 planted answers stay hidden in one case alone: nobody else is there, and the secret is 0.
    expect(learnsCount(EVERYBODY, { honest: 0, most: 9, planted: 14 }).known).toBeCloseTo(0.2)

    for (const report of [ROUNDED, CAREFUL, SMALL]) expect(highest(planting(report, 0), 'known')).toBeLessThan(1e-6)
    expect(highest(planting(ROUNDED, 0), 'likely')).toBeLessThan(0.31)
    expect(highest(planting(SMALL, 0), 'likely')).toBeLessThan(0.6)
  })

  it('holds no other number of people for likely, in any report', () => {
    for (const honest of [1, 3, 8]) for (const report of [EVERYBODY, ROUNDED]) expect(highest(planting(report, honest), 'likely')).toBe(0)
  })
})

describe('somebody who knows what everybody of a group answered but one', () => {
  it('knows the last answer in one report of five at worst where everybody is counted, and in one of fifteen where one in ten is not', () => {
    expect(highest(knowingAllButOne(EVERYBODY), 'known')).toBeCloseTo(0.2)

    expect(highest(knowingAllButOne(ROUNDED), 'known')).toBeLessThan(1 / 15)
    expect(highest(knowingAllButOne(SMALL), 'known')).toBeLessThan(1 / 6)
    expect(highest(knowingAllButOne(CAREFUL), 'known')).toBeLessThan(1 / 100)
  })
})

describe('somebody who reads a report of each of several studies with the same people', () => {
  it('holds no number of a hidden cell for likely, not of five studies', () => {
    for (const report of [ROUNDED, SMALL])
      for (const count of [0, 5]) expect(learnsFromStudies(report, { count, most: 50, studies: 5 })).toEqual({ likely: 0, known: 0 })
  })

  it('holds no number of a shown cell for likely of three studies, and would of five if everybody were counted in each', () => {
    for (const report of [ROUNDED, SMALL])
      expect(learnsFromStudies(report, { count: 30, most: 50, studies: 3 })).toEqual({ likely: 0, known: 0 })

    expect(learnsFromStudies(EVERYBODY, { count: 30, most: 50, studies: 5 }).likely).toBeCloseTo(1)
  })

  /** The probability of the likeliest answer of one person, in 40 tries of somebody who knows all other answers and plants some in each study. */
  const planting = (base: number, leftOutOneIn: number, counts: number) => {
    const random = randomOf(7)
    const game = {
      mechanism: { name: '', base, secret: 'fresh', leftOutOneIn },
      counts,
      honest: 60,
      tables: 2,
      strangers: 0,
      planted: base - 1,
    } as const
    return Array.from({ length: 40 }, () => Math.max(...play(game, random).posterior))
  }

  it('and plants answers in each holds an answer for likely in one try of eight after two studies, and in a quarter after four: never for certain', () => {
    const likely = (tries: readonly number[]) => tries.filter((each) => each > 0.5).length / 40
    const [two, four] = [planting(5, 10, 2), planting(5, 10, 4)]

    expect([likely(two), likely(four)]).toEqual([0.125, 0.275])
    expect([likely(planting(10, 5, 2)), likely(planting(10, 5, 4))]).toEqual([0, 0.15])
    expect(Math.max(...two, ...four)).toBeLessThan(0.75)
  })
})

import { describe, expect, it } from 'vitest'
import { randomOf } from './support/random.ts'
import type { Mechanism } from './support/rig/mechanism.ts'
import { type Game, play } from './support/rig/play.ts'

/** As `npm run bench -- --only injection` compares them, with fewer runs. */
const RUNS = 30
const FIVES: Mechanism = { name: 'fives, one secret for ever', base: 5, secret: 'fixed' }
const BLURRED: Mechanism = { ...FIVES, leftOutOneIn: 10 }
const NOISY: Mechanism = { ...FIVES, noise: 8 }

function posteriors(game: Partial<Game> & Pick<Game, 'mechanism' | 'counts'>): (readonly number[])[] {
  const random = randomOf(5)
  return Array.from({ length: RUNS }, () => play({ honest: 60, tables: 2, strangers: 0, planted: 10, ...game }, random).posterior)
}

const above = (all: readonly (readonly number[])[], bound: number) => all.filter((each) => Math.max(...each) > bound).length

describe('somebody who knows every change of a group but what one newcomer said, and reads each report by the rule of Bayes', () => {
  it('is left where they were by a single count', () => {
    for (const posterior of posteriors({ mechanism: FIVES, counts: 1 })) for (const each of posterior) expect(each).toBeCloseTo(1 / 3)
  })

  it('knows the answer from twelve counts with one secret, and now and then from two', () => {
    expect(above(posteriors({ mechanism: FIVES, counts: 12 }), 0.99)).toBeGreaterThan(RUNS * 0.9)
    expect(above(posteriors({ mechanism: FIVES, counts: 2 }), 0.99)).toBeGreaterThan(0)
  })

  it('holds an answer for likely although one in ten people is left out of each count', () => {
    expect(above(posteriors({ mechanism: BLURRED, counts: 12 }), 0.5)).toBeGreaterThan(RUNS * 0.4)
  })

  it('is kept from it by noise as large as eight for four counts', () => {
    expect(above(posteriors({ mechanism: NOISY, counts: 4 }), 0.5)).toBe(0)
  })

  it('is right as often as the posterior says: the attack is neither too sure nor too modest', () => {
    const all = posteriors({ mechanism: BLURRED, counts: 4 })
    const right = all.filter((each) => each[0] === Math.max(...each)).length / RUNS
    const believed = all.reduce((sum, each) => sum + Math.max(...each), 0) / RUNS

    expect(Math.abs(right - believed)).toBeLessThan(0.25)
  })
})

describe('three insiders among ten newcomers of each batch', () => {
  it('never know what another of them said', () => {
    for (const counts of [2, 12]) expect(above(posteriors({ mechanism: FIVES, counts, strangers: 6, planted: 3, tables: 1 }), 0.99)).toBe(0)
  })
})

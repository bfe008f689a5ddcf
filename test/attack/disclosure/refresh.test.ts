import { describe, expect, it } from 'vitest'
import type { Pace } from '#shared/disclosure/policy.ts'
import { slicesBelowMinimum } from '#shared/disclosure/series/pace.ts'
import type { SeriesState } from '#shared/disclosure/series/state.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'

const PACE: Pace = { heldBackOneIn: 10, releaseNewcomers: 25, sliceNewcomers: 10, jitter: 10 }
const FIXED: Pace = { ...PACE, jitter: 1 }

const GROUPS = Array.from({ length: 200 }, (_, i) => `age=${i}`)

const state: SeriesState = {
  format: 'chorus-series/1',
  study: 'sample',
  release: 1,
  definition: '0'.repeat(64),
  members: 1000,
  slices: Object.fromEntries(GROUPS.map((group) => [group, { asOf: 1, base: 50 }])),
  releases: ['0'.repeat(64)],
  withdrawals: [],
}

/**
 * Somebody plants nine answers in a group and watches whether it is counted again, to learn whether one certain other
 * person joined. `joined` is the truth; the outcomes are what can be seen.
 */
function isRefreshed(pace: Pace, seed: number, group: string, joined: 0 | 1): boolean {
  const churn = new Map([[group, { added: 9 + joined, withdrawn: 0, base: 59 + joined }]])
  return !slicesBelowMinimum(keyOf(seed), pace, state, churn).has(group)
}

describe('nine planted answers', () => {
  const trials = [1, 2, 3, 4, 5].flatMap((seed) => GROUPS.map((group) => ({ seed, group })))

  it('tell of every tenth person when a group is counted again after exactly ten newcomers', () => {
    for (const { seed, group } of trials) {
      expect(isRefreshed(FIXED, seed, group, 1)).toBe(true)
      expect(isRefreshed(FIXED, seed, group, 0)).toBe(false)
    }
  })

  it('tell nothing, nine times in ten, when how many newcomers are needed is secret', () => {
    const noticed = trials.filter(({ seed, group }) => isRefreshed(PACE, seed, group, 1)).length / trials.length

    expect(noticed).toBeGreaterThan(0.07)
    expect(noticed).toBeLessThan(0.13)
  })

  it('never tell that nobody else came: a group that is repeated looks the same either way', () => {
    for (const { seed, group } of trials) expect(isRefreshed(PACE, seed, group, 0)).toBe(false)
    expect(trials.filter(({ seed, group }) => !isRefreshed(PACE, seed, group, 1)).length).toBeGreaterThan(850)
  })
})

describe('a group with fewer than ten newcomers', () => {
  it('is repeated no matter who came and who left', () => {
    for (const seed of [1, 2, 3]) {
      for (let added = 0; added < 10; added++) {
        for (const withdrawn of [0, 1, 9, 30]) {
          const churn = new Map(GROUPS.map((group) => [group, { added, withdrawn, base: 50 + added - withdrawn }]))
          expect(slicesBelowMinimum(keyOf(seed), PACE, state, churn).size).toBe(GROUPS.length)
        }
      }
    }
  })

  it('is counted again at the latest after nineteen', () => {
    const churn = new Map(GROUPS.map((group) => [group, { added: 19, withdrawn: 0, base: 69 }]))

    expect(slicesBelowMinimum(keyOf(1), PACE, state, churn).size).toBe(0)
  })
})

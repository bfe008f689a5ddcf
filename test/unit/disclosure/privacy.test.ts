import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BudgetExceeded, epsilonOf, noiseVariance, squaredSensitivity, withSpending } from '#shared/disclosure/privacy/budget.ts'
import { discreteGaussian, discreteLaplace, exponentialChance } from '#shared/disclosure/privacy/discrete-gaussian.ts'
import { fraction, fractionOf, wholeRoot } from '#shared/disclosure/privacy/fraction.ts'
import { type RandomBytes, Randomness } from '#shared/disclosure/privacy/randomness.ts'

describe('discrete Gaussian samples', () => {
  // Canonne, Kamath and Steinke's density, summed far beyond where doubles see it. 100,000 draws; the bound is exceeded
  // by chance about once in 100,000 seeds: the normal limit of chi-square, plus 4.3 standard deviations.
  test.each([
    ['1/3', fraction(1n, 3n)],
    ['29/4', fraction(29n, 4n)],
    ['58', fraction(58n)],
  ])('100,000 of them follow the exact density for variance %s', (seed, variance) => {
    const random = seeded(seed)
    const draws = 100_000

    const found = new Map<number, number>()
    for (let draw = 0; draw < draws; draw++) {
      const value = Number(discreteGaussian(random, variance))
      found.set(value, (found.get(value) ?? 0) + 1)
    }

    const { statistic, freedom } = chiSquare(found, gaussianDensity(Number(variance.numerator) / Number(variance.denominator)), draws)
    expect(statistic).toBeLessThan(freedom + 4.3 * Math.sqrt(2 * freedom))
  })

  test('the same comparison finds a sampler that is 3 % too narrow', () => {
    const random = seeded('narrow')
    const draws = 100_000
    const found = new Map<number, number>()
    for (let draw = 0; draw < draws; draw++) {
      const value = Number(discreteGaussian(random, fraction(97n * 29n, 400n)))
      found.set(value, (found.get(value) ?? 0) + 1)
    }

    const { statistic, freedom } = chiSquare(found, gaussianDensity(7.25), draws)

    expect(statistic).toBeGreaterThan(freedom + 4.3 * Math.sqrt(2 * freedom))
  })

  test('no variance is no noise', () => {
    expect(discreteGaussian(seeded('none'), fraction(0n))).toBe(0n)
  })
})

test('discrete Laplace samples follow exp(-|y| / scale)', () => {
  const random = seeded('laplace')
  const found = new Map<number, number>()
  for (let draw = 0; draw < 20_000; draw++) {
    const value = Number(discreteLaplace(random, 3n))
    found.set(value, (found.get(value) ?? 0) + 1)
  }

  const { statistic, freedom } = chiSquare(
    found,
    density((y) => Math.exp(-Math.abs(y) / 3), 200),
    20_000,
  )

  expect(statistic).toBeLessThan(freedom + 4.3 * Math.sqrt(2 * freedom))
})

test.each([0, 0.25, 1, 2.5])('a chance of exp(-%f) comes up that often', (exponent) => {
  const random = seeded(`chance ${exponent}`)
  const tries = 20_000

  let hits = 0
  for (let one = 0; one < tries; one++) if (exponentialChance(random, fractionOf(exponent))) hits++

  const expected = Math.exp(-exponent)
  expect(Math.abs(hits / tries - expected)).toBeLessThanOrEqual(4.5 * Math.sqrt((expected * (1 - expected)) / tries))
})

describe('randomness', () => {
  test('draws that are not below the limit are drawn again, not folded back', () => {
    const script = [0xe0, 0xa0, 0x60]
    const random = new Randomness(() => new Uint8Array([script.shift() ?? 0]))

    // 3 bits each: 7 and 5 are refused for a limit of 5, then 3.
    expect(random.below(5n)).toBe(3n)
  })
})

describe('exact numbers', () => {
  test('the whole root is the largest whole number whose square is not larger', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 1000n }), (numerator, denominator) => {
        const root = wholeRoot({ numerator, denominator })

        expect(root * root * denominator).toBeLessThanOrEqual(numerator)
        expect((root + 1n) * (root + 1n) * denominator).toBeGreaterThan(numerator)
      }),
    )
  })

  test('a double becomes the fraction it is', () => {
    expect(fractionOf(0.375)).toEqual({ numerator: 3n, denominator: 8n })
    expect(fractionOf(0.1)).toEqual({ numerator: 3602879701896397n, denominator: 36028797018963968n })
    expect(() => fractionOf(-1)).toThrow('from 0 up')
  })
})

describe('the budget', () => {
  test('40 single-choice tables at rho 0.35 ask for a standard deviation of 7.56, and come to epsilon 4.75', () => {
    const tables = Array.from({ length: 40 }, () => ({ choice: 'single' }) as const)
    const { numerator, denominator } = noiseVariance(squaredSensitivity(tables), 0.35)

    expect(Math.sqrt(Number(numerator) / Number(denominator))).toBeCloseTo(7.56, 2)
    expect(epsilonOf(0.35, 1e-6)).toBeCloseTo(4.748, 3)
  })

  test('a multiple-choice table counts for as many selections as it allows', () => {
    expect(squaredSensitivity([{ choice: 'single' }, { choice: 'multiple', maxSelections: 3 }])).toBe(4)
  })

  test('the variance is never rounded down', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0.01, max: 10, noNaN: true }), (sensitivity, rho) => {
        const { numerator, denominator } = noiseVariance(sensitivity, rho)

        expect(Number(numerator) / Number(denominator)).toBeGreaterThanOrEqual(sensitivity / (2 * rho))
      }),
    )
  })

  test('costs add up within a batch of responses and not between batches', () => {
    const year = Array.from({ length: 15 }, (_, release) => ({ batch: `batch ${release}`, rho: 0.3 }))

    expect(withSpending(year, { batch: 'batch 3', rho: 0.05 }, 0.36)).toHaveLength(16)
    expect(() => withSpending(year, { batch: 'batch 3', rho: 0.1 }, 0.36)).toThrow(BudgetExceeded)
  })

  test('a spending beyond what was promised, or one that costs nothing, is refused', () => {
    const before = [{ batch: 'a', rho: 0.3 }]

    expect(withSpending(before, { batch: 'b', rho: 0.3 }, 0.35)).toHaveLength(2)
    expect(() => withSpending(before, { batch: 'a', rho: 0.1 }, 0.35)).toThrow(BudgetExceeded)
    expect(() => withSpending(before, { batch: 'b', rho: 0 }, 0.35)).toThrow(BudgetExceeded)
  })
})

/** The same bytes for the same seed. */
function seeded(seed: string): Randomness {
  const key = Buffer.alloc(16)
  key.write(seed)
  const stream = createCipheriv('aes-128-ctr', key, Buffer.alloc(16))
  const block = Buffer.alloc(65536)
  let [ready, at] = [stream.update(block), 0]
  const bytes: RandomBytes = (count) => {
    if (at + count > ready.length) [ready, at] = [stream.update(block), 0]
    at += count
    return ready.subarray(at - count, at)
  }
  return new Randomness(bytes)
}

function gaussianDensity(variance: number): ReadonlyMap<number, number> {
  return density((y) => Math.exp((-y * y) / (2 * variance)), Math.ceil(40 * Math.sqrt(variance)) + 5)
}

function density(weight: (y: number) => number, reach: number): ReadonlyMap<number, number> {
  const values = Array.from({ length: 2 * reach + 1 }, (_, at) => at - reach)
  const total = values.reduce((sum, y) => sum + weight(y), 0)
  return new Map(values.map((y) => [y, weight(y) / total]))
}

/** Values expected fewer than 10 times are one class. */
function chiSquare(found: ReadonlyMap<number, number>, expected: ReadonlyMap<number, number>, draws: number) {
  const often = [...expected].filter(([, probability]) => probability * draws >= 10)
  const seen = often.map(([value, probability]) => ({ is: found.get(value) ?? 0, should: probability * draws }))
  const rest = { is: draws - sum(seen.map(({ is }) => is)), should: draws - sum(seen.map(({ should }) => should)) }
  const classes = rest.should >= 5 ? [...seen, rest] : seen
  if (rest.should < 5) expect(rest.is).toBeLessThan(20)
  return { statistic: sum(classes.map(({ is, should }) => (is - should) ** 2 / should)), freedom: classes.length - 1 }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

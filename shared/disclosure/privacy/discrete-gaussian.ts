import { type Fraction, fraction, wholeRoot } from './fraction.ts'
import type { Randomness } from './randomness.ts'

/**
 * Exact samples of the discrete Gaussian: probability of y proportional to exp(-y^2 / (2 variance)) on the whole numbers.
 * Algorithms 1 to 3 of Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy", NeurIPS 2020,
 * without floating point, whose gaps are known to give private counts away.
 */
export function discreteGaussian(random: Randomness, variance: Fraction): bigint {
  if (variance.numerator === 0n) return 0n
  const scale = wholeRoot(variance) + 1n
  const { numerator, denominator } = variance
  for (;;) {
    const candidate = discreteLaplace(random, scale)
    // (|y| - variance/scale)^2 / (2 variance), brought to one denominator
    const distance = absolute(candidate) * scale * denominator - numerator
    const exponent = fraction(distance * distance, 2n * numerator * denominator * scale * scale)
    if (exponentialChance(random, exponent)) return candidate
  }
}

/** Probability of y proportional to exp(-|y| / scale) on the whole numbers. */
export function discreteLaplace(random: Randomness, scale: bigint): bigint {
  for (;;) {
    const magnitude = geometric(random, scale)
    const negative = random.chance(HALF)
    // Zero has two signs and must not be twice as likely.
    if (!(negative && magnitude === 0n)) return negative ? -magnitude : magnitude
  }
}

const HALF = fraction(1n, 2n)
const ONE = fraction(1n)

/** True with probability exp(-exponent). */
export function exponentialChance(random: Randomness, exponent: Fraction): boolean {
  const { numerator, denominator } = exponent
  for (let whole = numerator / denominator; whole > 0n; whole--) if (!smallExponentialChance(random, ONE)) return false
  return smallExponentialChance(random, { numerator: numerator % denominator, denominator })
}

/** The same for an exponent of at most 1: how many chances of exponent/1, exponent/2, ... succeed in a row is even with that probability. */
function smallExponentialChance(random: Randomness, { numerator, denominator }: Fraction): boolean {
  let tries = 1n
  while (random.chance({ numerator, denominator: denominator * tries })) tries++
  return tries % 2n === 1n
}

/** Probability of m proportional to exp(-m / scale) on 0, 1, 2, ... */
function geometric(random: Randomness, scale: bigint): bigint {
  let within = random.below(scale)
  while (!exponentialChance(random, { numerator: within, denominator: scale })) within = random.below(scale)
  let whole = 0n
  while (smallExponentialChance(random, ONE)) whole++
  return within + scale * whole
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

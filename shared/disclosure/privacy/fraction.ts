/** An exact number from 0 up: no sampler here ever sees a rounded one. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

/** A fraction in lowest terms. Throws for a number below 0, and for a denominator of 0 or less. */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (numerator < 0n || denominator <= 0n) throw new Error(`${numerator}/${denominator} is not a number from 0 up`)
  const common = divisor(numerator, denominator)
  return { numerator: numerator / common, denominator: denominator / common }
}

/** The exact value of a double. */
export function fractionOf(value: number): Fraction {
  if (!Number.isFinite(value)) throw new Error(`${value} is not a number from 0 up`)
  let [scaled, denominator] = [value, 1n]
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    denominator *= 2n
  }
  return fraction(BigInt(scaled), denominator)
}

/** The largest whole number whose square is not larger. */
export function wholeRoot({ numerator, denominator }: Fraction): bigint {
  const whole = numerator / denominator
  if (whole < 2n) return whole
  // Newton's iteration from above comes down to the root and stops there.
  let root = 1n << BigInt((whole.toString(2).length + 1) >> 1)
  for (let next = (root + whole / root) / 2n; next < root; next = (root + whole / root) / 2n) root = next
  return root
}

function divisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b]
  while (small > 0n) [large, small] = [small, large % small]
  return large
}

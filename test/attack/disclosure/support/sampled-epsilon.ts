import { createCipheriv } from 'node:crypto'
import type { RandomBytes } from '#shared/disclosure/privacy/randomness.ts'

/** Bytes that follow from a text, by AES in counter mode: other code than the program's. */
export function bytesOf(text: string): RandomBytes {
  const key = Buffer.alloc(16)
  key.write(text)
  const stream = createCipheriv('aes-128-ctr', key, Buffer.alloc(16))
  return (count) => new Uint8Array(stream.update(Buffer.alloc(count)))
}

/** The chance that a normal draw is below x (Abramowitz and Stegun 7.1.26; off by less than 1.5e-7). */
export function normalBelow(x: number): number {
  const z = Math.abs(x) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * z)
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const upper = (series * Math.exp(-z * z)) / 2
  return x < 0 ? upper : 1 - upper
}

/**
 * The bounds of a chance that came up so often in so many tries, by Wilson's interval with 4 deviations to either side: wrong once in 15,000.
 */
export function shareBounds(hits: number, tries: number): { readonly low: number; readonly high: number } {
  const [share, z] = [hits / tries, 4]
  const middle = share + (z * z) / (2 * tries)
  const reach = z * Math.sqrt((share * (1 - share)) / tries + (z * z) / (4 * tries * tries))
  const scale = 1 + (z * z) / tries
  return { low: (middle - reach) / scale, high: (middle + reach) / scale }
}

/**
 * The largest epsilon that samples prove at a delta: no mechanism with a smaller one draws scores above a threshold so much more often with
 * somebody than without. `scores` are of reports with and without somebody.
 */
export function provenEpsilon(withSomebody: readonly number[], without: readonly number[], delta: number): number {
  const thresholds = [...withSomebody].sort((a, b) => a - b).filter((_, at) => at % Math.ceil(withSomebody.length / 50) === 0)
  const above = (scores: readonly number[], threshold: number) => scores.filter((each) => each > threshold).length
  return Math.max(
    0,
    ...thresholds
      .map((threshold) => {
        const more = shareBounds(above(withSomebody, threshold), withSomebody.length).low
        const less = shareBounds(above(without, threshold), without.length).high
        return Math.log((more - delta) / less)
      })
      .filter((each) => Number.isFinite(each)),
  )
}

import { createHash } from 'node:crypto'

/** Numbers that look random and come out the same for the same label. Each person has a stream of their own. */
export type Random = {
  /** In [0, 1). */
  readonly uniform: () => number
  readonly chance: (probability: number) => boolean
  /** An integer in [0, below). */
  readonly below: (below: number) => number
  /** Standard normal. */
  readonly normal: () => number
  /** An index, drawn in proportion to its weight. */
  readonly weighted: (weights: readonly number[]) => number
}

/** Gives the stream of these labels: by sfc32 (Chris Doty-Humphrey, PractRand), seeded with the first 128 bits of SHA-256 over the labels. */
export function randomFrom(...labels: readonly (string | number)[]): Random {
  const digest = createHash('sha256').update(labels.join('\0')).digest()
  let a = digest.readInt32LE(0)
  let b = digest.readInt32LE(4)
  let c = digest.readInt32LE(8)
  let counter = digest.readInt32LE(12)

  function uniform(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  // The generator's author discards the first outputs; fifteen is his number.
  for (let i = 0; i < 15; i++) uniform()

  return {
    uniform,
    chance: (probability) => uniform() < probability,
    below: (below) => Math.floor(uniform() * below),
    // Box and Muller; 1 - u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    weighted(weights) {
      let left = uniform() * weights.reduce((sum, weight) => sum + weight, 0)
      const index = weights.findIndex((weight) => {
        left -= weight
        return left < 0
      })
      return index === -1 ? weights.length - 1 : index
    },
  }
}

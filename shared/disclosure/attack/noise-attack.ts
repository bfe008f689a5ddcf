import * as z from 'zod'

const methods = z.looseObject({
  study: z.string(),
  release: z.coerce.number().int(),
  protection: z.looseObject({
    policy: z.looseObject({ profile: z.literal('dp'), rho: z.number().positive(), variance: z.number().positive() }),
  }),
})

/** The attacker's result from numbers with noise, as chances, because no range is certain. */
export type LearnedFromNoise = {
  readonly study: string
  readonly releases: readonly number[]
  /** The chance, 0.5 to 1, that a guess is right whether one person's answers were counted. 0.5 is a coin. */
  readonly whether: number
  /** The chance, 0.5 to 1, that a guess is right which of two sets of answers a person gave. */
  readonly which: number
  /** The number of people that one release and the one before it leave open of a cell's newcomers, to either side, 19 times in 20. */
  readonly newcomers: number
}

/** Undefined for releases that are protected otherwise. `methodsJson`: of each release. */
export function learnedFromNoise(methodsJson: readonly string[]): LearnedFromNoise | undefined {
  const read = methodsJson.map((text) => methods.safeParse(JSON.parse(text)))
  const all = read.flatMap(({ data }) => (data ? [data] : []))
  const [first] = all
  if (!first || all.length < methodsJson.length) return undefined
  const { rho, variance } = first.protection.policy
  return {
    study: first.study,
    releases: all.map(({ release }) => release).sort((a, b) => a - b),
    whether: guessedRight(rho, 1),
    which: guessedRight(rho, 2),
    newcomers: Math.ceil(1.96 * Math.sqrt(variance)),
  }
}

/**
 * The best guess there is, for somebody who knows everybody else's answers, between two data sets that differ in so many
 * sets of answers: noise of rho is at most as telling as one normal draw whose means are sqrt(2 rho) apart for one (Dong,
 * Roth and Su, "Gaussian Differential Privacy", JRSS B 2022), and the best test of two such draws is right this often.
 */
function guessedRight(rho: number, differing: number): number {
  return normalBelow(Math.sqrt(2 * rho * differing) / 2)
}

/** Abramowitz and Stegun 26.2.17: off by less than 7.5e-8. For x from 0 up. */
function normalBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * x)
  const powers = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429]
  const tail = powers.reduceRight((sum, each) => t * (each + sum), 0)
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * tail
}

/**
 * A way to print a count again and again, as far as somebody can tell who knows all changes of a group but one. For the
 * simulation only: it is written apart from the product.
 */
export type Mechanism = {
  readonly name: string
  /** Numbers are multiples of this. */
  readonly base: number
  /** The secret that is added before rounding down: one for ever, another for each count, or moved by one or not at all each time. */
  readonly secret: 'fixed' | 'fresh' | 'walk'
  /** Each time one in so many people, drawn anew, is not counted; nobody when absent. */
  readonly leftOutOneIn?: number
  /** The standard deviation of noise that is drawn anew for each count; none when absent. */
  readonly noise?: number
}

export type Pmf = ReadonlyMap<number, number>

/** The noise that is added to a count of about so many people before it is rounded, beside the secret. */
export function noiseOf({ leftOutOneIn, noise }: Mechanism, people: number): Pmf {
  if (leftOutOneIn !== undefined) return leftOut(people, 1 / leftOutOneIn)
  if (noise !== undefined) return discreteGaussian(noise)
  return new Map([[0, 1]])
}

/** Minus how many are left out. */
function leftOut(people: number, chance: number): Pmf {
  return new Map([...binomial(people, chance)].map(([out, probability]) => [-out, probability]))
}

/** A number of some people, each of them with the same chance. */
export function binomial(people: number, chance: number): Pmf {
  const pmf = new Map<number, number>()
  let probability = (1 - chance) ** people
  for (let many = 0; many <= people; many++) {
    if (probability > 1e-9) pmf.set(many, probability)
    probability *= ((people - many) / (many + 1)) * (chance / (1 - chance))
  }
  return pmf
}

function discreteGaussian(deviation: number): Pmf {
  const far = Math.ceil(5 * deviation)
  const weights = Array.from({ length: 2 * far + 1 }, (_, i): [number, number] => [
    i - far,
    Math.exp(-((i - far) ** 2) / (2 * deviation ** 2)),
  ])
  const sum = weights.reduce((total, [, weight]) => total + weight, 0)
  return new Map(weights.map(([value, weight]) => [value, weight / sum]))
}

export function drawFrom(pmf: Pmf, random: () => number): number {
  let left = random()
  for (const [value, probability] of pmf) {
    left -= probability
    if (left <= 0) return value
  }
  return [...pmf.keys()].at(-1) ?? 0
}

import { type Mechanism, noiseOf, type Pmf } from './mechanism.ts'

/** Honest counts that are thought possible at first: so many to either side of what a first look suggests. */
const WINDOW = 24

/**
 * The belief of an exact Bayesian attacker about one cell: how probable each pair of honest count and secret is together with
 * everything that was printed so far, once for a newcomer who is in the cell and once for one who is not.
 */
export class CellBelief {
  readonly #mechanism: Mechanism
  readonly #lowest: number
  /** By whether the newcomer is in the cell, then honest count and secret. Not normalised: its sum is the likelihood. */
  #weights: readonly [Float64Array, Float64Array]
  readonly #noise: Pmf

  /** `room`: so many strangers at most join later. */
  constructor(mechanism: Mechanism, { center, people, room }: { readonly center: number; readonly people: number; readonly room: number }) {
    this.#mechanism = mechanism
    this.#lowest = center - WINDOW
    this.#noise = noiseOf(mechanism, people)
    const first = (2 * WINDOW + 1) * mechanism.base
    const flat = () => new Float64Array(first + room * mechanism.base).fill(1 / first, 0, first)
    this.#weights = [flat(), flat()]
  }

  /** Somebody joined of whom nothing is known but how many of them are in the cell, and how probable each number is. */
  joinedBy(strangers: Pmf): void {
    const { base } = this.#mechanism
    const more = (weights: Float64Array) => {
      const after = new Float64Array(weights.length)
      for (const [joined, probability] of strangers) {
        for (let state = 0; state + joined * base < weights.length; state++) {
          after[state + joined * base] = (after[state + joined * base] ?? 0) + (weights[state] ?? 0) * probability
        }
      }
      return after
    }
    this.#weights = [more(this.#weights[0]), more(this.#weights[1])]
  }

  /** The probability of what was printed, without and with the newcomer in the cell. */
  get likelihoods(): readonly [number, number] {
    return [sum(this.#weights[0]), sum(this.#weights[1])]
  }

  /** Takes in a printed number, after so many answers were planted; `isIn`: whether a newcomer of the cell is counted by now. */
  see(printed: number, planted: number, isIn: boolean): void {
    const [without, within] = this.#weights
    this.#weights = [this.#after(without, printed, planted), this.#after(within, printed, planted + (isIn ? 1 : 0))]
  }

  /**
   * The one of some numbers of planted answers whose report will say most: of the newcomer once they are counted, and before
   * that of count and secret.
   */
  mostTelling(plans: readonly number[], isIn: boolean): number {
    const told = plans.map((plan) => {
      const [without, within] = [this.#foreseen(0, plan), this.#foreseen(1, plan + (isIn ? 1 : 0))]
      const either = new Map(without)
      for (const [value, weight] of within) either.set(value, (either.get(value) ?? 0) + weight)
      return isIn ? entropyOf(either) - (entropyOf(without) + entropyOf(within)) / 2 : entropyOf(either)
    })
    return plans[told.indexOf(Math.max(...told))] ?? 0
  }

  /** The probability of each number that may be printed next. */
  #foreseen(joined: 0 | 1, known: number): ReadonlyMap<number, number> {
    const weights = this.#moved(this.#weights[joined])
    const found = new Map<number, number>()
    this.#each((honest, secret, state) => {
      const weight = weights[state] ?? 0
      if (weight < 1e-15) return
      for (const [noise, probability] of this.#noise) {
        const value = this.#round(honest + known + noise, secret)
        found.set(value, (found.get(value) ?? 0) + weight * probability)
      }
    })
    return found
  }

  #moved(weights: Float64Array): Float64Array {
    const { base, secret } = this.#mechanism
    return secret === 'fixed' ? weights : secret === 'fresh' ? spread(weights, base) : walked(weights, base)
  }

  #after(weights: Float64Array, printed: number, known: number): Float64Array {
    const moved = this.#moved(weights)
    const after = new Float64Array(moved.length)
    this.#each((honest, secret, state) => {
      const weight = moved[state] ?? 0
      if (weight === 0) return
      let chance = 0
      for (const [noise, probability] of this.#noise) if (this.#round(honest + known + noise, secret) === printed) chance += probability
      after[state] = weight * chance
    })
    return after
  }

  #round(count: number, secret: number): number {
    return this.#mechanism.base * Math.floor((count + secret) / this.#mechanism.base)
  }

  #each(visit: (honest: number, secret: number, state: number) => void): void {
    const { base } = this.#mechanism
    for (let state = 0; state < this.#weights[0].length; state++) visit(this.#lowest + Math.floor(state / base), state % base, state)
  }
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, each) => total + each, 0)
}

/** In bits; weights need not add up to one. */
function entropyOf(weights: ReadonlyMap<number, number>): number {
  const total = [...weights.values()].reduce((all, each) => all + each, 0)
  return [...weights.values()].reduce((all, each) => (each > 0 ? all - (each / total) * Math.log2(each / total) : all), 0)
}

/** A secret that is drawn anew. */
function spread(weights: Float64Array, base: number): Float64Array {
  return weights.map((_, state) => {
    const first = state - (state % base)
    return sum(weights.subarray(first, first + base)) / base
  })
}

/** A secret that moves by one up, by one down, or stays; at an edge it stays more often. */
function walked(weights: Float64Array, base: number): Float64Array {
  const after = new Float64Array(weights.length)
  weights.forEach((weight, state) => {
    const [first, secret] = [state - (state % base), state % base]
    for (const step of [-1, 0, 1]) {
      const to = first + Math.min(base - 1, Math.max(0, secret + step))
      after[to] = (after[to] ?? 0) + weight / 3
    }
  })
  return after
}

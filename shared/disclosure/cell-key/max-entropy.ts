import { type PRow, type PTable, tableOfRows } from './p-table.ts'

export type NoiseParameters = {
  /** D: no count changes by more. */
  readonly maxChange: number
  /** V: the variance of the change is at most this. */
  readonly variance: number
  /** js: no count is published as 1 to this. */
  readonly neverShown: number
  /** At least this share of counts stays as it is, where staying is allowed. */
  readonly stay?: number
  /** Whether, for a count, a smaller decrease is at least as likely as a larger one. */
  readonly monotone?: (count: number) => boolean
}

type Transition = { readonly change: number; readonly probability: number }

/**
 * The table of changes with the greatest entropy, no bias and a bounded variance: rows for the counts from 0 to the last
 * that differs. Giessing, "Computational issues in the design of transition probabilities and disclosure risk estimation
 * for additive noise", PSD 2016; the R package ptable finds the same numbers with a general solver.
 */
export function maximumEntropyRows(parameters: NoiseParameters): readonly (readonly Transition[])[] {
  const { maxChange, neverShown } = parameters
  const last = neverShown === 0 ? maxChange : maxChange + neverShown + 1
  return Array.from({ length: last + 1 }, (_, count) => (count === 0 ? [{ change: 0, probability: 1 }] : rowFor(count, parameters)))
}

/** The same as a table to perturb with. */
export function maximumEntropyTable(parameters: NoiseParameters): PTable {
  return tableOfRows(maximumEntropyRows(parameters).map(cumulated))
}

function cumulated(row: readonly Transition[]): PRow {
  let sum = 0
  return row.map(({ change, probability }, at) => {
    sum += probability
    // Eight decimals, as ptable: whatever a machine's exp() does in the last bit, the same key gives the same change.
    return { change, below: at === row.length - 1 ? 1 : Math.round(sum * 1e8) / 1e8 }
  })
}

function rowFor(
  count: number,
  { maxChange, variance, neverShown, stay = 0, monotone = () => true }: NoiseParameters,
): readonly Transition[] {
  const changes: number[] = []
  for (let shown = Math.max(0, count - maxChange); shown <= count + maxChange; shown++) {
    if (shown === 0 || shown > neverShown) changes.push(shown - count)
  }
  // ptable asks for a smaller share to stay, step by step, where so large a one leaves too little variance.
  for (let staying = stay; ; staying -= STAY_STEP) {
    const family = new Family(changes, Math.max(0, staying), monotone(count))
    const row = atVariance(family, variance)
    const reached = Math.round(moment(row, 2) * 1000) === Math.round(variance * 1000)
    if (reached || staying <= 0 || !family.isClamped(row)) return row
  }
}

const STAY_STEP = 0.05

/** Steepness of the exponential family searched; far beyond where any double differs from 0. */
const STEEPEST = 60
const HALVINGS = 200

/** Without bias, and flattened until the variance is as asked; a row whose variance is smaller anyway stays as flat as it can be. */
function atVariance(family: Family, variance: number): readonly Transition[] {
  const flat = unbiased(family, 0)
  if (moment(flat, 2) <= variance) return flat
  const narrow = bisect(0, STEEPEST, (steep) => moment(unbiased(family, steep), 2) > variance)
  return unbiased(family, narrow)
}

function unbiased(family: Family, steep: number): readonly Transition[] {
  const tilt = bisect(-STEEPEST, STEEPEST, (one) => moment(family.at(one, steep), 1) > 0)
  return family.at(tilt, steep)
}

/** Finds by bisection the point at which a condition that holds at the low end stops holding. */
function bisect(low: number, high: number, holds: (at: number) => boolean): number {
  let [from, to] = [low, high]
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (from + to) / 2
    if (middle === from || middle === to) break
    if (holds(middle)) from = middle
    else to = middle
  }
  return (from + to) / 2
}

function moment(row: readonly Transition[], power: number): number {
  return row.reduce((sum, { change, probability }) => sum + change ** power * probability, 0)
}

/**
 * The solutions of the entropy problem: probabilities proportional to exp(-tilt v - steep v^2) (its Karush-Kuhn-Tucker
 * conditions), adjacent violators of the order pooled to their mean exponent, and the share that stays held at its minimum.
 */
class Family {
  readonly #changes: readonly number[]
  readonly #stay: number
  readonly #monotone: boolean

  constructor(changes: readonly number[], stay: number, monotone: boolean) {
    this.#changes = changes
    this.#stay = changes.includes(0) ? stay : 0
    this.#monotone = monotone
  }

  at(tilt: number, steep: number): readonly Transition[] {
    const free = this.#shares(this.#changes, tilt, steep)
    const staying = free.get(0) ?? 1
    if (staying >= this.#stay) return this.#changes.map((change) => ({ change, probability: free.get(change) ?? 0 }))
    const others = this.#shares(
      this.#changes.filter((change) => change !== 0),
      tilt,
      steep,
    )
    return this.#changes.map((change) => ({
      change,
      probability: change === 0 ? this.#stay : (others.get(change) ?? 0) * (1 - this.#stay),
    }))
  }

  isClamped(row: readonly Transition[]): boolean {
    return this.#stay > 0 && row.some(({ change, probability }) => change === 0 && probability === this.#stay)
  }

  #shares(changes: readonly number[], tilt: number, steep: number): ReadonlyMap<number, number> {
    const exponents = changes.map((change) => -tilt * change - steep * change * change)
    const decreases = this.#monotone ? changes.filter((change) => change <= 0).length : 0
    const pooled = [...nonDecreasing(exponents.slice(0, decreases)), ...exponents.slice(decreases)]
    const largest = Math.max(...pooled)
    const weights = pooled.map((exponent) => Math.exp(exponent - largest))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return new Map(changes.map((change, at) => [change, (weights[at] ?? 0) / total]))
  }
}

/** The nearest non-decreasing sequence: pool adjacent violators (Ayer et al. 1955). */
function nonDecreasing(values: readonly number[]): readonly number[] {
  const blocks: { mean: number; size: number }[] = []
  for (const value of values) {
    let block = { mean: value, size: 1 }
    for (let before = blocks.at(-1); before !== undefined && before.mean > block.mean; before = blocks.at(-1)) {
      blocks.pop()
      const size = before.size + block.size
      block = { mean: (before.mean * before.size + block.mean * block.size) / size, size }
    }
    blocks.push(block)
  }
  return blocks.flatMap(({ mean, size }) => Array.from({ length: size }, () => mean))
}

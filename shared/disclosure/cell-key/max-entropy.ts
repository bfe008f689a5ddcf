import { type PRow, type PTable, tableOfRows } from './p-table.ts'

export type NoiseParameters = {
  /** D: no count changes by more. */
  readonly maxChange: number
  /** V: the variance of the change is at most this. */
  readonly variance: number
  /** js: no count is published as 1 to this. */
  readonly neverShown: number
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

function rowFor(count: number, { maxChange, variance, neverShown, monotone = () => true }: NoiseParameters): readonly Transition[] {
  const changes: number[] = []
  for (let shown = Math.max(0, count - maxChange); shown <= count + maxChange; shown++) {
    if (shown === 0 || shown > neverShown) changes.push(shown - count)
  }
  return atVariance({ changes, monotone: monotone(count) }, variance)
}

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
  const tilt = bisect(-STEEPEST, STEEPEST, (one) => moment(rowAt(family, one, steep), 1) > 0)
  return rowAt(family, tilt, steep)
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

/** The possible changes of a count, and whether a smaller decrease must be at least as likely as a larger one. */
type Family = { readonly changes: readonly number[]; readonly monotone: boolean }

/**
 * The solutions of the entropy problem: probabilities proportional to exp(-tilt v - steep v^2) (its Karush-Kuhn-Tucker
 * conditions), adjacent violators of the order pooled to their mean exponent.
 */
function rowAt({ changes, monotone }: Family, tilt: number, steep: number): readonly Transition[] {
  const exponents = changes.map((change) => -tilt * change - steep * change * change)
  const decreases = monotone ? changes.filter((change) => change <= 0).length : 0
  const pooled = [...nonDecreasing(exponents.slice(0, decreases)), ...exponents.slice(decreases)]
  const largest = Math.max(...pooled)
  const weights = pooled.map((exponent) => Math.exp(exponent - largest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return changes.map((change, at) => ({ change, probability: (weights[at] ?? 0) / total }))
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

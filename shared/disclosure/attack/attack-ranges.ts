import { valueAt } from '../linear/integer-points.ts'
import { mergeTerms, type Range, type Term } from '../linear/linear-problem.ts'
import { Infeasible, type Model, wholeRange } from '../linear/solver.ts'

/** Every sum at least this wide is of no use to anybody, and is not looked at more closely. */
export type Width = number

/** The number of times that all sums are pushed apart together before they are solved one by one. */
const PUSHES = 4

/**
 * The whole numbers each sum can be, for all an attacker knows. Exact ends where fewer than `wide` apart; else the range
 * may be wider still. Every solution shows values of all sums at once, so most are seen to be wide without being solved.
 * Throws Infeasible when nothing satisfies what was written down.
 */
export function attackRanges(model: Model, sums: readonly (readonly Term[])[], wide: Width): Range[] {
  const seen = sums.map((): Mutable => ({ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }))
  const solve = (sum: readonly Term[]): number => {
    const solution = model.minimise(sum)
    if (!solution) throw new Infeasible()
    sums.forEach((each, i) => {
      widen(seen[i], valueAt(solution.values, each))
    })
    return solution.value
  }
  const isOpen = (i: number): boolean => {
    const range = wholeRange(seen[i] ?? { low: 0, high: 0 })
    return !(range.high - range.low >= wide)
  }
  for (let push = 0; push < PUSHES; push++) {
    const open = sums.flatMap((sum, i) => (isOpen(i) ? [{ sum, sign: (i >> push) % 2 === 0 ? 1 : -1 }] : []))
    if (open.length === 0) break
    const pushed = mergeTerms(open.flatMap(({ sum, sign }) => scaled(sum, sign)))
    solve(pushed)
    solve(scaled(pushed, -1))
  }
  return sums.map((sum, i) => {
    const low = isOpen(i) ? solve(sum) : undefined
    // The lowest value may be far enough from the highest that was seen.
    if (low === undefined || !isOpen(i)) return wholeRange(seen[i] ?? { low: 0, high: 0 })
    return wholeRange({ low, high: -solve(scaled(sum, -1)) })
  })
}

type Mutable = { low: number; high: number }

function widen(range: Mutable | undefined, value: number): void {
  if (!range) return
  range.low = Math.min(range.low, value)
  range.high = Math.max(range.high, value)
}

function scaled(sum: readonly Term[], by: number): Term[] {
  return sum.map(([variable, coefficient]) => [variable, coefficient * by])
}

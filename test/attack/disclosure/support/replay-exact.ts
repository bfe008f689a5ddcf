import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'

const OPTIONS = ['a', 'b', 'c', 'd'] as const

const STUDY = studyPlan({
  ...surveyOf([section('x', [single('q', OPTIONS)])]),
  disclosure: { profile: 'exact-closed' },
  plan: { by: [], cross: [], also: [], except: [] },
})

/** A cell of an exact report: its number, too small to show, or hidden to protect another one. */
export type ExactCell = number | 'small' | 'secondary'

/** The row that `exact-closed` makes of five counts, the last being that of people who skipped; undefined where there is no report. */
export function exactRow(solver: Solver, counts: readonly number[], key: Uint8Array): readonly ExactCell[] | undefined {
  const cells = [...OPTIONS, '~skipped'].map((answer, at) => ({ answer, count: counts[at] ?? 0 }))
  const base = counts.reduce((sum, each) => sum + each, 0)
  const made = protect({ study: STUDY, tables: [{ id: 'q', question: 'q', slices: [{ base, cells }] }], release: 1, solver }, key)
  if (made.kind !== 'protected') return undefined
  return made.report.tables[0]?.slices[0]?.cells.map((cell) =>
    cell.status === 'published' ? cell.count.value : cell.status === 'hidden_small' ? 'small' : 'secondary',
  )
}

/** All counts that fit a row: small ones are 0 to 9, those hidden to protect another one 10 or more, and all add up to the base. */
function countsBehind(row: readonly ExactCell[], base: number): readonly (readonly number[])[] {
  const [first, ...rest] = row
  if (first === undefined) return base === 0 ? [[]] : []
  const [low, high] = first === 'small' ? [0, 9] : first === 'secondary' ? [10, base] : [first, first]
  const possible = Array.from({ length: Math.max(0, Math.min(high, base) - low + 1) }, (_, at) => low + at)
  return possible.flatMap((count) => countsBehind(rest, base - count).map((others) => [count, ...others]))
}

/** By small cell: how probable each count is to who runs the program on all counts that fit, each as probable before, with each of these keys. */
export function beliefsOfExact(
  solver: Solver,
  row: readonly ExactCell[],
  base: number,
  keys: readonly Uint8Array[],
): readonly ReadonlyMap<number, number>[] {
  const seen = JSON.stringify(row)
  const weighed = countsBehind(row, base).map((counts) => ({
    counts,
    weight: keys.filter((key) => JSON.stringify(exactRow(solver, counts, key)) === seen).length,
  }))
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  return row.flatMap((cell, at) => {
    if (cell !== 'small') return []
    const belief = new Map<number, number>()
    for (const { counts, weight } of weighed.filter((each) => each.weight > 0)) {
      const count = counts[at] ?? 0
      belief.set(count, (belief.get(count) ?? 0) + weight / total)
    }
    return [belief]
  })
}

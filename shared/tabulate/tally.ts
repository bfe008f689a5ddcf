import { isRollup, type Rollup } from '#shared/survey/rollups.ts'
import { type CodedResponses, responsesIn } from './blocks.ts'
import { countResponses } from './count.ts'
import { layoutOf } from './layout.ts'
import type { ReportPlan } from './plan.ts'
import type { CountedSlice, CountedTable } from './table.ts'

/**
 * The counts of every planned table. Tallies of one plan are a commutative monoid: `emptyTally` is its zero and
 * `mergeTallies` its sum, so responses may be counted in any order and in any number of parts.
 */
export type Tally = {
  readonly plan: ReportPlan
  readonly responses: number
  /** In the places of `layoutOf(plan)`. Integers. */
  readonly counts: Float64Array
}

/** A tally with no response in it: a zero for each count of the plan. */
export function emptyTally(plan: ReportPlan): Tally {
  return { plan, responses: 0, counts: new Float64Array(layoutOf(plan).length) }
}

/**
 * The tally with these coded responses in it: an array each, or all end to end in one block. Throws, and counts none,
 * when one of them is not of the plan's codebook.
 */
export function addResponses(tally: Tally, rows: CodedResponses): Tally {
  const { plan } = tally
  const counts = countResponses(plan, layoutOf(plan), rows)
  return mergeTallies(tally, { plan, responses: responsesIn(rows, plan.codebook.size), counts })
}

/** The tally of the responses of both. Throws where the plans differ, as their counts mean different things. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  if (a.plan.hash !== b.plan.hash) throw new Error('tallies of different plans cannot be added up')
  return { plan: a.plan, responses: a.responses + b.responses, counts: a.counts.map((count, i) => count + (b.counts[i] ?? 0)) }
}

/** The true counts, in the order of the plan. Only `shared/disclosure` may use them. */
export function countedTables(tally: Tally): CountedTable[] {
  return layoutOf(tally.plan).tables.map(({ table, labels, slices }) => {
    const { id, question, by, answerRollups = [], groupRollups = [] } = table
    const isPlanned = (answer: string) => !isRollup(answer) || answerRollups.some((rollup) => rollup.id === answer)
    const fine = slices.map(({ group, at }): CountedSlice => {
      const cells = labels.map((answer, i) => ({ answer, count: tally.counts[at + 1 + i] ?? 0 }))
      return {
        ...(group === undefined ? {} : { group }),
        base: tally.counts[at] ?? 0,
        cells: cells.filter(({ answer }) => isPlanned(answer)),
      }
    })
    const coarse = groupRollups.map((rollup) => together(rollup, fine))
    return { id, question, ...(by === undefined ? {} : { by }), slices: [...fine, ...coarse] }
  })
}

/** A group roll-up: the sum of its groups, as nobody is in two groups of a single choice. */
function together({ id, of }: Rollup, fine: readonly CountedSlice[]): CountedSlice {
  const [first, ...others] = fine.filter(({ group }) => group !== undefined && of.includes(group))
  if (!first) throw new Error(`no group of the table is in ${id}`)
  return {
    group: id,
    base: others.reduce((sum, { base }) => sum + base, first.base),
    cells: first.cells.map(({ answer, count }, i) => ({
      answer,
      count: others.reduce((sum, { cells }) => sum + (cells[i]?.count ?? 0), count),
    })),
  }
}

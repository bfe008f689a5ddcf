import { type Codebook, type Field, fieldOf } from '#shared/survey/codebook.ts'
import type { PlannedTable, ReportPlan } from './plan.ts'
import type { AnswerLabel } from './table.ts'

/**
 * The places of the counts of every planned table in one flat array, so that two tallies are added by adding two arrays. A slice takes
 * the place of its base, then one place for each answer label.
 */
export type TallyLayout = { readonly tables: readonly TableLayout[]; readonly length: number }

type TableLayout = {
  readonly table: PlannedTable
  readonly field: Field
  readonly labels: readonly AnswerLabel[]
  readonly slices: readonly { readonly group?: string; readonly at: number }[]
}

/** The layout of a plan, table by table in the order of the plan. */
export function layoutOf(plan: ReportPlan): TallyLayout {
  let at = 0
  const tables = plan.tables.map((table) => {
    const field = fieldOf(plan.codebook, table.question)
    const labels = labelsOf(field)
    const slices = groupsOf(plan.codebook, table).map((group) => {
      const slice = group === undefined ? { at } : { group, at }
      at += 1 + labels.length
      return slice
    })
    return { table, field, labels, slices }
  })
  return { tables, length: at }
}

/** Options in codebook order, then the missing states the question can be in, then options taken together. */
function labelsOf(field: Field): AnswerLabel[] {
  return [...field.options, ...field.states.map((state) => `~${state}`), ...field.rollups.map(({ id }) => id)]
}

/** Groups are options and nothing else: anybody who chose not to say where they belong is in the total and in no group. */
function groupsOf(codebook: Codebook, table: PlannedTable): readonly (string | undefined)[] {
  return table.by === undefined ? [undefined] : fieldOf(codebook, table.by).options
}

import type { CountedCell, CountedSlice, CountedTable } from '#shared/tabulate/table.ts'
import type { PerturbedPolicy } from '../policy.ts'
import {
  isTopCoded,
  type NumberFormat,
  numberFormatOf,
  publishedRange,
  smallestPrinted,
  suppressedRange,
  topCodedCell,
} from '../print-thresholds.ts'
import type { Bounded, ReportCell, ReportTable } from '../report.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { Label, SliceRef } from '../structure/survey-structure.ts'
import { reportTables } from './report-tables.ts'

/** The number to print for these people, before it is decided whether it may be. The same people, the same number. */
export type Perturb = (label: Label, counted: Omit<CountedCell, 'answer'>) => number

type ToPerturb = {
  readonly printed: PrintedCells
  readonly tables: readonly CountedTable[]
  readonly release: number
  readonly policy: PerturbedPolicy
  readonly perturb: Perturb
}

/**
 * Makes tables of perturbed numbers. Only perturbed numbers decide whether a cell is shown, hidden or called "nearly everybody";
 * means are made from shown ones.
 */
export function perturbedTables(input: ToPerturb): ReportTable[] {
  const { printed, tables, release, policy, perturb } = input
  const everyone = perturb(printed.everyone(), everyoneIn(tables))
  const form = numberFormatOf(policy, release)
  const context = { ...input, form, everyone: publishedRange(form, everyone) }
  return reportTables({ survey: printed.survey, tables, asOf: release }, (place, slice) => {
    const base = baseOf(context, place, slice)
    return { base, cells: cellsOf(context, place, slice, base) }
  })
}

/** The number of people the tables are on. */
export function everyoneIn(tables: readonly CountedTable[]): Omit<CountedCell, 'answer'> {
  const slice = tables.find((table) => table.by === undefined)?.slices[0]
  return slice ? countedBase(slice) : { count: 0 }
}

type Context = ToPerturb & { readonly form: NumberFormat; readonly everyone: Bounded }

function baseOf({ policy, printed, perturb, form, everyone }: Context, place: SliceRef, slice: CountedSlice) {
  const number = perturb(printed.label(place), countedBase(slice))
  if (number < smallestPrinted(form, policy.minSlice)) return undefined
  // The people outside a group are a group too: everyone's numbers minus the group's.
  return place.by !== undefined && isTopCoded(number, everyone) ? undefined : publishedRange(form, number)
}

function cellsOf(context: Context, place: SliceRef, slice: CountedSlice, base: Bounded | undefined): ReportCell[] {
  const { policy, printed, perturb, form } = context
  const asked = printed.canBeAsked(place)
  return slice.cells.map(({ answer, ...counted }) => {
    if (!asked) return { answer, status: 'not_asked' }
    if (!base) return { answer, status: 'group_too_small' }
    const label = printed.label(place, answer)
    const number = perturb(label, counted)
    if (number < smallestPrinted(form, policy.k)) return { answer, status: 'hidden_small', ...suppressedRange(form, policy.k) }
    if (isTopCoded(number, base) && label !== printed.label(place)) return topCodedCell(answer, base)
    return { answer, status: 'published', count: publishedRange(form, number) }
  })
}

function countedBase({ base, key }: CountedSlice): Omit<CountedCell, 'answer'> {
  return { count: base, ...(key === undefined ? {} : { key }) }
}

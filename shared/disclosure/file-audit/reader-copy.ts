import type { Survey } from '#shared/survey/survey.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import type { CheckId, Finding } from '../audit/audit-finding.ts'
import type { Policy } from '../policy.ts'
import type { ReportCell, ReportSlice, ReportTable } from '../report.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { Label } from '../structure/survey-structure.ts'

/** A release as its readers have it, whatever protects it. */
export type ReaderCopy = {
  /** 1, 2, ... */
  readonly release: number
  readonly survey: Survey
  readonly policy: Policy
  readonly tables: readonly ReportTable[]
}

/** The result of one check of files. */
export type FileCheck = {
  readonly id: CheckId
  readonly title: string
  readonly examined: number
  readonly findings: readonly Finding[]
}

/** One place of a report, with the name of the people in it; without a cell, it is everybody in the group. */
export type Spot = {
  readonly label: Label
  readonly table: ReportTable
  readonly slice: ReportSlice
  readonly cell?: ReportCell
}

/** Every place of a report that prints or hides a number, slice by slice: the group, then its cells. Rows that nobody was asked are left out. */
export function spotsOf(printed: PrintedCells, tables: readonly ReportTable[]): readonly Spot[] {
  return tables.flatMap((table) =>
    table.slices.flatMap((slice): Spot[] => {
      const place = { question: table.question, by: table.by, group: slice.group }
      return [
        { label: printed.label(place), table, slice },
        ...slice.cells
          .filter(({ status }) => status !== 'not_asked')
          .map((cell) => ({ label: printed.label(place, cell.answer), table, slice, cell })),
      ]
    }),
  )
}

/** The number printed in a place. */
export function printedIn({ slice, cell }: Spot): number | undefined {
  if (!cell) return slice.base?.value
  return cell.status === 'published' ? cell.count.value : undefined
}

/** Makes the finding of a check in one place of a release. */
export function findingIn({ table, slice, cell }: Spot, check: CheckId, release: number, message: string): Finding {
  return { check, release, table: table.id, group: slice.group, answer: cell?.answer, message }
}

/**
 * Tables as if counted: printed numbers, and 0 where there is none. Only their margins mean anything.
 * `base` says what stands for a group whose size is printed nowhere.
 */
export function asCounted(printed: PrintedCells, tables: readonly ReportTable[], base: (slice: ReportSlice) => number): CountedTable[] {
  const numbers = new Map(
    spotsOf(printed, tables)
      .flatMap((spot) => [[spot.label, printedIn(spot)] as const])
      .filter(([, number]) => number !== undefined),
  )
  return tables.map(({ id, question, by, slices }) => ({
    id,
    question,
    ...(by === undefined ? {} : { by }),
    slices: slices.map((slice) => {
      const place = { question, by, group: slice.group }
      return {
        ...(slice.group === undefined ? {} : { group: slice.group }),
        base: slice.base?.value ?? numbers.get(printed.label(place)) ?? base(slice),
        cells: slice.cells.map(({ answer }) => ({ answer, count: numbers.get(printed.label(place, answer)) ?? 0 })),
      }
    }),
  }))
}

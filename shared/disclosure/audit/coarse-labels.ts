import { averageOf, scoresOf } from '../means.ts'
import { coarselyRounded, isCoarse, roundedFormat, secondaryCell, topCodedCell } from '../print-thresholds.ts'
import type { Bounded, ReportCell, ReportSlice, ReportTable } from '../report.ts'
import type { Label } from '../structure/survey-structure.ts'
import { type Repairable, withSuppressed } from './hide-labels.ts'

/** By label: the coarse number that may be printed in place of the number that this release prints for it. */
export type CoarseNumbers = ReadonlyMap<Label, Bounded>

/**
 * The numbers of this release that can be rounded coarsely. Left out are those that are coarse already, those that would then stand for too few
 * people in one of their places, those of labels that another place does not print, and that of everyone, from which all shares are made.
 */
export function coarseNumbers({ tables, printed, release, policy }: Repairable): CoarseNumbers {
  const format = roundedFormat(policy.b)
  const found = new Map<Label, Bounded>()
  const not = new Set<Label>([printed.everyone()])
  const look = (label: Label, shown: Bounded | undefined, minimum: number) => {
    const coarse = shown && !isCoarse(format, shown) ? coarselyRounded(format, shown) : undefined
    if (coarse && coarse.low > minimum) found.set(label, coarse)
    else not.add(label)
  }
  for (const { question, by, slices } of tables) {
    for (const { asOf, group, base, cells } of slices) {
      if (asOf !== release || !base) continue
      const place = { question, by, group }
      look(printed.label(place), base, policy.minSlice)
      for (const cell of cells) {
        if (cell.status === 'not_asked') continue
        look(printed.label(place, cell.answer), cell.status === 'published' ? cell.count : undefined, policy.k)
      }
    }
  }
  for (const label of not) found.delete(label)
  return found
}

/**
 * The tables with some labels rounded coarsely in every place where this release counts them: as cells and as sizes of groups. Hidden and
 * top-coded cells of a group with a coarse size get the bounds that it leaves, and means are made again.
 */
export function withCoarse(from: Repairable, chosen: ReadonlySet<Label>): readonly ReportTable[] {
  const { printed, release, tables, policy } = from
  if (chosen.size === 0) return tables
  const format = roundedFormat(policy.b)
  return tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice): ReportSlice => {
      const place = { question: table.question, by: table.by, group: slice.group }
      const { average: _, base: fine, ...rest } = slice
      if (slice.asOf !== release || !fine) return slice
      const base = chosen.has(printed.label(place)) ? coarselyRounded(format, fine) : fine
      const cells = slice.cells.map((cell): ReportCell => {
        if (cell.status === 'hidden_secondary') return secondaryCell(cell.answer, base)
        if (cell.status === 'top_coded') return topCodedCell(cell.answer, base)
        if (cell.status !== 'published' || !chosen.has(printed.label(place, cell.answer))) return cell
        return { ...cell, count: coarselyRounded(format, cell.count) }
      })
      const average = averageOf(cells, scoresOf(printed.survey, table.question))
      return { ...rest, base, cells, ...(average ? { average } : {}) }
    }),
  }))
}

/** Hides and rounds coarsely again what the last release hid and rounded so, in the questions that still need it. */
export function stillSuppressed(from: Repairable, isNeeded: (question: string) => boolean): readonly ReportTable[] {
  const format = roundedFormat(from.policy.b)
  const hidden = new Set<Label>()
  const coarse = new Set<Label>()
  for (const { question, by, slices } of (from.previous ?? []).filter((table) => isNeeded(table.question))) {
    for (const { group, cells } of slices) {
      for (const cell of cells) {
        const label = from.printed.label({ question, by, group }, cell.answer)
        if (cell.status === 'hidden_secondary') hidden.add(label)
        if (cell.status === 'published' && isCoarse(format, cell.count)) coarse.add(label)
      }
    }
  }
  const possible = coarseNumbers(from)
  const tables = withCoarse(from, new Set([...coarse].filter((label) => possible.has(label))))
  return withSuppressed({ ...from, tables }, hidden)
}

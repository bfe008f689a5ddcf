import { averageOf, scoresOf } from '../means.ts'
import {
  coarselyRounded,
  isCoarse,
  ORDERS_OF_PLACES,
  placesInOrder,
  roundedFormat,
  secondaryCell,
  topCodedCell,
} from '../print-thresholds.ts'
import type { Bounded, ReportCell, ReportSlice, ReportTable } from '../report.ts'
import type { Label } from '../structure/survey-structure.ts'
import { type Repairable, withSuppressed } from './hide-labels.ts'

/**
 * The coarse numbers that one printed number can become, one for each of its places, in the order in which they are tried: a secret draw
 * decides it. Of those that are enough the first one counts: if it stands for no more people than `minimum`, the number is not rounded
 * coarsely at all. Otherwise its place would tell what was narrow.
 */
export type InPlaces = { readonly numbers: readonly Bounded[]; readonly minimum: number }

/** By label: the coarse numbers that can be printed in place of the number that this release prints for it. */
export type CoarseNumbers = ReadonlyMap<Label, InPlaces>

/** The numbers that are to be printed coarsely, by label. */
export type Coarse = ReadonlyMap<Label, Bounded>

/**
 * The numbers of this release that can be rounded coarsely. Left out are those that are coarse already, those of labels that another
 * place does not print, and that of everyone, from which all shares are made.
 */
export function coarseNumbers({ tables, printed, release, policy, draw }: Repairable): CoarseNumbers {
  const format = roundedFormat(policy.b)
  const found = new Map<Label, { readonly shown: Bounded; readonly minimum: number }>()
  const not = new Set<Label>([printed.everyone()])
  const look = (label: Label, shown: Bounded | undefined, minimum: number) => {
    if (shown && !isCoarse(format, shown)) found.set(label, { shown, minimum: Math.max(minimum, found.get(label)?.minimum ?? 0) })
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
  return new Map(
    [...found].map(([label, { shown, minimum }]) => {
      const places = placesInOrder(draw('place', label, ORDERS_OF_PLACES))
      return [label, { numbers: places.map((place) => coarselyRounded(format, shown, place)), minimum }]
    }),
  )
}

/** The first coarse number that is enough; undefined where none is, or where that one stands for too few people. */
export function firstEnough({ numbers, minimum }: InPlaces, isEnough: (number: Bounded) => boolean = () => true): Bounded | undefined {
  const first = numbers.find(isEnough)
  return first && first.low > minimum ? first : undefined
}

/**
 * The tables with some labels rounded coarsely in every place where this release counts them: as cells and as sizes of groups. Hidden and
 * top-coded cells of a group with a coarse size get the bounds that it leaves, and means are made again.
 */
export function withCoarse(from: Repairable, chosen: Coarse): readonly ReportTable[] {
  const { printed, release, tables } = from
  if (chosen.size === 0) return tables
  return tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice): ReportSlice => {
      const place = { question: table.question, by: table.by, group: slice.group }
      const { average: _, base: fine, ...rest } = slice
      if (slice.asOf !== release || !fine) return slice
      const base = chosen.get(printed.label(place)) ?? fine
      const cells = slice.cells.map((cell): ReportCell => {
        if (cell.status === 'hidden_secondary') return secondaryCell(cell.answer, base)
        if (cell.status === 'top_coded') return topCodedCell(cell.answer, base)
        const count = cell.status === 'published' ? chosen.get(printed.label(place, cell.answer)) : undefined
        return cell.status === 'published' && count ? { ...cell, count } : cell
      })
      const average = averageOf(cells, scoresOf(printed.survey, table.question))
      return { ...rest, base, cells, ...(average ? { average } : {}) }
    }),
  }))
}

/** Hides and rounds coarsely again what the last release hid and rounded so, in the questions that still need it: to the same number, where it can be. */
export function stillSuppressed(from: Repairable, isNeeded: (question: string) => boolean): readonly ReportTable[] {
  const format = roundedFormat(from.policy.b)
  const hidden = new Set<Label>()
  const coarse = new Map<Label, Bounded>()
  for (const { question, by, slices } of (from.previous ?? []).filter((table) => isNeeded(table.question))) {
    for (const { group, cells } of slices) {
      for (const cell of cells) {
        const label = from.printed.label({ question, by, group }, cell.answer)
        if (cell.status === 'hidden_secondary') hidden.add(label)
        if (cell.status === 'published' && isCoarse(format, cell.count)) coarse.set(label, cell.count)
      }
    }
  }
  const possible = coarseNumbers(from)
  const again = new Map(
    [...coarse].flatMap(([label, before]) => {
      const now = possible.get(label)
      const number = now && (now.numbers.find(({ value }) => value === before.value) ?? firstEnough(now))
      return number ? [[label, number] as const] : []
    }),
  )
  return withSuppressed({ ...from, tables: withCoarse(from, again) }, hidden)
}

import { widthOf } from '../linear/linear-problem.ts'
import type { Learned } from './attack-history.ts'

/** The result of an attack in numbers: how many cells are known, and how well. A width is the distance between the ends of a range. */
export type Summary = { readonly hidden: Narrow; readonly changes: Narrow; readonly tables: readonly TableSummary[] }

export type Narrow = {
  readonly cells: number
  readonly exact: number
  /** By width: how many are known to within fewer than so many values. */
  readonly within: readonly (readonly [width: number, cells: number])[]
}

export type TableSummary = {
  readonly table: string
  readonly hidden: number
  readonly changes: number
  /** The narrowest of each; absent where none is narrow. */
  readonly narrowestHidden?: Learned
  readonly narrowestChange?: Learned
}

/** A hidden count within fewer than 5 values, or a change within fewer than 3, is what a release may not give away. */
export const HIDDEN_WIDTHS = [5, 9] as const
export const CHANGE_WIDTHS = [3, 4] as const

/** Ranges this wide are not looked at more closely. */
export const WIDE = 9

/**
 * Counts what was learned. A change that is known to be none is left out: that nobody came is known of most cells of a
 * release that repeats a group, and tells of nobody who did.
 */
export function summarise(learned: readonly Learned[]): Summary {
  const hidden = learned.filter(({ kind }) => kind === 'hidden')
  const changes = learned.filter(({ kind, low, high }) => kind === 'change' && !(low === 0 && high === 0))
  return {
    hidden: narrowOf(hidden, HIDDEN_WIDTHS),
    changes: narrowOf(changes, CHANGE_WIDTHS),
    tables: [...Map.groupBy([...hidden, ...changes], ({ table }) => table)].map(([table, own]) => tableSummary(table, own)),
  }
}

/** The number of ranges, of those that are one value, and of those that are narrower than each of these widths. */
export function narrowOf(learned: readonly Learned[], widths: readonly number[]): Narrow {
  const count = (width: number) => learned.filter((each) => widthOf(each) < width).length
  return { cells: learned.length, exact: count(1), within: widths.map((width) => [width, count(width)]) }
}

function tableSummary(table: string, own: readonly Learned[]): TableSummary {
  const narrowest = (kind: Learned['kind']) =>
    own.filter((each) => each.kind === kind && widthOf(each) < WIDE).sort((a, b) => widthOf(a) - widthOf(b))[0]
  const [hidden, change] = [narrowest('hidden'), narrowest('change')]
  return {
    table,
    hidden: own.filter(({ kind }) => kind === 'hidden').length,
    changes: own.filter(({ kind }) => kind === 'change').length,
    ...(hidden ? { narrowestHidden: hidden } : {}),
    ...(change ? { narrowestChange: change } : {}),
  }
}

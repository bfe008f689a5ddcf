import type { Bounded, ReportCell } from '#shared/disclosure/report.ts'
import type { PageWords } from './words/page-words.ts'

type HiddenCell = Extract<ReportCell, { readonly low: number }>

/** A range wider than this share of those asked tells a reader little, and can be taken for a result. */
const TELLING = 0.25

/** Words for a count that is not shown, with all that is known of it. A large one may be hidden to protect another: then its range can begin at 0. */
export function hiddenInWords(cell: HiddenCell, words: PageWords): string {
  return isSmall(cell) ? words.fewer(cell.high + 1) : words.between(Math.max(0, cell.low), cell.high)
}

/** The same beside a bar and in a group, with its range only where that says something. */
export function hiddenBriefly(cell: HiddenCell, asked: Bounded | undefined, words: PageWords): string {
  const isTelling = isSmall(cell) || (asked !== undefined && cell.high - Math.max(0, cell.low) <= TELLING * asked.value)
  return isTelling ? hiddenInWords(cell, words) : words.notShown
}

/** Hidden for being small itself, so that its range begins at none. */
function isSmall({ status, low }: HiddenCell): boolean {
  return status === 'hidden_small' && low <= 0
}

import type { LabelTexts } from '../form/label-texts.ts'
import type { Sheet, SheetRow } from './sheet.ts'

/** The words of a column in each language the sheet has it in. */
export function wordsOf(row: SheetRow, column: string): LabelTexts {
  return new Map(
    [...row.cells].flatMap(([heading, text]): [string, string][] => {
      if (heading === column) return [['', text]]
      return heading.startsWith(`${column}::`) ? [[heading.slice(column.length + 2), text]] : []
    }),
  )
}

/** The languages in which sheets have labels, in the order of their columns. */
export function languagesOf(sheets: readonly Sheet[]): string[] {
  const found = sheets.flatMap(({ columns }) =>
    columns.flatMap((column) => (column === 'label' ? [''] : column.startsWith('label::') ? [column.slice('label::'.length)] : [])),
  )
  return [...new Set(found)]
}

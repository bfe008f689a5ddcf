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

/** The languages in which sheets have words, in the order of their columns: those of labels first, and those that only hints name. */
export function languagesOf(sheets: readonly Sheet[]): string[] {
  const columns = sheets.flatMap((sheet) => sheet.columns)
  const languageIn = (column: string, text: string) => (column.startsWith(`${text}::`) ? [column.slice(text.length + 2)] : [])
  const ofLabels = columns.flatMap((column) => (column === 'label' ? [''] : languageIn(column, 'label')))
  return [...new Set([...ofLabels, ...columns.flatMap((column) => languageIn(column, 'hint'))])]
}

import { type Formula, mapped } from '../form/expression.ts'
import { headingOf, type SheetRow } from './sheet.ts'
import { parseExpression } from './xpath.ts'

/** The choice filter of a row. It names columns as the headings of the sheet "choices" are written here. */
export function filterIn(row: SheetRow): Formula | undefined {
  const filter = formulaIn(row, 'choice_filter')
  if (filter === undefined || 'fault' in filter) return filter
  return mapped(filter, (part) => (part.kind === 'column' ? { ...part, name: headingOf(part.name, 'choices') } : part))
}

/** The expression in a column of a row; undefined where the cell is empty. */
export function formulaIn(row: SheetRow, column: string): Formula | undefined {
  const text = row.cells.get(column)
  return text === undefined ? undefined : parseExpression(text)
}

import { itemsOf, joinedTexts } from './element-choices.ts'
import type { Element } from './surveyjs-shape.ts'

/** Matches the beginning of `{row.used}`: the answer in another column of the same row. */
const SAME_ROW = /\{row\./g

/** Each cell of a table with a question in each, as a question of its own, named and labelled by its row and its column. */
export function tableCells(table: Element): readonly (Element & { readonly name: string })[] {
  const name = table.valueName ?? table.name ?? ''
  const rows = itemsOf(Array.isArray(table.rows) ? table.rows : [])
  return rows.flatMap((row) =>
    (table.columns ?? []).map((column) => {
      const { cellType = 'default', choices = [], visibleIf = '', ...cell } = 'cell' in column ? column.cell : {}
      const conditions = [row.visibleIf ?? '', visibleIf.replace(SAME_ROW, `{${name}.${row.value}.`)].filter((each) => each.trim() !== '')
      return {
        ...cell,
        type: cellType === 'default' ? (table.cellType ?? 'dropdown') : cellType,
        name: `${name}.${row.value}.${String(column.value)}`,
        title: joinedTexts(row.text, column.text ?? String(column.value)),
        choices: choices.length > 0 ? choices : table.choices,
        valueName: undefined,
        visibleIf: conditions.map((each) => `(${each})`).join(' and '),
      }
    }),
  )
}

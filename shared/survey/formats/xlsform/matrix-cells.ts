import type { FormChoice, FormQuestion } from '../form/form-shape.ts'
import type { LabelTexts } from '../form/label-texts.ts'

/** A column of Kobo's table as one question for each of its rows, named by the table, the row and the column. */
export function columnCells(column: FormQuestion, table: string, rows: readonly FormChoice[]): FormQuestion[] {
  return rows.map((row) => ({ ...column, name: `${table}_${row.name}_${column.name}`, label: joinedLabels(row.label, column.label) }))
}

/** Cells that stand column by column, row by row. */
export function rowByRow<Cell>(cells: readonly Cell[], rows: number): Cell[] {
  return Array.from({ length: rows }, (_, row) => cells.filter((_, at) => at % rows === row)).flat()
}

function joinedLabels(row: LabelTexts, column: LabelTexts): LabelTexts {
  const languages = [...new Set([...row.keys(), ...column.keys()])]
  return new Map(
    languages.map((language) => [language, [said(row, language), said(column, language)].filter((each) => each !== '').join(': ')]),
  )
}

function said(label: LabelTexts, language: string): string {
  return label.get(language) ?? label.get('') ?? [...label.values()][0] ?? ''
}

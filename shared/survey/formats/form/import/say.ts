import type { FormFinding } from '../finding.ts'
import type { FormPlaces, FormQuestion } from '../form-shape.ts'

/** Says something about a row of a form and one of its columns. */
export type Say = (
  kind: FormFinding['kind'],
  row: number,
  column: Exclude<keyof FormPlaces, 'sheet'>,
  message: string,
  remedy: string,
) => void

export function sayIn({ sheet, ...columns }: FormPlaces, findings: FormFinding[]): Say {
  return (kind, row, column, message, remedy) => {
    findings.push({ kind, ...(sheet !== undefined && { sheet }), row, column: columns[column], message, remedy })
  }
}

export function sayLeftOut(
  say: Say,
  { name, row }: FormQuestion,
  column: 'relevant' | 'label' | 'type',
  why: string,
  remedy: string,
): void {
  say('dropped', row, column, `the question "${name}" is left out: ${why}`, remedy)
}

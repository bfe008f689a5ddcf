import type { ReportTable } from '#shared/disclosure/report.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { csvBytes } from './csv.ts'
import { STATE_LABELS, stateWording, wordingOf } from './wording.ts'

const COLUMNS = ['kind', 'question', 'answer', 'text'] as const

/** questions.csv: every id of report.csv with its wording. `kind` is question, answer, group (an answer that makes a group) or state. */
export function questionsCsv(survey: Survey, tables: readonly ReportTable[]): Uint8Array {
  const asked = new Set(tables.map((table) => table.question))
  const grouping = new Set(tables.map((table) => table.by))
  const questions = wordingOf(survey).filter(({ id }) => asked.has(id) || grouping.has(id))
  const states = stateWording(survey)
  const seen = new Set(tables.flatMap((table) => table.slices.flatMap((slice) => slice.cells.map((cell) => cell.answer))))
  return csvBytes(COLUMNS, [
    ...questions.flatMap(({ id, text, answers }) => [
      { kind: 'question', question: id, text },
      ...(asked.has(id) ? answers.map((answer) => ({ kind: 'answer', question: id, answer: answer.id, text: answer.text })) : []),
      ...(grouping.has(id) ? answers.map((answer) => ({ kind: 'group', question: id, answer: answer.id, text: answer.text })) : []),
    ]),
    ...STATE_LABELS.filter(([label]) => seen.has(label)).map(([label, state]) => ({ kind: 'state', answer: label, text: states[state] })),
  ])
}

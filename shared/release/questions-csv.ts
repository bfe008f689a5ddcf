import type { ReportTable } from '#shared/disclosure/report.ts'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { csvBytes } from './csv.ts'
import { pageWords } from './page/words-of-page.ts'
import { rowText, STATE_LABELS, stateWording, wordingOf } from './wording.ts'

/**
 * questions.csv: every id of report.csv with its wording. `kind` is question, answer, group (an answer that makes a group)
 * or state; `mark` says in each row what the release is. `text` is in the source language; a survey held in others too has a column for each, such as `text_es`.
 */
export function questionsCsv(survey: Survey, tables: readonly ReportTable[], mark: string): Uint8Array {
  const asked = new Set(tables.map((table) => table.question))
  const grouping = new Set(tables.map((table) => table.by))
  const questions = readIn(survey).filter(({ id }) => asked.has(id) || grouping.has(id))
  const states = stateWording(survey)
  const others = survey.languages.slice(1)
  const translations = others.map((language) => ({ column: `text_${language}`, said: saidIn(survey, language) }))
  const inOthers = (question: string, answer = '') =>
    Object.fromEntries(translations.map(({ column, said }) => [column, said.get(`${question} ${answer}`)]))
  const seen = new Set(tables.flatMap((table) => table.slices.flatMap((slice) => slice.cells.map((cell) => cell.answer))))
  return csvBytes<string>(
    ['kind', 'question', 'answer', 'text', ...translations.map(({ column }) => column), 'standing'],
    [
      ...questions.flatMap(({ id, text, answers }) => [
        { kind: 'question', question: id, text, ...inOthers(id) },
        ...(asked.has(id)
          ? answers.map((answer) => ({ kind: 'answer', question: id, answer: answer.id, text: answer.text, ...inOthers(id, answer.id) }))
          : []),
        ...(grouping.has(id)
          ? answers.map((answer) => ({ kind: 'group', question: id, answer: answer.id, text: answer.text, ...inOthers(id, answer.id) }))
          : []),
      ]),
      ...STATE_LABELS.filter(([label]) => seen.has(label)).map(([label, state]) => ({
        kind: 'state',
        answer: label,
        text: states[state],
        ...inOthers('', label),
      })),
    ].map((row) => ({ ...row, standing: mark })),
  )
}

/** Questions with all their rows: answers, and answers taken together. */
function readIn(survey: Survey, language?: string) {
  return wordingOf(survey, language).map(({ id, text, answers, rollups }) => ({
    id,
    text,
    answers: [...answers, ...rollups.map((rollup) => ({ id: rollup.id, text: rowText(rollup) }))],
  }))
}

/** What each question, and each answer of it, says in a language: by question and answer id, or question id alone; a state has no question. */
function saidIn(survey: Survey, language: string): ReadonlyMap<string, string> {
  const states = { ...pageWords(language).states, ...textsFor(survey, language).auto }
  return new Map([
    ...Object.entries(states).map(([state, text]): [string, string] => [` ~${state}`, text]),
    ...readIn(survey, language).flatMap(({ id, text, answers }): [string, string][] => [
      [`${id} `, text],
      ...answers.map((answer): [string, string] => [`${id} ${answer.id}`, answer.text]),
    ]),
  ])
}

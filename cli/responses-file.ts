import { encodeAnswers } from '#shared/response/coding.ts'
import type { ClosedAnswer } from '#shared/survey/answer.ts'
import { type Codebook, codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Columns, columnsOf } from './responses/columns.ts'
import { fitting } from './responses/fitting.ts'
import { ProblemList } from './responses/problem-list.ts'
import { type Row, readRows } from './responses/rows.ts'
import { readText } from './responses/text.ts'

/**
 * Reads a file of responses, and yields them coded by the survey's codebook, many end to end. UTF-8 CSV, with or without a byte
 * order mark, lines ended by CR LF, LF or CR; a header of question ids, then one row a response. Single and scale: an
 * option id; multi and pick: option ids joined by |; number: the number, of which only the band is kept; empty: skipped;
 * ~pns ~dk ~na ~not_shown ~section_skipped: the other states a question can be in. Written answers are not read.
 * The states are taken as the file gives them; with `onMisfit`, conditions are evaluated again, and it is told of each question in
 * which they do not fit. Empty lines are ignored, except in a
 * file of one column, where they are an answer skipped.
 * At the end, throws InputRefused with every problem found; whatever was yielded before must then not be used.
 */
export async function* readResponses(
  survey: Survey,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  onMisfit?: (question: string) => void,
): AsyncGenerator<Uint8Array> {
  const problems = new ProblemList(name)
  const codebook = codebookOf(survey)
  let columns: Columns | undefined
  const settled = (answers: Record<string, ClosedAnswer>): Readonly<Record<string, ClosedAnswer>> => {
    if (!onMisfit) return answers
    const fitted = fitting(survey, answers)
    fitted.changed.forEach(onMisfit)
    return fitted.answers
  }
  let responses = 0
  for await (const batch of readRows(readText(chunks, problems), problems)) {
    const rows: Row[] = []
    for (const row of batch) {
      if (isEmpty(row) && columns?.count !== 1) continue
      if (columns) rows.push(row)
      else columns = columnsOf(row, survey, codebook, problems)
    }
    responses += rows.length
    if (columns) yield codeRows(rows, columns, codebook, problems, settled)
  }
  if (!columns) problems.refuse({ message: 'the file is empty', remedy: 'It needs a header of question ids and one row a response' })
  if (responses === 0) problems.add({ message: 'the file has a header and no responses', remedy: 'Check that it was exported whole' })
  problems.throwIfAny()
}

function isEmpty({ cells }: Row): boolean {
  return cells.length === 1 && cells[0] === ''
}

function codeRows(
  rows: readonly Row[],
  columns: Columns,
  codebook: Codebook,
  problems: ProblemList,
  settled: (answers: Record<string, ClosedAnswer>) => Readonly<Record<string, ClosedAnswer>>,
): Uint8Array {
  const coded = new Uint8Array(rows.length * codebook.size)
  rows.forEach((row, i) => {
    coded.set(encodeAnswers(codebook, settled(answersOf(row, columns, problems))), i * codebook.size)
  })
  return coded
}

function answersOf({ number, cells }: Row, { count, read }: Columns, problems: ProblemList): Record<string, ClosedAnswer> {
  const answers: Record<string, ClosedAnswer> = {}
  if (cells.length !== count) {
    problems.add({
      line: number,
      message: `the row has ${cells.length} values where the header has ${count} columns`,
      remedy: 'Put quotation marks around values that hold a comma',
    })
    return answers
  }
  for (const { index, question, read: readCell } of read) {
    const found = readCell(cells[index] ?? '')
    if ('answer' in found) answers[question] = found.answer
    else problems.add({ line: number, column: question, message: found.message, remedy: found.remedy })
  }
  return answers
}

import { encodeAnswers } from '#shared/response/coding.ts'
import type { ClosedAnswer } from '#shared/survey/answer.ts'
import { type Codebook, codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Columns, columnsOf, type FileOptions, questionHeadings } from './responses/answer-columns.ts'
import { fitting } from './responses/fitting.ts'
import { mappedColumns } from './responses/map/mapped-columns.ts'
import { exportHeadings } from './responses/map/propose-map.ts'
import { areTags } from './responses/map/tool-columns.ts'
import { nestedAnswers } from './responses/nested-answers.ts'
import { ProblemList } from './responses/problem-list.ts'
import { agreed } from './responses/purpose-columns.ts'
import { quoted } from './responses/quoted.ts'
import { type Row, withoutBlanks } from './responses/rows.ts'
import { readTableRows } from './responses/table-rows.ts'

/** The changes made to a file while it was read, each with the rows it was made in. */
export type FileNotes = {
  /** Rows in which no question has anything: spreadsheets write them for cleared cells. They are nobody. */
  readonly blankRows: number[]
  /** Rows that were read as Windows-1252. */
  readonly otherEncoding: number[]
  /** Sheets of a workbook that have something in them and were not read. */
  readonly otherSheets: string[]
  /** Rows that are nobody's answers, by the map of the file. */
  readonly notKept: number[]
  /** By question, the rows whose number is in none of its bands. */
  readonly outside: Map<string, number[]>
}

export type ReadOptions = Partial<FileOptions> & {
  /** Conditions are evaluated again, and this is told of each question in which a row does not fit them. */
  readonly onMisfit?: ((question: string) => void) | undefined
  /** Filled while the file is read. */
  readonly notes?: FileNotes | undefined
}

/**
 * Reads a file of responses, and yields them coded by the survey's codebook, many end to end. A workbook (.xlsx), or CSV in UTF-8, UTF-16 or Windows-1252,
 * with or without a byte order mark, lines ended by CR LF, LF or CR, columns separated by commas, semicolons or tabs, or as a first
 * line `sep=` says; a header of question ids, then one row a response. Single and scale: an option id; multi and pick: option ids
 * joined by |; number: the number; only its band is kept; empty: skipped; ~skipped ~pns ~dk ~na ~not_shown ~section_skipped:
 * the states a question can be in. Written answers are not read.
 * A row in which no question has anything is nobody, and dropped: somebody who skipped everything has a ~skipped.
 * The states are taken as the file gives them, unless `onMisfit` is given. Of groups that nest, a row that contradicts the plan is refused.
 * At the end, throws InputRefused with every problem found; whatever was yielded before must then not be used.
 */
export async function* readResponses(
  survey: Survey,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  { onMisfit, ignore = [], absent = [], outsideIsSkipped, map, notes }: ReadOptions = {},
): AsyncGenerator<Uint8Array> {
  const problems = new ProblemList(name)
  const codebook = codebookOf(survey)
  let columns: Columns | undefined
  const settled = (given: Record<string, ClosedAnswer>, line: number): Readonly<Record<string, ClosedAnswer>> => {
    const answers = nestedAnswers(survey, given, (problem) => problems.add({ code: 'responses-cell', line, ...problem }))
    if (!onMisfit && !map) return answers
    const fitted = fitting(survey, answers)
    // An export of another tool has nothing where a question was not shown: only an answer that does not fit is told.
    for (const question of fitted.changed) if (!map || answers[question]?.state === 'answered') onMisfit?.(question)
    return fitted.answers
  }
  let responses = 0
  const table = readTableRows(chunks, problems, map ? exportHeadings(survey) : questionHeadings(survey), {
    onOtherEncoding: (line) => notes?.otherEncoding.push(line),
    onOtherSheets: (names) => notes?.otherSheets.push(...names),
  })
  for await (const batch of table) {
    const rows: Row[] = []
    for (const row of batch) {
      if (columns && map && responses + rows.length === 0 && areTags(row.cells)) continue
      if (columns && isNobody(row, columns)) notes?.blankRows.push(row.number)
      else if (columns && isKept(row, columns)) rows.push(row)
      else if (columns) notes?.notKept.push(row.number)
      else if (!row.cells.every(isBlank))
        columns = map
          ? mappedColumns(row, survey, codebook, problems, { map, outsideIsSkipped: outsideIsSkipped ?? false })
          : columnsOf(row, survey, codebook, problems, { ignore, absent, outsideIsSkipped })
    }
    responses += rows.length
    if (columns) yield codeRows(rows, columns, { codebook, problems, notes }, settled)
  }
  if (!columns)
    problems.refuse({
      code: 'responses-file',
      message: 'the file is empty',
      remedy: 'It needs a header of question ids and one row a response',
    })
  if (responses === 0 && columns !== undefined && columns.answers.length > 0)
    problems.add({ code: 'responses-file', message: 'the file has a header and no responses', remedy: 'Check that it was exported whole' })
  problems.throwIfAny()
}

function isBlank(cell: string): boolean {
  return withoutBlanks(cell) === ''
}

/** A row of another length is no blank one: it is reported. */
function isNobody({ cells }: Row, { count, answers }: Columns): boolean {
  return cells.every(isBlank) || (cells.length === count && answers.every((index) => isBlank(cells[index] ?? '')))
}

/** A row of another length is kept, so that it is reported. */
function isKept({ cells }: Row, { count, keeps }: Columns): boolean {
  return cells.length !== count || keeps === undefined || keeps(cells)
}

function codeRows(
  rows: readonly Row[],
  columns: Columns,
  { codebook, problems, notes }: { readonly codebook: Codebook; readonly problems: ProblemList; readonly notes: FileNotes | undefined },
  settled: (answers: Record<string, ClosedAnswer>, line: number) => Readonly<Record<string, ClosedAnswer>>,
): Uint8Array {
  const coded = new Uint8Array(rows.length * codebook.size)
  rows.forEach((row, i) => {
    coded.set(encodeAnswers(codebook, settled(answersOf(row, columns, problems, notes), row.number)), i * codebook.size)
  })
  return coded
}

function answersOf(
  { number, cells }: Row,
  { count, read, agreements = [], unnamed = [] }: Columns,
  problems: ProblemList,
  notes: FileNotes | undefined,
): Record<string, ClosedAnswer> {
  const answers: Record<string, ClosedAnswer> = {}
  if (cells.length !== count) {
    problems.add({
      code: 'responses-row',
      line: number,
      message: `the row has ${cells.length} values where the header has ${count} columns`,
      remedy: 'Put quotation marks around values that hold what separates columns',
    })
    return answers
  }
  for (const { letter, index } of unnamed.filter((each) => !isBlank(cells[each.index] ?? ''))) {
    const message = `column ${letter} has something in it, and no name`
    problems.add({ code: 'responses-columns', line: number, column: index + 1, message, remedy: 'Name it, or delete it' })
  }
  for (const { column, index } of agreements) {
    const cell = withoutBlanks(cells[index] ?? '')
    if (agreed(cell) === undefined) {
      const message = `${quoted(cell)} says neither that somebody agreed nor that they did not`
      problems.add({
        code: 'responses-cell',
        line: number,
        column,
        message,
        remedy: 'Write yes where the box is ticked, and leave it empty where it is not',
      })
    }
  }
  for (const { question, read: readCells } of read) {
    const found = readCells(cells)
    if ('answer' in found) {
      answers[question] = found.answer
      if (found.outside) notes?.outside.set(question, [...(notes.outside.get(question) ?? []), number])
    } else problems.add({ code: 'responses-cell', line: number, column: question, message: found.message, remedy: found.remedy })
  }
  return answers
}

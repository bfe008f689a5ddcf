import { type Codebook, fieldOf } from '#shared/survey/codebook.ts'
import { suggest } from '#shared/survey/load/nearest.ts'
import { isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { type CellRead, cellReader } from './cell.ts'
import type { ResponsesMap } from './map/map-file.ts'
import type { ProblemList } from './problem-list.ts'
import { purposeColumns } from './purpose-columns.ts'
import { quoted } from './quoted.ts'
import { type Row, withoutBlanks } from './rows.ts'

/** A column whose cells are read; the others are not looked at. */
type Column = { readonly question: string; readonly read: (cells: readonly string[]) => CellRead }

export type Columns = {
  readonly count: number
  readonly read: readonly Column[]
  /** Columns in which a person can have answered, written answers among them. */
  readonly answers: readonly number[]
  /** Columns of what people agreed to besides being counted: looked at for faults, and in no table. */
  readonly agreements?: readonly { readonly column: string; readonly index: number }[]
  /** Columns without a heading, which spreadsheets write: nothing may stand in them. */
  readonly unnamed?: readonly { readonly letter: string; readonly index: number }[]
  /** Whether a row is somebody's answers; without it, each is. */
  readonly keeps?: (cells: readonly string[]) => boolean
}

/**
 * A person's options for a file: columns to pass over, by their heading, and questions that it has no column for, which everybody
 * skipped.
 */
export type FileOptions = {
  readonly ignore: readonly string[]
  readonly absent: readonly string[]
  /** Numbers in none of the bands are read as skipped, and told of. */
  readonly outsideIsSkipped?: boolean | undefined
  /** The map from the columns of another tool's export to answers. */
  readonly map?: ResponsesMap | undefined
}

/** Whether a heading is a question's id, which tells what separates the columns. */
export function questionHeadings(survey: Survey): (heading: string) => boolean {
  const ids = new Set(questionsOf(survey).map(({ id }) => id))
  return (heading) => ids.has(withoutBlanks(heading))
}

/**
 * Finds the question of each column of the header. Every closed question must have its column, unless it is said to be absent: a
 * file that lacks one is more likely cut than answered by nobody. Columns of written answers may be there, and are not read.
 */
export function columnsOf(
  header: Row,
  survey: Survey,
  codebook: Codebook,
  problems: ProblemList,
  { ignore, absent, outsideIsSkipped }: FileOptions,
): Columns {
  const names = header.cells.map(withoutBlanks)
  const line = header.number
  const questions = new Map(questionsOf(survey).flatMap((question) => (question.type === 'info' ? [] : [[question.id, question] as const])))
  const purposes = purposeColumns(survey)
  const agreements: { column: string; index: number }[] = []
  const answers: number[] = []
  const unnamed = names.flatMap((name, index) => (name === '' ? [{ letter: letterOf(index), index }] : []))
  const read = names.flatMap((name, index): Column[] => {
    if (name === '' || ignore.includes(name)) return []
    const isTwice = names.indexOf(name) !== index
    if (purposes.includes(name) && !isTwice) {
      agreements.push({ column: name, index })
      return []
    }
    const question = questions.get(name)
    const place = { code: 'responses-columns', line, column: index + 1 } as const
    if (question) answers.push(index)
    if (isTwice) problems.add({ ...place, message: `the column ${headingOf(name, index)} is there twice`, remedy: 'Keep one of them' })
    else if (!question) problems.add({ ...place, ...unknownHeading(name, index, [...questions.keys()]) })
    else if (isClosed(question)) {
      const readCell = cellReader(question, fieldOf(codebook, name), { outsideIsSkipped })
      return [{ question: name, read: (cells) => readCell(cells[index] ?? '') }]
    }
    return []
  })
  for (const name of ignore.filter((each) => !names.includes(each)))
    problems.add({
      code: 'responses-columns',
      line,
      message: `there is no column "${name}" to ignore`,
      remedy: `Correct --ignore. ${suggest(
        name,
        names.filter((each) => each !== '' && isShort(each)),
      )}`,
    })
  for (const { question } of codebook.fields.filter((field) => !names.includes(field.question) && !absent.includes(field.question))) {
    problems.add({
      code: 'responses-columns',
      line,
      message: `there is no column for question ${question}`,
      remedy: `Add it; leave its cells empty if nobody answered it. If this file was made without the question, say so with --absent ${question}`,
    })
  }
  const closed = codebook.fields.map(({ question }) => question)
  for (const question of absent) {
    if (!closed.includes(question))
      problems.add({
        code: 'responses-columns',
        line,
        message: `the survey has no closed question "${question}"`,
        remedy: `Correct --absent. ${suggest(question, closed)}`,
      })
    else if (names.includes(question))
      problems.add({
        code: 'responses-columns',
        line,
        column: question,
        message: 'the file has this column',
        remedy: `Leave out --absent ${question}`,
      })
  }
  return { count: names.length, read, answers, agreements, unnamed }
}

function unknownHeading(name: string, index: number, ids: readonly string[]): { message: string; remedy: string } {
  return {
    message: `the survey has no question ${headingOf(name, index)}`,
    remedy: `Delete the column if it is no question, or pass over it with --ignore and its heading. ${suggest(name, ids)}`,
  }
}

/** A heading, or where it stands when it may be words that somebody wrote: a file without a header begins with answers. */
function headingOf(name: string, index: number): string {
  return isShort(name) ? quoted(name) : `that column ${letterOf(index)} names (${quoted(name)})`
}

function isShort(name: string): boolean {
  return quoted(name) === `"${name}"`
}

const LETTERS = 26

/** The name of a column in a spreadsheet: A to Z, then AA. */
function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % LETTERS))
  return index < LETTERS ? letter : `${letterOf(Math.floor(index / LETTERS) - 1)}${letter}`
}

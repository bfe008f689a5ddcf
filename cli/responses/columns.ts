import { type Codebook, fieldOf } from '#shared/survey/codebook.ts'
import { suggest } from '#shared/survey/load/nearest.ts'
import { isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { type CellRead, cellReader } from './cell.ts'
import { type ProblemList, quoted } from './problem-list.ts'
import type { Row } from './rows.ts'

/** A column whose cells are read; the others are not looked at. */
type Column = { readonly index: number; readonly question: string; readonly read: (cell: string) => CellRead }

export type Columns = { readonly count: number; readonly read: readonly Column[] }

/**
 * What each column of the header is. Every closed question must have its column: a file that lacks one is more likely
 * cut than answered by nobody. Columns of written answers may be there, and are not read.
 */
export function columnsOf(header: Row, survey: Survey, codebook: Codebook, problems: ProblemList): Columns {
  const names = header.cells.map((cell) => cell.trim())
  refuseOtherSeparators(names, problems)
  const questions = new Map(questionsOf(survey).flatMap((question) => (question.type === 'info' ? [] : [[question.id, question] as const])))
  const read = names.flatMap((name, index): Column[] => {
    const question = questions.get(name)
    if (names.indexOf(name) !== index) {
      problems.add({
        line: header.number,
        column: index + 1,
        message: `the column ${quoted(name)} is there twice`,
        remedy: 'Keep one of them',
      })
    } else if (name === '') {
      problems.add({ line: header.number, column: index + 1, message: 'the column has no name', remedy: 'Name it, or delete it' })
    } else if (!question) {
      problems.add({
        line: header.number,
        column: index + 1,
        message: `the survey has no question ${quoted(name)}`,
        remedy: `Delete the column if it is no question. ${suggest(name, questions.keys())}`,
      })
    } else if (isClosed(question)) {
      return [{ index, question: name, read: cellReader(question, fieldOf(codebook, name)) }]
    }
    return []
  })
  for (const { question } of codebook.fields.filter((field) => !names.includes(field.question))) {
    problems.add({
      line: header.number,
      message: `there is no column for question ${question}`,
      remedy: 'Add it; leave its cells empty if nobody answered it',
    })
  }
  return { count: names.length, read }
}

function refuseOtherSeparators(names: readonly string[], problems: ProblemList): void {
  const [only = ''] = names
  const separator = names.length === 1 ? [';', '\t'].find((each) => only.includes(each)) : undefined
  if (separator === undefined) return
  const name = separator === ';' ? 'semicolons' : 'tabs'
  problems.refuse({ line: 1, message: `the columns are separated by ${name}`, remedy: 'Save the file with commas between columns' })
}

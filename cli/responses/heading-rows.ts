import { type Row, withoutBlanks } from './rows.ts'

/** The third row of an export of Qualtrics: what it calls each column inside. */
const IMPORT_ID = /^\{"ImportId":/

/** The first columns of an export of SurveyMonkey: every answer has a value in them, and the second row of headings has none. */
const NUMBERED = /^(respondent|collector)[ _]?id$/i
/** Stands in the second row of SurveyMonkey where a question has one column. */
const ONE_COLUMN = /^(open-ended )?response$/i

/**
 * Rows under one heading. Qualtrics writes three: names, words, and ids of its own. The first two become one, `Q1. Did you go?`, and the
 * third is left out. SurveyMonkey writes two: questions, and under each its options or rows, `Which? Clinic`. Rows of any other file stay
 * as they are.
 */
export async function* withOneHeading(batches: AsyncIterable<Row[]>): AsyncGenerator<Row[]> {
  let start: Row[] | undefined = []
  for await (const batch of batches) {
    if (!start) yield batch
    else {
      start = [...start, ...batch]
      if (start.length < 3) continue
      yield joined(start)
      start = undefined
    }
  }
  if (start) yield joined(start)
}

function joined(rows: Row[]): Row[] {
  return ofQualtrics(rows) ?? ofSurveyMonkey(rows) ?? rows
}

function ofQualtrics([names, words, ids, ...others]: readonly Row[]): Row[] | undefined {
  const said = ids?.cells.map(withoutBlanks).filter((cell) => cell !== '') ?? []
  if (!(names && words) || said.length === 0 || !said.every((cell) => IMPORT_ID.test(cell))) return undefined
  const cells = names.cells.map((name, i) => headingOf(withoutBlanks(name), withoutBlanks(words.cells[i] ?? '').replace(/\s+/g, ' ')))
  return [{ number: names.number, cells }, ...others]
}

function ofSurveyMonkey([questions, parts, ...others]: readonly Row[]): Row[] | undefined {
  const above = (i: number) => withoutBlanks(questions?.cells[i] ?? '')
  const below = (i: number) => withoutBlanks(parts?.cells[i] ?? '')
  if (!(questions && parts)) return undefined
  const places = Array.from({ length: Math.max(questions.cells.length, parts.cells.length) }, (_, i) => i)
  const numbered = places.find((i) => NUMBERED.test(above(i)))
  // An answer without an id has no words of headings, and none under a blank one.
  const isHeading = places.some((i) => ONE_COLUMN.test(below(i)) || (above(i) === '' && below(i) !== ''))
  if (numbered === undefined || below(numbered) !== '' || !isHeading) return undefined
  let question = ''
  const cells = places.map((i) => {
    question = above(i) || question
    return below(i) === '' || ONE_COLUMN.test(below(i)) ? question : `${question} ${below(i)}`
  })
  return [{ number: questions.number, cells }, ...others]
}

/** The name alone where the words are the same: StartDate is "Start Date". */
function headingOf(name: string, words: string): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return plain(name) === plain(words) || words === '' ? name : `${name}. ${words.replace(/ - Selected Choice(?= - |$)/, '')}`
}

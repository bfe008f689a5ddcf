import { type Row, withoutBlanks } from './rows.ts'

/** The third row of an export of Qualtrics: what it calls each column inside. */
const IMPORT_ID = /^\{"ImportId":/

/**
 * Rows under one heading. Qualtrics writes three: names, words, and ids of its own. The first two become one, `Q1. Did you go?`, and the
 * third is left out. Rows of any other file stay as they are.
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
  const [names, words, ids, ...others] = rows
  const said = ids?.cells.map(withoutBlanks).filter((cell) => cell !== '') ?? []
  if (!(names && words) || said.length === 0 || !said.every((cell) => IMPORT_ID.test(cell))) return rows
  const cells = names.cells.map((name, i) => headingOf(withoutBlanks(name), withoutBlanks(words.cells[i] ?? '').replace(/\s+/g, ' ')))
  return [{ number: names.number, cells }, ...others]
}

/** The name alone where the words are the same: StartDate is "Start Date". */
function headingOf(name: string, words: string): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return plain(name) === plain(words) || words === '' ? name : `${name}. ${words.replace(/ - Selected Choice(?= - |$)/, '')}`
}

import { isOldWorkbook, isZip, readSheets } from '#cli/workbook/read-sheets.ts'
import { WorkbookTooLarge } from '#cli/workbook/unpack-workbook.ts'
import { InputRefused } from '#shared/problem.ts'
import { withOneHeading } from './heading-rows.ts'
import type { ProblemList } from './problem-list.ts'
import { type Row, readRows, withoutBlanks } from './rows.ts'
import { readText } from './text.ts'

const MEGABYTE = 1_000_000
/** A workbook is read whole. About 50,000 rows of 40 columns: more comes as CSV, which is read piece by piece. */
const MOST_BYTES = 20 * MEGABYTE
const LIMITS = { mostUnpacked: 120 * MEGABYTE, mostPlaces: 30 * MEGABYTE }

const AS_CSV = 'Save the sheet with the answers as "CSV UTF-8"'

/** The properties of a file besides its rows. */
type Told = {
  /** Lines that were read as Windows-1252. */
  readonly onOtherEncoding?: ((line: number) => void) | undefined
  /** Sheets of a workbook that have something in them, and are not read. */
  readonly onOtherSheets?: ((names: readonly string[]) => void) | undefined
}

/** The rows of a table of answers, in batches: of separated text, or of the first sheet of a workbook (.xlsx) that has something in it. */
export async function* readTableRows(
  chunks: AsyncIterable<Uint8Array>,
  problems: ProblemList,
  isKnown: (heading: string) => boolean,
  { onOtherEncoding = () => {}, onOtherSheets }: Told = {},
): AsyncGenerator<Row[]> {
  const pieces = chunks[Symbol.asyncIterator]()
  const start = await beginning(pieces)
  const whole = joined(start, pieces)
  if (isOldWorkbook(start)) {
    problems.refuse({
      code: 'responses-file',
      message: 'this is a workbook of the old kind (.xls), or one that is locked with a password',
      remedy: 'Save it as .xlsx without a password, or as "CSV UTF-8"',
    })
  }
  if (isZip(start)) yield* withOneHeading(once(await workbookRows(whole, problems, onOtherSheets)))
  else yield* withOneHeading(readRows(readText(whole, problems, onOtherEncoding), problems, isKnown))
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value
}

async function beginning(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const found: Uint8Array[] = []
  for (let size = 0; size < 4; ) {
    const next = await pieces.next()
    if (next.done) break
    found.push(next.value)
    size += next.value.length
  }
  return found.length === 1 && found[0] ? found[0] : Buffer.concat(found)
}

async function* joined(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield start
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

async function workbookRows(
  chunks: AsyncIterable<Uint8Array>,
  problems: ProblemList,
  onOtherSheets: Told['onOtherSheets'],
): Promise<Row[]> {
  const refuse = (message: string) => problems.refuse({ code: 'responses-file', message, remedy: AS_CSV })
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > MOST_BYTES) refuse(`a workbook of more than ${MOST_BYTES / MEGABYTE} MB is not read`)
    parts.push(chunk)
  }
  try {
    const sheets = await readSheets(Buffer.concat(parts), LIMITS)
    const [first, ...others] = [...sheets].filter(([, rows]) => rows.some((row) => row.some((cell) => withoutBlanks(cell) !== '')))
    if (others.length > 0) onOtherSheets?.(others.map(([name]) => name))
    return (first?.[1] ?? []).map((cells, i) => ({ number: i + 1, cells }))
  } catch (thrown) {
    if (thrown instanceof InputRefused) throw thrown
    if (thrown instanceof WorkbookTooLarge) refuse('the workbook is far too large to be read whole')
    return refuse('this is an archive or a damaged workbook')
  }
}

import { createReadStream } from 'node:fs'
import * as z from 'zod'
import type { FileOptions } from '#cli/responses/answer-columns.ts'
import { sizeOf } from '#cli/responses/file-size.ts'
import { type FileNotes, readResponses } from '#cli/responses-file.ts'
import { showProgress } from '#cli/simulate/progress.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'

const MEGABYTE = 1_000_000
/** A smaller file is read before anybody could look at a bar. */
const WORTH_A_BAR = 5 * MEGABYTE

/** A file of responses, and the options for its columns. */
export type ResponsesFile = { readonly file: string } & FileOptions

/** The true counts of a file of responses, for every table of the survey's report plan. Throws InputRefused with every problem of the file. */
export async function countFile(survey: Survey, file: ResponsesFile): Promise<CountedTable[]> {
  let tally = emptyTally(reportPlan(survey))
  for await (const packed of codedResponses(survey, file)) tally = addResponses(tally, packed)
  return countedTables(tally)
}

/**
 * The coded responses of a file, many end to end, with a bar when it is long. At the end, says on the screen which rows were dropped or
 * read in another encoding. Throws InputRefused with every problem of the file.
 */
export async function* codedResponses(
  survey: Survey,
  { file, ignore, absent, outsideIsSkipped, map }: ResponsesFile,
  onMisfit?: (question: string) => void,
): AsyncGenerator<Uint8Array> {
  const notes: FileNotes = { blankRows: [], otherEncoding: [], otherSheets: [], notKept: [], outside: new Map() }
  const bytes = await sizeOf(file)
  const progress = bytes < WORTH_A_BAR ? undefined : showProgress(`Reading ${file} (MB):`, Math.ceil(bytes / MEGABYTE), process.stderr)
  try {
    yield* readResponses(
      survey,
      file,
      withSteps(file, () => progress?.step()),
      { onMisfit, ignore, absent, outsideIsSkipped, map, notes },
    )
  } finally {
    progress?.stop()
  }
  for (const sentence of inWords(file, notes)) console.error(sentence)
}

function inWords(file: string, { blankRows, otherEncoding, otherSheets, notKept, outside }: FileNotes): string[] {
  return [
    ...(blankRows.length === 0
      ? []
      : [
          `${file}: dropped ${some(blankRows)} without any answer, as they are nobody's. If somebody skipped every question, write ~skipped in their row.`,
        ]),
    ...(otherEncoding.length === 0 ? [] : [`${file}: read ${some(otherEncoding)} as Windows-1252, because the text there is not UTF-8.`]),
    ...(otherSheets.length === 0 ? [] : [`${file}: read its first sheet, and not ${otherSheets.map((name) => `"${name}"`).join(', ')}.`]),
    ...(notKept.length === 0 ? [] : [`${file}: left out ${some(notKept)}, as the map of the file says.`]),
    ...[...outside].map(
      ([question, rows]) =>
        `${file}: read ${some(rows)} as skipped in ${question}, because the number is outside all bands of this question.`,
    ),
  ]
}

const MOST_NAMED = 5

function some(rows: readonly number[]): string {
  const named = rows.slice(0, MOST_NAMED).join(', ')
  const count = rows.length.toLocaleString('en')
  return rows.length === 1 ? `1 row (${named})` : `${count} rows (${named}${rows.length > MOST_NAMED ? ', ...' : ''})`
}

/** The bytes of a file; calls `step` once for each megabyte. */
async function* withSteps(file: string, step: () => void): AsyncGenerator<Uint8Array> {
  let read = 0
  let shown = 0
  for await (const chunk of createReadStream(file, { highWaterMark: MEGABYTE })) {
    const bytes = z.instanceof(Uint8Array).parse(chunk)
    yield bytes
    read += bytes.length
    for (; shown < Math.floor(read / MEGABYTE); shown++) step()
  }
  if (read > shown * MEGABYTE) step()
}

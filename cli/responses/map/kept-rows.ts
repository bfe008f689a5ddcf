import { quoted } from '../quoted.ts'
import { plainKey } from './column-keys.ts'
import type { ResponsesMap } from './map-file.ts'
import type { ExportNotes } from './match-columns.ts'
import type { ScannedColumn } from './scan-columns.ts'
import { addedByTool, isOfTool, isResponseType, isTrial, numbersAnswers, saysSent } from './tool-columns.ts'

/** The column that tells the events of a study apart, by name or with labels. */
const EVENT = ['redcap_event_name', 'event_name']

/** Rows that are no person's answers: not sent, refused afterwards, or a repeated part of somebody's. */
export function rowsKept(
  columns: readonly ScannedColumn[],
  used: ReadonlySet<number>,
  { problems, said }: ExportNotes,
): ResponsesMap['rows'] {
  const rows: ResponsesMap['rows'] = []
  for (const { heading, values, blanks } of columns) {
    const key = plainKey(heading)
    const raw = heading.trim().toLowerCase()
    if (saysSent(heading) && blanks > 0 && values.size > 0) {
      rows.push({ column: heading, filled: true })
      said.push(`rows without a value in ${heading} are left out: these answers were never sent`)
    } else if (['redcap_repeat_instrument', 'repeat_instrument'].includes(key) && values.size > 0) {
      rows.push({ column: heading, in: [''] })
      said.push(`rows with a value in ${heading} are left out: they repeat a part of somebody's answers`)
    } else if (EVENT.includes(key) && values.size > 1)
      problems.push({
        line: 1,
        column: heading,
        message: `the file has rows of ${values.size} events (${[...values.keys()].slice(0, 5).map(quoted).join(', ')}): a person would be counted once for each`,
        remedy: `Export one event, or keep one: write rows: [{column: ${heading}, in: [...]}] in a map (chorus responses map)`,
      })
    else if ((raw === '_validation_status' || key === 'reviewstate') && [...values.keys()].some(isRejected)) {
      rows.push({ column: heading, in: ['', ...[...values.keys()].filter((value) => !isRejected(value))] })
      said.push(`rows that were not approved (${heading}) are left out`)
    } else if (isResponseType(heading) && [...values.keys()].some(isTrial)) {
      rows.push({ column: heading, in: [...values.keys()].filter((value) => !isTrial(value)) })
      said.push(`rows that somebody wrote to try the survey out, and spam (${heading}), are left out`)
    } else if (key === 'finished' && [...values.keys()].some(isNo)) {
      rows.push({ column: heading, in: [...values.keys()].filter((value) => !isNo(value)) })
      said.push(`rows that nobody finished (${heading}) are left out: these answers were never sent`)
    }
  }
  for (const { heading } of columns.filter((column) => column.repeatsId && !used.has(column.index) && isIdOfPeople(column, columns, rows)))
    problems.push({
      line: 1,
      column: heading,
      message: 'an id in this column is in several rows: a person would be counted more than once',
      remedy: 'Export one row a person, or take the further rows out',
    })
  return rows
}

/** Whether each row that is kept should have an id of its own in this column. */
function isIdOfPeople({ index, heading }: ScannedColumn, columns: readonly ScannedColumn[], rows: ResponsesMap['rows']): boolean {
  const added = addedByTool(plainKey(heading), heading)
  const isRedcap = columns.some((each) => isOfTool('redcap', each.heading))
  // A record of REDCap, under any name, is also in the rows of its events and of its repeated parts.
  const isRecord = plainKey(heading) === 'record_id' || (index === 0 && isRedcap && (added === undefined || added === 'who'))
  if (!isRecord) return numbersAnswers(heading)
  const hasEvents = columns.some((each) => EVENT.includes(plainKey(each.heading)) && each.values.size > 1)
  return !hasEvents && rows.length === 0
}

function isNo(value: string): boolean {
  return /^(false|0|no)$/i.test(value)
}

function isRejected(status: string): boolean {
  return /reject|not[ _]approved/i.test(status)
}

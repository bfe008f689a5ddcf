import type { ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { basesOf } from './bases.ts'
import { type CsvValue, csvBytes } from './csv.ts'
import { percentOf } from './percent.ts'
import { stateWording, type Wording, wordingOf } from './wording.ts'

/** Symbols of the UK Government Statistical Service: [c] is not shown to protect people, [z] does not apply. */
export const SYMBOLS = { hidden: '[c]', notAsked: '[z]' } as const

/**
 * One table a question, ready for a spreadsheet: labels in the language of the survey, one row an answer, everybody first and
 * then each group, in percent of those asked. File name to bytes.
 */
export function wideTables(survey: Survey, tables: readonly ReportTable[]): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const wordings = wordingOf(survey)
  return wordings.flatMap((wording) => {
    const own = tables.find((table) => table.question === wording.id && table.by === undefined)
    const by = tables.filter((table) => table.question === wording.id && table.by !== undefined)
    const [slice] = own?.slices ?? []
    return slice ? [[`tables/${wording.id}.csv`, wideTable(survey, wording, slice, by, wordings)] as const] : []
  })
}

function wideTable(
  survey: Survey,
  wording: Wording,
  everybody: ReportSlice,
  by: readonly ReportTable[],
  wordings: readonly Wording[],
): Uint8Array {
  const labels = new Map([...wording.answers, ...wording.rollups].map(({ id, text }) => [id, text]))
  const states: ReadonlyMap<string, string> = new Map(Object.entries(stateWording(survey)).map(([state, text]) => [`~${state}`, text]))
  const groups = by.flatMap((table) => {
    const of = wordings.find(({ id }) => id === table.by)
    const names = new Map([...(of?.answers ?? []), ...(of?.rollups ?? [])].map(({ id, text }) => [id, text]))
    return table.slices.map((slice) => ({
      heading: `${of?.text ?? table.by}: ${names.get(slice.group ?? '') ?? slice.group} (% of those asked)`,
      slice,
    }))
  })
  const columns = [
    'Answer',
    'People',
    'People, at least',
    'People, at most',
    '% of those asked',
    '%, at least',
    '%, at most',
    ...groups.map(({ heading }) => heading),
  ]
  const rows = everybody.cells.map(({ answer }) => ({
    Answer: labels.get(answer) ?? states.get(answer) ?? answer,
    ...everyone(everybody, answer),
    ...Object.fromEntries(groups.map(({ heading, slice }) => [heading, percentIn(slice, answer)])),
  }))
  return csvBytes<string>(columns, rows)
}

function everyone(slice: ReportSlice, answer: string): Record<string, CsvValue> {
  const cell = slice.cells.find((each) => each.answer === answer)
  if (cell?.status !== 'published') {
    const known = cell && 'low' in cell ? { 'People, at least': cell.low, 'People, at most': cell.high } : {}
    return { People: symbolOf(slice, answer), ...known, '% of those asked': symbolOf(slice, answer) }
  }
  const percent = percentOfAsked(slice, answer)
  return {
    People: cell.count.value,
    'People, at least': cell.count.low,
    'People, at most': cell.count.high,
    '% of those asked': percent?.value ?? SYMBOLS.notAsked,
    '%, at least': percent?.low,
    '%, at most': percent?.high,
  }
}

function percentIn(slice: ReportSlice, answer: string): CsvValue {
  const cell = slice.cells.find((each) => each.answer === answer)
  if (cell?.status !== 'published') return symbolOf(slice, answer)
  return percentOfAsked(slice, answer)?.value ?? SYMBOLS.notAsked
}

function percentOfAsked(slice: ReportSlice, answer: string) {
  const cell = slice.cells.find((each) => each.answer === answer)
  const { asked } = basesOf(slice)
  if (cell?.status !== 'published' || !asked || answer === '~not_shown' || answer === '~section_skipped') return undefined
  return percentOf(cell.count, asked)
}

function symbolOf(slice: ReportSlice, answer: string): string {
  return slice.cells.find((each) => each.answer === answer)?.status === 'not_asked' ? SYMBOLS.notAsked : SYMBOLS.hidden
}

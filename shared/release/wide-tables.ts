import type { ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { basesOf } from './bases.ts'
import { type CsvValue, csvBytes } from './csv.ts'
import type { PageWords } from './page/words/page-words.ts'
import { pageWords } from './page/words-of-page.ts'
import { percentOf } from './percent.ts'
import type { Status } from './standing.ts'
import { standingInWords } from './standing-in-words.ts'
import { rowText, type Wording, wordingOf } from './wording.ts'

/** Symbols of the UK Government Statistical Service: [c] is not shown to protect people, [z] does not apply, [x] is not available: of too few people. */
export const SYMBOLS = { hidden: '[c]', notAsked: '[z]', tooFew: '[x]' } as const

/**
 * One table a question, ready for a spreadsheet: labels in the language of the survey, one row an answer; for everybody, and
 * then for each group, how many people, in percent of how many who were asked; last in each row what the release is. File name to bytes.
 */
export function wideTables(
  survey: Survey,
  tables: readonly ReportTable[],
  status: Status,
): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const [language = 'en'] = survey.languages
  const wordings = wordingOf(survey, language)
  const words = pageWords(language)
  const states = { ...words.states, ...textsFor(survey, language).auto }
  const { mark } = standingInWords(status, language)
  return wordings.flatMap((wording) => {
    const own = tables.find((table) => table.question === wording.id && table.by === undefined)
    const by = tables.filter((table) => table.question === wording.id && table.by !== undefined)
    const [slice] = own?.slices ?? []
    return slice ? [[`tables/${wording.id}.csv`, wideTable({ wording, slice, by, wordings, words, states, mark })] as const] : []
  })
}

type Wide = {
  readonly wording: Wording
  /** The slice of everybody. */
  readonly slice: ReportSlice
  readonly by: readonly ReportTable[]
  readonly wordings: readonly Wording[]
  readonly words: PageWords
  readonly states: Readonly<Record<string, string>>
  readonly mark: string
}

type Columns = Readonly<
  Record<'answer' | 'people' | 'least' | 'most' | 'asked' | 'percent' | 'percentLeast' | 'percentMost' | 'standing', string>
>

function wideTable({ wording, slice: everybody, by, wordings, words, states, mark }: Wide): Uint8Array {
  const labels = new Map([
    ...wording.answers.map(({ id, text }): [string, string] => [id, text]),
    ...wording.rollups.map((rollup): [string, string] => [rollup.id, rowText(rollup)]),
    ...Object.entries(states).map(([state, text]): [string, string] => [`~${state}`, text]),
  ])
  const columns = headings(words)
  const groups = by.flatMap((table) => {
    const of = wordings.find(({ id }) => id === table.by)
    const names = new Map([...(of?.answers ?? []), ...(of?.rollups ?? [])].map(({ id, text }) => [id, text]))
    return table.slices.map((slice) => {
      const name = `${of?.text ?? table.by}: ${names.get(slice.group ?? '') ?? slice.group}`
      const [people, asked, percent] = [columns.people, columns.asked, columns.percent].map((column) => `${name} (${column})`)
      return { headings: { people: people ?? '', asked: asked ?? '', percent: percent ?? '' }, slice }
    })
  })
  const { answer: first, standing, ...numbers } = columns
  const rows = everybody.cells.map(({ answer }) => ({
    [first]: labels.get(answer) ?? answer,
    ...everyone(everybody, answer, columns),
    ...Object.assign({}, ...groups.map(({ headings: own, slice }) => inGroup(slice, answer, own))),
    [standing]: mark,
  }))
  return csvBytes<string>([first, ...Object.values(numbers), ...groups.flatMap(({ headings: own }) => Object.values(own)), standing], rows)
}

function headings({ columns, wide }: PageWords): Columns {
  const percent = `${columns.asked}, %`
  return {
    answer: columns.answer,
    people: columns.people,
    least: `${columns.people}, ${wide.atLeast}`,
    most: `${columns.people}, ${wide.atMost}`,
    asked: wide.asked,
    percent,
    percentLeast: `${percent}, ${wide.atLeast}`,
    percentMost: `${percent}, ${wide.atMost}`,
    standing: wide.standing,
  }
}

function everyone(slice: ReportSlice, answer: string, columns: Columns): Record<string, CsvValue> {
  const cell = slice.cells.find((each) => each.answer === answer)
  const asked = askedIn(slice, answer)
  if (cell?.status !== 'published') {
    const known = cell && 'low' in cell ? { [columns.least]: cell.low, [columns.most]: cell.high } : {}
    return { [columns.people]: symbolOf(slice, answer), ...known, [columns.asked]: asked, [columns.percent]: symbolOf(slice, answer) }
  }
  const percent = percentOfAsked(slice, answer)
  return {
    [columns.people]: cell.count.value,
    [columns.least]: cell.count.low,
    [columns.most]: cell.count.high,
    [columns.asked]: asked,
    [columns.percent]: percent?.value ?? withoutPercent(answer),
    [columns.percentLeast]: percent?.low,
    [columns.percentMost]: percent?.high,
  }
}

type GroupColumns = Readonly<Record<'people' | 'asked' | 'percent', string>>

function inGroup(slice: ReportSlice, answer: string, columns: GroupColumns): Record<string, CsvValue> {
  const cell = slice.cells.find((each) => each.answer === answer)
  const symbol = symbolOf(slice, answer)
  return {
    [columns.people]: cell?.status === 'published' ? cell.count.value : symbol,
    [columns.asked]: askedIn(slice, answer),
    [columns.percent]: cell?.status === 'published' ? (percentOfAsked(slice, answer)?.value ?? withoutPercent(answer)) : symbol,
  }
}

/** The number of people whom the percentage of an answer is based on. */
function askedIn(slice: ReportSlice, answer: string): CsvValue {
  if (slice.base === undefined) return SYMBOLS.hidden
  if (isAway(answer)) return SYMBOLS.notAsked
  const isAsked = symbolOf(slice, answer) !== SYMBOLS.notAsked
  return basesOf(slice).asked?.value ?? (isAsked ? SYMBOLS.tooFew : SYMBOLS.notAsked)
}

function percentOfAsked(slice: ReportSlice, answer: string) {
  const cell = slice.cells.find((each) => each.answer === answer)
  const { asked } = basesOf(slice)
  if (cell?.status !== 'published' || !asked || isAway(answer)) return undefined
  return percentOf(cell.count, asked)
}

/** Those who were not shown a question are no part of those asked. */
function isAway(answer: string): boolean {
  return answer === '~not_shown' || answer === '~section_skipped'
}

function withoutPercent(answer: string): string {
  return isAway(answer) ? SYMBOLS.notAsked : SYMBOLS.tooFew
}

function symbolOf(slice: ReportSlice, answer: string): string {
  return slice.cells.find((each) => each.answer === answer)?.status === 'not_asked' ? SYMBOLS.notAsked : SYMBOLS.hidden
}

import { parseDocument } from 'htmlparser2'
import type { Files } from '#shared/release/release.ts'
import { chartNumbers } from './chart-numbers.ts'
import { type Element, elementsIn, linesByAnswer, wordsIn } from './elements.ts'
import {
  brieflyHidden,
  type Compared,
  compare,
  csvOf,
  hiddenNumbers,
  numbersIn,
  type Percentage,
  percentageOf,
  Report,
  type Row,
  textOf,
} from './report-numbers.ts'
import { Sentences } from './said-sentences.ts'

/** Every number of every file beside report.csv, next to the one of report.csv that it repeats. Throws where a page cannot be read. */
export function everyNumber(files: Files): readonly Compared[] {
  const report = new Report(files)
  const pages = [...files.keys()].filter((name) => name.endsWith('.html'))
  return [...wideNumbers(files, report), ...methodsNumbers(files, report), ...pages.flatMap((name) => pageNumbers(files, name, report))]
}

const isAway = (answer: string) => answer === '~not_shown' || answer === '~section_skipped'

/** In place of how many were asked: none can be, or too few were. */
const tooFew = ({ status }: { readonly status?: string }) => (status === 'not_asked' ? '[z]' : '[x]')

/** tables/<question>.csv, line by line. */
function wideNumbers(files: Files, report: Report): Compared[] {
  return [...files.keys()].flatMap((name) => {
    const question = /^tables\/(.*)\.csv$/.exec(name)?.[1]
    if (question === undefined) return []
    const [, ...lines] = csvOf(files, name)
    const slices = report.groupedTables(question).flatMap((table) => report.groups(table).map((group) => ({ table, group })))
    return report.answers(question).flatMap((answer, at) => {
      const line = lines[at] ?? []
      const where = `${name} ${answer}`
      const own = report.row(question, '', answer)
      const symbol = own.status === 'not_asked' ? '[z]' : '[c]'
      const shown = own.status === 'published'
      const everybody = [
        shown ? own.count : symbol,
        own.count_low,
        own.count_high,
        isAway(answer) ? '[z]' : report.base(question, '', 'base') === '' ? '[c]' : report.base(question, '', 'asked') || tooFew(own),
        shown ? own.percent_of_asked || (isAway(answer) ? '[z]' : '[x]') : symbol,
        shown ? own.percent_of_asked_low : '',
        shown ? own.percent_of_asked_high : '',
      ]
      const groups = slices.flatMap(({ table, group }) => {
        if (!report.answers(table).includes(answer)) return ['[c]', undefined, '[c]']
        const cell = report.row(table, group, answer)
        const hidden = cell.status === 'not_asked' ? '[z]' : '[c]'
        const asked = report.base(table, group, 'base') === '' ? '[c]' : report.base(table, group, 'asked') || tooFew(cell)
        return cell.status === 'published'
          ? [cell.count, isAway(answer) ? '[z]' : asked, cell.percent_of_asked || (isAway(answer) ? '[z]' : '[x]')]
          : [hidden, isAway(answer) && asked !== '[c]' ? '[z]' : asked, hidden]
      })
      // What stands in a table where another one has no such row says nothing about a number.
      const expected = [...everybody, ...groups]
      return compare(
        where,
        line.slice(1, -1).map((cell, i) => (expected[i] === undefined ? 'nothing' : cell)),
        expected,
      )
    })
  })
}

function methodsNumbers(_: Files, report: Report): Compared[] {
  return Object.entries(report.methods.cells).flatMap(([status, count]) =>
    compare(`methods.json ${status}`, [String(count)], [String(report.rows.filter((row) => row.status === status).length)]),
  )
}

function pageNumbers(files: Files, name: string, report: Report): Compared[] {
  const page = elementsIn(parseDocument(textOf(files, name)))
  const language = page.find((each) => each.name === 'html')?.attribs.lang ?? ''
  const said = new Sentences(files, language, report)
  const tables = page.filter((each) => each.name === 'table')
  const charts = page.filter((each) => each.name === 'figure' && each.attribs.id?.startsWith('chart-'))
  const sentences = page.filter((each) => each.name === 'blockquote' || (each.name === 'span' && !each.attribs.class)).map(wordsIn)
  const large = page.filter((each) => each.name === 'strong').map((each) => numbersIn(wordsIn(each))[0])
  const leading = sentences.slice(0, large.length).map((sentence) => said.percent(sentence))
  return [
    ...tables.flatMap((table) => tableNumbers(name, table, report)),
    ...charts.flatMap((chart) => chartNumbers(name, chart, report)),
    ...sentences.flatMap((sentence) => said.numbers(`${name} ${sentence}`, sentence)),
    ...compare(`${name} leading`, large, leading),
  ]
}

function tableNumbers(name: string, table: Element, report: Report): Compared[] {
  const id = table.attribs['data-table'] ?? ''
  const groups = report.groups(id)
  const isGrouped = groups[0] !== ''
  const heads = elementsIn(table)
    .filter((each) => each.name === 'th' && each.attribs.scope === 'col')
    .map((head) => elementsIn(head).flatMap((each) => (each.name === 'small' ? [numbersIn(wordsIn(each))] : [])))
  const said = heads.map(([of = []]) => of.join(' '))
  const reaches = heads.map(([, reach = []]) => reach[0])
  const bases = isGrouped
    ? ['', ...groups.map((group) => report.saidBase(id, group, 'asked').join(' '))]
    : ['', '', ...(['asked', 'base', 'answered'] as const).map((column) => report.saidBase(id, '', column).join(' '))]
  const [distance] = isGrouped ? [] : numbersIn(wordsIn(elementsIn(table).find((each) => each.name === 'caption')))
  const lines = [...linesByAnswer(table, report.answers(id))]
  const cells = lines.flatMap(([answer, line], at) => {
    const tds = elementsIn(line)
      .filter((each) => each.name === 'td')
      .map((each) => numbersIn(wordsIn(each)))
    const where = `${name} ${id} ${answer}`
    if (!isGrouped) return everybodysNumbers(where, tds.flat(), report.row(id, '', answer), { distance, reaches: reaches.slice(2) })
    const shown = groups.flatMap((group, i) =>
      at === 0 || report.base(id, group, 'base') !== '' ? [{ group, reach: reaches[i + 1] }] : [],
    )
    return compare(
      where,
      tds.flat(),
      shown.flatMap(({ group, reach }) => groupsNumbers(report.row(id, group, answer), report.base(id, group, 'asked'), reach)),
    )
  })
  const columns = isGrouped
    ? groups.map((group) => report.percentages(id, group, 'percent_of_asked', (answer) => !answer.startsWith('~')))
    : SHARES.map((column) => report.percentages(id, '', column, () => true))
  const widest = columns.map((column, i) => widestSaid(column, reaches[i + (isGrouped ? 1 : 2)]))
  return [
    ...compare(`${name} ${id} heads`, said, bases),
    ...compare(`${name} ${id} reaches`, reaches.slice(isGrouped ? 1 : 2), widest),
    ...cells,
  ]
}

const SHARES = ['percent_of_asked', 'percent', 'percent_of_answered'] as const

/** A head says the widest range of its column, of those that it does not leave in brackets: nothing where its column is empty. */
function widestSaid(column: readonly Percentage[], said: string | undefined): string | undefined {
  const within = column.map(reachOf).filter((reach) => reach <= Number(said))
  return within.length === 0 ? undefined : String(Math.max(...within))
}

const reachOf = ([value, low, high]: Percentage) => Number(Math.max(Number(high) - Number(value), Number(value) - Number(low)).toFixed(1))

/** A percentage with its range, but without it where the head of its column says one that is as wide. */
const withRange = (each: Percentage, reach: string | undefined) => (reachOf(each) <= Number(reach) ? each.slice(0, 1) : each)

type SaidOnce = { readonly distance: string | undefined; readonly reaches: readonly (string | undefined)[] }

/** `distance` and `reaches`: how far the range of every count goes either way as the caption says, and of the percentages as each head does. */
function everybodysNumbers(where: string, said: readonly string[], row: Row, { distance, reaches }: SaidOnce): Compared[] {
  if (row.status !== 'published') return compare(where, said, hiddenNumbers(row))
  const whole = row.count_low === row.count_high || distance !== undefined
  const count = whole ? [row.count] : [row.count, row.count_low, row.count_high]
  const range = [-1, 1].map((side) => String(Number(row.count) + side * Number(distance)))
  const shares = SHARES.flatMap((column, i) => (row[column] === '' ? [] : withRange(percentageOf(row, column), reaches[i])))
  return [
    ...compare(where, said, [...count, ...shares]),
    ...(distance === undefined ? [] : compare(`${where} caption`, range, [row.count_low, row.count_high])),
  ]
}

function groupsNumbers(row: Row, asked: string, reach: string | undefined): readonly (string | undefined)[] {
  if (row.status !== 'published') return brieflyHidden(row, asked)
  return row.percent_of_asked === '' ? [] : withRange(percentageOf(row, 'percent_of_asked'), reach)
}

import { parseDocument } from 'htmlparser2'
import type { Files } from '#shared/release/release.ts'
import { chartNumbers } from './chart-numbers.ts'
import { type Element, elementsIn, linesByAnswer, wordsIn } from './elements.ts'
import { brieflyHidden, type Compared, compare, csvOf, hiddenNumbers, numbersIn, Report, type Row, textOf } from './report-numbers.ts'
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
    .map((head) => numbersIn(wordsIn(elementsIn(head).find((each) => each.name === 'small'))).join(' '))
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
    if (!isGrouped) return everybodysNumbers(where, tds.flat(), report.row(id, '', answer), distance)
    const shown = groups.filter((group) => at === 0 || report.base(id, group, 'base') !== '')
    return compare(
      where,
      tds.flat(),
      shown.flatMap((group) => groupsNumbers(report.row(id, group, answer), report.base(id, group, 'asked'))),
    )
  })
  return [...compare(`${name} ${id} heads`, heads, bases), ...cells]
}

/** `distance`: as the caption says how far the range of every count goes either way. */
function everybodysNumbers(where: string, said: readonly string[], row: Row, distance: string | undefined): Compared[] {
  if (row.status !== 'published') return compare(where, said, hiddenNumbers(row))
  const whole = row.count_low === row.count_high || distance !== undefined
  const count = whole ? [row.count] : [row.count, row.count_low, row.count_high]
  const range = [-1, 1].map((side) => String(Number(row.count) + side * Number(distance)))
  const shares = ['percent_of_asked', 'percent', 'percent_of_answered'].flatMap((column) =>
    row[column] === '' ? [] : [row[column], row[`${column}_low`], row[`${column}_high`]],
  )
  return [
    ...compare(where, said, [...count, ...shares]),
    ...(distance === undefined ? [] : compare(`${where} caption`, range, [row.count_low, row.count_high])),
  ]
}

function groupsNumbers(row: Row, asked: string): readonly (string | undefined)[] {
  if (row.status !== 'published') return brieflyHidden(row, asked)
  return row.percent_of_asked === '' ? [] : [row.percent_of_asked, row.percent_of_asked_low, row.percent_of_asked_high]
}

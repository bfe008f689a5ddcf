import { parseDocument } from 'htmlparser2'
import Papa from 'papaparse'
import * as z from 'zod'
import type { Files } from '#shared/release/release.ts'
import { type Element, elementsIn, linesByAnswer, wordsIn } from './elements.ts'

/** A number that a file or page says, where it says it, and the number of report.csv that it must be. */
export type Compared = { readonly where: string; readonly said: string; readonly printed: string }

type Row = Readonly<Record<string, string>>

const methodsShape = z.object({
  cells: z.record(z.string(), z.number()),
  questions: z.array(
    z.object({
      id: z.string(),
      answers: z.array(z.object({ id: z.string() })),
      rollups: z.array(z.object({ id: z.string(), of: z.array(z.string()) })),
    }),
  ),
})

const QUOTED = /[“«][^”»]*[”»]/g
const numbersIn = (words: string) => [...words.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => number)
const textOf = (files: Files, name: string) => new TextDecoder().decode(files.get(name)).replace(/^\uFEFF/, '')
const csvOf = (files: Files, name: string) => Papa.parse<string[]>(textOf(files, name), { skipEmptyLines: true, newline: '\n' }).data

function reportRows(files: Files): readonly Row[] {
  const [heading = [], ...lines] = csvOf(files, 'report.csv')
  return lines.map((cells) => Object.fromEntries(heading.map((name, i) => [name, cells[i] ?? ''])))
}

/** Every number of every file beside report.csv, next to the one of report.csv that it repeats. Throws where a page cannot be read. */
export function everyNumber(files: Files): readonly Compared[] {
  const report = new Report(files)
  const pages = [...files.keys()].filter((name) => name.endsWith('.html'))
  return [...wideNumbers(files, report), ...methodsNumbers(files, report), ...pages.flatMap((name) => pageNumbers(files, name, report))]
}

class Report {
  readonly rows: readonly Row[]
  readonly methods: z.infer<typeof methodsShape>
  readonly #tables: Map<string, Row[]>
  constructor(files: Files) {
    this.rows = reportRows(files)
    this.methods = methodsShape.parse(JSON.parse(textOf(files, 'methods.json')))
    this.#tables = Map.groupBy(this.rows, ({ table = '' }) => table)
  }

  answers(table: string): string[] {
    return [...new Set(this.#of(table).map(({ answer = '' }) => answer))]
  }

  groups(table: string): string[] {
    return [...new Set(this.#of(table).map(({ group = '' }) => group))]
  }

  row(table: string, group: string, answer: string): Row {
    const found = this.#of(table).find((each) => each.group === group && each.answer === answer)
    if (!found) throw new Error(`report.csv has no ${table} ${group} ${answer}`)
    return found
  }

  /** The number of people that percentages of a slice are of; nothing where none is printed. */
  base(table: string, group: string, column: 'asked' | 'base' | 'answered'): string {
    return this.#of(table).find((each) => each.group === group && each[column] !== '')?.[column] ?? ''
  }

  groupedTables(question: string): string[] {
    return [...this.#tables.keys()].filter((table) => table !== question && this.#of(table)[0]?.question === question)
  }

  #of(table: string): Row[] {
    return this.#tables.get(table) ?? []
  }
}

const compare = (where: string, said: readonly (string | undefined)[], printed: readonly (string | undefined)[]): Compared[] =>
  Array.from({ length: Math.max(said.length, printed.length) }, (_, i) => ({
    where,
    said: said[i] ?? 'nothing',
    printed: printed[i] ?? 'nothing',
  }))

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
    .map((head) => numbersIn(wordsIn(elementsIn(head).find((each) => each.name === 'small')))[0] ?? '')
  const bases = isGrouped
    ? ['', ...groups.map((group) => report.base(id, group, 'asked'))]
    : ['', '', ...(['asked', 'base', 'answered'] as const).map((column) => report.base(id, '', column))]
  const lines = [...linesByAnswer(table, report.answers(id))]
  const cells = lines.flatMap(([answer, line], at) => {
    const tds = elementsIn(line)
      .filter((each) => each.name === 'td')
      .map((each) => numbersIn(wordsIn(each)))
    const where = `${name} ${id} ${answer}`
    if (!isGrouped) return compare(where, tds.flat(), everybodysNumbers(report.row(id, '', answer)))
    const shown = groups.filter((group) => at === 0 || report.base(id, group, 'base') !== '')
    return compare(
      where,
      tds.flat(),
      shown.flatMap((group) => groupsNumbers(report.row(id, group, answer))),
    )
  })
  return [...compare(`${name} ${id} heads`, heads, bases), ...cells]
}

function everybodysNumbers(row: Row): readonly (string | undefined)[] {
  if (row.status !== 'published') return hiddenNumbers(row)
  const count = row.count_low === row.count_high ? [row.count] : [row.count, row.count_low, row.count_high]
  const shares = ['percent_of_asked', 'percent', 'percent_of_answered'].flatMap((column) =>
    row[column] === '' ? [] : [row[column], row[`${column}_low`], row[`${column}_high`]],
  )
  return [...count, ...shares]
}

function groupsNumbers(row: Row): readonly (string | undefined)[] {
  if (row.status !== 'published') return hiddenNumbers(row)
  return row.percent_of_asked === '' ? [] : [row.percent_of_asked, row.percent_of_asked_low, row.percent_of_asked_high]
}

/** The words of a page for a number that is not shown: fewer than so many of a small one, or from so many to so many. */
function hiddenNumbers(row: Row): readonly (string | undefined)[] {
  if (row.status === 'top_coded' || row.count_low === '') return []
  const isSmall = row.status === 'hidden_small' && Number(row.count_low) <= 0
  return isSmall ? [String(Number(row.count_high) + 1)] : [row.count_low, row.count_high]
}

/** The number beside each bar, its length, and that of its range, in hundredths of 260. */
function chartNumbers(name: string, figure: Element, report: Report): Compared[] {
  const id = figure.attribs.id?.replace('chart-', '') ?? ''
  const asked = report.methods.questions.find((each) => each.id === id)
  const hidden = (answer: string) => report.row(id, '', answer).status !== 'published'
  const drawn = [...(asked?.answers ?? []), ...(asked?.rollups ?? []).filter(({ of }) => of.some(hidden))].map((each) =>
    report.row(id, '', each.id),
  )
  const shown = drawn.filter((row) => row.percent_of_asked !== '')
  const inside = elementsIn(figure)
  const bold = inside.filter((each) => each.name === 'text' && each.attribs['font-weight'] === '600' && each.attribs.fill === undefined)
  const rects = (height: string) => inside.filter((each) => each.name === 'rect' && each.attribs.height === height)
  const at = (percent: string | undefined) => Math.round((Number(percent) / 100) * 260)
  const where = `${name} chart ${id}`
  const caption = inside.find((each) => each.name === 'figcaption')
  return [
    ...compare(
      where,
      bold.map((each) => numbersIn(wordsIn(each))[0]),
      shown.map((row) => row.percent_of_asked),
    ),
    ...compare(
      `${where} bars`,
      rects('14').map((each) => each.attribs.width),
      shown.map((row) => String(at(row.percent_of_asked))),
    ),
    ...compare(
      `${where} ranges`,
      rects('4').map((each) => each.attribs.width),
      shown.map((row) => String(Math.max(1, at(row.percent_of_asked_high) - at(row.percent_of_asked_low)))),
    ),
    ...compare(`${where} caption`, numbersIn(wordsIn(caption)), [report.base(id, '', 'asked')]),
  ]
}

/** The sentences of one language, read as a reader would: what is quoted, and the numbers around it. */
class Sentences {
  readonly #report: Report
  readonly #language: string
  /** Wording of a question, and of each of its answers, by what a page quotes. */
  readonly #questions = new Map<string, string>()
  readonly #answers = new Map<string, string>()
  constructor(files: Files, language: string, report: Report) {
    this.#report = report
    this.#language = language
    const [heading = [], ...lines] = csvOf(files, 'questions.csv')
    const column = heading.indexOf(heading.includes(`text_${language}`) ? `text_${language}` : 'text')
    for (const line of lines) {
      const [kind, question = '', answer = ''] = line
      if (kind === 'question') this.#questions.set(line[column] ?? '', question)
      if (kind === 'answer' && !answer.startsWith('^')) this.#answers.set(`${question} ${line[column]}`, answer)
    }
  }

  numbers(where: string, sentence: string): Compared[] {
    const row = this.#rowOf(sentence)
    const numbers = numbersIn(sentence.replaceAll(QUOTED, ''))
    if (!row) return compare(where, numbers, [])
    const count = row.status === 'top_coded' ? row.count_low : row.count
    const first = this.#language === 'en' ? [count, row.asked] : [row.asked, count]
    const shares = row.status === 'top_coded' ? [] : [row.percent_of_asked]
    const high = row.status === 'top_coded' ? [] : [row.percent_of_asked_high]
    return compare(where, numbers, [...first, ...shares, row.percent_of_asked_low, ...high])
  }

  percent(sentence: string): string | undefined {
    const row = this.#rowOf(sentence)
    return row?.status === 'top_coded' ? row.percent_of_asked_low : row?.percent_of_asked
  }

  /** The row that a sentence is about: a question, and the answers that it quotes, or all of them. */
  #rowOf(sentence: string): Row | undefined {
    const [question = '', ...answers] = (sentence.match(QUOTED) ?? []).map((quoted) => quoted.slice(1, -1))
    const id = this.#questions.get(question)
    const asked = this.#report.methods.questions.find((each) => each.id === id)
    if (id === undefined || !asked) return undefined
    const named = answers.length === 0 ? asked.answers.map((each) => each.id) : answers.map((text) => this.#answers.get(`${id} ${text}`))
    const together = asked.rollups.find(({ of }) => of.length === named.length && of.every((each) => named.includes(each)))
    return this.#report.row(id, '', named.length === 1 ? (named[0] ?? '') : (together?.id ?? ''))
  }
}

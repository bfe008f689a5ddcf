import Papa from 'papaparse'
import * as z from 'zod'
import type { Files } from '#shared/release/release.ts'

/** A number that a file or page says, where it says it, and the number of report.csv that it must be. */
export type Compared = { readonly where: string; readonly said: string; readonly printed: string }

export type Row = Readonly<Record<string, string>>

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

export const numbersIn = (words: string) => [...words.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => number)
export const textOf = (files: Files, name: string) => new TextDecoder().decode(files.get(name)).replace(/^\uFEFF/, '')
export const csvOf = (files: Files, name: string) => Papa.parse<string[]>(textOf(files, name), { skipEmptyLines: true, newline: '\n' }).data

function reportRows(files: Files): readonly Row[] {
  const [heading = [], ...lines] = csvOf(files, 'report.csv')
  return lines.map((cells) => Object.fromEntries(heading.map((name, i) => [name, cells[i] ?? ''])))
}

export class Report {
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
  base(table: string, group: string, column: Base): string {
    return this.#of(table).find((each) => each.group === group && each[column] !== '')?.[column] ?? ''
  }

  /** The same as a page says it: with its range where that is wider than three tenths of it. */
  saidBase(table: string, group: string, column: Base): readonly string[] {
    const row = this.#of(table).find((each) => each.group === group && each[column] !== '')
    return row ? withWideRange(row, column) : []
  }

  /** The number of people who were asked a question, with its range. */
  askedIn(table: string): Row {
    const { asked = '', asked_low = '', asked_high = '' } = this.#of(table).find((each) => each.asked !== '') ?? {}
    return { asked, asked_low, asked_high }
  }

  /** The percentages that a slice prints in a column. */
  percentages(table: string, group: string, column: string, isShown: (answer: string) => boolean): readonly Percentage[] {
    const rows = this.#of(table).filter((each) => each.group === group && each.status === 'published' && isShown(each.answer ?? ''))
    return rows.flatMap((row) => (row[column] === '' ? [] : [percentageOf(row, column)]))
  }

  groupedTables(question: string): string[] {
    return [...this.#tables.keys()].filter((table) => table !== question && this.#of(table)[0]?.question === question)
  }

  #of(table: string): Row[] {
    return this.#tables.get(table) ?? []
  }
}

/** A percentage as it is printed, and the ends of its range. */
export type Percentage = readonly [string, string, string]

export const percentageOf = (row: Row, column: string): Percentage => [
  row[column] ?? '',
  row[`${column}_low`] ?? '',
  row[`${column}_high`] ?? '',
]

export type Base = 'asked' | 'base' | 'answered'

export function withWideRange(row: Row, column: Base): readonly string[] {
  const [value = '', low = '', high = ''] = [row[column], row[`${column}_low`], row[`${column}_high`]]
  return Number(high) - Number(low) > 0.3 * Number(value) ? [value, low, high] : [value]
}

export const compare = (where: string, said: readonly (string | undefined)[], printed: readonly (string | undefined)[]): Compared[] =>
  Array.from({ length: Math.max(said.length, printed.length) }, (_, i) => ({
    where,
    said: said[i] ?? 'nothing',
    printed: printed[i] ?? 'nothing',
  }))

/** The words of a page for a number that is not shown: fewer than so many of a small one, or from so many to so many. */
export function hiddenNumbers(row: Row): readonly (string | undefined)[] {
  if (row.status === 'top_coded' || row.count_low === '') return []
  const isSmall = row.status === 'hidden_small' && Number(row.count_low) <= 0
  return isSmall ? [String(Number(row.count_high) + 1)] : [row.count_low, row.count_high]
}

/** The same beside a bar and in a group: no range where it is wider than a quarter of those asked. */
export function brieflyHidden(row: Row, asked: string): readonly (string | undefined)[] {
  const numbers = hiddenNumbers(row)
  const isWide = asked === '' || Number(row.count_high) - Number(row.count_low) > Number(asked) / 4
  return numbers.length > 1 && isWide ? [] : numbers
}

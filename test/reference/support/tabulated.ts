import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { said } from '#test/said.ts'
import { surveyFolder } from './data.ts'

type ReportRow = {
  readonly table: string
  readonly group: string
  readonly answer: string
  readonly count: string
  readonly count_low: string
  readonly count_high: string
  readonly base: string
  readonly status: string
}
type MeanRow = {
  readonly table: string
  readonly group: string
  readonly mean: string
  readonly median: string
  readonly status: string
}

export type Tabulated = {
  /** report.html; empty where nothing was protected and there is no page. */
  readonly page: string
  readonly rows: readonly ReportRow[]
  readonly means: readonly MeanRow[]
  /** The row of a cell. Throws when the report does not have it. */
  cell(table: string, group: string, answer: string): ReportRow
  rowsOf(table: string, group?: string): ReportRow[]
}

/** The output of `chorus tabulate` for a responses file. */
export async function tabulate(survey: string, csv: string, profile: 'rounded' | 'unprotected'): Promise<Tabulated> {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-reference-'))
  try {
    const responses = join(folder, 'responses.csv')
    const out = join(folder, 'report')
    await writeFile(responses, csv)
    const args = [
      'tabulate',
      '--survey',
      surveyFolder(survey),
      '--responses',
      responses,
      '--out',
      out,
      '--profile',
      profile,
      '--date',
      '2026-01-05',
    ]
    const { code, stderr } = await said(args)
    if (code !== 0) throw new Error(stderr)
    const made = profile === 'unprotected' ? out : join(folder, 'candidate-report')
    const page = profile === 'unprotected' ? '' : await readFile(join(made, 'report.html'), 'utf8')
    return lookup(await readCsv<ReportRow>(join(made, 'report.csv')), await readCsv<MeanRow>(join(made, 'means.csv')), page)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function lookup(rows: readonly ReportRow[], means: readonly MeanRow[], page: string): Tabulated {
  const key = (table: string, group: string, answer: string) => [table, group, answer].join('\n')
  const cells = new Map(rows.map((row) => [key(row.table, row.group, row.answer), row]))
  return {
    page,
    rows,
    means,
    cell(table, group, answer) {
      const found = cells.get(key(table, group, answer))
      if (!found) throw new Error(`the report has no cell ${table} ${group} ${answer}`)
      return found
    },
    rowsOf: (table, group = '') => rows.filter((row) => row.table === table && row.group === group),
  }
}

async function readCsv<Row>(file: string): Promise<Row[]> {
  return Papa.parse<Row>(await readFile(file, 'utf8'), { header: true, skipEmptyLines: true }).data
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const DATA = join(ROOT, '..', 'shared', 'data')

export type PublishedRow = Readonly<Record<string, string>>

/** Why the tests of a data set cannot run, told on the error stream too; undefined when they can. The data lies beside the checkout. */
export function missingData(name: string): string | undefined {
  if (existsSync(join(DATA, name))) return undefined
  const reason = `SKIPPED: the folder ../shared/data/${name} beside the checkout is missing`
  process.stderr.write(`${reason}\n`)
  return reason
}

/** A file of a data set as records; any line ends, cells trimmed and with single blanks. */
export function readRecords(...path: string[]): PublishedRow[] {
  const text = readFileSync(join(DATA, ...path), 'utf8').replace(/\r\n?/g, '\n')
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true, newline: '\n' })
  return data.map((record) => Object.fromEntries(Object.entries(record).map(([column, cell]) => [column, tidy(cell)])))
}

function tidy(cell: string): string {
  return cell.trim().replace(/\s+/g, ' ')
}

export function surveyFolder(name: string): string {
  return join(ROOT, 'test', 'reference', 'surveys', name)
}

export const CHORUS = join(ROOT, 'cli', 'chorus.mjs')

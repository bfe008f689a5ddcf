import { createHash } from 'node:crypto'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { csvBytes } from '../csv.ts'
import { pageWords } from '../page/words-of-page.ts'
import { type Files, SUMS } from '../release.ts'
import { ASKED_COLUMNS, askedColumns, CELL_COLUMNS, cellRows } from '../report-csv.ts'
import { statusMark } from '../standing.ts'
import { coalitionPage } from './coalition-page.tsx'
import { assertComparable, assertDifferentCommunities, type Company, type ComparedRelease } from './comparable.ts'
import { sharedLanguages } from './same-instrument.ts'
import { summedTables } from './sums.ts'
import { wavePage } from './wave-page.tsx'

const COLUMNS = ['of', 'release_id', 'snapshot_date', ...CELL_COLUMNS, ...ASKED_COLUMNS, 'shown', 'standing'] as const

/**
 * The files that show several communities together: a page in each language that all have, one table, and where each number is from.
 * Throws InputRefused where they cannot be compared.
 */
export function coalitionFiles(sources: readonly ComparedRelease[], company: Company): Files {
  assertComparable(sources, company)
  assertDifferentCommunities(sources)
  const sums = summedTables(sources.map(({ read }) => read.tables))
  const mark = markOf(sources, company)
  const rows = [...rowsOf(sums, { of: 'together', standing: mark }), ...sources.flatMap((source) => sourceRows(source))]
  return folderOf('coalition', sources, company, {
    csv: csvBytes(COLUMNS, rows),
    page: (language) => coalitionPage({ sources, sums, language, ...company }),
    rule: pageWords('en').together.sums,
  })
}

/** The files that show several reports of the same questions, oldest first. Throws InputRefused where they cannot be compared. */
export function waveFiles(given: readonly ComparedRelease[], company: Company): Files {
  const sources = given.toSorted((a, b) =>
    a.read.date === b.read.date ? a.read.release - b.read.release : a.read.date < b.read.date ? -1 : 1,
  )
  assertComparable(sources, company)
  return folderOf('waves', sources, company, {
    csv: csvBytes(COLUMNS, sources.flatMap(sourceRows)),
    page: (language) => wavePage({ sources, language, ...company }),
    rule: pageWords('en').together.changes,
  })
}

function markOf(sources: readonly ComparedRelease[], { trial }: Company): string {
  const isMadeUp = sources.some(({ read }) => read.status.people === 'made-up')
  return [trial ? 'trial' : 'together', ...(isMadeUp ? ['made-up people'] : [])].join(', ')
}

function sourceRows({ name, read }: ComparedRelease) {
  return rowsOf(read.tables, { of: name, release_id: read.id, snapshot_date: read.date, standing: statusMark(read.status) })
}

type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number | undefined>>>

function rowsOf(tables: readonly ReportTable[], about: Row): Row[] {
  return cellRows(tables, (cell, bases) => ({
    ...about,
    ...askedColumns(cell, bases),
    shown: cell.status === 'published' ? 'yes' : 'no',
  }))
}

type Content = { readonly csv: Uint8Array; readonly page: (language: string) => Uint8Array; readonly rule: readonly string[] }

function folderOf(name: 'coalition' | 'waves', sources: readonly ComparedRelease[], company: Company, { csv, page, rule }: Content): Files {
  const languages = sharedLanguages(sources.map(({ read }) => read.survey))
  const pages = languages.map((language, i) => [i === 0 ? `${name}.html` : `${name}.${language}.html`, page(language)] as const)
  const methods = {
    format: `chorus-${name}/1`,
    standing: markOf(sources, company),
    rule,
    limits: pageWords('en').limits,
    sources: sources.map(({ name: of, read }) => ({
      of,
      study: read.survey.id,
      release: read.release,
      snapshot_date: read.date,
      id: read.id,
      standing: read.status.standing,
      people: read.status.people,
    })),
  }
  const files = [...pages, [`${name}.csv`, csv] as const, ['methods.json', encoded(`${JSON.stringify(methods, null, 2)}\n`)] as const]
  const lines = files
    .map(([file, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${file}\n`)
    .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
  return new Map([...files, [SUMS, encoded(lines.join(''))]])
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

import Papa from 'papaparse'
import { InputRefused } from '#shared/problem.ts'
import { csvBytes, textOfCell } from '#shared/release/csv.ts'

/** One text on the sheet of a translator. */
export type TranslatorRow = {
  /** Its place in the file of its language: keys with / between. */
  readonly key: string
  readonly source: string
  /** A note for the translator. */
  readonly note: string
  readonly target: string
  /** Nothing, `missing`, or `stale`: the source has changed since it was translated. */
  readonly state: '' | 'missing' | 'stale'
  /** A mark of the source that the target was made from; empty, the target is taken to fit what the source says now. */
  readonly made_from: string
}

export type GivenRow = Pick<TranslatorRow, 'key' | 'target' | 'made_from'>

const COLUMNS = ['key', 'state', 'note', 'source', 'target', 'made_from'] as const

export function sheetBytes(rows: readonly TranslatorRow[]): Uint8Array {
  return csvBytes(COLUMNS, rows)
}

/** The sheet as a translator gives it back, with any of the separators that spreadsheets write. Throws InputRefused. */
export function readSheet(file: string, text: string): GivenRow[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' })
  const [head = [], ...rows] = data
  const column = (name: string): number => head.findIndex((each) => each.trim().toLowerCase() === name)
  const [key, target, from] = [column('key'), column('target'), column('made_from')]
  const missing = ['key', 'target', 'made_from'].filter((name) => column(name) < 0)
  if (missing.length > 0) {
    const message = `the sheet has no column ${missing.join(', ')}`
    throw new InputRefused([
      { code: 'survey-words', file, line: 1, message, remedy: 'Keep the header as chorus survey translate wrote it' },
    ])
  }
  const cell = (row: readonly string[], at: number) => textOfCell((row[at] ?? '').trim())
  return rows.map((row) => ({ key: cell(row, key), target: cell(row, target), made_from: cell(row, from) }))
}

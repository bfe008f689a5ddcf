import { Findings } from './findings.ts'
import { readMetadata } from './metadata.ts'
import { checkRows } from './rows.ts'

/** Gives the text of the file that a table names. */
export type ReadTable = (url: string) => string

/** A metadata document with the CSV files that it names. */
export function validateMetadata(text: string, read: ReadTable): Findings {
  const findings = new Findings()
  for (const table of readMetadata(text, findings)) checkRows(table, read(table.url), findings)
  return findings
}

/** A CSV file with the metadata that were found beside it: they are passed over where they do not name it. */
export function validateTable(name: string, text: string, read: ReadTable): Findings {
  const findings = new Findings()
  const own = readMetadata(text, findings).filter(({ url }) => url === name)
  if (own.length === 0) findings.warn(`the metadata do not name ${name}`)
  for (const table of own) checkRows(table, read(name), findings)
  return findings
}

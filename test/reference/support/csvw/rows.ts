import Papa from 'papaparse'
import { isOfType } from '../cell-types.ts'
import type { Findings } from './findings.ts'
import type { Column, Table } from './metadata.ts'

/** Compares the rows of a CSV file with what its table says of them. */
export function checkRows({ url, columns, primaryKey }: Table, csv: string, findings: Findings): void {
  const [heading = [], ...rows] = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data
  if (!columns) return
  if (heading.length !== columns.length) return void findings.error(`${url} has ${heading.length} columns, its metadata ${columns.length}`)
  for (const [i, column] of columns.entries())
    if (!isCompatible(column, heading[i] ?? '')) findings.error(`${url} has no title ${heading[i]}`)
  const keys = new Set<string>()
  for (const [at, row] of rows.entries()) {
    const place = `${url}, row ${at + 1}`
    if (row.length !== columns.length) findings.error(`${place}: ${row.length} cells`)
    for (const [i, column] of columns.entries()) {
      const cell = row[i] ?? ''
      const isNull = column.nulls.includes(cell)
      if (isNull && column.required) findings.error(`${place}: ${heading[i]} is empty`)
      if (!isNull && !isOfType(cell, column.datatype)) findings.error(`${place}: ${cell} is no ${column.datatype}`)
    }
    if (primaryKey.length === 0) continue
    const key = JSON.stringify(primaryKey.map((name) => row[columns.findIndex((column) => column.name === name)]))
    if (keys.has(key)) findings.error(`${place}: the key ${key} is there already`)
    keys.add(key)
  }
}

/** A column without name and titles fits every heading; one with a name alone fits none, as a heading is a title. */
function isCompatible({ name, titles }: Column, heading: string): boolean {
  return titles.length === 0 ? name === undefined : titles.includes(heading)
}

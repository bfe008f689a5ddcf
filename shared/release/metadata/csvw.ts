import { type ColumnAbout, describeTable } from './column-descriptions.ts'
import { type Described, jsonBytes, licenceAddress, nullsOf } from './described.ts'

/** report.csv-metadata.json after CSV on the Web: what each column of each CSV of the folder holds. */
export function csvOnTheWeb({ title, author, description, licence, date, language, tables }: Described): Uint8Array {
  const address = licenceAddress(licence)
  return jsonBytes({
    '@context': ['http://www.w3.org/ns/csvw', { '@language': language }],
    'dc:title': title,
    'dc:creator': author,
    'dc:description': description,
    'dc:date': date,
    ...(address && { 'dc:license': { '@id': address } }),
    tables: [...tables].map(([file, csv]) => tableOf(file, csv)),
  })
}

function tableOf(file: string, csv: Uint8Array) {
  const { columns, key } = describeTable(file, csv)
  // The headings of other tables are whole questions: a name of their own they do not need.
  const isNamed = !file.startsWith('tables/')
  return {
    url: file,
    tableSchema: {
      columns: columns.map((column) => columnOf(column, isNamed, nullsOf(file))),
      ...(isNamed && { primaryKey: key }),
    },
  }
}

function columnOf({ name, type, about, required }: ColumnAbout, isNamed: boolean, nulls: readonly string[]) {
  return {
    ...(isNamed && { name }),
    titles: name,
    datatype: type,
    ...(nulls.length > 1 && { null: nulls }),
    ...(required && { required }),
    'dc:description': about,
  }
}

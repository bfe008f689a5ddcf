import { columnsOf } from './columns.ts'
import { type Described, jsonBytes, licenceAddress } from './described.ts'

/** report.csv-metadata.json after CSV on the Web: what each column of report.csv holds. */
export function csvOnTheWeb({ title, author, description, licence, date, language, tables }: Described): Uint8Array {
  const report = tables.get('report.csv') ?? new Uint8Array()
  const address = licenceAddress(licence)
  return jsonBytes({
    '@context': ['http://www.w3.org/ns/csvw', { '@language': language }],
    url: 'report.csv',
    'dc:title': title,
    'dc:creator': author,
    'dc:description': description,
    'dc:date': date,
    ...(address && { 'dc:license': { '@id': address } }),
    tableSchema: {
      columns: columnsOf('report.csv', report).map(({ name, type, about }) => ({
        name,
        titles: name,
        datatype: type,
        'dc:description': about,
      })),
    },
  })
}

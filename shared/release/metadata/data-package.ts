import { createHash } from 'node:crypto'
import { SYMBOLS } from '../wide-tables.ts'
import { columnsOf } from './columns.ts'
import { type Described, jsonBytes, licenceAddress } from './described.ts'

/** datapackage.json after Frictionless Data Package 2.0: each CSV with its columns, its size and its hash. */
export function dataPackage({ study, release, date, title, author, description, licence, tables }: Described): Uint8Array {
  const path = licenceAddress(licence)
  return jsonBytes({
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `${study}-${release}`,
    title,
    description,
    version: String(release),
    created: `${date}T00:00:00Z`,
    contributors: [{ title: author, roles: ['author'] }],
    ...(path && { licenses: [{ name: licence, path }] }),
    resources: [...tables].map(([file, bytes]) => ({
      name: file
        .replace(/\.csv$/, '')
        .replaceAll('/', '-')
        .toLowerCase(),
      type: 'table',
      path: file,
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      bytes: bytes.length,
      hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      schema: {
        fields: columnsOf(file, bytes).map(({ name, type, about }) => ({
          name,
          type: file === 'report.csv' ? type : 'any',
          description: about,
        })),
        missingValues: file.startsWith('tables/') ? ['', SYMBOLS.hidden, SYMBOLS.notAsked] : [''],
      },
    })),
  })
}

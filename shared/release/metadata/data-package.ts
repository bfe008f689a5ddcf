import { createHash } from 'node:crypto'
import { describeTable } from './column-descriptions.ts'
import { type Described, jsonBytes, licenceAddress, nullsOf } from './described.ts'

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
      schema: schemaOf(file, bytes),
    })),
  })
}

function schemaOf(file: string, csv: Uint8Array) {
  const { columns, key } = describeTable(file, csv)
  return {
    fields: columns.map(({ name, type, about, required }) => ({
      name,
      type,
      description: about,
      ...(required && { constraints: { required } }),
    })),
    // Some of these cells are empty, which a primary key may not be. In tables the key is words, and two answers can have the same.
    ...(file.startsWith('tables/') ? {} : { uniqueKeys: [key] }),
    missingValues: nullsOf(file),
  }
}

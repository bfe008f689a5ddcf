import { type Described, jsonBytes, licenceAddress } from './described.ts'

/** ro-crate-metadata.json after RO-Crate 1.2: the folder as a dataset, and each CSV in it. */
export function roCrate({ title, standing, author, description, licence, date, release, tables }: Described): Uint8Array {
  const address = licenceAddress(licence)
  const files = [...tables.keys()]
  return jsonBytes({
    '@context': 'https://w3id.org/ro/crate/1.2/context',
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        about: { '@id': './' },
        conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
      },
      {
        '@id': './',
        '@type': 'Dataset',
        name: title,
        description,
        // RO-Crate asks for it of every folder; creativeWorkStatus says whether a board published this one.
        datePublished: date,
        version: String(release),
        creativeWorkStatus: standing,
        author: { '@id': '#author' },
        license: address ? { '@id': address } : licence,
        hasPart: files.map((file) => ({ '@id': file })),
      },
      { '@id': '#author', '@type': 'Organization', name: author },
      ...(address ? [{ '@id': address, '@type': 'CreativeWork', name: licence, description: `The licence ${licence}` }] : []),
      ...files.map((file) => ({ '@id': file, '@type': 'File', name: file, encodingFormat: 'text/csv' })),
    ],
  })
}

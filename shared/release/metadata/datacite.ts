import { type Described, jsonBytes, licenceAddress } from './described.ts'

/** datacite.json, for a repository that gives the release a DOI. It has none of its own. */
export function dataCite({ title, standing, author, description, licence, date, issued, release, language }: Described): Uint8Array {
  const address = licenceAddress(licence)
  return jsonBytes({
    types: { resourceTypeGeneral: 'Dataset', resourceType: `Aggregated survey results${issued === undefined ? ` (${standing})` : ''}` },
    creators: [{ name: author, nameType: 'Organizational' }],
    titles: [{ title, lang: language }],
    publisher: { name: author },
    publicationYear: date.slice(0, 4),
    dates: [{ date, dateType: 'Created' }],
    version: String(release),
    language,
    descriptions: [{ description, descriptionType: 'Abstract', lang: language }],
    ...(address && { rightsList: [{ rights: licence, rightsUri: address, rightsIdentifier: licence, rightsIdentifierScheme: 'SPDX' }] }),
    schemaVersion: 'http://datacite.org/schema/kernel-4',
  })
}

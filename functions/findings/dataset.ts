import { describe } from '#shared/release/citation.ts'
import { licenceAddress } from '#shared/release/metadata/described.ts'
import type { Status } from '#shared/release/standing.ts'
import { addresses } from './addresses.ts'
import type { Whole } from './read-whole.ts'
import type { Item } from './shelves.ts'
import { typeOf } from './site-headers.ts'
import { languageFor } from './titles.ts'

/** The metadata of a version, in the first language of its survey. */
function factsOf({ about }: Item, status: Status) {
  const { survey, release, date } = about
  return describe({ survey, release, date, language: languageFor(about, ''), status })
}

/** schema.org Dataset as JSON-LD, for the page of a version that stands. */
export function datasetOf(item: Item, { status, files }: Whole, origin: string): string {
  const { title, description, author, licence, date, language, standing } = factsOf(item, status)
  const at = origin + addresses.version(item.version)
  const { corrects, study, number } = item.version
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': at,
    url: at,
    name: title,
    description,
    identifier: `ni:///sha-256;${base64url(item.id ?? '')}`,
    version: String(number),
    inLanguage: language,
    dateCreated: date,
    datePublished: item.version.day,
    creativeWorkStatus: standing,
    isAccessibleForFree: true,
    creator: { '@type': 'Organization', name: author },
    license: licenceAddress(licence) ?? licence,
    ...(corrects === undefined ? {} : { isBasedOn: origin + addresses.version({ study, number: corrects }) }),
    distribution: [...files].map(([name, { bytes, hash }]) => ({
      '@type': 'DataDownload',
      name,
      contentUrl: at + name,
      encodingFormat: typeOf(name).split(';')[0],
      contentSize: `${bytes} B`,
      sha256: hash,
    })),
  })
}

function base64url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url')
}

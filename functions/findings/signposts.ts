import { latestOf, type PublishedVersion } from '#shared/governance/published-versions.ts'
import { licenceAddress } from '#shared/release/metadata/described.ts'
import { addresses } from './addresses.ts'
import type { Whole } from './read-whole.ts'
import type { Item } from './shelves.ts'
import { typeOf } from './site-headers.ts'

/** Files that describe the others. */
const DESCRIBING = ['datacite.json', 'datapackage.json', 'ro-crate-metadata.json', 'ddi-codebook.xml', 'citation.json']

/** Link headers after Signposting (FAIR, level 1) and RFC 5829, for the page of a version. */
export function signpostsOf(item: Item, all: readonly Item[], whole: Whole | undefined, origin: string): string {
  const at = origin + addresses.version(item.version)
  const named = (rel: string, version: PublishedVersion | undefined) => (version ? [link(origin + addresses.version(version), rel)] : [])
  const own = all.filter(({ version }) => version.study === item.version.study).map(({ version }) => version)
  const address = licenceAddress(item.about.survey.license)
  const numbered = (number: number | undefined) => own.find((each) => each.number === number)
  return [
    link(at, 'cite-as'),
    link('https://schema.org/Dataset', 'type'),
    link('https://schema.org/AboutPage', 'type'),
    ...(address ? [link(address, 'license')] : []),
    ...named('latest-version', latestOf(own)),
    ...named('predecessor-version', numbered(item.version.corrects)),
    ...[...item.version.correctedBy, ...(item.version.withdrawnBy ? [item.version.withdrawnBy] : [])].flatMap(({ number }) =>
      named('successor-version', numbered(number)),
    ),
    ...[...(whole?.files.keys() ?? [])].map((name) => link(at + name, DESCRIBING.includes(name) ? 'describedby' : 'item', typeOf(name))),
  ].join(', ')
}

/** From a file back to the page that it belongs to. */
export function signpostOfFile({ version }: Item, origin: string): string {
  const at = origin + addresses.version(version)
  return [link(at, 'collection'), link(at, 'cite-as')].join(', ')
}

function link(to: string, rel: string, type?: string): string {
  return `<${to}>; rel="${rel}"${type === undefined ? '' : `; type="${type.split(';')[0]}"`}`
}

import { latestOf } from '#shared/governance/published-versions.ts'
import { addresses } from './addresses.ts'
import type { Item } from './shelves.ts'
import { titleOf } from './titles.ts'
import { siteWords } from './words/words-of-site.ts'

type Feed = {
  readonly items: readonly Item[]
  readonly group: string
  readonly board: string
  readonly founded: string
  readonly origin: string
}

/** Lists publications, corrections and retractions, the newest first, as Atom (RFC 4287). A paused version is left out until it goes on. */
export function feedOf({ items, group, board, founded, origin }: Feed): string {
  const words = siteWords('en')
  const told = items.filter(({ standing }) => standing !== 'paused').toSorted((a, b) => b.version.seq - a.version.seq)
  const latest = told[0]?.version.day ?? founded
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${nameOf(board)}</id>
  <title>${xml(`${words.results} – ${group}`)}</title>
  <updated>${latest}T00:00:00Z</updated>
  <author><name>${xml(group)}</name></author>
  <link rel="self" href="${origin}${addresses.feed}"/>
  <link rel="alternate" href="${origin}${addresses.list}"/>
${told.map((item) => entryOf(item, board, origin)).join('')}</feed>
`
}

function entryOf({ version, about, standing, id }: Item, board: string, origin: string): string {
  const words = siteWords('en')
  const { text, language } = titleOf(about, 'en')
  const said =
    version.withdrawnBy && standing === 'withdrawn' ? words.withdrawn(version.withdrawnBy.day, version.withdrawnBy.why) : undefined
  const summary = said ?? (version.why === undefined ? words.on(version.day) : `${words.kinds[version.kind]}: ${version.why}`)
  const updated = [version.day, version.withdrawnBy?.day ?? '', ...version.correctedBy.map(({ day }) => day)].toSorted().at(-1)
  return `  <entry>
    <id>${id === undefined ? `${nameOf(board)}?${version.seq}` : nameOf(id)}</id>
    <title xml:lang="${language}">${xml(`${text} (${words.version(version.number)}${standing === 'withdrawn' ? `, ${words.kinds.retraction}` : ''})`)}</title>
    <updated>${updated}T00:00:00Z</updated>
    <published>${version.day}T00:00:00Z</published>
    <link href="${origin}${addresses.version(version)}"/>
    <summary>${xml(summary)}</summary>
  </entry>
`
}

/** RFC 6920: a name that is a hash, and needs no host. */
function nameOf(hash: string): string {
  return `ni:///sha-256;${Buffer.from(hash, 'hex').toString('base64url')}`
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** The version to read now, of the versions that are shown. */
export function latestItem(items: readonly Item[]): Item | undefined {
  const latest = latestOf(items.map(({ version }) => version))
  return items.find(({ version }) => version === latest)
}

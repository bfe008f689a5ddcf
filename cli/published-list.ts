import { parseFeed } from 'htmlparser2'
import { oneLine } from '#shared/one-line.ts'
import { CodedError } from '#shared/problem.ts'
import { download, type Get, urlAt } from './board/pull-release.ts'

/** A report that a public site offers. */
export type Published = {
  /** The hash of its files, in hex. */
  readonly hash: string
  /** On one line. */
  readonly title: string
  readonly address: string
  readonly day: string
}

/** RFC 6920: how the feed of a site names a report. */
const NAMED = /^ni:\/\/\/sha-256;([A-Za-z0-9_-]{43})$/

/**
 * Lists the publications of a public site, the newest first, from its feed. The title of a withdrawn one says so; its files
 * cannot be read. A feed leads to no other site than the one that was asked, and what is no link leads nowhere.
 */
export async function publishedAt(address: string, get: Get = download): Promise<readonly Published[]> {
  const feed = parseFeed(Buffer.from(await get(urlAt('/r/feed.xml', address))).toString())
  if (feed === null) {
    throw new CodedError(
      'no-answer',
      `${address} has no list of published reports. Give the address of a site on which Chorus publishes, such as https://survey.example.org.`,
    )
  }
  return feed.items.flatMap(({ id = '', title = '', link, pubDate }) => {
    const hash = NAMED.exec(id)?.[1]
    if (hash === undefined || link === undefined || !URL.canParse(link, address)) return []
    const day = pubDate && !Number.isNaN(pubDate.getTime()) ? pubDate.toISOString().slice(0, 10) : ''
    const { pathname } = new URL(link, address)
    const at = urlAt(pathname, address).href
    return [{ hash: Buffer.from(hash, 'base64url').toString('hex'), title: oneLine(title), address: at, day }]
  })
}

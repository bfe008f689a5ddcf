import { describe, expect, it } from 'vitest'
import { pullRelease } from '#cli/board/pull-release.ts'
import { publishedAt } from '#cli/published-list.ts'
import { readRelease } from '#shared/release/read.ts'
import { ASite, aCandidate, sha, study } from './a-site.ts'

const ORIGIN = 'https://findings.example.org'
const [first, second] = [aCandidate(200), aCandidate(180)]

/** A site that is asked without a network. */
const asked = (site: ASite) => async (url: URL) => {
  const { status, bytes } = await site.get(url.pathname)
  if (status !== 200) throw new Error(`${url.pathname}: ${status}`)
  return new Uint8Array(bytes)
}

describe('what a researcher gets of a public site', () => {
  it('is a list of published reports, the newest first, each with an address whose files have the hash that it says', async () => {
    const site = new ASite()
    site.approve(first)
    site.approve(second)
    await site.publish(1)
    await site.publish(2)
    const published = await publishedAt(ORIGIN, asked(site))

    expect(published.map(({ address, day }) => [address, day])).toEqual([
      [`${ORIGIN}/r/${study}/v2/`, '2026-03-20'],
      [`${ORIGIN}/r/${study}/v1/`, '2026-03-11'],
    ])
    for (const { address, hash } of published) {
      expect(readRelease(address, await pullRelease(address, asked(site))).id).toBe(hash)
    }
  })

  it('says in the title that a report was withdrawn, and its files cannot be read', async () => {
    const site = new ASite()
    site.approve(first)
    await site.publish(1)
    site.decide('retraction', { artifact: sha(first), why: 'The question was shown to nobody under 30.' })

    const [withdrawn] = await publishedAt(ORIGIN, asked(site))

    expect(withdrawn?.title).toMatch(/\(version 1, withdraw/i)
    await expect(pullRelease(withdrawn?.address ?? '', asked(site))).rejects.toThrow('410')
  })

  it('is refused where there is no such list', async () => {
    const get = async () => new TextEncoder().encode('<!doctype html><title>Another site</title>')

    await expect(publishedAt(ORIGIN, get)).rejects.toThrow('has no list of published reports')
  })
})

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

  it('is on one line each whatever another site writes, without what leads nowhere or has no day', async () => {
    const entry = (title: string, link: string, day = '2026-03-11T00:00:00Z') =>
      `<entry><id>ni:///sha-256;${'A'.repeat(43)}</id><title>${title}</title><updated>${day}</updated><published>${day}</published><link href="${link}"/></entry>`
    const entries = [
      entry('Heard&#27;[2J\n  approved \u202eyb', 'https://elsewhere.example/r/x/v1/'),
      entry('Broken', 'http://['),
      entry('Undated', '/r/x/v2/', 'soon'),
    ]
    const get = async () => new TextEncoder().encode(`<feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`)

    expect((await publishedAt(ORIGIN, get)).map(({ title, address, day }) => [title, address, day])).toEqual([
      ['Heard [2J approved yb', `${ORIGIN}/r/x/v1/`, '2026-03-11'],
      ['Undated', `${ORIGIN}/r/x/v2/`, ''],
    ])
  })

  it('is refused with what to give instead where the address is none', async () => {
    const refusal = expect.objectContaining({ code: 'no-answer', message: expect.stringContaining('is no address: give one such as') })
    await expect(publishedAt('https://')).rejects.toEqual(refusal)
    await expect(pullRelease('https://')).rejects.toEqual(refusal)
  })

  it('is not kept in memory when its files are larger together than any report', async () => {
    const [big, sums] = [new Uint8Array(40_000_000), Array.from({ length: 100 }, (_, at) => `${'a'.repeat(64)}  file${at}.csv\n`).join('')]
    const got: string[] = []
    const get = async ({ pathname }: URL) => {
      got.push(pathname)
      return pathname.endsWith('SUMS') ? new TextEncoder().encode(sums) : big
    }
    await expect(pullRelease(`${ORIGIN}/r/x/v1/`, get)).rejects.toThrow('larger together than any report')
    expect(got.length).toBeLessThan(20)
  })

  it('is refused where there is no such list', async () => {
    const get = async () => new TextEncoder().encode('<!doctype html><title>Another site</title>')

    await expect(publishedAt(ORIGIN, get)).rejects.toThrow('has no list of published reports')
  })
})

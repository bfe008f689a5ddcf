import { describe, expect, it } from 'vitest'
import { latestOf, versionsIn } from '#shared/governance/published-versions.ts'
import { ASite, aCandidate, sha, study } from './a-site.ts'

const [first, second] = [aCandidate(200), aCandidate(180)]
const WRONG = 'The question in table 3 was shown to nobody under 30.'

async function twice(): Promise<ASite> {
  const site = new ASite()
  site.approve(first)
  site.approve(second)
  await site.publish(1)
  await site.publish(2)
  return site
}

describe('CI-08: what is published never changes', () => {
  it('and a later report is another version, beside the first', async () => {
    const site = await twice()
    expect(versionsIn(site.board.log).map(({ number, kind, day }) => [number, kind, day])).toEqual([
      [1, 'release', '2026-03-11'],
      [2, 'release', '2026-03-20'],
    ])
    expect((await site.get(`/r/${study}/`)).headers.location).toBe(`/r/${study}/v2/`)
    expect((await site.get(`/r/${study}/v1/`)).text).toContain(`The version to read now: <a href="/r/${study}/v2/">`)
    expect((await site.get(`/r/${study}/v2/`)).text).toContain('This is the version to read now.')
  })

  it('by another report in its place: each says of the other what it is', async () => {
    const site = await twice()
    const before = (await site.get(`/r/${study}/v1/report.csv`)).bytes
    site.decide('correction', { release: sha(first), notice: WRONG, replacement: sha(second) })

    const [wrong, right] = [await site.get(`/r/${study}/v1/`), await site.get(`/r/${study}/v2/`)]
    expect(wrong.text).toContain(`Corrected on 2026-03-23: <bdi lang="en">${WRONG}</bdi> <a href="/r/${study}/v2/">See version 2</a>`)
    expect(wrong.headers.link).toContain(`/r/${study}/v2/>; rel="successor-version"`)
    expect(right.text).toContain(`It takes the place of: <a href="/r/${study}/v1/">See version 1</a>`)
    expect(right.headers.link).toContain(`/r/${study}/v1/>; rel="predecessor-version"`)
    expect((await site.get(`/r/${study}/v1/report.csv`)).bytes).toStrictEqual(before)
    expect(versionsIn(site.board.log)).toHaveLength(2)
  })

  it('by a correction alone: a new version of the same numbers that says in every file what is wrong, with a proof of its own', async () => {
    const site = new ASite()
    site.approve(first)
    await site.publish()
    const before = await site.get(`/r/${study}/v1/report.html`)
    site.decide('correction', { release: sha(first), notice: WRONG, replacement: null })
    expect(await site.publish(2)).toMatchObject({ outcome: 'published' })

    expect((await site.get(`/r/${study}/`)).headers.location).toBe(`/r/${study}/v2/`)
    const after = await site.get(`/r/${study}/v2/report.html`)
    expect(after.text).toContain(`Corrected on 2026-03-14: ${WRONG}`)
    expect((await site.get(`/r/${study}/v2/methods.json`)).text).toContain(WRONG)
    expect((await site.get(`/r/${study}/v2/report.csv`)).bytes).toStrictEqual((await site.get(`/r/${study}/v1/report.csv`)).bytes)
    expect((await site.get(`/r/${study}/v1/report.html`)).bytes).toStrictEqual(before.bytes)
    expect((await site.get(`/r/${study}/v1/`)).text).toContain(
      `Corrected on 2026-03-14: <bdi lang="en">${WRONG}</bdi> <a href="/r/${study}/v2/">`,
    )
    expect((await site.get(`/r/${study}/v2/`)).text).toContain('It takes the place of:')
  })

  it('by a retraction: a page that says why, with what it was; its files are gone, and both say of each other', async () => {
    const site = await twice()
    const { location } = (await site.get(`/r/${study}/`)).headers
    const page = await site.get(location ?? '')
    const content = /\/r\/sha256-[0-9a-f]{64}\//.exec(page.text)?.[0] ?? `/r/sha256-${/SHA-256 ([0-9a-f]{64})/.exec(page.text)?.[1]}/`
    site.decide('retraction', { artifact: sha(second), why: 'Somebody could be recognised.' })

    const tombstone = await site.get(`/r/${study}/v2/`)
    expect(tombstone.status).toBe(200)
    expect(tombstone.text).toContain('Withdrawn on 2026-03-23: <bdi lang="en">Somebody could be recognised.</bdi>')
    expect(tombstone.text).toContain(`<a href="/r/${study}/v3/">See version 3</a>`)
    expect(tombstone.text).toContain('Survey results:')
    expect(tombstone.text).not.toContain('report.csv')
    for (const path of [`/r/${study}/v2/report.csv`, `/r/${study}/v2/report.html`, `${content}report.csv`])
      expect(await site.get(path), path).toMatchObject({ status: 410, text: expect.not.stringContaining(',published') })
    expect((await site.get(content)).text).toContain('Withdrawn on')
    const third = await site.get(`/r/${study}/v3/`)
    expect(third.text).toContain('On 2026-03-23 the board took back these results: <bdi lang="en">Somebody could be recognised.</bdi>')
    expect((await site.get(`/r/${study}/v3/report.csv`)).status).toBe(404)
    expect((await site.get(`/r/${study}/`)).headers.location).toBe(`/r/${study}/v1/`)
    expect((await site.get('/r/feed.xml')).text).toContain('Withdrawn on 2026-03-23: Somebody could be recognised.')
    expect((await site.get('/r')).text).toContain('withdrawn')
  })

  it('the version to read now is of the last report that stands, and the retraction where none does', async () => {
    const site = await twice()
    site.decide('correction', { release: sha(first), notice: WRONG, replacement: null })
    expect(latestOf(versionsIn(site.board.log))).toMatchObject({ number: 2, kind: 'release' })
    await site.publish(3)
    expect((await site.get(`/r/${study}/v3/`)).text).toContain(`The version to read now: <a href="/r/${study}/v2/">`)
    site.decide('retraction', { artifact: sha(second), why: 'Wrong.' })
    expect(latestOf(versionsIn(site.board.log))).toMatchObject({ number: 3, kind: 'correction' })
    for (const number of [2, 4]) {
      const { text } = await site.get(`/r/${study}/v${number}/`)
      expect(text, `version ${number}`).toContain(`The version to read now: <a href="/r/${study}/v3/">`)
      expect(text, `version ${number}`).not.toContain('later version')
    }
    site.decide('retraction', { artifact: sha(first), why: 'Wrong, too.' })
    expect(latestOf(versionsIn(site.board.log))).toMatchObject({ number: 5, kind: 'retraction' })
  })
})

import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readRequest } from '#functions/findings/request.ts'
import { siteRoutes } from '#functions/findings/site.tsx'
import { type Files, SUMS } from '#shared/release/release.ts'
import { ASite, aCandidate, sha, study } from './a-site.ts'

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A site with one report, published. */
async function published(changes: ConstructorParameters<typeof ASite>[0] = {}): Promise<{ site: ASite; files: Files; id: string }> {
  const site = new ASite(changes)
  const files = aCandidate()
  site.approve(files)
  const done = await site.publish()
  if (done.outcome !== 'published') throw new Error('not published')
  return { site, files, id: done.id }
}

describe('the public site', () => {
  it('leads from the list to the latest version, to its report and to every file, each as its hash says', async () => {
    const { site, id } = await published()

    expect((await site.get('/r')).text).toContain(`href="/r/${study}/v1/"`)
    expect(await site.get(`/r/${study}`)).toMatchObject({ status: 308, headers: { location: `/r/${study}/` } })
    expect(await site.get(`/r/${study}/`)).toMatchObject({ status: 307, headers: { location: `/r/${study}/v1/` } })
    const page = await site.get(`/r/${study}/v1/`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('href="report.html"')
    const sums = await site.get(`/r/${study}/v1/${SUMS}`)
    expect(hash(sums.bytes)).toBe(id)
    const names = sums.text
      .trim()
      .split('\n')
      .map((line) => line.split('  '))
    expect(names.length).toBeGreaterThan(15)
    for (const [listed, name] of names) {
      const file = await site.get(`/r/${study}/v1/${name}`)
      expect(hash(file.bytes), name).toBe(listed)
      expect((await site.get(`/r/sha256-${id}/${name}`)).bytes, name).toStrictEqual(file.bytes)
    }
    expect((await site.get(`/r/sha256-${id}/`)).headers.link).toContain(`<https://survey.example.org/r/${study}/v1/>; rel="cite-as"`)
  })

  it('says approved by whom and when in every page and file, and candidate in none', async () => {
    const { site } = await published()
    for (const name of ['report.html', 'report.csv', 'methods.json', 'CITATION.cff', 'datacite.json', 'ro-crate-metadata.json']) {
      const { text } = await site.get(`/r/${study}/v1/${name}`)
      expect(text, name).not.toMatch(/candidate, not approved|"state": "candidate"/)
      expect(text.replace(/\s+/g, ' '), name).toMatch(/Approved by People of the river on 2026-03-11|,published|"on": "2026-03-11"/)
    }
    expect((await site.get(`/r/${study}/v1/`)).text).toContain('Approved by People of the river on 2026-03-11.')
  })

  it('points machines to what a version is, its files and its licence, and describes it as a schema.org Dataset', async () => {
    const { site, id } = await published()
    const { headers, text } = await site.get(`/r/${study}/v1/`)
    const at = `https://survey.example.org/r/${study}/v1/`
    for (const link of [
      `<${at}>; rel="cite-as"`,
      '<https://schema.org/Dataset>; rel="type"',
      `<${at}report.csv>; rel="item"; type="text/csv"`,
      `<${at}datacite.json>; rel="describedby"; type="application/json"`,
      `<${at}>; rel="latest-version"`,
      'rel="license"',
    ])
      expect(headers.link).toContain(link)
    expect((await site.get(`/r/${study}/v1/report.csv`)).headers.link).toContain(`<${at}>; rel="collection"`)

    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? []
    const dataset = JSON.parse(json)
    expect(dataset).toMatchObject({ '@context': 'https://schema.org', '@type': 'Dataset', url: at, version: '1' })
    expect(dataset.identifier).toBe(`ni:///sha-256;${Buffer.from(id, 'hex').toString('base64url')}`)
    const csv = dataset.distribution.find(({ name }: { name: string }) => name === 'report.csv')
    expect(csv).toMatchObject({ contentUrl: `${at}report.csv`, encodingFormat: 'text/csv' })
    expect(csv.sha256).toBe(hash((await site.get(`/r/${study}/v1/report.csv`)).bytes))
  })

  it('finds by words in any of the languages, without accents or capitals, and says so when nothing is found', async () => {
    const { site } = await published()
    const found = async (words: string) => (await site.get(`/r?q=${encodeURIComponent(words)}`)).text.includes(`/r/${study}/v1/`)
    expect(await found('')).toBe(true)
    expect(await found('AT ITS meeting')).toBe(true)
    expect(await found('meeting zebra')).toBe(false)
    expect((await site.get('/r?q=%3Cb%3Ezebra')).text).toContain('Nothing was found for “&lt;b&gt;zebra”.')
  })

  it('tells in a feed what was published, with the day and no finer time', async () => {
    const { site } = await published()
    const { text, headers } = await site.get('/r/feed.xml')
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8')
    expect(text).toContain('<updated>2026-03-11T00:00:00Z</updated>')
    expect(text).toContain(`<link href="https://survey.example.org/r/${study}/v1/"/>`)
    expect(text.match(/\d\d:\d\d:\d\d/g)?.every((time) => time === '00:00:00')).toBe(true)
  })

  it('gives out the whole ledger and its checkpoints, to be checked by anybody', async () => {
    const { site } = await published()
    const { text } = await site.get('/r/ledger.jsonl')
    expect(text).toBe(site.board.lines.map((line) => `${Buffer.from(line).toString()}\n`).join(''))
    expect((await site.get('/r/ledger.checkpoints')).text).toBe(site.board.checkpoint())
  })

  it('speaks four languages, as a reader chooses, and keeps the choice in its links', async () => {
    const { site, id } = await published()
    const { text } = await site.get(`/r/${study}/v1/?lang=ar`)
    expect(text).toContain('<html lang="ar" dir="rtl">')
    expect(text).toContain(`href="/r?lang=ar"`)
    // The survey and its board have English alone: each such text says so, among Arabic that runs the other way.
    expect(text).toMatch(/<h1 lang="en" dir="ltr">Survey results: /)
    expect(text).toMatch(/<div class="note" lang="en" dir="ltr"><p>The people in this report are made up/)
    expect(text).toMatch(/<p lang="en" dir="ltr">[^<]*\(2026\)\. Survey results: /)
    expect(text.match(/<dd dir="auto" lang="en">/g)).toHaveLength(4)
    expect((await site.get('/r?lang=ar')).text).toMatch(/<a href="[^"]*" lang="en" dir="auto">Survey results: /)
    for (const path of [`/r/${study}`, `/r/${study}/v1`, `/r/sha256-${id}`])
      expect(await site.get(`${path}?lang=ar`), path).toMatchObject({ status: 308, headers: { location: `${path}/?lang=ar` } })
    expect((await site.get('/r?q=meeting+%26+heard')).text).toContain('href="/r?q=meeting+%26+heard&amp;lang=ar"')
    expect((await site.get('/r?lang=es')).text).toContain('Resultados publicados')
    expect((await site.get('/r?lang=xx')).text).toContain('Published results')
  })

  it('is asked again by a browser that has a file, sets no cookie, and lets nothing but our own script run', async () => {
    const { site } = await published()
    const { headers } = await site.get(`/r/${study}/v1/report.html`)
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'access-control-allow-origin': '*' })
    expect(headers['content-security-policy']).toMatch(/script-src 'sha256-[A-Za-z0-9+/]{43}='/)
    expect(await site.get(`/r/${study}/v1/report.html`, { 'if-none-match': headers.etag ?? '' })).toMatchObject({ status: 304, text: '' })
    expect((await site.get('/r', {}, 'HEAD')).text).toBe('')
    expect((await site.get('/r', {}, 'POST')).status).toBe(404)
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('says of a demonstration, in every page, that no community decided', async () => {
    const { site } = await published({ demonstration: true })
    for (const path of ['/r', `/r/${study}/v1/`, '/r/nowhere/'])
      expect((await site.get(path)).text, path).toContain('This is a demonstration. Its board is made up')
    expect((await site.get(`/r/${study}/v1/report.html`)).text).toContain('No community has approved anything here.')
    expect((await site.get(`/r/${study}/v1/proof.json`)).text).toContain('"demonstration":true')
  })
})

describe('a reader of the public site', () => {
  it('is known by nothing but the words they look for, the language, and what their browser has', () => {
    const headers = {
      'user-agent': 'CANARY-agent',
      referer: 'https://CANARY.example/',
      cookie: 'CANARY=1',
      'x-forwarded-for': '203.0.113.77',
      'accept-language': 'CANARY',
      'if-none-match': '"abc"',
    }
    const http = { method: 'GET', sourceIp: '203.0.113.77', userAgent: 'CANARY-agent' }
    const request = readRequest({
      rawPath: '/r',
      cookies: ['CANARY=1'],
      headers,
      queryStringParameters: { q: 'heard', lang: 'es', utm_source: 'CANARY' },
      requestContext: { http, requestId: 'CANARY', timeEpoch: 1 },
    })
    expect(request).toStrictEqual({
      method: 'GET',
      isHead: false,
      path: '/r',
      wanted: 'heard',
      language: 'es',
      encoding: 'identity',
      known: ['"abc"'],
    })
    expect(readRequest({ rawPath: '/r/<script>', requestContext: { http } }).path).toBe('/r/unknown/page')
    expect(readRequest({ rawPath: '/r/x/../../secrets', requestContext: { http } }).path).toBe('/r/unknown/page')
  })
})

/** Every route of the site that shows something of a version, as requests. */
const OPEN = ['/r', '/r/feed.xml', '/r/ledger.jsonl', '/r/ledger.checkpoints']
const routesFor = (id: string) =>
  siteRoutes().routes.map(({ path }) =>
    path
      .replace(/:content\{[^}]*\}\}/, `sha256-${id}`)
      .replace(':study', study)
      .replace(/:version\{[^}]*\}\}/, 'v1')
      .replace(/:file\{[^}]*\}/, 'report.csv'),
  )

describe('GO-01: every route of the public site asks the board', () => {
  const governed = (id: string) => routesFor(id).filter((path) => !OPEN.includes(path))

  it('and there is none that this test does not know how to call', () => {
    expect(governed('0').length).toBe(8)
    expect(governed('0').filter((path) => /[:{]/.test(path))).toEqual([])
  })

  it('shows nothing of files that lie there, published in every way but by the board', async () => {
    const { site, id } = await published()
    const other = new ASite({ approvalDays: 364 })
    for (const [key, bytes] of site.findings.held) other.findings.held.set(key, bytes)

    for (const path of governed(id)) {
      const { status, text } = await other.get(path)
      expect([308, 404], path).toContain(status)
      expect(text, path).not.toContain('A survey')
    }
    expect((await other.get('/r')).text).toContain('Nothing has been published yet.')
    expect((await other.get('/r/feed.xml')).text).not.toContain('<entry>')
  })

  it('shows nothing at all while the ledger does not hold, or cannot be read', async () => {
    const { site, id } = await published()
    const lines = site.board.lines
    for (const forged of [lines.slice(0, -1), lines.toReversed(), [], lines.filter((_, at) => at !== 3)]) {
      site.forge(forged)
      for (const path of [...OPEN, ...governed(id)]) await expect(site.get(path), path).rejects.toThrow()
    }
  })

  it('GO-07: one member pauses a version, and the next request shows none of its numbers; the board lets it go on', async () => {
    const { site, files, id } = await published()
    await site.get(`/r/${study}/v1/report.csv`)
    site.board.pause('m3', sha(files), 'Somebody was frightened.')

    const page = await site.get(`/r/${study}/v1/`)
    expect(page.status).toBe(503)
    expect(page.text).toContain('Somebody was frightened.')
    for (const path of governed(id).filter((each) => each.endsWith('report.csv'))) {
      const { status, text } = await site.get(path)
      expect(status, path).toBe(503)
      expect(text, path).not.toContain(',published')
    }
    expect((await site.get('/r/feed.xml')).text).not.toContain('<entry>')

    const pauses = [...(site.board.state.pauses.get(sha(files))?.keys() ?? [])]
    site.decide('resume', { artifact: sha(files), pauses, why: 'We talked about it.' })
    expect((await site.get(`/r/${study}/v1/report.csv`)).status).toBe(200)
  })
})

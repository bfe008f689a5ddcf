import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readEarlier } from '#cli/series/earlier-releases.ts'
import { verifyReport } from '#cli/verify-report.ts'
import { ledgerReader } from '#functions/approvals.ts'
import { dueVersions } from '#functions/publish/publish-version.ts'
import { shelf } from '#functions/publish/shelf.ts'
import { readCandidate } from '#functions/tabulate/candidate.ts'
import { tryCandidates, tryPublished } from '#infra/local/server/try-reports.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import { seriesState } from '#shared/disclosure/series/state.ts'
import { versionsIn } from '#shared/governance/published-versions.ts'
import { readOfAnyVersion } from '#shared/governance/read-published.ts'
import { readRelease } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { ASite, aCandidate, sha, study } from './a-site.ts'
import { AnotherVersion, ITS_WORDS, reworded, withSums } from './another-version.ts'

const folder = mkdtempSync(join(tmpdir(), 'chorus-upgrades-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NOW = new Date('2026-12-01T12:00:00Z')
const PATHS = [`/r/${study}/v1/`, ...['report.csv', 'report.html', 'methods.json', 'proof.json'].map((name) => `/r/${study}/v1/${name}`)]

function written(name: string, files: Files): string {
  const path = join(folder, name)
  for (const [file, bytes] of files) {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), bytes)
  }
  return path
}

function withByte(files: Files, name: string): Files {
  const bytes = files.get(name) ?? new Uint8Array()
  const at = Math.floor(bytes.length / 2)
  return new Map([...files, [name, Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte))] as const])
}

/** Another version counted it, the board approved it, another version published it. */
function afterUpgrade() {
  const site = new AnotherVersion()
  const candidate = site.candidate()
  site.approve(candidate)
  const files = site.published(candidate)
  return { site, candidate, files, id: site.place(files, candidate) }
}

async function expectNothing(site: AnotherVersion, what: string): Promise<void> {
  for (const path of PATHS) {
    const { status, text } = await site.get(path)
    expect([404, 503], `${what}: ${path}`).toContain(status)
    expect(text, `${what}: ${path}`).not.toContain(ITS_WORDS)
    expect(text, `${what}: ${path}`).not.toContain(',published')
  }
}

describe('a report that another version of Chorus published, after the upgrade', () => {
  it('is listed and served byte for byte, at its own address and at that of its content', async () => {
    const { site, files, id } = afterUpgrade()

    expect(() => readRelease('there', files)).toThrow('another version of Chorus made it')
    expect((await site.get('/r')).text).toContain(`/r/${study}/v1/`)
    expect((await site.get(`/r/${study}/`)).headers.location).toBe(`/r/${study}/v1/`)
    expect((await site.get(`/r/${study}/v1/`)).text).toContain(`SHA-256 ${id}`)
    for (const [name, bytes] of files) {
      for (const at of [`/r/${study}/v1/`, `/r/sha256-${id}/`])
        expect(Buffer.compare((await site.get(at + name)).bytes, bytes), at + name).toBe(0)
    }
    expect((await site.get(`/r/${study}/v1/report.html`)).text).toContain(ITS_WORDS)
  })

  it('is verified from its folder, in sentences that claim no more than was checked', async () => {
    const { site, files } = afterUpgrade()
    const said = (await verifyReport(written('whole', files), site.board.ledger, NOW)).join('\n')

    expect(said).toContain("Its pages are the ones that were published, by the word of the ledger's log. This version of Chorus makes")
    expect(said).toContain('approved exactly these numbers on 2026-03-11: 2 independent reviews')
    expect(said).toContain(`Its the-log wrote down on 2026-03-11, in entry ${site.board.lines.length - 1} of the ledger`)
    expect(said).not.toContain('every page says what the numbers say')
  })

  it('is one of its series: the next report is audited with it, from its own folder and from that of its candidate', async () => {
    const { site, candidate, files } = afterUpgrade()
    const expected = readRelease('there', aCandidate()).tables
    const state = seriesState.parse({
      format: 'chorus-series/1',
      study,
      release: 1,
      definition: 'ab'.repeat(32),
      members: 200,
      slices: {},
      releases: [sha(candidate)],
      withdrawals: [0],
    })

    for (const [name, from] of [
      ['published', files],
      ['candidate', candidate],
    ] as const) {
      const [earlier] = await readEarlier(state, written(`series-${name}/${name}`, from))
      expect(earlier?.tables, name).toEqual(expected)
    }
    site.offer(candidate)
    expect((await readCandidate(site.candidates, study, sha(candidate))).tables).toEqual(expected)
    const changed = withSums(withByte(files, 'report.csv'))
    await expect(readEarlier(state, written('series-changed/it', changed))).rejects.toThrow('it is not the file that was voted on')
    const other = withByte(candidate, 'report.csv')
    await expect(readEarlier(state, written('series-other/it', other))).rejects.toThrow('its hash is not the one in SHA256SUMS')
  })

  it('is read by audits and lists, which know what it followed', () => {
    const { candidate, files } = afterUpgrade()
    const read = readOfAnyVersion('there', files, NOW)
    expect(read).toMatchObject({ release: 1, candidate: sha(candidate), tabulated: sha(candidate), status: { people: 'made-up' } })
    expect(() => readOfAnyVersion('there', withSums(withByte(files, 'report.html')), NOW)).toThrow('another version of Chorus made it')
  })

  it('is corrected in words by a version in the words of this Chorus, and stays as it was (CI-08)', async () => {
    const { site, candidate, files } = afterUpgrade()
    // Its numbers are in the list of what was counted.
    site.candidates.held.set(`${study}/releases/000001`, new TextEncoder().encode(`${sha(candidate)}\n`))
    site.decide('correction', { release: sha(candidate), notice: 'Table 3 is wrong.', replacement: null })
    expect(await site.publish(2)).toMatchObject({ outcome: 'published' })

    const { text } = await site.get(`/r/${study}/v2/report.html`)
    expect(text).toContain('Table 3 is wrong.')
    expect(text).not.toContain(ITS_WORDS)
    expect((await site.get(`/r/${study}/v2/report.csv`)).bytes).toStrictEqual((await site.get(`/r/${study}/v1/report.csv`)).bytes)
    expect(Buffer.compare((await site.get(`/r/${study}/v1/report.html`)).bytes, files.get('report.html') ?? new Uint8Array())).toBe(0)
    expect((await site.get(`/r/${study}/v1/`)).text).toContain('Table 3 is wrong.')
  })

  it('is paused and taken back like any other: its files go, and its page says why', async () => {
    const { site, candidate } = afterUpgrade()
    site.board.pause('m2', sha(candidate), 'Somebody was frightened.')
    expect(await site.get(`/r/${study}/v1/`)).toMatchObject({ status: 503, text: expect.stringContaining('Somebody was frightened.') })
    expect((await site.get(`/r/${study}/v1/report.html`)).status).toBe(503)
    site.decide('retraction', { artifact: sha(candidate), why: 'Somebody could be recognised.' })
    expect(await site.get(`/r/${study}/v1/`)).toMatchObject({ status: 200, text: expect.stringContaining('Somebody could be recognised.') })
    expect((await site.get(`/r/${study}/v1/report.html`)).status).toBe(410)
  })

  it('that was not finished is published in the words that the log wrote down, and in no others', async () => {
    const site = new AnotherVersion()
    const candidate = site.candidate()
    site.approve(candidate)
    site.candidates.held.set(`${study}/releases/000001`, new TextEncoder().encode(`${sha(candidate)}\n`))
    const files = site.filesBefore(candidate)
    site.record(files)
    expect(await site.publish()).toMatchObject({ outcome: 'refused', missing: [expect.stringContaining('not there any more')] })
    await site.keepComing(files)
    expect(await site.publish()).toMatchObject({ outcome: 'published' })
    expect((await site.get(`/r/${study}/v1/report.html`)).text).toContain(ITS_WORDS)
  })
})

describe('GO-10: somebody who writes to the bucket of findings', () => {
  it.each(['report.html', 'report.csv', 'methods.json', 'survey.json', 'proof.json', 'SHA256SUMS', 'citation.bib'])(
    'changes one byte of %s, with the hashes and the pointer put right or not: nothing is shown, and no folder verifies',
    async (name) => {
      const { site, candidate, files, id } = afterUpgrade()
      const changed = withByte(files, name)
      site.findings.held.set(`${shelf.folder(id)}/${name}`, changed.get(name) ?? new Uint8Array())
      site.restart()
      await expectNothing(site, name)
      await expect(verifyReport(written(`byte-${name}`, changed), undefined, NOW)).rejects.toThrow()
      site.place(withSums(changed), candidate)
      if (name === 'SHA256SUMS') return
      await expectNothing(site, `${name}, with its hashes put right`)
      await expect(verifyReport(written(`byte-${name}-right`, withSums(changed)), undefined, NOW)).rejects.toThrow()
    },
  )

  it('leaves a file out, or puts one in', async () => {
    const { site, candidate, files } = afterUpgrade()
    const without = new Map([...files].filter(([name]) => name !== 'citation.bib'))
    const more = new Map([...files, ['hidden.csv', new TextEncoder().encode('count\n3\n')] as const])
    for (const [what, changed] of [
      ['without', without],
      ['more', more],
    ] as const) {
      site.place(withSums(changed), candidate)
      await expectNothing(site, what)
      await expect(verifyReport(written(what, withSums(changed)), undefined, NOW)).rejects.toThrow()
    }
  })

  it('puts pages of one report into another, or the whole of one in the place of the other', async () => {
    const site = new AnotherVersion()
    const [one, two] = [site.candidate(200), site.candidate(180)]
    site.approve(one)
    site.approve(two)
    const [first, second] = [site.published(one, 1), site.published(two, 2)]
    site.place(second, two, 2)
    const mixed = withSums(new Map([...first, ['report.html', second.get('report.html') ?? new Uint8Array()] as const]))
    for (const files of [mixed, second, withSums(new Map([...second, ['proof.json', first.get('proof.json') ?? new Uint8Array()]]))]) {
      site.place(files, one, 1)
      await expectNothing(site, 'swapped')
    }
    expect((await site.get(`/r/${study}/v2/report.html`)).status).toBe(200)
    site.place(first, one, 1)
    expect((await site.get(`/r/${study}/v1/report.html`)).status).toBe(200)
  })

  it('lays files with a proof of the second kind that the ledger never wrote down, or wrote down otherwise', async () => {
    const { site: other, candidate, files } = afterUpgrade()
    const never = new AnotherVersion()
    never.approve(candidate)
    never.place(files, candidate)
    expect(never.board.ledger).toBe(other.board.ledger)
    await expectNothing(never, 'the ledger has no such entry')

    const page = new TextEncoder().encode('<!doctype html><main>9 of 10 people agree.</main>')
    const forged = new Map([...files, ['report.html', page] as const])
    const bare = withSums(new Map([...forged].filter(([name]) => name !== 'proof.json'))).get('SHA256SUMS')
    const proof = { ...JSON.parse(new TextDecoder().decode(files.get('proof.json'))), published: new TextDecoder().decode(bare) }
    const lying = withSums(new Map([...forged, ['proof.json', canonicalJson(proof)] as const]))
    other.place(lying, candidate)
    await expectNothing(other, 'the list in the proof is forged')
    await expect(verifyReport(written('forged', lying), undefined, NOW)).rejects.toThrow('names other files')
    const silent = { ...proof, entries: proof.entries.slice(0, -1), checkpoints: [never.board.checkpoint()] }
    const unsaid = withSums(new Map([...forged, ['proof.json', canonicalJson(silent)] as const]))
    await expect(verifyReport(written('unsaid', unsaid), undefined, NOW)).rejects.toThrow('does not say which files were published')
    other.place(unsaid, candidate)
    await expectNothing(other, 'the ledger in the proof ends before')
  })

  it('puts a proof of the first kind in the place of one of the second, also over pages that this version makes', async () => {
    const older = ({ published: _, voted: __, counted: ___, ...proof }: Record<string, unknown>) =>
      canonicalJson({ ...proof, format: 'chorus-proof/1' })
    const downgraded = (files: Files) =>
      withSums(new Map([...files, ['proof.json', older(JSON.parse(new TextDecoder().decode(files.get('proof.json'))))] as const]))
    const { site, candidate, files } = afterUpgrade()
    site.place(downgraded(files), candidate)
    await expectNothing(site, 'another version')

    const own = new AnotherVersion()
    own.approve(aCandidate())
    const done = await own.publish()
    const id = done.outcome === 'refused' ? '' : done.id
    const made = new Map(
      [...own.findings.held].flatMap(([key, bytes]) => (key.startsWith(`${shelf.folder(id)}/`) ? [[key.slice(72), bytes] as const] : [])),
    )
    expect(made.has('proof.json')).toBe(true)
    own.place(downgraded(made), aCandidate())
    await expectNothing(own, 'this version')
    own.place(made, aCandidate())
    expect((await own.get(`/r/${study}/v1/report.html`)).status).toBe(200)
  })
})

describe('a report with a proof of the first kind, which the ledger does not name', () => {
  function old() {
    const site = new AnotherVersion()
    site.logKey = undefined
    site.approve(aCandidate())
    const files = site.publishedFirstKind()
    return { site, files }
  }

  it('is shown whole where this version makes the same pages', async () => {
    const { site, files } = old()
    site.place(files, aCandidate())
    expect((await site.get(`/r/${study}/v1/report.html`)).status).toBe(200)
    expect((await site.get(`/r/${study}/v1/`)).text).toContain('Read the report')
  })

  it('is shown by its data files, with a plain notice, where it does not; a file that cannot be proved is not given out', async () => {
    const { site, files } = old()
    const other = reworded(files)
    const id = site.place(other, aCandidate())

    const page = await site.get(`/r/${study}/v1/`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('The pages of this report are not shown. Another version of Chorus made them')
    expect(page.text).not.toContain('Read the report')
    expect(page.text).not.toContain(id)
    for (const name of ['report.csv', 'means.csv', 'questions.csv', 'survey.json', 'methods.json', 'quotes.json', 'proof.json'])
      expect(Buffer.compare((await site.get(`/r/${study}/v1/${name}`)).bytes, other.get(name) ?? new Uint8Array()), name).toBe(0)
    for (const name of ['report.html', 'SHA256SUMS', 'citation.bib', 'datapackage.json'])
      expect(await site.get(`/r/${study}/v1/${name}`), name).toMatchObject({ status: 503, text: expect.not.stringContaining(ITS_WORDS) })
    const voted = await site.get(`/r/${study}/v1/VOTED-SHA256SUMS`)
    expect(voted.bytes).toStrictEqual(Buffer.from(aCandidate().get('SHA256SUMS') ?? new Uint8Array()))

    const names = ['report.csv', 'means.csv', 'questions.csv', 'survey.json', 'methods.json', 'quotes.json', 'proof.json']
    const copy = new Map([...names.map((name) => [name, other.get(name) ?? new Uint8Array()] as const), ['VOTED-SHA256SUMS', voted.bytes]])
    const said = (await verifyReport(written('data', copy), site.board.ledger, NOW)).join('\n')
    expect(said).toContain('its data files are what the board voted on')
    await expect(verifyReport(written('data-changed', withByte(copy, 'report.csv')), undefined, NOW)).rejects.toThrow(
      'report.csv is not the file',
    )
  })

  it.each(['report.csv', 'means.csv', 'questions.csv', 'survey.json', 'methods.json', 'quotes.json', 'proof.json'])(
    'is not shown at all when a byte of %s is another',
    async (name) => {
      const { site, files } = old()
      site.place(withSums(withByte(reworded(files), name)), aCandidate())
      await expectNothing(site, name)
    },
  )

  it('says in its data files what the ledger says of it, and nothing else', async () => {
    const { site, files } = old()
    const said = new TextDecoder().decode(files.get('methods.json'))
    for (const [from, to] of [
      ['"by": "People of the river"', '"by": "The ministry"'],
      ['"on": "2026-03-11"', '"on": "2026-01-11"'],
    ] as const) {
      expect(said).toContain(from)
      const lying = new Map([...reworded(files), ['methods.json', new TextEncoder().encode(said.replace(from, to))] as const])
      site.place(withSums(lying), aCandidate())
      await expectNothing(site, to)
    }
    const marked = new TextDecoder('utf-8', { ignoreBOM: true })
      .decode(files.get('report.csv'))
      .replace('"published, made-up people"', 'real')
    site.place(withSums(new Map([...reworded(files), ['report.csv', new TextEncoder().encode(marked)] as const])), aCandidate())
    await expectNothing(site, 'a row')
  })

  it('is written down by the log as soon as its key is there and this version makes the same pages; after that by any', async () => {
    const { site, files } = old()
    site.place(files, aCandidate())
    expect(await dueVersions(site.sources)).toEqual([])
    site.logKey = new ASite().logKey
    expect(await dueVersions(site.sources)).toEqual([{ study, number: 1 }])
    const { length } = site.board.lines
    expect(await site.publish()).toMatchObject({ outcome: 'already' })
    expect(site.board.lines).toHaveLength(length + 1)
    expect(versionsIn(site.board.log)[0]?.recorded).toMatchObject({ seq: length })
    expect(await dueVersions(site.sources)).toEqual([])
    site.restart()
    expect((await site.get(`/r/${study}/v1/report.html`)).status).toBe(200)
  })

  it('that another version made and had written down is shown whole; one that it had not is never written down by this one', async () => {
    const { site, files } = old()
    const other = reworded(files)
    site.place(other, aCandidate())
    site.logKey = new ASite().logKey
    const { length } = site.board.lines
    expect(await site.publish()).toMatchObject({ outcome: 'already' })
    expect(site.board.lines).toHaveLength(length)

    site.record(other)
    site.restart()
    expect((await site.get(`/r/${study}/v1/report.html`)).text).toContain(ITS_WORDS)
    site.place(withSums(withByte(other, 'report.html')), aCandidate())
    await expectNothing(site, 'changed after it was written down')
  })
})

describe('chorus upgrade-check', () => {
  const tried = (site: AnotherVersion) =>
    tryPublished({
      reader: ledgerReader({ ledger: site.ledger, board: site.board.ledger }),
      board: site.board.ledger,
      findings: site.findings,
      clock: () => NOW,
    })

  it('says of each published report what this version would show: all of it, its data files, or nothing', async () => {
    const { site, candidate, files } = afterUpgrade()
    expect(await tried(site)).toEqual([{ line: `The published report ${study}, version 1, is shown as it was published.`, holds: true }])
    site.place(withSums(withByte(files, 'report.html')), candidate)
    expect(await tried(site)).toMatchObject([{ line: expect.stringContaining('would not be shown'), holds: false }])
    site.board.pause('m2', sha(candidate))
    expect(await tried(site)).toMatchObject([{ line: expect.stringContaining('is paused, and its page says so'), holds: true }])

    const older = new AnotherVersion()
    older.approve(aCandidate())
    expect(await tried(older)).toEqual([])
    older.place(reworded(older.publishedFirstKind()), aCandidate())
    expect(await tried(older)).toMatchObject([{ line: expect.stringContaining('by its data files alone'), holds: false }])
  })

  it('names a candidate whose numbers cannot be read, and no other', async () => {
    const site = new AnotherVersion()
    site.offer(site.candidate())
    expect(await tryCandidates(site.candidates)).toMatchObject([{ holds: true }])
    site.offer(withSums(new Map([...aCandidate(180), ['report.csv', new Uint8Array()] as const])))
    expect((await tryCandidates(site.candidates)).map(({ holds }) => holds).toSorted()).toEqual([false, true])
  })
})

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { verifyReport } from '#cli/verify-report.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import { type Files, SUMS, VOTED_SUMS } from '#shared/release/release.ts'
import { SENTENCES_FILE } from '#shared/release/sentences/board-sentences.ts'
import { aCandidate, study } from './a-site.ts'
import { AnotherVersion, withSums } from './another-version.ts'

const folder = mkdtempSync(join(tmpdir(), 'chorus-log-key-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const DATA = ['report.csv', 'means.csv', 'questions.csv', 'survey.json', 'methods.json', 'quotes.json']
const NOW = new Date('2026-12-01T12:00:00Z')
const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (files: Files, name: string) => new TextDecoder().decode(files.get(name))
const without = (files: Files, ...names: readonly string[]) => new Map([...files].filter(([name]) => !names.includes(name)))
const withFile = (files: Files, name: string, text: string) => withSums(new Map([...files, [name, bytesOf(text)] as const]))

function written(name: string, files: Files): string {
  const path = join(folder, name)
  for (const [file, bytes] of files) {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), bytes)
  }
  return path
}

/** A board approved a candidate that this version of Chorus counted; nothing is published yet. */
function approved() {
  const site = new AnotherVersion()
  site.approve(aCandidate())
  return site
}

/** The files as this version publishes them, but for the proof. */
function honest(site: AnotherVersion): Files {
  return without(site.publishedFirstKind(), 'proof.json', SUMS)
}

/** Somebody with the key of the log has these written down, and makes the proof of them. */
function recorded(site: AnotherVersion, files: Files): Files {
  const bare = withSums(files)
  site.record(bare)
  return site.proven(bare, aCandidate())
}

describe('somebody who holds the key of the log, at the moment of publication', () => {
  it('has false pages written down: verify refuses them where this version makes the pages that the board voted on', async () => {
    const site = approved()
    const files = honest(site)
    const page = textOf(files, 'report.html').replace('</main>', '<p>9 of 10 people agree.</p></main>')
    const forged = recorded(site, withFile(files, 'report.html', page))

    await expect(verifyReport(written('pages', forged), site.board.ledger, NOW)).rejects.toThrow(
      'report.html - this version of Chorus makes every file of the candidate just as the board voted on it',
    )
    const other = approved()
    const said = await verifyReport(written('honest', recorded(other, honest(other))), other.board.ledger, NOW)
    expect(said[0]).toContain('every page says what the numbers say')
  })

  it('adds a file of data that the candidate did not have', async () => {
    const site = approved()
    const made = withFile(honest(site), SENTENCES_FILE, '{"standing":"published, made-up people","sentences":[]}\n')
    expect(() => recorded(site, made)).toThrow(`${SENTENCES_FILE} is not the file that was voted on`)
  })

  it('has a whole folder written down with other numbers and a proof of the first kind: nothing is shown', async () => {
    const site = approved()
    const files = site.publishedFirstKind()
    const rows = textOf(files, 'report.csv').split('\n')
    const csv = [...rows.slice(0, -2), rows.at(-2)?.replace(/\d/g, '9'), ''].join('\n')
    expect(csv).not.toBe(textOf(files, 'report.csv'))
    const forged = withFile(files, 'report.csv', csv)
    site.record(forged)
    site.place(forged, aCandidate())

    for (const name of ['', 'report.csv', 'report.html']) {
      const { status, text } = await site.get(`/r/${study}/v1/${name}`)
      expect(status, name).toBe(503)
      expect(text, name).not.toContain(csv.slice(-40))
    }
    const other = approved()
    const whole = other.publishedFirstKind()
    other.record(whole)
    other.place(whole, aCandidate())
    expect((await other.get(`/r/${study}/v1/report.csv`)).status).toBe(200)
  })
})

describe('a folder that somebody made up out of parts of a published one', () => {
  function published() {
    const site = approved()
    return { site, files: recorded(site, honest(site)) }
  }

  it('has its list of sums taken away, a proof of the first kind and a false page put in', async () => {
    const { files } = published()
    const { published: _, counted: __, voted, ...proof } = JSON.parse(textOf(files, 'proof.json'))
    const before = approved().board.checkpoint()
    const first = { ...proof, format: 'chorus-proof/1', entries: proof.entries.slice(0, -1), checkpoints: [before] }
    const data = [...files].filter(([name]) => DATA.includes(name))
    const bare = new Map([...data, ['proof.json', canonicalJson(first)] as const, [VOTED_SUMS, bytesOf(voted)] as const])
    expect((await verifyReport(written('data', bare), undefined, NOW)).join(' ')).toContain('Its pages are not among these files')
    const lying = new Map([...bare, ['report.html', bytesOf('<p>9 of 10 people agree.</p>')] as const])
    await expect(verifyReport(written('data-lying', lying), undefined, NOW)).rejects.toThrow(
      'report.html - nothing shows that it was published',
    )
  })

  it('holds a link, or something far larger than a report', async () => {
    const { files } = published()
    const linked = written('linked', files)
    symlinkSync('/etc/hostname', join(linked, 'index.html'))
    await expect(verifyReport(linked, undefined, NOW)).rejects.toThrow('index.html is a link')
    const folders = written('folders', files)
    symlinkSync(folder, join(folders, 'more'))
    await expect(verifyReport(folders, undefined, NOW)).rejects.toThrow('more is a link')
    const large = written('large', files)
    writeFileSync(join(large, 'large.csv'), '')
    truncateSync(join(large, 'large.csv'), 4_000_000_000)
    await expect(verifyReport(large, undefined, NOW)).rejects.toThrow('larger files than any release')
  })

  it('holds a file whose name would steer a terminal', async () => {
    const { files } = published()
    const steering = withFile(files, 'a\u001b[2K\u202eb.html', 'a page')
    await expect(verifyReport(written('steering', steering), undefined, NOW)).rejects.toThrow(
      /^a \[2K b\.html is not the file that was published/,
    )
  })
})

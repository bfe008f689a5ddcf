import { describe, expect, it } from 'vitest'
import { dueVersions, publishVersion } from '#functions/publish/publish-version.ts'
import { shelf } from '#functions/publish/shelf.ts'
import { checkPublished } from '#shared/governance/check-published.ts'
import { readRelease, withStanding } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { ABoard, aCharter } from '../governance/helpers/a-board.ts'
import { ASite, aCandidate, sha, study } from './a-site.ts'

const candidate = aCandidate()

function filesIn(site: ASite, id: string): Files {
  const folder = `${shelf.folder(id)}/`
  return new Map([...site.findings.held].flatMap(([key, bytes]) => (key.startsWith(folder) ? [[key.slice(folder.length), bytes]] : [])))
}

/** Writes go well so many times; then the process is gone. */
function dyingAfter(site: ASite, writes: number) {
  let left = writes
  const put = async (key: string, bytes: Uint8Array) => {
    if (left-- <= 0) throw new Error('the process was killed')
    return site.findings.put(key, bytes)
  }
  return { ...site.sources, findings: { read: site.findings.read, put } }
}

describe('publishing', () => {
  it('happens after a verdict and only then', async () => {
    const site = new ASite()
    site.offer(candidate)
    expect(await dueVersions(site.sources)).toEqual([])
    expect(await site.publish()).toMatchObject({ outcome: 'refused' })
    expect(site.findings.held.size).toBe(0)

    site.approve(candidate)
    expect(await dueVersions(site.sources)).toEqual([{ study, number: 1 }])
    const done = await site.publish()
    if (done.outcome === 'refused') throw new Error('refused')
    const files = filesIn(site, done.id)
    const checked = checkPublished(files, site.board.ledger, site.now)
    expect(checked).toMatchObject({ ok: true })
    expect(await dueVersions(site.sources)).toEqual([])
  })

  it('is refused while it is paused, after it was taken back, and where there is no board or another one', async () => {
    const site = new ASite()
    site.approve(candidate)
    expect(await publishVersion({ ...site.sources, board: undefined }, { study, number: 1 })).toMatchObject({ outcome: 'refused' })
    await expect(publishVersion({ ...site.sources, board: 'ab'.repeat(32) }, { study, number: 1 })).rejects.toThrow('another board')
    site.board.pause('m2', sha(candidate), 'Wait.')
    expect(await site.publish()).toMatchObject({ outcome: 'refused', missing: [expect.stringContaining('paused')] })
    site.decide('retraction', { artifact: sha(candidate), why: 'Wrong.' })
    expect(await site.publish()).toMatchObject({ outcome: 'refused' })
    expect(await dueVersions(site.sources)).toEqual([])
    expect(site.findings.held.size).toBe(0)
  })

  it('stops at the last moment when somebody pauses it while its files are written', async () => {
    const site = new ASite()
    site.approve(candidate)
    const put = async (key: string, bytes: Uint8Array) => {
      if (key.endsWith('/SHA256SUMS')) site.board.pause('m2', sha(candidate), 'Wait.')
      return site.findings.put(key, bytes)
    }
    const sources = { ...site.sources, findings: { read: site.findings.read, put } }
    expect(await publishVersion(sources, { study, number: 1 })).toMatchObject({ outcome: 'refused' })
    expect((await site.get(`/r/${study}/v1/`)).status).toBe(404)
  })

  it('is finished by the next call, wherever the process was killed between the vote and the effect', async () => {
    const whole = new ASite()
    whole.approve(candidate)
    await whole.publish()
    const writes = whole.findings.held.size
    for (const at of [0, 1, Math.floor(writes / 2), writes - 4, writes - 3, writes - 2, writes - 1]) {
      const site = new ASite()
      site.approve(candidate)
      await expect(publishVersion(dyingAfter(site, at), { study, number: 1 })).rejects.toThrow('killed')
      expect((await site.get(`/r/${study}/v1/`)).status, `after ${at} writes`).toBe(404)
      site.restart()
      expect(await site.publish(), `after ${at} writes`).toMatchObject({ outcome: 'published' })
      expect((await site.get(`/r/${study}/v1/report.csv`)).status).toBe(200)
    }
  })

  it('comes to one version when two publish at once, also when the ledger grew in between', async () => {
    const site = new ASite()
    site.approve(candidate)
    const [lines, notes] = [[...site.board.lines], [site.board.checkpoint()]]
    let isEarly = true
    const early = {
      ...site.sources,
      ledger: {
        ...site.ledger,
        lines: async (from: number) => (isEarly ? lines : site.board.lines).slice(from),
        checkpoints: async () => notes,
        append: async (seq: number, line: Uint8Array) => {
          isEarly = false
          return site.ledger.append(seq, line)
        },
      },
    }
    const other = site.board.propose('m3', { ...proposed(), id: study })
    site.board.vote('m1', other)

    const both = await Promise.all([publishVersion(early, { study, number: 1 }), site.publish()])
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['already', 'published'])
    const [one, two] = both
    if (one?.outcome === 'refused' || two?.outcome === 'refused') throw new Error('refused')
    expect(one?.id).toBe(two?.id)
    expect(await site.publish()).toEqual({ outcome: 'already', id: one?.id })
    expect((await site.get(`/r/${study}/v1/`)).text).toContain(`SHA-256 ${one?.id}`)
  })

  it('keeps two reports apart that are published at the same moment, in the order in which the board let them take effect', async () => {
    const site = new ASite()
    site.approve(candidate)
    site.approve(aCandidate(180))
    const both = await Promise.all([1, 2].map((number) => publishVersion(site.sources, { study, number })))
    const ids = both.map((each) => (each.outcome === 'published' ? each.id : each.outcome))
    expect(new Set(ids).size).toBe(2)
    for (const [at, files] of [candidate, aCandidate(180)].entries()) {
      expect((await site.get(`/r/${study}/v${at + 1}/`)).text).toContain(`SHA-256 ${ids[at]}`)
      expect(site.findings.held.get(shelf.sums(sha(files))), 'the sums that were voted on').toEqual(files.get('SHA256SUMS'))
    }
  })

  it('takes the numbers that the board voted on, and no others', async () => {
    const site = new ASite()
    site.approve(candidate)
    const other = readRelease('other', aCandidate(180))
    expect(await publishVersion(site.sources, { study, number: 1 }, other)).toMatchObject({ outcome: 'refused' })
    expect(await publishVersion(site.sources, { study, number: 2 }, readRelease('own', candidate))).toMatchObject({ outcome: 'refused' })
    expect(await publishVersion(site.sources, { study: 'another', number: 1 })).toMatchObject({ outcome: 'refused' })
  })
})

describe('GO-10: somebody edits every object and the ledger by hand, to say that a report is approved', () => {
  const forgery = () => {
    const read = readRelease('candidate', candidate)
    const approval = { by: 'People of the river', on: '2026-03-11', candidate: sha(candidate), entry: 'ab'.repeat(32) }
    return withStanding(read, { state: 'published', approval }, new TextEncoder().encode('{}'))
  }

  function placed(site: ASite): string {
    const { id, files } = forgery()
    for (const [name, bytes] of files) site.findings.held.set(`${shelf.folder(id)}/${name}`, bytes)
    site.findings.held.set(shelf.sums(sha(candidate)), candidate.get('SHA256SUMS') ?? new Uint8Array())
    site.findings.held.set(shelf.methods(sha(candidate)), candidate.get('methods.json') ?? new Uint8Array())
    site.findings.held.set(shelf.version(study, 1), new TextEncoder().encode(id))
    return id
  }

  it('nothing is shown that the ledger does not have', async () => {
    const site = new ASite()
    const id = placed(site)
    for (const path of [`/r/${study}/`, `/r/${study}/v1/`, `/r/${study}/v1/report.csv`, `/r/sha256-${id}/`, `/r/sha256-${id}/report.csv`])
      expect((await site.get(path)).status, path).toBe(404)
    expect((await site.get('/r')).text).toContain('Nothing has been published yet.')
    site.offer(candidate)
    expect(await dueVersions(site.sources)).toEqual([])
    expect(await site.publish()).toMatchObject({ outcome: 'refused' })
  })

  it('nothing is shown of files that say that they are approved and are not what the board approved', async () => {
    const site = new ASite()
    site.approve(candidate)
    const id = placed(site)
    for (const path of [`/r/${study}/v1/`, `/r/${study}/v1/report.csv`, `/r/sha256-${id}/report.csv`])
      expect((await site.get(path)).status, path).toBe(503)
  })

  it('nothing is shown of an object that was changed, whichever it is', async () => {
    const site = new ASite()
    site.approve(candidate)
    await site.publish()
    const kinds = /(report\.csv|report\.html|proof\.json|SHA256SUMS|\/methods\.json|survey\.json|citation\.bib)$|^approved|^studies/
    const attacked = [...site.findings.held].filter(([key]) => kinds.test(key))
    expect(attacked).toHaveLength(10)
    for (const [key, bytes] of attacked) {
      site.restart()
      site.findings.held.set(key, Uint8Array.from([...bytes.subarray(0, -1), (bytes.at(-1) ?? 0) ^ 1]))
      const answers = await Promise.all([`/r/${study}/v1/`, `/r/${study}/v1/report.csv`].map((path) => site.get(path)))
      // The break after the hash in a pointer means nothing.
      const isSame = key === shelf.version(study, 1)
      for (const { status, text } of answers) {
        if (isSame && status === 200) continue
        expect([404, 503], key).toContain(status)
        expect(text, key).not.toContain(',published')
      }
      site.findings.held.delete(key)
      site.restart()
      expect([404, 503], `${key} is gone`).toContain((await site.get(`/r/${study}/v1/report.csv`)).status)
      site.findings.held.set(key, bytes)
    }
    site.restart()
    expect((await site.get(`/r/${study}/v1/report.csv`)).status).toBe(200)
  })

  it('nothing is shown of a version whose pointer leads to the files of another version, also when those were just shown', async () => {
    const site = new ASite()
    site.approve(candidate)
    const first = await site.publish(1)
    site.decide('correction', { release: sha(candidate), notice: 'Table 3 is wrong.', replacement: null })
    await site.publish(2)
    if (first.outcome !== 'published') throw new Error('not published')
    site.findings.held.set(shelf.version(study, 2), new TextEncoder().encode(`${first.id}\n`))
    site.restart()

    expect((await site.get(`/r/${study}/v1/report.csv`)).status).toBe(200)
    for (const path of [`/r/${study}/v2/`, `/r/${study}/v2/report.csv`]) expect((await site.get(path)).status, path).toBe(503)
    expect((await site.get(`/r/${study}/v1/`)).status).toBe(200)
  })

  it('nothing is shown or published by a ledger in which somebody else approved it', async () => {
    const site = new ASite()
    placed(site)
    site.offer(candidate)
    const forged = new ABoard(aCharter(3, { livedExperience: 3, approvalDays: 1 }))
    site.forge(forged.lines)
    await expect(site.get('/r')).rejects.toThrow('another board')
    await expect(dueVersions({ ...site.sources })).rejects.toThrow('another board')
    await expect(site.publish()).rejects.toThrow('another board')
  })
})

function proposed() {
  const about = { askedBy: 'Us.', benefits: 'Us.', returns: 'Aloud.', harms: 'None.' }
  const checks = [{ name: 'all', result: 'pass' as const }]
  return {
    kind: 'survey' as const,
    sha256: 'cd'.repeat(32),
    title: 'Mine',
    authors: [],
    replaces: null,
    met: null,
    about,
    checks,
    review: '2026-12-31',
  }
}

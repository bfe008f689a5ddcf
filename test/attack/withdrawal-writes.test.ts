import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser } from '#cli/simulate/browser.ts'
import { connectTo } from '#cli/simulate/connection.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import { readLogFile } from '#infra/local/leveldb/log-file.ts'
import { Reader } from '#infra/local/leveldb/reader.ts'
import { formatCode } from '#shared/response/receipt.ts'
import { type Running, runDeployment } from '#test/running.ts'

describe('somebody who watches the disk while a code is used', () => {
  let running: Running
  let code: string
  beforeAll(async () => {
    const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    running = await runDeployment([survey])
    const connection = connectTo(running.origin, 1)
    const ending = { kind: 'sends', twice: false } as const
    const plan = { mode: 'one-page', agrees: ['aggregate'], looksBack: false, pressesSkip: false, typesCarelessly: false, ending } as const
    const person = { wishes: { bh01: ['peer'], bh15: ['These words.'] }, skippedSections: new Set<string>(), heard: 0 }
    const browser = new Browser({ origin: running.origin, send: connection.send, now: () => new Date() })
    code = (await visitSurvey({ survey, person, plan, browser })).code ?? ''
    connection.close()
  })
  afterAll(() => running.remove())

  it('cannot see whether there was anything under it: as many writes, of the same kinds and sizes', async () => {
    // The first use fills what is kept in memory.
    await writesOf(formatCode(new Uint8Array(10).fill(9)))
    const unknown = await writesOf(formatCode(new Uint8Array(10).fill(7)))
    const known = await writesOf(code)

    expect(known.length).toBeGreaterThan(2)
    expect(known).toStrictEqual(unknown)
  })

  /** Every write that a withdrawal brings: put or delete, the table, and how long its key and value are. */
  async function writesOf(withdrawn: string): Promise<string[]> {
    const before = (await batches()).length
    const body = new URLSearchParams({ _code: withdrawn, _go: 'everything' })
    const answered = await fetch(new URL('/withdraw', running.origin), { method: 'POST', body, redirect: 'manual' })
    expect(answered.status).toBeLessThan(400)
    return (await batches()).slice(before).flatMap(writesIn).toSorted()
  }

  async function batches(): Promise<readonly Uint8Array[]> {
    const folder = join(running.dataDir, 'database')
    const names = (await readdir(folder)).filter((name) => name.endsWith('.log'))
    expect(names).toHaveLength(1)
    return readLogFile(await readFile(join(folder, names[0] ?? ''))).records
  }
})

/** LevelDB's WriteBatch: twelve bytes of head, then a kind, a key and, for a put, a value each. */
function writesIn(batch: Uint8Array): string[] {
  const entries = new Reader(batch.subarray(12))
  const writes: string[] = []
  while (!entries.isAtEnd) {
    const isPut = entries.varint() === 1
    const key = Buffer.from(entries.slice())
    const table = key.toString().split('~', 1)[0]
    writes.push(isPut ? `put ${table} ${key.length} ${entries.slice().length}` : `delete ${table} ${key.length}`)
  }
  return writes
}

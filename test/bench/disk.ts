import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { SyncedLevel } from '#infra/local/synced-level.ts'
import { type Row, rounded } from './row.ts'

const WRITES = 1500
const ROUNDS = 3
const WRITERS = [1, 8, 64]
const VALUE = { B: 'v'.repeat(400) }
const ENCODING = { valueEncoding: 'json' } as const

type Put = (key: string) => Promise<void>

/**
 * Measures the cost of having a write on the disk before it is answered: without it, with one sync a write, and in groups as it
 * is done.
 */
export async function benchDisk(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-bench-'))
  const plain = new ClassicLevel<string, unknown>(join(folder, 'plain'), ENCODING)
  const grouped = new SyncedLevel(join(folder, 'grouped'), ENCODING)
  const ways: Readonly<Record<string, Put>> = {
    'not synced': (key) => plain.put(key, VALUE),
    'each synced': (key) => plain.put(key, VALUE, { sync: true }),
    'synced in groups': (key) => grouped.put(key, VALUE),
  }
  const rows: Row[] = []
  for (const writers of WRITERS) {
    const rates: string[] = []
    for (const [way, put] of Object.entries(ways)) rates.push(`${rounded(await bestRate(put, writers))} ${way}`)
    rows.push({ what: `writes a second to the disk, ${writers} at a time`, measured: rates.join(', '), ok: true })
  }
  await Promise.all([plain.close(), grouped.close()])
  await rm(folder, { recursive: true })
  return rows
}

/** Other work on the machine only takes away, so the best round counts. */
async function bestRate(put: Put, writers: number): Promise<number> {
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    let next = 0
    const began = performance.now()
    const writer = async () => {
      while (next < WRITES) await put(`${round} ${next++}`)
    }
    await Promise.all(Array.from({ length: writers }, writer))
    rates.push((WRITES * 1000) / (performance.now() - began))
  }
  return Math.max(...rates)
}

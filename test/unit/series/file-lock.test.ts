import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { whileLocked } from '#cli/series/file-lock.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chorus-lock-'))
  file = join(folder, 'study.key.state')
})
afterEach(() => rm(folder, { recursive: true }))

const busy = () => 'busy'

describe('a file that one process changes at a time', () => {
  it('is busy for a second one until the first has ended', async () => {
    const first = await whileLocked(file, () => whileLocked(file, async () => 'done', busy), busy)
    const second = await whileLocked(file, async () => 'done', busy)

    expect([first, second]).toEqual(['busy', 'done'])
    expect(await readdir(folder)).toEqual([])
  })

  it('is free again after an error', async () => {
    const failing = () => Promise.reject(new Error('no room left'))

    await expect(whileLocked(file, failing, busy)).rejects.toThrow('no room left')
    expect(await whileLocked(file, async () => 'done', busy)).toBe('done')
  })

  it('is taken over from a process that is gone, and from none that runs', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid

    await writeFile(`${file}.lock`, String(gone))
    expect(await whileLocked(file, async () => 'done', busy)).toBe('done')
    await writeFile(`${file}.lock`, String(process.pid))
    expect(await whileLocked(file, async () => 'done', busy)).toBe('busy')
  })
})

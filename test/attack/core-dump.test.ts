import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { npmStart, type Started } from './npm-start.ts'

const FILTER = '/proc/self/coredump_filter'

describe.skipIf(!existsSync(FILTER))('a core dump', () => {
  let folder = ''
  let started: Started
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-core-'))
    started = npmStart('--data', folder, '--port', '0', '--no-demo')
    await fetch(new URL('/support', await started.origin()))
  })
  afterAll(async () => {
    started.signal('SIGKILL')
    await started.ended
    await rm(folder, { recursive: true, force: true })
  })

  it('of a deployment, or of a function that it runs, holds no memory: no key, no answer, no code', async () => {
    // esbuild has the code in it, and nothing else.
    const isOurs = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'esbuild'
    const processes = [started.pid, ...(await childrenOf(started.pid))].filter(isOurs)

    // The process itself, respond, and retain, which ran at the start.
    expect(processes.length).toBeGreaterThanOrEqual(3)
    for (const pid of processes) expect(readFileSync(`/proc/${pid}/coredump_filter`, 'utf8').trim()).toBe('00000000')
  })
})

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`)
  const lists = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')))
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One thing the operating system did to a file: bytes were written to its end, or all of them reached the disk. */
type Act = { readonly kind: 'write' | 'sync'; readonly path: string; readonly began: number; readonly done: number; readonly bytes: number }

export type Watched = {
  /** Stops watching, once the process has ended. */
  stopped(): Promise<void>
  /** A copy of the folder as a power cut at this moment (`Date.now()`) leaves it: without any byte that was not synced by then. */
  cutAt(moment: number): Promise<string>
}

/** The system calls can be watched: on Linux, with strace. */
export const canWatch = process.platform === 'linux' && spawnSync('strace', ['--version']).status === 0

/** Watches what a running process writes to the files of a folder and what it syncs. What lies there now counts as synced. */
export async function watch(pid: number, folder: string): Promise<Watched> {
  const traces = await mkdtemp(join(tmpdir(), 'chorus-strace-'))
  const before = new Map<string, number>()
  for (const name of await readdir(folder)) before.set(join(folder, name), (await stat(join(folder, name))).size)
  const calls = '--trace=write,pwrite64,writev,fsync,fdatasync'
  const tracer = spawn('strace', ['-ff', '-y', '-ttt', '-T', '-s', '0', calls, '-o', join(traces, 'thread'), '-p', String(pid)])
  const ended = once(tracer, 'exit')
  await once(tracer.stderr, 'data')

  return {
    stopped: () => ended.then(() => undefined),
    async cutAt(moment) {
      const acts = await actsIn(traces)
      const copy = await mkdtemp(join(tmpdir(), 'chorus-cut-'))
      await cp(folder, copy, { recursive: true })
      for (const name of await readdir(folder)) {
        const path = join(folder, name)
        const kept = syncedBytes(
          acts.filter((act) => act.path === path),
          before.get(path) ?? 0,
          moment / 1000,
        )
        if (kept < (await stat(path)).size) await truncate(join(copy, name), kept)
      }
      return copy
    },
  }
}

/** The bytes that had been written when the last sync began that was over by this moment. */
function syncedBytes(acts: readonly Act[], before: number, moment: number): number {
  const lastSync = Math.max(0, ...acts.filter(({ kind, done }) => kind === 'sync' && done <= moment).map(({ began }) => began))
  const written = acts.filter(({ kind, done }) => kind === 'write' && done <= lastSync)
  return before + written.reduce((sum, { bytes }) => sum + bytes, 0)
}

const LINE = /^(\d+\.\d+) (\w+)\(\d+<([^>]*)>.* = (\d+) <(\d+\.\d+)>$/

/** One file a thread, so that no call is cut in two by another's. */
async function actsIn(traces: string): Promise<Act[]> {
  const files = await Promise.all((await readdir(traces)).map((name) => readFile(join(traces, name), 'utf8')))
  return files.flatMap((text) =>
    text.split('\n').flatMap((line) => {
      const [, began = '', call = '', path = '', result = '', took = ''] = LINE.exec(line) ?? []
      const kind = call.endsWith('sync') ? 'sync' : 'write'
      return path ? [{ kind, path, began: Number(began), done: Number(began) + Number(took), bytes: Number(result) } as const] : []
    }),
  )
}

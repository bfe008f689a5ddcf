import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Run, type Runs, run } from './run.ts'

/** The number of runs that are remembered: a year of them, at a report a week. */
const KEPT = 50

const NAME = /^\d{8}T\d{9}Z-[0-9a-f-]{36}\.json$/

export type RecordedRuns = Runs & {
  /** Remembers a run that begins, and gives what to call when it has ended. `id` tells it from one that begins in the same millisecond: a random UUID. */
  begin(started: Date, id: string, input: unknown): Promise<(ended: Pick<Run, 'state' | 'output' | 'error'>) => Promise<void>>
  /** Marks unfinished runs as stopped: the process that began them is gone. */
  stopUnfinished(): Promise<void>
}

/** Runs as files of a folder, one each, named by the time they began. A file is written whole or not at all. */
export function folderRuns(folder: string): RecordedRuns {
  const names = async () => (await readdir(folder).catch(noneYet)).filter((name) => NAME.test(name)).sort()
  const read = async (name: string) => runIn(await readFile(join(folder, name), 'utf8'))
  const write = async (name: string, each: Run) => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const half = join(folder, `.${name}`)
    await writeFile(half, JSON.stringify(run.parse(each)), { mode: 0o600 })
    await rename(half, join(folder, name))
  }
  return {
    async latest(most) {
      const found = await Promise.all((await names()).map(read))
      return found
        .filter((each) => each !== undefined)
        .slice(-most)
        .reverse()
    },

    async begin(started, id, input) {
      const begun = { started: started.toISOString(), state: 'running', input } as const
      const name = `${begun.started.replace(/[-:.]/g, '')}-${id}.json`
      await write(name, begun)
      for (const old of (await names()).slice(0, -KEPT)) await rm(join(folder, old), { force: true })
      return (ended) => write(name, { ...begun, ...ended })
    },

    async stopUnfinished() {
      for (const name of await names()) {
        const each = await read(name)
        if (each?.state === 'running') await write(name, { ...each, state: 'stopped' })
      }
    },
  }
}

/** Undefined for a record that a power cut broke: no answer depends on it, so it keeps no deployment from starting. */
function runIn(text: string): Run | undefined {
  try {
    return run.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function noneYet(thrown: unknown): string[] {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return []
  throw thrown
}

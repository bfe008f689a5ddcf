import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

export type Started = {
  readonly pid: number
  /** Where it serves, once it says so. Rejects when the process ends before. */
  origin(): Promise<URL>
  /** Resolves when it has printed this. Rejects when it ends before. */
  printed(text: string): Promise<void>
  /** Everything it and its children printed so far. */
  output(): string
  signal(signal: NodeJS.Signals): void
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** The process that `npm start` runs, with these arguments. */
export function npmStart(...args: readonly string[]): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'infra/local/start.ts'), ...args], { cwd: ROOT })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const output = () => Buffer.concat(chunks).toString()
  const ended = once(child, 'close').then(([code, signal]): number | NodeJS.Signals => code ?? signal)

  async function seen(wanted: RegExp): Promise<RegExpExecArray> {
    const printing = new Promise<RegExpExecArray>((resolve) => {
      const look = () => {
        const found = wanted.exec(output())
        if (found) resolve(found)
      }
      child.stdout.on('data', look)
      look()
    })
    const failed = ended.then((how) => Promise.reject(new Error(`it ended (${how}) without saying ${wanted}:\n${output()}`)))
    return Promise.race([printing, failed])
  }

  if (child.pid === undefined) throw new Error('it could not be started')
  return {
    pid: child.pid,
    output,
    ended,
    signal: (signal) => child.kill(signal),
    // Served means that the link of a survey is printed: everything is open then.
    origin: () => seen(/(http:\/\/127\.0\.0\.1:\d+)\/s\//).then(([, origin = '']) => new URL(origin)),
    printed: (text) => seen(new RegExp(text)).then(() => undefined),
  }
}

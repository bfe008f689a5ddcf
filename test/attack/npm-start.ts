import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

export type Started = {
  /** Where it serves, once it says so. Rejects when the process ends before. */
  readonly origin: Promise<URL>
  /** Everything it and its children printed so far. */
  output(): string
  signal(signal: NodeJS.Signals): void
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** The process that `npm start` runs, with these arguments. */
export function npmStart(...args: readonly string[]): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'infra/local/start.ts'), ...args], { cwd: ROOT })
  const printed: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
  const output = () => Buffer.concat(printed).toString()
  const ended = once(child, 'close').then(([code, signal]): number | NodeJS.Signals => code ?? signal)
  return { origin: originOf(child, output, ended), output, signal: (signal) => child.kill(signal), ended }
}

/** Served means the link of a survey is printed: everything is open then. */
async function originOf(child: ChildProcess, output: () => string, ended: Promise<unknown>): Promise<URL> {
  const served = new Promise<URL>((resolve) => {
    child.stdout?.on('data', () => {
      const link = /(http:\/\/127\.0\.0\.1:\d+)\/s\//.exec(output())?.[1]
      if (link) resolve(new URL(link))
    })
  })
  const failed = ended.then((how) => Promise.reject(new Error(`it ended (${how}) before it served:\n${output()}`)))
  return Promise.race([served, failed])
}

import { type ChildProcess, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod'
import { CodedError } from '#shared/problem.ts'

export type FunctionProcess = {
  /** Rejects with FunctionFailed when the handler throws, takes too long, or its process ends. */
  invoke(event: unknown): Promise<unknown>
  /** Takes no more calls, and ends when those it has are answered or out of time. */
  retire(): Promise<void>
}

export type ProcessOptions = {
  readonly name: string
  readonly bundle: string
  readonly memoryMb: number
  readonly timeoutSeconds: number
  readonly environment: Readonly<Record<string, string>>
  /** Folders it may read and write; it can open no other file than its own bundle. */
  readonly folders: readonly string[]
  readonly onLine: (line: string) => void
}

const NAMED = { threw: 'Error', 'timed out': 'Sandbox.Timedout', crashed: 'Runtime.ExitError' } as const

export class FunctionFailed extends CodedError {
  readonly reason: 'threw' | 'timed out' | 'crashed'
  /** The error's name, as Lambda would give it. */
  readonly error: string

  constructor(reason: FunctionFailed['reason'], message: string, error: string = NAMED[reason]) {
    super('function-failed', message)
    this.name = 'FunctionFailed'
    this.reason = reason
    this.error = error
  }
}

/** A fresh process loads its code before the time of a call begins, as on Lambda: on a busy machine that takes a while. */
const MOST_SECONDS_TO_START = 60

const started = z.strictObject({ started: z.literal(true) })
const reply = z.object({ id: z.int(), result: z.unknown().optional(), failure: z.string().optional() })
type Waiting = { resolve(result: unknown): void; reject(failed: FunctionFailed): void; timer: NodeJS.Timeout }

/** One process of one function. It serves many calls at a time, like as many Lambda instances. */
export function startProcess(options: ProcessOptions, onUnfit: () => void): FunctionProcess {
  const child = spawnWorker(options)
  const waiting = new Map<number, Waiting>()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let calls = 0
  let isStarted = false
  let retired = false

  function limited(id: number): NodeJS.Timeout {
    const seconds = isStarted ? options.timeoutSeconds : MOST_SECONDS_TO_START
    return setTimeout(() => {
      // Its event loop may be stuck, so it gets no further calls; calls it still has keep their own time.
      onUnfit()
      waiting.get(id)?.reject(new FunctionFailed('timed out', `${options.name} took longer than ${seconds} s`))
    }, seconds * 1000)
  }

  child.on('message', (message) => {
    if (started.safeParse(message).success) {
      isStarted = true
      for (const [id, call] of waiting) {
        clearTimeout(call.timer)
        call.timer = limited(id)
      }
      return
    }
    const { id, result, failure } = reply.parse(message)
    const call = waiting.get(id)
    if (failure === undefined) call?.resolve(result)
    else call?.reject(new FunctionFailed('threw', `${options.name} threw ${failure}`, failure.split('\n')[0]))
  })
  child.on('error', () => child.kill('SIGKILL'))
  child.once('exit', () => {
    onUnfit()
    for (const call of waiting.values()) call.reject(new FunctionFailed('crashed', `the process of ${options.name} ended`))
  })

  return {
    invoke(event) {
      const id = calls++
      const answered = new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject, timer: limited(id) })
        child.send({ id, event }, (failed) => {
          if (failed) reject(new FunctionFailed('crashed', `the process of ${options.name} ended`))
        })
      })
      return answered.finally(() => {
        clearTimeout(waiting.get(id)?.timer)
        waiting.delete(id)
        if (retired && waiting.size === 0) child.kill('SIGKILL')
      })
    },

    retire() {
      retired = true
      if (waiting.size === 0) child.kill('SIGKILL')
      return ended
    },
  }
}

function spawnWorker({ name, bundle, memoryMb, timeoutSeconds, environment, folders, onLine }: ProcessOptions): ChildProcess {
  const worker = join(import.meta.dirname, 'function-worker.mjs')
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      `--max-old-space-size=${memoryMb}`,
      '--permission',
      // Newer versions of Node refuse the network too, unless told; the gate decides what is reached through it.
      ...(process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : []),
      ...[worker, dirname(bundle), ...folders].map((path) => `--allow-fs-read=${path}`),
      ...folders.map((path) => `--allow-fs-write=${path}`),
      ...[worker, bundle, name, String(memoryMb), String(timeoutSeconds)],
    ],
    { env: { TZ: 'UTC', ...environment }, stdio: ['ignore', 'pipe', 'ignore', 'ipc'] },
  )
  if (child.stdout) createInterface({ input: child.stdout }).on('line', onLine)
  return child
}

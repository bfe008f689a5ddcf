import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import * as z from 'zod'
import { listen } from '#infra/local/listen.ts'

/** A function as CloudFormation describes it. */
export type LambdaSpec = {
  readonly name: string
  /** The folder of its code. */
  readonly root: string
  /** `index.handler` */
  readonly handler: string
  readonly memoryMb: number
  readonly timeoutSeconds: number
  readonly environment: Readonly<Record<string, string>>
}

/** A failed call, with the service's reason: the function's own error, its time, or its process. */
export class InvocationFailed extends Error {
  readonly errorType: string
  constructor(errorType: string, message: string, trace: readonly string[] = []) {
    super(message, { cause: trace.join('\n') })
    this.name = 'InvocationFailed'
    this.errorType = errorType
  }
}

type Invocation = { readonly event: unknown; resolve(result: unknown): void; reject(failed: InvocationFailed): void }
export type Instance = {
  invoke(event: unknown): Promise<unknown>
  /** As when the machine under it goes. */
  kill(): void
  /** The most memory that the process has held since this was asked last, in MB; 0 where the machine does not tell. */
  mostMb(): number
  readonly ended: Promise<void>
}

const failure = z.looseObject({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()).optional() })
/** The environment of a Lambda process besides its own variables. */
const PLATFORM = { TZ: ':UTC', LANG: 'en_US.UTF-8', PATH: '/usr/local/bin:/usr/bin:/bin' }

/** One execution environment: a fresh process and the Runtime API that it asks for work, one event at a time. */
export async function startInstance(spec: LambdaSpec, onLine: (line: string) => void = () => {}): Promise<Instance> {
  let current: { readonly id: string; readonly invocation: Invocation } | undefined
  let queued: Invocation | undefined
  let waiting: ServerResponse | undefined

  /** The time of a call begins when a process that has started takes it: starting has a time of its own there. */
  function limited({ event, resolve, reject }: Invocation): Invocation {
    const late = setTimeout(() => {
      reject(new InvocationFailed('Sandbox.Timedout', `Task timed out after ${spec.timeoutSeconds} seconds`))
      child.kill('SIGKILL')
    }, spec.timeoutSeconds * 1000)
    const inTime =
      <Outcome>(tell: (outcome: Outcome) => void) =>
      (outcome: Outcome) => {
        clearTimeout(late)
        tell(outcome)
      }
    return { event, resolve: inTime(resolve), reject: inTime(reject) }
  }

  function hand(): void {
    if (!waiting || !queued) return
    current = { id: randomUUID(), invocation: limited(queued) }
    waiting.writeHead(200, {
      'lambda-runtime-aws-request-id': current.id,
      'lambda-runtime-deadline-ms': String(Date.now() + spec.timeoutSeconds * 1000),
      'lambda-runtime-invoked-function-arn': `arn:aws:lambda:eu-central-1:123456789012:function:${spec.name}`,
    })
    waiting.end(JSON.stringify(queued.event))
    waiting = undefined
    queued = undefined
  }

  const api = createServer(async (request, response) => {
    const path = (request.url ?? '').replace('/2018-06-01/runtime/', '')
    if (path === 'invocation/next') {
      waiting = response
      return hand()
    }
    const body: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString())
    const [, id, outcome] = path.split('/')
    if (path === 'init/error') fail(failure.parse(body))
    else if (id === current?.id && outcome === 'response') current?.invocation.resolve(body)
    else if (id === current?.id && outcome === 'error') fail(failure.parse(body))
    response.writeHead(202).end()
  })

  // The process waits here for its next event, and works on one, for as long as it takes.
  api.keepAliveTimeout = 0

  function fail({ errorType, errorMessage, trace }: z.infer<typeof failure>): void {
    const invocation = current?.invocation ?? queued
    invocation?.reject(new InvocationFailed(errorType, errorMessage, trace))
  }

  const child = spawnBootstrap(spec, await listen(api, 0))
  child.stdout?.on('data', (data: Buffer) => onLine(data.toString()))
  child.stderr?.on('data', (data: Buffer) => onLine(data.toString()))
  const watched = watchMemory(child, spec.memoryMb)
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      clearInterval(watched)
      fail({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited' })
      api.close(() => resolve())
      api.closeAllConnections()
    }),
  )
  return {
    ended,
    kill: () => child.kill('SIGKILL'),
    mostMb: () => mostMb(child.pid),
    invoke: (event) =>
      new Promise<unknown>((resolve, reject) => {
        queued = { event, resolve, reject }
        hand()
      }),
  }
}

/** Ends a process that holds more than it was given: all of it, not only what its language counts. */
function watchMemory(child: ChildProcess, memoryMb: number): NodeJS.Timeout {
  return setInterval(() => {
    if (heldMb(child.pid) > memoryMb) child.kill('SIGKILL')
  }, 50).unref()
}

function mostMb(pid: number | undefined): number {
  const most = memoryMb(pid, /VmHWM:\s+(\d+) kB/)
  // Begins to look anew: https://docs.kernel.org/filesystems/proc.html
  if (most > 0) writeFileSync(`/proc/${pid}/clear_refs`, '5')
  return most
}

function heldMb(pid: number | undefined): number {
  return memoryMb(pid, /VmRSS:\s+(\d+) kB/)
}

function memoryMb(pid: number | undefined, line: RegExp): number {
  try {
    return Number(line.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    // It has just ended, or this machine does not tell.
    return 0
  }
}

function spawnBootstrap(spec: LambdaSpec, port: number): ChildProcess {
  return spawn(process.execPath, [`--max-old-space-size=${Math.floor(spec.memoryMb * 0.9)}`, join(import.meta.dirname, 'bootstrap.mjs')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...PLATFORM,
      ...spec.environment,
      _HANDLER: spec.handler,
      LAMBDA_TASK_ROOT: spec.root,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: spec.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
      AWS_REGION: 'eu-central-1',
    },
  })
}

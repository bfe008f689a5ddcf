import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readBoard } from '#functions/board-file.ts'
import type { LogLine } from '#shared/log.ts'
import { describeError } from '#shared/problem.ts'
import { type Bundle, bundleFunction } from '../bundle-function.ts'
import { keysOf } from '../keys-of.ts'
import { type FunctionName, type FunctionSpec, functions, type WorkflowName, workflows } from '../topology.ts'
import type { Credentials } from './callers.ts'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { type DayLog, openDayLog } from './day-log.ts'
import { diskTrouble } from './disk-trouble.ts'
import { newEdgeKey } from './edge-key.ts'
import { type FunctionHost, hostFunction } from './function-host.ts'
import { createGateway } from './gateway.ts'
import { listen } from './listen.ts'
import { lockFolder } from './lock.ts'
import { leaveMemoryOutOfDumps } from './no-core-dump.ts'
import { readLogKey } from './read-log-key.ts'
import { recordedTabulations } from './recorded-tabulations.ts'
import { allOf, everyHour, scheduledRuns } from './schedules.ts'
import { openStore } from './store.ts'
import { Undo } from './undo.ts'
import { runWorkflow } from './workflow.ts'

type Invoke = (event: unknown) => Promise<unknown>

export type DeploymentOptions = {
  readonly dataDir: string
  /** 0 takes a free one. */
  readonly port: number
  /** The origin at which people reach it through a proxy, `https://survey.example.org`: then it answers to no other name but its own. */
  readonly publicOrigin?: string
  /** The address to listen on, where it is not this machine's own 127.0.0.1, and the only others that may connect to it. */
  readonly host?: { readonly address: string; readonly peers: readonly string[] }
  /** Told, for a person at the terminal, what failed and where in the code; never with a value somebody sent. */
  readonly onFailure: (message: string) => void
  /** The hash of the founding charter of the board that decides here; without it, the one that the data folder names. */
  readonly board?: string
  /** Other code for a function, relative to the checkout. For tests. */
  readonly entries?: Partial<Record<FunctionName, string>>
  /** Another way to come to a bundle. For tests. */
  readonly bundle?: (...asked: Parameters<typeof bundleFunction>) => Promise<Pick<Bundle, 'path'>>
  /** Wraps each call that came over HTTP. For npm run dev. */
  readonly around?: (invoke: Invoke) => Invoke
}

export type Deployment = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  readonly folder: DataFolder
  /** For the steward's commands. */
  readonly stewardEnvironment: Readonly<Record<string, string>>
  /** For a demonstration: credentials with which made-up stories are added to the database, and nothing is read or changed. */
  madeUpTeller(): Credentials
  /** Gives what the workflow's last step returned. */
  runWorkflow(name: WorkflowName, input: Readonly<Record<string, unknown>>): Promise<unknown>
  /** Builds a function again from its sources, and serves it from then on. Throws what the build says, and changes nothing then. */
  reload(name: FunctionName): Promise<void>
  /** Writes the database, as it is at one moment, to a new folder. */
  copyDatabase(path: string): Promise<void>
  /** Answers what is under way, then closes the database. */
  stop(): Promise<void>
}

/** The whole topology on this machine, on one folder, reachable from this machine only. */
export async function startDeployment(options: DeploymentOptions): Promise<Deployment> {
  leaveMemoryOutOfDumps()
  const undo = new Undo()
  try {
    return await start(options, undo)
  } catch (failed) {
    await undo.run().catch(() => {})
    throw diskTrouble(failed, options.dataDir)
  }
}

async function start(
  {
    dataDir,
    port,
    publicOrigin,
    host,
    board,
    onFailure,
    entries = {},
    bundle = bundleFunction,
    around = (invoke) => invoke,
  }: DeploymentOptions,
  undo: Undo,
): Promise<Deployment> {
  const folder = await openDataFolder(dataDir)
  undo.add(await lockFolder(folder.root))
  const log = openDayLog(folder.log, () => new Date())
  undo.add(() => log.close())
  const failed = (step: LogLine['step'], thrown: unknown) => {
    log.log({ event: 'failed', source: 'local', step, error: 'Unexpected' })
    onFailure(describeError(thrown))
  }

  const logKey = await readLogKey(folder.board)
  const decides = board ?? (await readBoard(folder.board))
  const { environmentFor, madeUpTeller, checkClock, removeExpired, copyDatabase } = await openStore(folder, decides, undo)
  const edge = newEdgeKey()
  const publicHost = publicOrigin === undefined ? undefined : new URL(publicOrigin).host
  const environment = (name: FunctionName) => ({
    ...environmentFor(name),
    ...(isReached(functions[name]) && edge.environment),
    ...(publicHost && isReached(functions[name]) && { CHORUS_PUBLIC_HOST: publicHost }),
    // The board's log signs with the key that chorus board init made, wherever an entry comes from.
    ...(logKey !== undefined && (name === 'console' || name === 'publish') && { CHORUS_LOG_KEY: logKey }),
  })
  const hosts = await hostFunctions(folder, environment, log, (name) => bundle(name, folder.functions, entries[name]))
  for (const host of hosts.values()) undo.add(() => host.stop())
  const invoke = (name: FunctionName, event: unknown) => {
    const host = hosts.get(name)
    return host ? host.invoke(event) : Promise.reject(new Error(`there is no function ${name}`))
  }

  const recorded = await recordedTabulations(folder, () => new Date())
  const run = (name: WorkflowName, input: Readonly<Record<string, unknown>>) => {
    const runs = () => runWorkflow(workflows[name], input, (event) => invoke(workflows[name].function, event))
    return name === 'tabulation' ? recorded(input, runs) : runs()
  }
  // Before anybody can come: what is over is deleted, and its survey closed; unless the clock cannot be right.
  const scheduled = scheduledRuns(
    // Without a board there is nothing to publish, and no need to start the function.
    async (name) => (workflows[name].function === 'publish' && decides === undefined ? undefined : run(name, {})),
    () => new Date(),
  )
  const keep = async () => {
    await checkClock(new Date())
    await allOf([removeExpired(new Date()), scheduled()])
  }
  undo.add(await everyHour(keep, (thrown) => failed('function', thrown)))

  const routes = keysOf(functions).map((name) => ({ routes: functions[name].routes, invoke: around((event) => invoke(name, event)) }))
  const names = publicHost && new Set([publicHost])
  const gateway = createGateway(routes, {
    onFailure: (thrown) => failed('function', thrown),
    edgeKey: edge.shown,
    ...(names && { hosts: names }),
    ...(host && { peers: new Set(host.peers) }),
  })
  const listening = await listen(gateway, port, host?.address)
  if (names) for (const own of ['127.0.0.1', 'localhost']) names.add(`${own}:${listening}`)
  const origin = `http://127.0.0.1:${listening}`
  undo.add(() => new Promise((closed) => gateway.close(closed)))

  const stewardEnvironment = environmentFor('steward')
  await writeFile(
    folder.steward,
    toEnvFile({ ...stewardEnvironment, CHORUS_ORIGIN: origin, ...(publicOrigin && { CHORUS_PUBLIC_ORIGIN: publicOrigin }) }),
    { mode: 0o600 },
  )
  undo.add(() => rm(folder.steward))
  log.log({ event: 'started', source: 'local' })
  return {
    origin,
    folder,
    stewardEnvironment,
    madeUpTeller,
    runWorkflow: run,
    reload: reloading(hosts, (name, folder) => bundle(name, folder, entries[name]), folder.functions),
    copyDatabase,
    stop: () => undo.run(),
  }
}

/** By people, and not by a workflow alone. */
function isReached({ routes }: Pick<FunctionSpec, 'routes'>): boolean {
  return routes.length > 0
}

async function hostFunctions(
  folder: DataFolder,
  environmentFor: (name: FunctionName) => Record<string, string>,
  log: DayLog,
  bundle: (name: FunctionName) => Promise<Pick<Bundle, 'path'>>,
): Promise<Map<FunctionName, FunctionHost>> {
  const hosted = keysOf(functions).map(async (name) => {
    const spec: FunctionSpec = functions[name]
    const { path } = await bundle(name)
    const host = hostFunction({
      name,
      bundle: path,
      memoryMb: spec.memoryMb,
      timeoutSeconds: spec.timeoutSeconds,
      environment: environmentFor(name),
      folders: keysOf(spec.buckets).map((bucket) => folder[bucket]),
      onLine: log.keep,
    })
    return [name, host] as const
  })
  return new Map(await Promise.all(hosted))
}

/** Each build gets a folder of its own: a process may still read what it has not needed yet. */
function reloading(
  hosts: ReadonlyMap<FunctionName, FunctionHost>,
  bundle: (name: FunctionName, folder: string) => Promise<Pick<Bundle, 'path'>>,
  folder: string,
): Deployment['reload'] {
  let builds = 0
  return async (name) => {
    const { path } = await bundle(name, join(folder, 'again', String(++builds)))
    await hosts.get(name)?.renew(path)
  }
}

function toEnvFile(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { keysOf } from '#infra/keys-of.ts'
import { issueCredentials } from '#infra/local/callers.ts'
import { createTables } from '#infra/local/create-tables.ts'
import { startDatabase } from '#infra/local/database.ts'
import { createGateway } from '#infra/local/gateway.ts'
import { listen } from '#infra/local/listen.ts'
import { Undo } from '#infra/local/undo.ts'
import { functions, type TableName } from '#infra/topology.ts'
import type { Boardroom } from '#shared/storage/boardroom-repository.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectBoardroom } from '#shared/storage/dynamodb/connect-boardroom.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import { type Community, SHARDS } from '#shared/storage/repositories.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'
import { approve, BOARD } from '#test/approved.ts'
import { type StoredItem, scanTable } from '#test/attack/tables.ts'
import { KEPT } from '#test/bundles.ts'
import { type LocalS3, startS3 } from '#test/local-s3.ts'
import { type Assembly, assemble, secretArn } from './assembly.ts'
import { type FaultyDatabase, faultyDatabase } from './faulty-database.ts'
import { type LambdaFunction, lambdaFunction } from './function.ts'
import type { LambdaSpec } from './instance.ts'
import { startSecrets } from './local-secrets.ts'
import { execute, type Service } from './states.ts'

/** The secret that CloudFront shows to the functions. */
const EDGE_KEY = 'EdgeKey1Secret'

export type Cloud = {
  /** The stand-in for CloudFront and the gateway: it sends the edge's key. */
  readonly origin: URL
  readonly edgeKey: string
  /** Keys the sessions of the console: 32 bytes. */
  readonly boardKey: Uint8Array
  /** Makes the MAC on responses: 32 bytes. */
  readonly responseKey: Uint8Array
  readonly database: FaultyDatabase
  readonly s3: LocalS3
  /** The board's, with the steward's access. */
  readonly ledger: Ledger
  /** The store of the console between two pages, with the steward's access. */
  readonly boardroom: Boardroom
  readonly function: (name: keyof typeof functions) => LambdaFunction
  /** The environment and settings that a process of it is started with. */
  readonly spec: (name: keyof typeof functions) => LambdaSpec
  runWorkflow(name: string, input: Readonly<Record<string, unknown>>, service?: Partial<Service>): Promise<unknown>
  /** All of a table as a backup has it, and a restore of it: what is there stays, and what was there comes back. */
  backup(table: TableName): Promise<StoredItem[]>
  restore(items: readonly StoredItem[]): Promise<void>
  /** The number of responses of a survey version, read as tabulation reads. */
  responsesOf(version: SurveyVersion): Promise<number>
  /** As if a study had never been counted: the next release is its first one again. */
  forgetReleases(study: string): Promise<void>
  stop(): Promise<void>
}

const machine = z.object({ definition: z.unknown(), called: z.string() })

/**
 * The synthesised assembly on this machine: its bundles in Lambda's runtime with the memory, time and environment that
 * the template gives them, its routes, its workflow, and stores that let each only do what the topology lists. `more` is
 * added to every environment.
 */
export async function startCloud(surveys: readonly Survey[], more: Readonly<Record<string, string>> = {}): Promise<Cloud> {
  const undo = new Undo()
  const assembly = await assembleOnce(undo)

  const { credentials, permits } = issueCredentials()
  const backups = { accessKeyId: 'backups', secretAccessKey: 'of the database' }
  const behind = await startDatabase({ permits: new Map([...permits, [backups.accessKeyId, () => true]]) })
  undo.add(() => behind.stop())
  const database = await faultyDatabase(behind.endpoint)
  undo.add(() => database.stop())
  const s3 = await startS3()
  undo.add(() => s3.stop())
  const edgeKey = randomBytes(32).toString('hex')
  const values = ['PepperSecret', 'ResponseKeySecret', 'StudyKeySecret', 'BoardKeySecret', EDGE_KEY].map(
    (id) => [secretArn(id), id === EDGE_KEY ? edgeKey : randomBytes(32).toString('hex')] as const,
  )
  const keyIn = (id: string) =>
    createHash('sha256')
      .update(new Map(values).get(secretArn(id)) ?? '')
      .digest()
  const secrets = await startSecrets(new Map(values))
  undo.add(() => secrets.stop())

  const client = new DynamoDBClient({ endpoint: behind.endpoint, region: 'eu-central-1', credentials: credentials('deployment') })
  await createTables(client, (name) => name)
  client.destroy()
  const counter = new DynamoDBClient({ endpoint: behind.endpoint, region: 'eu-central-1', credentials: credentials('tabulate') })
  undo.add(async () => counter.destroy())
  const steward = { endpoint: behind.endpoint, region: 'eu-central-1', credentials: credentials('steward') }
  const { community } = connect({ tables: { community: 'community' }, ...steward })
  const ledger = connectLedger({ tables: { community: 'community' }, ...steward })
  await approve(ledger, surveys)
  for (const survey of surveys) await open(community, survey)

  const made = new Map<string, LambdaFunction>()
  const specs = new Map<string, LambdaSpec>()
  for (const spec of assembly.functions) {
    const { accessKeyId, secretAccessKey } = credentials(z.enum(keysOf(functions)).parse(spec.name))
    const services = {
      AWS_ENDPOINT_URL: database.endpoint,
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
    }
    const environment = {
      CHORUS_BOARD: BOARD,
      ...more,
      ...spec.environment,
      ...services,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    }
    specs.set(spec.name, { ...spec, environment })
    made.set(spec.name, lambdaFunction({ ...spec, environment }, spec.atOnce))
  }
  undo.add(async () => {
    await Promise.all([...made.values()].map((each) => each.stop()))
  })
  const called = (name: string): LambdaFunction => {
    const found = made.get(name)
    if (!found) throw new Error(`there is no function ${name}`)
    return found
  }

  const routes = assembly.routes.map((each) => ({ routes: [each.route], invoke: (event: unknown) => called(each.function).invoke(event) }))
  const past = new DynamoDBClient({ endpoint: behind.endpoint, region: 'eu-central-1', credentials: backups })
  undo.add(async () => past.destroy())
  const gateway = createGateway(routes, { onFailure: () => {}, edgeKey })
  const origin = new URL(`http://127.0.0.1:${await listen(gateway, 0)}`)
  undo.add(() => new Promise((closed) => gateway.close(closed)))
  return {
    origin,
    edgeKey,
    boardKey: keyIn('BoardKeySecret'),
    responseKey: keyIn('ResponseKeySecret'),
    ledger,
    boardroom: connectBoardroom({ tables: { boardroom: 'boardroom' }, ...steward }),
    database,
    s3,
    function: called,
    spec(name) {
      const found = specs.get(name)
      if (!found) throw new Error(`there is no function ${name}`)
      return found
    },
    runWorkflow(name, input, service = {}) {
      const { definition, called: handler } = machine.parse(assembly.workflows.get(name))
      return execute(definition, input, { invoke: (_, payload) => called(handler).invoke(payload), waited: () => {}, ...service })
    },
    async responsesOf(version) {
      const reader = { endpoint: behind.endpoint, region: 'eu-central-1', credentials: credentials('tabulate') }
      const { responses } = connect({ tables: { responses: 'responses' }, ...reader })
      let found = 0
      for (let shard = 0; shard < SHARDS; shard++) {
        for await (const page of responses.ids(version, shard)) found += page.length
      }
      return found
    },
    async forgetReleases(study) {
      await counter.send(new DeleteItemCommand({ TableName: 'series', Key: { pk: { S: study }, sk: { S: 'state' } } }))
      for (const key of s3.objects.keys()) if (key.startsWith(`candidates/${study}/releases/`)) s3.objects.delete(key)
    },
    backup: (table) => scanTable(past, table),
    async restore(items) {
      for (const { table, item } of items) await past.send(new PutItemCommand({ TableName: table, Item: { ...item } }))
    },
    stop: () => undo.run(),
  }
}

let assembled: Promise<Assembly> | undefined

/** In a run of the tests one assembly serves all clouds of a process: its folder goes with the bundles. */
async function assembleOnce(undo: Undo): Promise<Assembly> {
  if (KEPT) {
    assembled ??= assemble(join(KEPT, `assembly-${process.pid}`))
    return assembled
  }
  const folder = await mkdtemp(join(tmpdir(), 'chorus-cloud-'))
  undo.add(() => rm(folder, { recursive: true, force: true }))
  return assemble(folder)
}

async function open(community: Community, survey: Survey): Promise<void> {
  const version = versionOf(survey)
  await community.storeSurvey(version, canonicalBytes(survey))
  await community.open({ link: linkOf(survey.id), version })
}

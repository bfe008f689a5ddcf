import { join } from 'node:path'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser } from '#cli/simulate/browser.ts'
import { connectTo as connectBrowser } from '#cli/simulate/connection.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import { startDatabase } from '#infra/local/database.ts'
import { connectKeepingLog } from '#shared/storage/dynamodb/connect-keeping-log.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { readDatabase, type StoredItem } from './tables.ts'

const TABLES = ['responses', 'stories']

describe('answers in a deployment as it runs', () => {
  let running: Running
  let survey: Survey
  let codes: string[]
  beforeAll(async () => {
    survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    running = await runDeployment([survey])
    codes = [await sends(), await sends(), await sends()]
    await running.stop()
  })
  afterAll(() => running.remove())

  async function sends(): Promise<string> {
    const connection = connectBrowser(running.origin, 1)
    const ending = { kind: 'sends', twice: false } as const
    const plan = { mode: 'one-page', agrees: ['aggregate'], looksBack: false, pressesSkip: false, typesCarelessly: false, ending } as const
    const person = { wishes: { bh01: ['peer'], bh15: ['These words.'] }, skippedSections: new Set<string>(), heard: 0 }
    try {
      const browser = new Browser({ origin: running.origin, send: connection.send, now: () => new Date() })
      const { code = '' } = await visitSurvey({ survey, person, plan, browser })
      return code
    } finally {
      connection.close()
    }
  }

  async function withdraws(code: string, what: 'everything' | 'words'): Promise<void> {
    const body = new URLSearchParams({ _code: code, _go: what })
    const answered = await fetch(new URL('/withdraw', running.origin), { method: 'POST', body })
    expect([answered.status, await answered.text()]).toStrictEqual([200, expect.stringContaining('If that code matched')])
  }

  const path = () => join(running.dataDir, 'database')
  const stored = async () => (await readDatabase(path())).filter(({ table }) => TABLES.includes(table))
  const startAgain = async () => {
    running = await runDeployment([survey], { dataDir: running.dataDir })
  }

  /** Writes past every gate, as a restore does. */
  async function bringBack(items: readonly StoredItem[]): Promise<void> {
    const database = await startDatabase({ path: path() })
    const credentials = { accessKeyId: 'operator', secretAccessKey: 'of the database' }
    const client = new DynamoDBClient({ endpoint: database.endpoint, region: 'local', credentials })
    for (const { table, item } of items) await client.send(new PutItemCommand({ TableName: table, Item: { ...item } }))
    client.destroy()
    await database.stop()
  }

  it('that were withdrawn, and brought back by a restore, go again with the restoration; what was not withdrawn stays', async () => {
    const backup = await stored()
    await startAgain()
    await withdraws(codes[0] ?? '', 'everything')
    await withdraws(codes[1] ?? '', 'words')
    await running.stop()
    const after = await stored()

    await bringBack(backup)
    expect([backup.length, after.length, (await stored()).length]).toStrictEqual([6, 3, 6])
    await startAgain()
    await running.deployment.runWorkflow('restoration', {})
    await running.stop()

    expect(await stored()).toStrictEqual(after)
  })

  it('whose time is over are gone after the daily run, with their codes and consent; the link is closed, and what is noted singles nobody out', async () => {
    await startAgain()
    const { CHORUS_TABLE_COMMUNITY: community = '', ...steward } = running.deployment.stewardEnvironment
    const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_REGION: region = '' } = steward
    const log = connectKeepingLog({
      tables: { community },
      region,
      endpoint: steward.AWS_ENDPOINT_URL,
      credentials: { accessKeyId, secretAccessKey },
    })
    await running.deployment.runWorkflow('retention', {})
    expect((await fetch(new URL(`/s/${linkOf(survey.id)}`, running.origin))).status).toBe(200)

    await log.markOpened(versionOf(survey), '2020-01-01')
    await running.deployment.runWorkflow('retention', {})

    expect((await fetch(new URL(`/s/${linkOf(survey.id)}`, running.origin))).status).toBe(410)
    expect((await log.deletions()).map(({ what, about }) => [what, about]).toSorted()).toStrictEqual([
      ['answers', 0],
      ['stories', 0],
    ])
    await running.stop()
    expect(await stored()).toStrictEqual([])
  })
})

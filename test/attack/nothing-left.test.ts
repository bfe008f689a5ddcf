import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser } from '#cli/simulate/browser.ts'
import { connectTo } from '#cli/simulate/connection.ts'
import type { Ending, Mode } from '#cli/simulate/visit-plan.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import { startDatabase } from '#infra/local/database.ts'
import { removeExpired } from '#infra/local/expiry.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { bytesOfItems, readDatabase, type StoredItem } from './tables.ts'

const WORDS = 'Quartz lanterns by the canal.'

const WAYS_TO_GO: readonly { readonly mode: Mode; readonly ending: Ending }[] = [
  { mode: 'pages', ending: { kind: 'sends', twice: true, withdraws: 'everything' } },
  { mode: 'one-page', ending: { kind: 'sends', twice: true, withdraws: 'everything' } },
  { mode: 'pages', ending: { kind: 'leaves', after: 1 } },
  { mode: 'pages', ending: { kind: 'stops', after: 1 } },
  { mode: 'pages', ending: { kind: 'closes the tab', after: 1 } },
  { mode: 'pages', ending: { kind: 'under-age' } },
]

describe('of people who took it back, left, stopped, closed the tab or were too young', () => {
  let running: Running
  let before: StoredItem[]
  let after: StoredItem[]
  let expired: StoredItem[]

  beforeAll(async () => {
    const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    running = await runDeployment([survey])
    const path = join(running.dataDir, 'database')
    await running.stop()
    before = await readDatabase(path)
    running = await runDeployment([survey], { dataDir: running.dataDir })
    for (const { mode, ending } of WAYS_TO_GO) await comes(survey, mode, ending)
    await running.stop()
    after = await readDatabase(path)
    await aMonthLater(path)
    expired = await readDatabase(path)
  })
  afterAll(() => running.remove())

  async function comes(survey: Survey, mode: Mode, ending: Ending): Promise<void> {
    const connection = connectTo(running.origin, 1)
    const plan = { mode, ending, agrees: ['aggregate', 'quote'], looksBack: false, pressesSkip: false, typesCarelessly: true } as const
    const wishes = { bh01: ['peer'], bh02: ['peer'], bh15: [WORDS], 'bh15.share': ['words'] }
    try {
      const browser = new Browser({ origin: running.origin, send: connection.send, now: () => new Date() })
      await visitSurvey({ survey, person: { wishes, skippedSections: new Set<string>(), heard: 0 }, plan, browser })
    } finally {
      connection.close()
    }
  }

  const others = (items: readonly StoredItem[]) => items.filter(({ table }) => table !== 'community')

  it('there is no answer and no word in any table, the moment they are gone', () => {
    expect(after.filter(({ table }) => table === 'responses' || table === 'stories')).toStrictEqual([])
    expect(bytesOfItems(after).filter(([, bytes]) => Buffer.from(bytes).includes('Quartz'))).toStrictEqual([])
  })

  it('what lies there says nothing, and has a day on which it goes: an encrypted draft, marks of codes, counts of everybody', () => {
    const tables = new Set(others(after).map(({ table }) => table))
    // How many come is counted only when many do.
    tables.delete('budgets')
    expect([...tables].toSorted()).toStrictEqual(['drafts', 'withdrawals'])
    for (const { item } of others(after)) expect(Number(item.expires?.N)).toBeGreaterThan(0)
    // One closed tab; and for each of the two codes a mark for a day, and one for as long as a backup lives.
    const count = (name: string) => after.filter(({ table }) => table === name).length
    expect([count('drafts'), count('withdrawals')]).toStrictEqual([3, 2])
  })

  it('there is nothing left at all after a month: every table is as before they came', () => {
    expect(others(expired)).toStrictEqual(others(before))
    expect(others(expired)).toStrictEqual([])
  })
})

async function aMonthLater(path: string): Promise<void> {
  const database = await startDatabase({ path })
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'of the database' }
  const client = new DynamoDBClient({ endpoint: database.endpoint, region: 'local', credentials })
  await removeExpired(client, new Date(Date.now() + 31 * 24 * 60 * 60 * 1000))
  client.destroy()
  await database.stop()
}

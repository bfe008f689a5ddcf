import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { simulate } from '#cli/simulate/simulate-people.ts'
import { connectKeepingLog } from '#shared/storage/dynamodb/connect-keeping-log.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { functionProcesses } from './function-processes.ts'
import { readDatabase } from './tables.ts'

/** A workflow tries each call three times. */
const KILLS = 2
const PROCESSES = '/proc/self/task'

describe.skipIf(!existsSync(PROCESSES))('a workflow whose process is killed in the middle, twice', () => {
  let running: Running
  let survey: Survey
  beforeAll(async () => {
    survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    running = await runDeployment([survey])
    const habit = { mode: 'one-page', withdraws: 0 } as const
    await simulate({ origin: running.origin, survey, people: 12, seed: 'killed step', habit, clients: 4, now: () => new Date() })
  })
  afterAll(() => running.remove())

  it('counts to the end, and leaves no half of a report and no counts behind', async () => {
    const input = { survey: versionOf(survey), release: 1 }
    const [outcome] = await Promise.all([running.deployment.runWorkflow('tabulation', input), killsOf('tabulate')])

    // There are too few people for a report, and it takes all of the count to know that.
    expect(outcome).toMatchObject({ outcome: 'refused' })
    expect(await readdir(running.deployment.folder.partials)).toStrictEqual([])
    expect(await readdir(running.deployment.folder.candidates, { recursive: true })).toStrictEqual([])
  })

  it('deletes to the end what is over, and notes it once', async () => {
    const { CHORUS_TABLE_COMMUNITY: community = '', ...steward } = running.deployment.stewardEnvironment
    const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_REGION: region = '' } = steward
    const credentials = { accessKeyId, secretAccessKey }
    const log = connectKeepingLog({ tables: { community }, region, endpoint: steward.AWS_ENDPOINT_URL, credentials })
    await log.markOpened(versionOf(survey), '2020-01-01')

    await Promise.all([running.deployment.runWorkflow('retention', {}), killsOf('retain')])

    expect((await log.deletions()).map(({ what }) => what).toSorted()).toStrictEqual(['answers', 'stories'])
    await running.stop()
    const left = (await readDatabase(join(running.dataDir, 'database'))).map(({ table }) => table)
    expect(left.filter((table) => table === 'responses' || table === 'stories')).toStrictEqual([])
  })
})

/** Kills the process of a function as soon as there is one, and the one that takes its place. */
async function killsOf(name: string): Promise<void> {
  const killed = new Set<number>()
  while (killed.size < KILLS) {
    for (const { pid, name: own } of await functionProcesses()) {
      if (own !== name || killed.has(pid)) continue
      process.kill(pid, 'SIGKILL')
      killed.add(pid)
    }
    await setImmediate()
  }
}

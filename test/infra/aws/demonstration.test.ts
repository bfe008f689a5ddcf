import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser } from '#cli/simulate/browser.ts'
import { connect, type Send } from '#cli/simulate/connection.ts'
import { drawPerson } from '#cli/simulate/person.ts'
import { planVisit } from '#cli/simulate/plan.ts'
import { populationOf } from '#cli/simulate/population.ts'
import { simulate } from '#cli/simulate/simulate.ts'
import { type Visit, walk } from '#cli/simulate/walk.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Cloud, startCloud } from '#test/lambda/cloud.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const EVENTS = join(ROOT, '..', 'shared', 'schemas', 'aws-events')
/** Whatever the key, enough of them stay for a report. */
const PEOPLE = 85

describe('the bundles of the synthesised assembly, in the runtime of Lambda', { timeout: 240_000 }, () => {
  let survey: Survey
  let cloud: Cloud

  beforeAll(async () => {
    survey = await readSurvey(join(ROOT, 'surveys', 'being-heard'))
    cloud = await startCloud([survey])
  }, 120_000)
  afterAll(() => cloud?.stop())
  beforeEach(() => {
    cloud.database.faultOf = () => undefined
    cloud.database.onDone = () => {}
    cloud.s3.faultOf = () => undefined
  })

  it('let people answer and take back, and the community have its report', async () => {
    const visits = await simulate({
      origin: cloud.origin,
      survey,
      seed: 'cloud',
      people: PEOPLE,
      habit: { mode: 'one-page', withdraws: 0.1 },
      clients: 4,
      now: () => new Date(),
    })
    expect(visits.filter(({ outcome }) => outcome === 'failed')).toStrictEqual([])

    const result = await cloud.runWorkflow('tabulation', { survey: versionOf(survey), release: 1 })
    expect(result).toMatchObject({ outcome: 'candidate' })
    const keys = [...cloud.s3.objects.keys()]
    expect(keys.filter((key) => key.endsWith('/SHA256SUMS'))).toHaveLength(1)
    expect(keys.every((key) => key.startsWith('candidates/being-heard/'))).toBe(true)
  })

  it('print nothing about a visit that went well', () => {
    expect(cloud.function('respond').printed).toStrictEqual([])
  })

  it('take one response for one person although answers of the database get lost and it is too busy', async () => {
    const before = await cloud.responsesOf(versionOf(survey))
    const seen = new Map<string, number>()
    cloud.database.faultOf = (operation, table) => {
      const nth = (seen.get(`${operation} ${table}`) ?? 0) + 1
      seen.set(`${operation} ${table}`, nth)
      // Every third goes wrong, in turn in each way; the SDK tries three times.
      return nth % 3 === 1 ? (['lost', 'busy', 'error'] as const)[nth % 9 === 1 ? 0 : nth % 9 === 4 ? 1 : 2] : undefined
    }

    expect(await visit({ cloud, survey }, 'rough', (send) => send)).toMatchObject({ outcome: 'sent' })
    expect(await cloud.responsesOf(versionOf(survey))).toBe(before + 1)
  })

  it('lose nothing and double nothing when the function is killed after its write: the person sends again', async () => {
    const before = await cloud.responsesOf(versionOf(survey))
    let kills = 0
    cloud.database.onDone = (operation, table) => {
      if (operation === 'PutItem' && table === 'responses' && kills++ === 0) cloud.function('respond').killBusy()
    }
    expect(await visit({ cloud, survey }, 'killed', patient)).toMatchObject({ outcome: 'sent' })
    expect(kills).toBeGreaterThan(1)
    expect(await cloud.responsesOf(versionOf(survey))).toBe(before + 1)
  })

  it('count every shard once although a worker of the Map is lost and S3 is slow to get well', async () => {
    let kills = 0
    let failures = 0
    cloud.database.onDone = (operation, table) => {
      if (operation === 'Query' && table === 'responses' && kills++ === 0) cloud.function('tabulate').killBusy()
    }
    cloud.s3.faultOf = () => (failures++ < 4 ? (['busy', 'error', 'lost', 'busy'] as const)[failures - 1] : undefined)
    const waits: number[] = []

    const input = { survey: versionOf(survey), release: 1, date: '2026-01-01' }
    await cloud.forgetReleases(survey.id)
    const rough = await cloud.runWorkflow('tabulation', input, { waited: (seconds) => waits.push(seconds) })
    cloud.database.onDone = () => {}
    await cloud.forgetReleases(survey.id)
    const smooth = await cloud.runWorkflow('tabulation', input)

    expect(waits).not.toHaveLength(0)
    expect(rough).toMatchObject({ outcome: 'candidate' })
    expect(rough).toStrictEqual(smooth)
  })

  it('make no candidate at all when a shard cannot be counted', async () => {
    const before = cloud.s3.objects.size
    cloud.database.faultOf = (operation, table) => (operation === 'Query' && table === 'responses' ? 'error' : undefined)
    const waits: number[] = []

    const failing = cloud.runWorkflow('tabulation', { survey: versionOf(survey), release: 2 }, { waited: (seconds) => waits.push(seconds) })
    await expect(failing).rejects.toThrow('the tabulation failed')
    expect(waits.filter((seconds) => seconds === 2)).not.toHaveLength(0)
    expect(cloud.s3.objects.size).toBe(before)
  })

  describe.skipIf(!existsSync(EVENTS))('given the events that AWS publishes as samples (needs ../shared/schemas)', () => {
    const sample = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(EVENTS, path), 'utf8'))

    it.each([
      'aws-lambda-go/apigw-v2-request-no-authorizer.json',
      'powertools-python/apiGatewayProxyV2Event_GET.json',
      'powertools-python/apiGatewayProxyV2Event.json',
    ])('answer %s with a page that repeats nothing of it', async (path) => {
      const result = await cloud.function('respond').invoke(sample(path))

      expect(result).toMatchObject({ statusCode: expect.any(Number), cookies: [] })
      expect(JSON.stringify(result)).not.toMatch(/1\.2\.3\.4|192\.0\.2|curl|Mozilla|LV7fzho/)
    })

    it('show a survey at the path of the sample request', async () => {
      const event = { ...sample('aws-lambda-go/apigw-v2-request-no-authorizer.json'), rawPath: `/s/${linkOf(survey.id)}` }

      expect(await cloud.function('respond').invoke(event)).toMatchObject({ statusCode: 200 })
    })

    it.each(['powertools-python/eventBridgeSchedulerEvent.json', 'aws-lambda-rust-runtime/example-eventbridge-schedule.json'])(
      'tabulate nothing for %s, and say nothing of it',
      async (path) => {
        await expect(cloud.function('tabulate').invoke(sample(path))).rejects.toThrow(/^the tabulation failed$/)
      },
    )
  })
})

describe('with a clock that jumps by hours, forth and back', { timeout: 120_000 }, () => {
  let place: Place
  beforeAll(async () => {
    const survey = await readSurvey(join(ROOT, 'surveys', 'being-heard'))
    const clock = pathToFileURL(join(ROOT, 'test', 'lambda', 'jumping-clock.mjs')).href
    place = { survey, cloud: await startCloud([survey], { NODE_OPTIONS: `--import=${clock}` }) }
  }, 120_000)
  afterAll(() => place?.cloud.stop())

  it('what is sent twice is there once, and is counted', async () => {
    for (const seed of ['one', 'two', 'three']) {
      expect(await visit(place, seed, patient, true)).toMatchObject({ outcome: 'sent' })
    }

    expect(await place.cloud.responsesOf(versionOf(place.survey))).toBe(3)
    expect(await place.cloud.runWorkflow('tabulation', { survey: versionOf(place.survey), release: 1 })).toMatchObject({
      outcome: 'refused',
    })
  })
})

/** As a person who is told that it did not work, and tries again. */
function patient(send: Send): Send {
  return async (request) => {
    let answer = await send(request)
    for (let again = 0; answer.status === 500 && again < 3; again++) answer = await send(request)
    return answer
  }
}

type Place = { readonly cloud: Cloud; readonly survey: Survey }

/** One person who answers everything on one page and sends it. */
async function visit({ cloud, survey }: Place, seed: string, through: (send: Send) => Send, twice = false): Promise<Visit> {
  const connection = connect(cloud.origin, 1)
  try {
    const plan = { ...planVisit(survey, { mode: 'one-page', withdraws: 0 }, seed, 0), ending: { kind: 'sends', twice } as const }
    const person = drawPerson(survey, populationOf(survey, seed), seed, 0)
    const browser = new Browser({ origin: cloud.origin, send: through(connection.send), now: () => new Date() })
    return await walk({ survey, person, plan, browser, onReceipt: () => {} })
  } finally {
    connection.close()
  }
}

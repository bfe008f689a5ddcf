import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { simulate } from '#cli/simulate/simulate.ts'
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

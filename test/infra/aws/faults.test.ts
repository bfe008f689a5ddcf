import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { VisitFailed } from '#cli/simulate/faults.ts'
import { simulate } from '#cli/simulate/simulate-people.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { startCloud } from '#test/lambda/cloud.ts'
import { withFewTables } from '#test/lambda/few-tables.ts'
import { InvocationFailed } from '#test/lambda/instance.ts'
import { once, type Place, patient, visit } from '#test/lambda/person.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const PEOPLE = 85

/** What can go wrong is the same for a report of few tables, and every one of the many made here takes a moment. */
async function ofFewTables(): Promise<Survey> {
  return withFewTables(await readSurvey(join(ROOT, 'surveys', 'being-heard')))
}

describe('when something goes wrong, nothing is lost and nothing doubled:', { timeout: 240_000 }, () => {
  let place: Place
  let tabulated: { readonly input: Readonly<Record<string, unknown>>; readonly result: unknown }
  const found = () => place.cloud.responsesOf(versionOf(place.survey))
  const run = (waited: (seconds: number) => void = () => {}) => place.cloud.runWorkflow('tabulation', tabulated.input, { waited })

  beforeAll(async () => {
    const survey = await ofFewTables()
    const cloud = await startCloud([survey])
    place = { survey, cloud }
    const habit = { mode: 'one-page', withdraws: 0.1 } as const
    await simulate({ origin: cloud.origin, survey, seed: 'faults', people: PEOPLE, habit, clients: 2, now: () => new Date() })
  }, 200_000)
  afterAll(() => place?.cloud.stop())

  function mend(): void {
    place.cloud.database.faultOf = () => undefined
    place.cloud.database.onDone = () => {}
    place.cloud.s3.faultOf = () => undefined
  }
  afterEach(mend)

  describe('one person sends, and there is one response more,', () => {
    it('although answers of the database get lost and it is too busy', async () => {
      const before = await found()
      const seen = new Map<string, number>()
      place.cloud.database.faultOf = (operation, table) => {
        const nth = (seen.get(`${operation} ${table}`) ?? 0) + 1
        seen.set(`${operation} ${table}`, nth)
        // Every third goes wrong, in turn in each way; the SDK tries three times.
        return nth % 3 === 1 ? (['lost', 'busy', 'error'] as const)[nth % 9 === 1 ? 0 : nth % 9 === 4 ? 1 : 2] : undefined
      }

      expect(await visit(place, 'rough', once)).toMatchObject({ outcome: 'sent' })
      expect(await found()).toBe(before + 1)
    })

    it.each(['hung', 'stalled'] as const)('although the write was done and its answer %s, without an error page', async (fault) => {
      const before = await found()
      let faults = 0
      place.cloud.database.faultOf = (operation, table) =>
        operation === 'PutItem' && table === 'responses' && faults++ === 0 ? fault : undefined

      expect(await visit(place, `slow-${fault}`, once)).toMatchObject({ outcome: 'sent' })
      expect(faults).toBeGreaterThan(1)
      expect(await found()).toBe(before + 1)
    })

    it.each([
      ['before', 'faultOf'],
      ['after', 'onDone'],
    ] as const)('although the function is killed %s its write: the person sends again', async (_, moment) => {
      const before = await found()
      let kills = 0
      place.cloud.database[moment] = (operation: string, table: string) => {
        if (operation === 'PutItem' && table === 'responses' && kills++ === 0) place.cloud.function('respond').killBusy()
        return undefined
      }

      expect(await visit(place, `killed-${moment}`, patient)).toMatchObject({ outcome: 'sent' })
      expect(kills).toBeGreaterThan(1)
      expect(await found()).toBe(before + 1)
    })

    it('although the database is down at first: the person is told, sends again, and it is there', async () => {
      const before = await found()
      let faults = 0
      place.cloud.database.faultOf = (operation, table) =>
        operation === 'PutItem' && table === 'responses' && faults++ < 3 ? 'error' : undefined

      expect(await visit(place, 'down', patient)).toMatchObject({ outcome: 'sent' })
      expect(faults).toBeGreaterThan(3)
      expect(await found()).toBe(before + 1)
    })
  })

  describe('the report is the same, byte for byte,', () => {
    beforeEach(async () => {
      const input = { survey: versionOf(place.survey), release: 1, date: '2026-01-01' }
      tabulated ??= { input, result: await place.cloud.runWorkflow('tabulation', input) }
      expect(tabulated.result).toMatchObject({ outcome: 'candidate' })
      // What is compared has to be made and written again.
      await place.cloud.forgetReleases(place.survey.id)
    })

    it('although a worker of the Map is lost while it counts', async () => {
      let kills = 0
      place.cloud.database.onDone = (operation, table) => {
        if (operation === 'Query' && table === 'responses' && kills++ === 0) place.cloud.function('tabulate').killBusy()
      }
      const waits: number[] = []

      expect(await run((seconds) => void waits.push(seconds))).toStrictEqual(tabulated.result)
      expect(waits).toContain(2)
    })

    it('although two runs meet and the function is too busy for both: at most one is told that the other took over', async () => {
      const throttled: string[] = []
      const free: (() => void)[] = []
      const service = {
        invoke: async (_: string, payload: unknown) => {
          try {
            return await place.cloud.function('tabulate').invoke(payload)
          } catch (failed) {
            if (failed instanceof InvocationFailed) throttled.push(failed.errorType)
            throw failed
          } finally {
            for (const go of free.splice(0)) go()
          }
        },
        // Until another call has ended, or the other run has.
        waited: () => new Promise<void>((go) => void (ended > 0 ? go() : free.push(go))),
      }
      let ended = 0
      const run = () =>
        place.cloud.runWorkflow('tabulation', tabulated.input, service).finally(() => {
          ended += 1
          for (const go of free.splice(0)) go()
        })
      const both = await Promise.allSettled([run(), run()])

      const made = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
      expect(made).not.toHaveLength(0)
      for (const each of made) expect(each).toStrictEqual(tabulated.result)
      expect(throttled).toContain('Lambda.TooManyRequestsException')
    })

    it('although S3 is busy, fails, loses answers, hangs, and stops in the middle of an object', async () => {
      const faults = ['busy', 'error', 'lost', 'hung', 'stalled'] as const
      let asked = 0
      place.cloud.s3.faultOf = () => faults[asked++]

      expect(await run()).toStrictEqual(tabulated.result)
      expect(asked).toBeGreaterThan(faults.length)
    })

    it('although the database answers a query too late', async () => {
      let faults = 0
      place.cloud.database.faultOf = (operation, table) =>
        operation === 'Query' && table === 'responses' && faults++ === 0 ? 'stalled' : undefined

      expect(await run()).toStrictEqual(tabulated.result)
      expect(faults).toBeGreaterThan(1)
    })
  })

  it('there is no candidate at all when a shard cannot be counted', async () => {
    await place.cloud.forgetReleases(place.survey.id)
    const before = place.cloud.s3.objects.size
    place.cloud.database.faultOf = (operation, table) => (operation === 'Query' && table === 'responses' ? 'error' : undefined)
    const waits: number[] = []

    const input = { survey: versionOf(place.survey), release: 1 }
    const failing = place.cloud.runWorkflow('tabulation', input, { waited: (seconds) => void waits.push(seconds) })
    await expect(failing).rejects.toThrow('the tabulation failed')
    expect(waits.filter((seconds) => seconds === 2)).not.toHaveLength(0)
    expect(place.cloud.s3.objects.size).toBe(before)
  })
})

/** To a clock that is ten hours ahead a receipt is older than its half hour: its page says that the answers are in, without the code. */
function toldThatItIsIn(thrown: unknown): { readonly outcome: 'sent' } {
  if (thrown instanceof VisitFailed && thrown.message.includes('/receipt (410)')) return { outcome: 'sent' }
  throw thrown
}

describe('with a clock that jumps by hours, forth and back', { timeout: 120_000 }, () => {
  let place: Place
  beforeAll(async () => {
    const survey = await ofFewTables()
    const clock = pathToFileURL(join(ROOT, 'test', 'lambda', 'jumping-clock.mjs')).href
    place = { survey, cloud: await startCloud([survey], { NODE_OPTIONS: `--import=${clock}` }) }
  }, 120_000)
  afterAll(() => place?.cloud.stop())

  it('nobody sees an error page, and what is sent twice is there once, and is counted', async () => {
    for (const seed of ['one', 'two', 'three']) {
      expect(await visit(place, seed, once, true).catch(toldThatItIsIn)).toMatchObject({ outcome: 'sent' })
    }

    expect(await place.cloud.responsesOf(versionOf(place.survey))).toBe(3)
    expect(await place.cloud.runWorkflow('tabulation', { survey: versionOf(place.survey), release: 1 })).toMatchObject({
      outcome: 'refused',
    })
  })
})

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { isAtFloor, tableMaxima } from '#infra/aws/table-maxima.ts'
import { CAPACITY, callsAtOnce, crowdOf, limitsOf, throttleOf } from '#infra/capacity.ts'
import { keysOf } from '#infra/keys-of.ts'
import { tables } from '#infra/topology.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { type Draft, encryptDraft, stoppedDraft } from '#shared/response/draft.ts'

describe('capacity', () => {
  it('is 50 completed responses a second, and 200 in a burst of ten minutes', () => {
    expect(CAPACITY).toStrictEqual({ sustained: 50, burst: 200 })
  })

  it('lets through the requests of a burst, as far as an account goes', () => {
    // 200 people a second with 54 requests each would be 10,800; an account has 10,000, and 5,000 at one moment.
    expect(throttleOf(CAPACITY)).toStrictEqual({ rateLimit: 10_000, burstLimit: 5000 })
    // 20 people a second: 1,080.
    expect(throttleOf({ sustained: 5, burst: 20 })).toStrictEqual({ rateLimit: 1080, burstLimit: 1080 })
  })

  it('runs as many calls at once as those requests take, and half as many again', () => {
    // 10,000 a second, 30 ms each: 300 at once; 450 with cold starts.
    expect(callsAtOnce(CAPACITY)).toBe(450)
    // 1,080 a second: 32.4; 48.6 with cold starts.
    expect(callsAtOnce({ sustained: 5, burst: 20 })).toBe(49)
  })

  it('limits ten minutes to what a burst sends', () => {
    // 200 a second for 600 seconds: 120,000 to one survey.
    expect(limitsOf(CAPACITY)).toStrictEqual({
      visits: 240_000,
      sends: 240_000,
      surveySends: 120_000,
      unworkedSends: 1200,
      forms: 60_000,
      withdrawals: 30_000,
      contacts: 6000,
    })
    expect(limitsOf({ sustained: 1, burst: 1 })).toMatchObject({ visits: 1200, surveySends: 600, unworkedSends: 6, contacts: 30 })
  })

  it('raises an alarm for an hour with more requests than 50 people a second make', () => {
    // 50 people a second, 54 requests each, 3,600 seconds.
    expect(crowdOf(CAPACITY, 3600)).toBe(9_720_000)
  })

  it('raises the alarm while the throttle still lets through twice as many', () => {
    // 20 people a second, 54 requests each: 1,080 are let through, and 540 for an hour are told of.
    expect(crowdOf({ sustained: 20, burst: 20 }, 3600)).toBe(1_944_000)
    // 200 people a second would be 10,800; 10,000 are let through, and 5,000 for an hour are told of.
    expect(crowdOf({ sustained: 200, burst: 200 }, 3600)).toBe(18_000_000)
  })

  it('gives each table the capacity for a burst and for counting', () => {
    // 200 people a second: 52 looks at a draft, and 26 writes of at most four units.
    expect(tableMaxima(CAPACITY, 'drafts')).toStrictEqual({ reads: 10_400, writes: 20_800 })
    // A response and a withdrawal are 400 units; deleting what is over may use 1,000, and counting reads 4,000.
    expect(tableMaxima(CAPACITY, 'responses')).toStrictEqual({ reads: 4000, writes: 1000 })
    expect(tableMaxima(CAPACITY, 'stories')).toStrictEqual({ reads: 4000, writes: 8000 })
    for (const name of keysOf(tables)) expect(tableMaxima({ sustained: 200, burst: 1000 }, name).writes).toBeLessThanOrEqual(40_000)
  })
})

describe('a table that is too busy', () => {
  it('needs a larger capacity where a burst of people writes more than counting needs, and a larger floor elsewhere', () => {
    const atFloor = (burst: number) => keysOf(tables).filter((name) => isAtFloor({ sustained: 5, burst }, name))

    // 200 people a second: 20,800 units of drafts and 8,000 of stories; of all others at most 600, which is less than 1,000.
    expect(atFloor(200)).toStrictEqual(keysOf(tables).filter((name) => name !== 'drafts' && name !== 'stories'))
    // However many come, no visit writes into these.
    expect(atFloor(10_000)).toStrictEqual(['community', 'boardroom', 'series'])
  })
})

describe('a draft', () => {
  const place = { id: Buffer.alloc(32), revision: 999 }
  /** DynamoDB counts the names and the bytes of attributes, and up to 21 bytes a number. */
  const writeUnits = (ciphertext: Uint8Array) =>
    Math.ceil(('idciphertextrevisionexpires'.length + place.id.length + ciphertext.length + 2 * 21) / 1024)

  it('costs two write units with the answers to every question of a shipped survey, and four with a long text', async () => {
    const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    const person = drawPerson(survey, populationOf(survey, 'seed'), 'seed', 3)
    const chosen: Draft['answers'] = {}
    for (const [id, answer] of Object.entries(person.answers)) {
      if ('options' in answer) chosen[id] = { ...answer, options: [...answer.options] }
      else if (!('text' in answer)) chosen[id] = answer
    }
    const text = { state: 'answered' as const, text: 'x'.repeat(2000), share: 'none' as const }
    const ciphertext = (answers: Draft['answers']) =>
      encryptDraft({ ...stoppedDraft('words'), survey: 'a'.repeat(64), answers }, Buffer.alloc(32), place, Buffer.alloc(12))

    expect(Object.keys(chosen).length).toBeGreaterThan(15)
    expect(writeUnits(ciphertext(chosen))).toBe(2)
    expect(writeUnits(ciphertext({ ...chosen, words: text }))).toBe(4)
  })
})

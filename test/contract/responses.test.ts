import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Responses, SHARDS } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import { anId, aStore, aVersion } from './store.ts'

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, i) => i)
const CONSENT = new Uint8Array(36).fill(7)

describe('responses', () => {
  const store = aStore()
  const responses = () => store.repositories().responses
  const aResponse = (answers = EVERY_BYTE) => ({ id: anId(), answers, consent: CONSENT })

  it('come back byte for byte, from exactly one shard', async () => {
    const version = aVersion()
    await responses().store(version, aResponse())

    const shards = await everyShard(responses(), version)

    expect(shards.flat()).toStrictEqual([EVERY_BYTE])
  })

  it('are stored once when they are sent twice, and the first one stays', async () => {
    const version = aVersion()
    const response = aResponse()

    expect(await responses().store(version, response)).toBe('stored')
    expect(await responses().store(version, { ...response, answers: Uint8Array.of(1) })).toBe('already stored')

    expect((await everyShard(responses(), version)).flat()).toStrictEqual([EVERY_BYTE])
  })

  it('are stored once when ten requests with the same id race', async () => {
    const version = aVersion()
    const response = aResponse()

    const outcomes = await Promise.all(Array.from({ length: 10 }, () => responses().store(version, response)))

    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1)
    expect((await everyShard(responses(), version)).flat()).toHaveLength(1)
  })

  it('can be known to be held without being read, and asking changes nothing', async () => {
    const version = aVersion()
    const response = aResponse()
    await responses().store(version, response)

    expect(await responses().holds(version, response.id)).toBe(true)
    expect(await responses().holds(version, anId())).toBe(false)
    expect(await responses().holds(aVersion(), response.id)).toBe(false)

    expect((await everyShard(responses(), version)).flat()).toStrictEqual([EVERY_BYTE])
  })

  it('are gone when removed, and removing what is not there is no error', async () => {
    const version = aVersion()
    const [kept, removed] = [aResponse(Uint8Array.of(1)), aResponse(Uint8Array.of(2))]
    await responses().store(version, kept)
    await responses().store(version, removed)

    await responses().remove(version, removed.id)
    await responses().remove(version, removed.id)
    await responses().remove(version, anId())

    expect(await responses().holds(version, removed.id)).toBe(false)
    expect((await everyShard(responses(), version)).flat()).toStrictEqual([Uint8Array.of(1)])
  })

  it('are listed by their keys', async () => {
    const version = aVersion()
    const [one, other] = [aResponse(), aResponse()]
    for (const response of [one, other]) await responses().store(version, response)

    const ids: Uint8Array[] = []
    for (let shard = 0; shard < SHARDS; shard++) for await (const page of responses().ids(version, shard)) ids.push(...page)

    expect(ids.toSorted(Buffer.compare)).toStrictEqual([one.id, other.id].toSorted(Buffer.compare))
  })

  it('can be read with the id each was stored under', async () => {
    const version = aVersion()
    const sent = [aResponse(Uint8Array.of(1)), aResponse(Uint8Array.of(2))]
    for (const response of sent) await responses().store(version, response)

    const found = []
    for (let shard = 0; shard < SHARDS; shard++) for await (const page of responses().entries(version, shard)) found.push(...page)

    expect(found.toSorted((a, b) => (a.answers[0] ?? 0) - (b.answers[0] ?? 0))).toStrictEqual(sent)
  })

  it('of one version are not those of another', async () => {
    const [one, other] = [aVersion(), aVersion()]
    await responses().store(one, aResponse(Uint8Array.of(1)))
    await responses().store(other, aResponse(Uint8Array.of(2)))

    expect((await everyShard(responses(), one)).flat()).toStrictEqual([Uint8Array.of(1)])
  })

  it('are none, and not an error, in an empty shard; and there are no shards beyond the last', async () => {
    expect(await everyShard(responses(), aVersion())).toStrictEqual(Array.from({ length: SHARDS }, () => []))
    for (const shard of [-1, SHARDS, 0.5, Number.NaN]) {
      await expect(readShard(responses(), aVersion(), shard)).rejects.toThrow(RangeError)
    }
  })

  it('return every one of thousands over several pages, spread over all shards, in no order of arrival', async () => {
    const version = aVersion()
    const count = 4000
    // 2 KB each, so that every shard is more than the megabyte of one page.
    const arrival = Array.from({ length: count }, (_, i) => answersNumbered(i))
    await inBatches(arrival, 32, (answers) => responses().store(version, { id: anId(), answers, consent: CONSENT }))

    const pages = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => readPages(responses(), version, shard)))

    const numbers = pages.flat(2).map((answers) => new DataView(answers.buffer, answers.byteOffset).getUint32(0))
    expect(numbers.toSorted((a, b) => a - b)).toStrictEqual(arrival.map((_, i) => i))
    for (const shard of pages) expect(shard.length).toBeGreaterThan(1)
    // In random order half of all neighbours rise; the bounds are eight standard deviations away.
    const rising = numbers.filter((number, i) => i > 0 && number > (numbers[i - 1] ?? 0)).length
    expect(rising / count).toBeGreaterThan(0.46)
    expect(rising / count).toBeLessThan(0.54)
  })
})

function answersNumbered(number: number): Uint8Array {
  const answers = new Uint8Array(randomBytes(2300))
  new DataView(answers.buffer).setUint32(0, number)
  return answers
}

async function readPages(responses: Responses, version: SurveyVersion, shard: number): Promise<Uint8Array[][]> {
  const pages: Uint8Array[][] = []
  for await (const page of responses.entries(version, shard)) {
    for (const { consent } of page) expect(consent).toStrictEqual(CONSENT)
    pages.push(page.map(({ answers }) => answers))
  }
  return pages
}

async function readShard(responses: Responses, version: SurveyVersion, shard: number): Promise<Uint8Array[]> {
  return (await readPages(responses, version, shard)).flat()
}

function everyShard(responses: Responses, version: SurveyVersion): Promise<Uint8Array[][]> {
  return Promise.all(Array.from({ length: SHARDS }, (_, shard) => readShard(responses, version, shard)))
}

async function inBatches<T>(items: readonly T[], size: number, run: (item: T) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < items.length; i += size) await Promise.all(items.slice(i, i + size).map(run))
}

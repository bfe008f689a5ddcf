import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser } from '#cli/simulate/browser.ts'
import { connectTo } from '#cli/simulate/connection.ts'
import type { Ending } from '#cli/simulate/visit-plan.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import { decodeConsent, weekOf } from '#shared/consent/record.ts'
import { parseCode } from '#shared/response/receipt.ts'
import { responseId, storyId } from '#shared/response/secret.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { binary, readDatabase, type StoredItem } from './tables.ts'

/** One after the other, so that their order is known. All answer the same, so that only order could tell them apart. */
const PEOPLE = 60
/** The ones of these that take everything back, and the one that takes back the words alone. */
const WITHDRAW = [7, 31]
const ONLY_WORDS = 19

describe('what someone who takes the disk can tell', () => {
  let running: Running
  let items: StoredItem[] = []
  let codes: Uint8Array[] = []
  let pepper: Uint8Array
  let began: Date

  beforeAll(async () => {
    const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    began = new Date()
    running = await runDeployment([survey])
    codes = await comeOneByOne(running.origin, survey)
    await running.stop()
    pepper = await readFile(join(running.dataDir, 'secrets', 'pepper.key'))
    items = await readDatabase(join(running.dataDir, 'database'))
  })
  afterAll(() => running.remove())

  const idsIn = (table: string) => items.filter((each) => each.table === table).map(({ item }) => hex(binary(item, 'sk')))

  it('everyone who sent and did not take it back is there', () => {
    const kept = codes.filter((_, person) => !WITHDRAW.includes(person))
    expect(idsIn('responses').toSorted()).toEqual(kept.map((code) => hex(responseId(pepper, code))).toSorted())
  })

  it('the order in which people came is in no table', () => {
    const stored = idsIn('responses')
    const places = codes.map((code) => stored.indexOf(hex(responseId(pepper, code)))).filter((place) => place >= 0)
    // Rank correlation of arrival with place: chance alone stays within 0.45 in 9,995 of 10,000 runs.
    expect(Math.abs(rankCorrelation(places))).toBeLessThan(0.45)
  })

  it('responses of people who answered alike differ in their random key and in nothing else', () => {
    const responses = items.filter((each) => each.table === 'responses')
    // The last four bytes check the content together with the key.
    const withoutKey = responses.map(({ item }) => hex(binary(item, 'coded').subarray(0, -4)))
    expect(new Set(withoutKey).size).toBe(1)
  })

  it('the finest time of a response is its week', () => {
    const weeks = items.filter((each) => each.table === 'responses').map(({ item }) => consentIn(item).week)
    expect([weekOf(began), weekOf(new Date())]).toEqual(expect.arrayContaining([...new Set(weeks)]))
  })

  it('nothing of a response is left once its code was typed in, not in any table (CO-06)', () => {
    const left = items.flatMap(({ item }) => Object.values(item).map((value) => (value.B ? hex(value.B) : (value.S ?? ''))))
    for (const person of WITHDRAW) {
      const code = codes[person]
      if (!code) throw new Error('a visit gave no code')
      for (const id of [responseId(pepper, code), storyId(pepper, code, 'bh15')]) {
        expect(left.some((value) => value.includes(hex(id)))).toBe(false)
      }
    }
  })

  it('anybody who takes back only their words still counts', () => {
    const code = codes[ONLY_WORDS]
    if (!code) throw new Error('a visit gave no code')
    expect(idsIn('responses')).toContain(hex(responseId(pepper, code)))
    expect(idsIn('stories')).not.toContain(hex(storyId(pepper, code, 'bh15')))
    expect(idsIn('stories')).toHaveLength(PEOPLE - WITHDRAW.length - 1)
  })
})

async function comeOneByOne(origin: URL, survey: Survey): Promise<Uint8Array[]> {
  const connection = connectTo(origin, 1)
  const person = {
    wishes: { bh01: ['peer'], bh02: ['peer'], bh03: ['always'], bh15: ['The same words.'] },
    skippedSections: new Set<string>(),
    heard: 0,
  }
  const codes: Uint8Array[] = []
  try {
    for (let i = 0; i < PEOPLE; i++) {
      const ending: Ending = {
        kind: 'sends',
        twice: false,
        ...(WITHDRAW.includes(i) ? { withdraws: 'everything' } : i === ONLY_WORDS ? { withdraws: 'words' } : {}),
      }
      const plan = { mode: 'one-page', agrees: ['aggregate'], looksBack: false, pressesSkip: false, typesCarelessly: true, ending } as const
      const browser = new Browser({ origin, send: connection.send, now: () => new Date() })
      const { code = '' } = await visitSurvey({ survey, person, plan, browser })
      codes.push(parseCode(code) ?? new Uint8Array())
    }
  } finally {
    connection.close()
  }
  return codes
}

/** Spearman's: 1 when places rise with arrival, -1 when they fall, near 0 when one does not tell of the other. */
function rankCorrelation(places: readonly number[]): number {
  const sorted = places.toSorted((a, b) => a - b)
  const n = places.length
  const squares = places.map((place, arrival) => (sorted.indexOf(place) - arrival) ** 2)
  return 1 - (6 * squares.reduce((sum, square) => sum + square, 0)) / (n * (n * n - 1))
}

/** A response is the length of its consent record, the record, and the answers. */
function consentIn(item: StoredItem['item']) {
  const coded = binary(item, 'coded')
  return decodeConsent(coded.subarray(1, 1 + (coded[0] ?? 0)))
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

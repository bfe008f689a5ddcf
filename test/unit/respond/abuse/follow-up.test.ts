import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leaveContact, PLACES } from '#functions/respond/visit/leave-contact.ts'
import { openContact, sealContact } from '#shared/follow-up/contact.ts'
import { responseId } from '#shared/response/secret.ts'
import { openStory, publicStoryKey, sealStory } from '#shared/response/story.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { linked } from '#test/attack/linker.ts'
import { inMemory } from '../helpers/memory.ts'
import { section, single, surveyOf, text } from '../helpers/surveys.ts'
import { AGREES, limitedTown, PEPPER, press, receiptOn, STORY_SECRET, type Town, takePart, townWith } from '../helpers/town.ts'

const survey = { ...surveyOf([section('a', [single('one'), text('words')])]), followUp: true as const }
const link = linkOf(survey.id)
const MINE = 'robin@example.org'
const KEY = publicStoryKey(STORY_SECRET)

async function leave(town: Town, how: string) {
  const browser = town.browser()
  return press(browser, await browser.open(`/s/${link}/contact`), { _contact: [how] })
}

const openedIn = ({ memory }: Town, list: 'pool' | 'kept') =>
  [...memory.kept.followups].filter(([key]) => key.startsWith(list)).map(([, { sealed }]) => openContact(sealed, STORY_SECRET).how)

describe('a way to be reached (CO-09)', () => {
  it('is off unless the survey says so: no page, no link, nothing to post to', async () => {
    const plain = surveyOf(survey.sections, { id: 'plain' })
    const town = await townWith(plain)
    const browser = town.browser()
    const receipt = await press(browser, await browser.open(`/s/${linkOf('plain')}/all`), AGREES)
    receiptOn(receipt)

    expect(receipt.page.links.filter((each) => each.endsWith('/contact'))).toEqual([])
    expect((await browser.open(`/s/${linkOf('plain')}/contact`)).status).toBe(404)
  })

  it('is asked for after the end, at an address of its own, by a page that reads no cookie and no draft', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const receipt = await press(browser, await browser.open(`/s/${link}/all`), AGREES)
    expect(receipt.page.links).toContain(`/s/${link}/contact`)
    town.memory.calls.length = 0

    const page = await browser.open(`/s/${link}/contact`)
    const kept = await press(browser, page, { _contact: [MINE] })

    expect(kept.status).toBe(200)
    expect(kept.page.text).toContain('We keep it apart from your answers')
    expect(town.memory.calls.filter((call) => /drafts|responses|stories/.test(call))).toEqual([])
    expect(openedIn(town, 'pool')).toEqual([MINE])
  })

  it('opens with the board’s key alone, and not as a story', () => {
    const sealed = sealContact({ how: MINE, language: 'en' }, KEY, new Uint8Array(32).fill(5))

    expect(openContact(sealed, STORY_SECRET)).toEqual({ how: MINE, language: 'en' })
    expect(() => openContact(sealed, new Uint8Array(32).fill(6))).toThrow()
    expect(() => openStory(sealed, STORY_SECRET)).toThrow()
    const story = sealStory({ question: 'q', language: 'en', text: 'x', share: 'none', week: 1 }, KEY, new Uint8Array(32).fill(5))
    expect(() => openContact(story, STORY_SECRET)).toThrow()
  })

  it('is of one size, whatever is written and in whatever script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }), (how) => {
        expect(sealContact({ how, language: 'en' }, KEY, new Uint8Array(32).fill(5))).toHaveLength(2048 + 48)
      }),
    )
  })

  it('has no field, key or value in common with answers, words or drafts', async () => {
    const town = await townWith(survey)
    await takePart(town.browser(), survey, { words: ['Some words'] })
    for (let i = 0; i < 40; i++) await leave(town, `${i}@example.org`)
    const { followups, responses, stories } = town.memory.kept
    const values = (of: Iterable<object>) => [...of].flatMap((item) => Object.values(item)).map(asText)

    const theirs = new Set([...values(responses.values()), ...values(stories.values())])
    for (const value of values(followups.values())) expect(theirs.has(value)).toBe(false)
    for (const entry of followups.values()) expect(Object.keys(entry).toSorted()).toEqual(['expires', 'sealed'])
  })

  it('tells of no time finer than a week: all who come in one are alike', async () => {
    const expiryOf = async (at: string) => {
      const town = await townWith(survey)
      town.clock.now = new Date(at)
      await leave(town, MINE)
      return [...town.memory.kept.followups.values()].map(({ expires }) => expires)
    }
    const monday = await expiryOf('2026-03-02T00:00:00Z')

    expect(await expiryOf('2026-03-08T23:59:59Z')).toEqual(monday)
    expect(new Date((monday[0] ?? 0) * 1000).toISOString()).toMatch(/T00:00:00.000Z$/)
    expect(await expiryOf('2026-03-09T00:00:00Z')).not.toEqual(monday)
  })

  it('is never what the list got last: what a crowd left comes out of the pool shuffled, and nothing of it is lost', async () => {
    const { memory, leaveOne } = aStoreAlone('a crowd')
    const people = Array.from({ length: 120 }, (_, i) => `${i}@example.org`)
    const waited: number[] = []
    const arrivals = new Map<string, number>()
    for (const [arrival, how] of people.entries()) {
      const before = new Set(memory.kept.followups.keys())
      arrivals.set(await leaveOne(how), arrival)
      for (const [key, { sealed }] of memory.kept.followups) {
        if (key.startsWith('kept') && !before.has(key)) waited.push(arrival - (arrivals.get(asText(sealed)) ?? Number.NaN))
      }
    }
    expect(Math.min(...waited)).toBeGreaterThan(0)
    // The pool lets go of any of its entries alike, so what comes out next is one of sixteen.
    const mean = waited.reduce((sum, each) => sum + each, 0) / waited.length
    expect(mean).toBeGreaterThan(PLACES / 2)
    expect(new Set(waited).size).toBeGreaterThan(PLACES)
    const left = [...memory.kept.followups.values()].map(({ sealed }) => openContact(sealed, STORY_SECRET).how)
    expect(left.toSorted()).toEqual(people.toSorted())
  })

  it('cannot be matched to answers that came in the same order, by anybody who has every table and can open what was left', async () => {
    const counts: Record<string, number>[] = []
    for (let epoch = 0; epoch < 12; epoch++) {
      const { memory, random, leaveOne } = aStoreAlone(`epoch ${epoch}`)
      const pairs: { contact: string; response: string }[] = []
      for (let person = 0; person < 12; person++) {
        const response = { id: responseId(PEPPER, random(10)), answers: new Uint8Array(8), consent: new Uint8Array(36) }
        await memory.responses.store({ id: survey.id, hash: 'h' }, response)
        pairs.push({ response: asText(response.id), contact: await leaveOne(`${person}@example.org`) })
      }
      // The double keeps the order of arrival, which a table does not: it gives its items by their keys.
      const contacts = byKey(memory.kept.followups).map(({ sealed }) => asText(sealed))
      const responses = byKey(memory.kept.responses).map(({ id }) => asText(id))
      const thing = (text: string, place: number) => ({ place, values: [Buffer.from(text, 'hex').subarray(0, 64)] })
      const these = pairs.map(({ contact }) => thing(contact, contacts.indexOf(contact)))
      counts.push(
        linked(
          these,
          pairs.map(({ response }) => thing(response, responses.indexOf(response))),
        ),
      )
    }
    for (const strategy of Object.keys(counts[0] ?? {})) {
      const mean = counts.reduce((sum, each) => sum + (each[strategy] ?? 0), 0) / counts.length
      // One right of any number is chance; the mean of twelve epochs stays within 1.2 of it.
      expect(mean, strategy).toBeLessThan(2.2)
    }
  })

  it('keeps every entry when two take the same place, and when a store fails in between', async () => {
    const town = await townWith(survey)
    for (let i = 0; i < 3 * PLACES; i++) await leave(town, `${i}@example.org`)
    const before = new Set([...openedIn(town, 'kept'), ...openedIn(town, 'pool')])
    town.memory.before = (call) => {
      if (call === 'followups.replacePlace') throw new Error('no answer')
    }
    const failed = await leave(town, MINE)
    town.memory.before = () => {}

    expect(failed.status).toBe(503)
    expect(failed.page.text).toContain('nothing was kept')
    expect(town.lastPage()).toContain(MINE)
    expect(new Set([...openedIn(town, 'kept'), ...openedIn(town, 'pool')])).toEqual(before)
    await Promise.all(Array.from({ length: 12 }, (_, i) => leave(town, `late-${i}@example.org`)))
    expect(new Set([...openedIn(town, 'kept'), ...openedIn(town, 'pool')]).size).toBe(before.size + 12)
  })

  it('is not taken when empty or too long, and what was written stays', async () => {
    const town = await townWith(survey)
    expect((await leave(town, '  ')).page.text).toContain('Write how we can reach you')
    const long = await leave(town, 'x'.repeat(201))

    expect([long.status, long.page.title]).toEqual([422, 'Error: Stay in touch - Community survey'])
    expect(town.lastPage()).toContain('x'.repeat(201))
    expect(town.memory.kept.followups.size).toBe(0)
  })

  it('has a budget of its own, and says when it is spent', async () => {
    const town = await limitedTown({ contacts: 1 }, survey)
    for (let i = 0; i < 2; i++) await leave(town, MINE)
    const busy = await leave(town, 'kept@example.org')

    expect(busy.status).toBe(429)
    expect(town.results.at(-1)?.headers).toHaveProperty('retry-after')
    expect(town.lastPage()).toContain('kept@example.org')
    await takePart(town.browser(), survey)
  })
})

/** The store and what leaves a contact in it, without the pages around. Gives the ciphertext of what was left. */
function aStoreAlone(seed: string) {
  const memory = inMemory()
  let drawn = 0
  const random = (bytes: number) => new Uint8Array(createHash('sha512').update(`${seed} ${drawn++}`).digest().subarray(0, bytes))
  const services = { clock: () => new Date('2026-03-04'), random, storyKey: KEY, repositories: memory }
  return {
    memory,
    random,
    async leaveOne(how: string): Promise<string> {
      const before = new Set([...memory.kept.followups.values()].map(({ sealed }) => asText(sealed)))
      await leaveContact(services, survey, 'en', how)
      return [...memory.kept.followups.values()].map(({ sealed }) => asText(sealed)).find((sealed) => !before.has(sealed)) ?? ''
    },
  }
}

function byKey<T>(table: ReadonlyMap<string, T>): T[] {
  return [...table].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}

function asText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value)
}

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { codeOn } from '#cli/simulate/receipt-code.ts'
import { readSecret } from '#functions/respond/cookie.ts'
import type { HttpResult } from '#functions/web/http-result.ts'
import { decryptDraft } from '#shared/response/draft.ts'
import { visitOf } from '#shared/response/secret.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { type Fails, runTogether } from './helpers/schedule.ts'
import { section, surveyOf, text } from './helpers/surveys.ts'
import { begin, goOn, PEPPER, textOf, townWith, visitCookieOf } from './helpers/town.ts'

const survey = surveyOf([section('a', [text('words')])])
const link = linkOf(survey.id)

type Request = 'send' | 'stop' | 'leave'

// Leaving waits a second at most: here as long as the schedule says.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A visit with everything written, and a way to race requests of its browser again and again from there. */
async function readyVisit() {
  const town = await townWith(survey)
  const browser = town.browser()
  await goOn(browser, await begin(browser, survey), '/send', { words: ['Private words'] })
  const cookie = visitCookieOf(town)
  const { drafts, responses, stories, withdrawals } = town.memory.kept
  const ready = new Map(drafts)
  const visit = visitOf(readSecret(cookie.split('=')[1], PEPPER) ?? new Uint8Array())
  const ask = (request: Request) => {
    const path = request === 'leave' ? '/leave' : `/s/${link}/${request}`
    const http = { method: request === 'leave' ? 'GET' : 'POST' }
    return town.call({ rawPath: path, requestContext: { http }, cookies: [cookie], headers: {} })
  }

  async function race(requests: readonly Request[], pick: (waiting: readonly number[]) => number, fails?: Fails) {
    responses.clear()
    stories.clear()
    drafts.clear()
    withdrawals.clear()
    for (const [key, draft] of ready) drafts.set(key, draft)
    town.memory.calls.length = 0
    const results = await runTogether(
      town.memory,
      requests.map((request) => () => ask(request)),
      pick,
      fails,
    )
    return assess(results)
  }

  async function assess(results: readonly HttpResult[]) {
    const shown = await Promise.all(results.map(town.follow))
    const pages = shown.map((result) => ({ status: result.statusCode, text: textOf(result) }))
    expect(pages.filter(({ status }) => status === 500)).toEqual([])
    // A redirect that is left leads away.
    const isDeleted = pages.some((page) => page.status === 303 || page.text.includes('Your answers are deleted'))
    const hasReceipt = pages.some((page) => codeOn(page.text) !== undefined)
    const { responses, stories } = town.counts()
    if (isDeleted) {
      expect({ responses, stories }).toEqual({ responses: 0, stories: 0 })
      // Whatever Send stored before it was deleted does not come back with a backup either.
      const couldHaveStored = town.memory.calls.some((call) => call === 'responses.store' || call === 'stories.store')
      if (couldHaveStored) expect([...withdrawals.values()].map(({ what }) => what)).toEqual(['everything'])
      for (const stored of drafts.values()) expect(decryptDraft(stored.ciphertext, visit.draftKey, stored)?.answers).toEqual({})
      // Nor does anything come back by pressing Send once more.
      expect(codeOn(textOf(await town.follow(await ask('send'))))).toBeUndefined()
      expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
    } else if (hasReceipt) expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
    return { isDeleted, hasReceipt }
  }

  return { town, race, ask }
}

/** The first request for some calls, then the other for some, then the first to its end: every schedule with two turns. */
function* twoTurns(most: number) {
  for (const first of [0, 1]) {
    for (let before = 0; before <= most; before++) {
      for (let between = 0; between <= most; between++) yield { first, before, between }
    }
  }
}

describe('Stop and Leave while Send is under way', () => {
  it.each(['stop', 'leave'] as const)(
    'keep nothing once %s was answered, wherever the two meet',
    async (end) => {
      const { race } = await readyVisit()
      for (const { first, before, between } of twoTurns(9)) {
        let step = 0
        const order = () => (step < before ? first : step < before + between ? 1 - first : first)
        const { isDeleted } = await race(['send', end], (waiting) => {
          const wanted = order()
          step++
          return Math.max(0, waiting.indexOf(wanted))
        })
        expect(isDeleted).toBe(true)
      }
    },
    60_000,
  )

  it('keep nothing in any order of two clicks on Send and one or two on Stop, whatever fails in a Send', async () => {
    const { race } = await readyVisit()
    const failing = fc.option(
      fc.record({ request: fc.nat(1), call: fc.constantFrom('stories.store', 'responses.store', 'drafts.removeUnchanged') }),
    )
    const others = fc.constantFrom<Request[]>(['stop'], ['leave'], ['stop', 'leave'], ['stop', 'stop'])
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }), others, failing, async (picks, more, failure) => {
        let step = 0
        const { isDeleted } = await race(
          ['send', 'send', ...more],
          (waiting) => (picks[step++ % picks.length] ?? 0) % waiting.length,
          (request, call) => request === failure?.request && call === failure.call,
        )
        expect(isDeleted).toBe(true)
      }),
      { numRuns: 250 },
    )
  }, 60_000)

  it('give two clicks on Send one receipt, whole, in any order', async () => {
    const { race } = await readyVisit()
    for (const { first, before, between } of twoTurns(9)) {
      let step = 0
      const order = () => (step < before ? first : step < before + between ? 1 - first : first)
      const { isDeleted, hasReceipt } = await race(['send', 'send'], (waiting) => {
        const wanted = order()
        step++
        return Math.max(0, waiting.indexOf(wanted))
      })
      expect({ isDeleted, hasReceipt }).toEqual({ isDeleted: false, hasReceipt: true })
    }
  }, 60_000)

  it('leave a mark that is gone after a day, holds no answers, and is not there when Send was never pressed', async () => {
    const { town, ask } = await readyVisit()
    town.memory.before = (call) => {
      if (call === 'responses.store') throw new Error('no answer')
    }
    expect((await ask('send')).headers.location).toBe(`/s/${link}/send`)
    town.memory.before = () => {}
    expect(textOf(await town.follow(await ask('stop')))).toContain('Your answers are deleted')
    const [mark] = [...town.memory.kept.drafts.values()]
    // Begun at 10:20:30 on 4 March 2026 (UTC): a draft to 10:00 a day later, the mark an hour longer.
    expect(mark?.expires).toBe(Date.UTC(2026, 2, 5, 11) / 1000)
    expect(Buffer.from(mark?.ciphertext ?? []).toString('latin1')).not.toContain('Private')

    const early = await readyVisit()
    await early.ask('stop')
    expect(early.town.counts().drafts).toBe(0)
  })

  it('work on a draft past its time that the database still holds', async () => {
    const { town, ask } = await readyVisit()
    town.clock.now = new Date(town.clock.now.getTime() + 25 * 60 * 60 * 1000)
    expect(textOf(await town.follow(await ask('stop')))).toContain('Your answers are deleted')
  })
})

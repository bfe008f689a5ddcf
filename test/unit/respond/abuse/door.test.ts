import { describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '#functions/web/allow-list.ts'
import { formatCode } from '#shared/response/receipt.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { section, single, surveyOf, text } from '../helpers/surveys.ts'
import { AGREES, begin, eventOf, goOn, limitedTown, press, receiptOn, type Town, takePart, textOf, townWith } from '../helpers/town.ts'

const survey = surveyOf([section('a', [single('one'), text('words')])])
const link = linkOf(survey.id)
const WORDS = 'My very own words'
const NOBODYS_CODE = formatCode(new Uint8Array(10).fill(9))

/** A budget of one lets two through: one that this instance has by itself. */
const BOTH = 2

describe('a body that is too large', () => {
  it.each([
    '/withdraw',
    `/s/${link}/consent`,
    `/s/${link}/all`,
    `/s/${link}/check`,
    `/s/${link}/send`,
    `/s/${link}/stop`,
    `/s/${link}/contact`,
    `/s/${link}/1`,
    `/s/${link}/check/1`,
    '/anywhere',
  ])('is refused at %s with a page that says so kindly, and asks no store', async (path) => {
    const town = await townWith(survey)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const before = town.memory.calls.length

    const url = new URL(path, 'https://survey.example')
    const posted = await town.call({ ...eventOf({ method: 'POST', url, headers }), body: 'x'.repeat(MAX_BODY_BYTES + 1) })
    const result = await town.follow(posted)

    expect(result.statusCode).toBe(413)
    expect(textOf(result)).toContain('That is too much for one page')
    expect(textOf(result)).toContain('Please go back and make what you wrote shorter')
    expect(town.memory.calls).toHaveLength(before)
  })
})

describe('when more send than one survey may take', () => {
  async function fullTown(): Promise<Town> {
    const town = await limitedTown({ surveySends: 1 }, survey)
    for (let i = 0; i < BOTH; i++) await takePart(town.browser(), survey)
    return town
  }

  it('one question a page: says so, says when to come back, keeps everything, and sends it then', async () => {
    const town = await fullTown()
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send', { words: [WORDS] })

    const busy = await press(browser, ready)

    expect(busy.status).toBe(429)
    expect(busy.page.text).toContain('Please wait a little')
    expect(busy.page.text).toContain('nothing you entered is lost')
    expect(town.results.at(-1)?.headers).toMatchObject({ 'retry-after': '570' })
    expect(town.counts()).toMatchObject({ responses: BOTH, drafts: 1 })
    expect((await browser.open(`/s/${link}/check`)).page.text).toContain(WORDS)
    town.clock.now = new Date(town.clock.now.getTime() + 600_000)
    receiptOn(await press(browser, busy, {}, 'Try to send again'))
    expect(town.counts()).toMatchObject({ responses: BOTH + 1, stories: 1, drafts: 0 })
  })

  it('all on one page: shows the page again with everything on it, and sends it then', async () => {
    const town = await fullTown()
    const browser = town.browser()

    const busy = await press(browser, await browser.open(`/s/${link}/all`), { ...AGREES, one: ['two'], words: [WORDS] })

    expect(busy.status).toBe(429)
    expect(town.results.at(-1)?.headers).toMatchObject({ 'retry-after': '570' })
    expect(town.lastPage()).toContain('nothing you entered is lost')
    expect(town.lastPage()).toContain(WORDS)
    town.clock.now = new Date(town.clock.now.getTime() + 600_000)
    receiptOn(await press(browser, busy))
    expect(town.counts()).toMatchObject({ responses: BOTH + 1, stories: 1 })
  })

  it('another survey takes no notice, and nobody is kept from taking back, leaving or stopping', async () => {
    const other = { ...survey, id: 'other' }
    const town = await limitedTown({ surveySends: 1 }, survey, other)
    const codes = [await takePart(town.browser(), survey), await takePart(town.browser(), survey)]
    const browser = town.browser()
    expect((await press(browser, await goOn(browser, await begin(browser, survey), '/send'))).status).toBe(429)

    await takePart(town.browser(), other)
    for (const code of codes) expect((await press(browser, await browser.open('/withdraw'), { _code: [code] })).status).toBe(200)
    const stopped = await press(browser, await browser.open(`/s/${link}/check`), {}, 'Stop and delete my answers')

    expect(stopped.status).toBe(200)
    expect(town.counts()).toMatchObject({ responses: 1 })
    expect((await browser.open('/leave')).status).toBe(303)
  })

  it('anybody who had pressed Send before comes through: only what is new is counted', async () => {
    const town = await limitedTown({ surveySends: 1 }, survey)
    await takePart(town.browser(), survey)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send')
    town.memory.before = (call) => {
      if (call === 'responses.store') throw new Error('no answer')
    }
    const failed = await press(browser, ready)
    town.memory.before = () => {}

    receiptOn(await press(browser, failed, {}, 'Try to send again'))
  })
})

describe('when a crowd comes to another page', () => {
  it('sending goes on while too many take back, and what was typed stays in its box', async () => {
    const town = await limitedTown({ withdrawals: 1 }, survey)
    const code = await takePart(town.browser(), survey)
    const browser = town.browser()
    for (let i = 0; i < BOTH; i++) await press(browser, await browser.open('/withdraw'), { _code: [NOBODYS_CODE] })

    const busy = await press(browser, await browser.open('/withdraw'), { _code: [code] })

    expect(busy.status).toBe(429)
    expect(busy.page.text).toContain('Nothing of yours is deleted yet')
    expect(town.lastPage()).toContain(code)
    await takePart(town.browser(), survey)
    expect(town.counts()).toMatchObject({ responses: 2 })
    town.clock.now = new Date(town.clock.now.getTime() + 600_000)
    expect((await press(browser, busy, { _code: [code] })).status).toBe(200)
    expect(town.counts()).toMatchObject({ responses: 1 })
  })

  it('too many visits at once keep their ticks, and those who are inside go on', async () => {
    const town = await limitedTown({ visits: 1 }, survey)
    const inside = town.browser()
    const first = await begin(inside, survey)
    await begin(town.browser(), survey)
    const late = town.browser()

    const busy = await press(late, await late.open(`/s/${link}/consent`), AGREES)

    expect(busy.status).toBe(429)
    expect(busy.page.text).toContain('What you chose is still here')
    expect(busy.page.forms.flatMap((form) => form.controls).filter(({ checked }) => checked)).toHaveLength(2)
    expect(town.counts()).toMatchObject({ drafts: 2 })
    receiptOn(await press(inside, await goOn(inside, first, '/send')))
  })
})

describe('what is kept of a crowd (CO-12)', () => {
  it('is a name of ours, ten minutes, and a number', async () => {
    const town = await limitedTown({ sends: 1, surveySends: 1, visits: 1, withdrawals: 1, contacts: 1 }, survey)
    for (let i = 0; i < 3; i++) {
      const browser = town.browser({ 'x-forwarded-for': '203.0.113.9' })
      await press(browser, await browser.open('/withdraw'), { _code: [NOBODYS_CODE] })
      await press(browser, await browser.open(`/s/${link}/all`), AGREES)
    }

    const kept = [...town.memory.kept.budgets.values()]
    expect(kept.map(({ id }) => id).toSorted()).toEqual(['sends', `sends#${survey.id}`, 'withdrawals'])
    for (const budget of kept) {
      expect(Object.keys(budget).toSorted()).toEqual(['expires', 'id', 'taken', 'window'])
      expect(budget.taken).toBe(1)
    }
  })
})

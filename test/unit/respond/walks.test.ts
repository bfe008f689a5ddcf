import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import type { Browser, Shown } from '#cli/simulate/browser.ts'
import type { Control } from '#cli/simulate/html-form.ts'
import { decodeAnswers } from '#shared/response/coding.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { anySurvey } from './helpers/any-survey.ts'
import { begin, press, receiptOn, type Town, townWith } from './helpers/town.ts'

const HOUR = 60 * 60 * 1000
const MOST_PAGES = 120
const SURVEYS = join(import.meta.dirname, '..', '..', '..', 'surveys')
/** The instruments that differ most: two of the demonstration, one with lists in a random order, one that is written. */
const SHIPPED = ['being-heard', 'crisis-response', 'policy-priorities', 'stories']

type Wish = (control: Control) => boolean

const nothing: Wish = () => false
/** The first answer of each list. */
const first: Wish = (control) => !control.value.startsWith('~')
/** "Prefer not to say" and the like, wherever it is offered. */
const declining: Wish = ({ value }) => value === '~pns'

/** Fills the page's own form by a wish, one answer a field, and continues. */
function answer(browser: Browser, shown: Shown, wish: Wish, label?: string): Promise<Shown> {
  const controls = shown.page.forms.find((form) => !form.action.endsWith('/stop'))?.controls ?? []
  const wishes: Record<string, readonly string[]> = {}
  for (const control of controls) {
    if (control.kind === 'text' && wish === first) wishes[control.name] = ['20']
    else if ((control.kind === 'radio' || control.kind === 'checkbox') && wish(control)) wishes[control.name] ??= [control.value]
  }
  return press(browser, shown, wishes, label)
}

type Each = (shown: Shown, next: Shown) => Promise<Shown>

/** Page after page until the last before sending. `each` may go elsewhere after a page, and gives the one to go on from. */
async function walk(browser: Browser, from: Shown, wish: Wish, each: Each = async (_, next) => next): Promise<Shown> {
  let shown = from
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    if (shown.url.pathname.endsWith('/send')) return shown
    shown = await each(shown, await answer(browser, shown, wish))
    expect(shown.status).toBe(200)
  }
  throw new Error(`the walk does not end: ${shown.url.pathname}`)
}

function statesIn(town: Town, survey: Survey): string[] {
  const [response] = [...town.memory.kept.responses.values()]
  return Object.values(decodeAnswers(codebookOf(survey), response?.answers ?? new Uint8Array())).map(({ state }) => state)
}

const WALKS: Readonly<Record<string, (town: Town, survey: Survey) => Promise<void>>> = {
  'the all-empty walk leads to a receipt and stores no answer (RX-14)': async (town, survey) => {
    const browser = town.browser()
    receiptOn(await press(browser, await walk(browser, await begin(browser, survey), nothing)))
    expect(statesIn(town, survey)).not.toContain('answered')
  },

  'the all-decline walk leads to a receipt that keeps each refusal apart (RX-14, RX-15)': async (town, survey) => {
    const browser = town.browser()
    receiptOn(await press(browser, await walk(browser, await begin(browser, survey), declining)))
    expect(statesIn(town, survey)).not.toContain('answered')
  },

  'saying no to taking part ends kindly, and keeps nothing': async (town, survey) => {
    const browser = town.browser()
    const ended = await press(browser, await browser.open(`/s/${linkOf(survey.id)}/consent`), {}, 'No, thank you')
    expect([ended.status, ended.page.text]).toEqual([200, expect.stringContaining('That is all right')])
    expect(town.counts()).toEqual({ drafts: 0, responses: 0, stories: 0 })
  },

  'going back and forth at every page changes nothing and comes to the same end': async (town, survey) => {
    const browser = town.browser()
    const last = await walk(browser, await begin(browser, survey), first, async (shown, next) => {
      const back = await browser.open(shown.url.pathname + shown.url.search)
      expect(back.status).toBe(200)
      const again = await press(browser, back)
      expect(again.url.pathname).toBe(next.url.pathname)
      return again
    })
    receiptOn(await press(browser, last))
    expect(town.counts()).toMatchObject({ drafts: 0, responses: 1 })
  },

  'sending twice at once, and once more by going back, is one response (RX-26)': async (town, survey) => {
    const browser = town.browser()
    const last = await walk(browser, await begin(browser, survey), first)
    const codes = (await Promise.all([press(browser, last), press(browser, last)])).map(receiptOn)
    expect(new Set(codes).size).toBe(1)
    expect((await browser.open(last.url.pathname)).url.pathname).toBe(`/s/${linkOf(survey.id)}`)
    expect(town.counts()).toMatchObject({ drafts: 0, responses: 1 })
  },

  'coming back after 23 hours goes on where one was': async (town, survey) => {
    const browser = town.browser()
    const begun = await begin(browser, survey)
    const shown = begun.url.pathname.endsWith('/send') ? begun : await answer(browser, begun, first)
    town.clock.now = new Date(town.clock.now.getTime() + 23 * HOUR)
    const start = await browser.open(`/s/${linkOf(survey.id)}`)
    expect(start.page.text).toContain('You have already begun')
    receiptOn(await press(browser, await walk(browser, await browser.open(shown.url.pathname), first)))
    expect(town.counts()).toMatchObject({ drafts: 0, responses: 1 })
  },

  'a lost session says what became of it and leads to the start; nothing of it is sent': async (town, survey) => {
    const browser = town.browser()
    const begun = await begin(browser, survey)
    browser.close()
    const lost = await answer(browser, begun, nothing)
    expect(lost.status).toBeLessThan(500)
    expect(lost.page.links).toEqual(expect.arrayContaining([expect.stringMatching(`^/s/${linkOf(survey.id)}`)]))
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
    receiptOn(await press(browser, await walk(browser, await begin(browser, survey), nothing)))
  },
}

describe.each(Object.entries(WALKS))('%s', (_, take) => {
  it.each(SHIPPED)(
    'in %s',
    async (name) => {
      const survey = await readSurvey(join(SURVEYS, name))
      await take(await townWith(survey), survey)
    },
    30_000,
  )

  it('in surveys of every shape', async () => {
    await fc.assert(
      fc.asyncProperty(anySurvey, async (survey) => take(await townWith(survey), survey)),
      { numRuns: 15 },
    )
  }, 30_000)
})

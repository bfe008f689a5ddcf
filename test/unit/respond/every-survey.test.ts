import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Browser, Shown } from '#cli/simulate/browser.ts'
import { decodeAnswers } from '#shared/response/coding.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { anySurvey } from './helpers/any-survey.ts'
import { AGREES, begin, press, receiptOn, townWith } from './helpers/town.ts'

const MOST_PAGES = 80
const runs = { numRuns: 60 }

describe('every survey', () => {
  it('is walked to its end without a single answer, by Continue and by Skip (RX-14)', async () => {
    await fc.assert(
      fc.asyncProperty(anySurvey, fc.boolean(), async (survey, skips) => {
        const town = await townWith(survey)
        const browser = town.browser()
        let shown = await begin(browser, survey)
        for (let pages = 0; !shown.url.pathname.endsWith('/send'); pages++) {
          expect(shown.status).toBe(200)
          expect(pages).toBeLessThan(MOST_PAGES)
          shown = await press(browser, shown, {}, skips ? skipButton(shown) : undefined)
        }
        receiptOn(await press(browser, shown))
        const [response] = [...town.memory.kept.responses.values()]
        const answers = Object.values(decodeAnswers(codebookOf(survey), response?.answers ?? new Uint8Array()))
        expect(answers.filter((answer) => answer.state === 'answered')).toEqual([])
        expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 0 })
      }),
      runs,
    )
  })

  it('has a Skip button on every question and a way back that leads to the page before', async () => {
    await fc.assert(
      fc.asyncProperty(anySurvey, async (survey) => {
        const town = await townWith(survey)
        const browser = town.browser()
        let shown = await begin(browser, survey)
        let before = `/s/${linkOf(survey.id)}/consent`
        for (let pages = 0; pages < MOST_PAGES && !shown.url.pathname.endsWith('/send'); pages++) {
          const fields = shown.page.forms[0]?.controls.length ?? 0
          if (fields > 0) expect(skipButton(shown)).toBe('Skip this question')
          expect(await pathBefore(browser, shown)).toBe(before)
          before = shown.url.pathname
          shown = await press(browser, shown)
        }
      }),
      runs,
    )
  })

  it('is sent on one page without a single answer', async () => {
    await fc.assert(
      fc.asyncProperty(anySurvey, async (survey) => {
        const town = await townWith(survey)
        const browser = town.browser()
        receiptOn(await press(browser, await browser.open(`/s/${linkOf(survey.id)}/all`), AGREES))
        expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 0 })
      }),
      runs,
    )
  })
})

function skipButton(shown: Shown): string | undefined {
  return shown.page.forms[0]?.submits.find((submit) => submit.value === 'skip')?.label
}

/** Where Back leads: a link, or on a page with entries a button that keeps them. */
async function pathBefore(browser: Browser, shown: Shown): Promise<string | undefined> {
  const form = shown.page.forms.find(({ submits }) => submits.some(({ value }) => value === 'back'))
  if (!form) return shown.page.links[2]
  const pressed = form.submits.find(({ value }) => value === 'back')
  return (await browser.submit(shown, form, pressed)).url.pathname
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser } from '#cli/simulate/browser.ts'
import { connectTo, type PageConnection } from '#cli/simulate/connection.ts'
import type { VisitPlan } from '#cli/simulate/visit-plan.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'

let running: Running
let connection: PageConnection
let surveys: Survey[]

beforeAll(async () => {
  surveys = await Promise.all(['being-heard', 'crisis-response'].map((name) => readSurvey(`surveys/${name}`)))
  running = await runDeployment(surveys)
  connection = connectTo(running.origin, 1)
})
afterAll(async () => {
  connection?.close()
  await running?.remove()
})

/** The first option of every question, and a sentence. */
function answersOf(survey: Survey) {
  const wishes = questionsOf(survey).map((question) => [
    question.id,
    'options' in question ? [question.options[0]?.id ?? ''] : ['A sentence'],
  ])
  return { wishes: Object.fromEntries(wishes), skippedSections: new Set<string>(), heard: 0 }
}

const plan: VisitPlan = {
  mode: 'pages',
  agrees: ['aggregate', 'quote'],
  looksBack: true,
  pressesSkip: false,
  typesCarelessly: true,
  ending: { kind: 'sends', twice: true, withdraws: 'everything' },
}

describe('a plain HTTP client that posts the forms it is shown', () => {
  it.each([
    [0, 'pages', 'en'],
    [0, 'one-page', 'ar'],
    [1, 'pages', 'ar'],
    [1, 'one-page', 'en'],
  ] as const)(
    'goes through survey %i, %s, in %s, from consent to a receipt, sent twice, and withdraws (RX-01)',
    async (index, mode, language) => {
      const survey = surveys[index]
      if (!survey) throw new Error('no survey')
      const browser = new Browser({ origin: running.origin, send: connection.send, now: () => new Date() })
      const visit = await visitSurvey({
        survey,
        person: answersOf(survey),
        plan: { ...plan, mode, ...(language === 'en' ? {} : { language }) },
        browser,
      })
      expect(visit).toEqual({ outcome: 'sent', code: expect.stringMatching(/^[0-9A-Z-]{21}$/), withdrew: 'everything' })
      // Opened anew to take back: no more than that it keeps cookies.
      expect(browser.cookieNames()).toEqual(['__Host-page'])
      expect(running.failures).toEqual([])
    },
  )
})

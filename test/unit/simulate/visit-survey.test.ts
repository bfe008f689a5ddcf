import { describe, expect, it } from 'vitest'
import { Browser } from '#cli/simulate/browser.ts'
import { SurveyNotOpen, VisitFailed } from '#cli/simulate/faults.ts'
import { planVisit } from '#cli/simulate/visit-plan.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { sectionOf, single, surveyOf } from '#test/unit/tabulate/surveys.ts'

const survey = surveyOf([sectionOf([single('place', ['clinic', 'peers'])], { id: 'main' })])

/** A visit of a site that answers with these statuses, one after the other, and pages without a link. */
function visitOf(...statuses: readonly number[]): Promise<unknown> {
  const left = [...statuses]
  const send = async () => {
    const status = left.shift()
    if (status === undefined) throw new Error('the visit asked once too often')
    return { status, location: undefined, setCookie: [], body: '<main></main>', bodyBytes: 13, headBytes: 0 }
  }
  const browser = new Browser({ origin: new URL('http://127.0.0.1'), send, now: () => new Date(0) })
  const plan = planVisit(survey, { mode: 'pages', withdraws: 0 }, 'seed', 0)
  return visitSurvey({ survey, person: drawPerson(survey, populationOf(survey, 'seed'), 'seed', 0), plan, browser })
}

describe('a simulated visit', () => {
  it.each([404, 410])('takes a %i for a survey that is not open', async (status) => {
    await expect(visitOf(status)).rejects.toThrow(SurveyNotOpen)
  })

  it('takes a 503 that comes twice for a survey that is not open', async () => {
    await expect(visitOf(503, 503)).rejects.toThrow(SurveyNotOpen)
  })

  it('goes on with the page that comes after one 503: a function had died', async () => {
    await expect(visitOf(503, 200)).rejects.toThrow(VisitFailed)
  })
})

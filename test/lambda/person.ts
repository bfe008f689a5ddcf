import { Browser } from '#cli/simulate/browser.ts'
import { connectTo, type Send } from '#cli/simulate/connection.ts'
import { planVisit } from '#cli/simulate/visit-plan.ts'
import { type SimulatedVisit, visitSurvey } from '#cli/simulate/visit-survey.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { Cloud } from './cloud.ts'

export type Place = { readonly cloud: Cloud; readonly survey: Survey }

/** One person who answers everything on one page and sends it. */
export async function visit({ cloud, survey }: Place, seed: string, through: (send: Send) => Send, twice = false): Promise<SimulatedVisit> {
  const connection = connectTo(cloud.origin, 1)
  try {
    const plan = { ...planVisit(survey, { mode: 'one-page', withdraws: 0 }, seed, 0), ending: { kind: 'sends', twice } as const }
    const person = drawPerson(survey, populationOf(survey, seed), seed, 0)
    const browser = new Browser({ origin: cloud.origin, send: through(connection.send), now: () => new Date() })
    return await visitSurvey({ survey, person, plan, browser, onReceipt: () => {} })
  } finally {
    connection.close()
  }
}

/** As a person who expects to be answered. */
export const once = (send: Send): Send => send

/** As a person who is told that it did not work, and tries again. */
export function patient(send: Send): Send {
  return async (request) => {
    let answer = await send(request)
    for (let again = 0; answer.status >= 500 && again < 3; again++) answer = await send(request)
    return answer
  }
}

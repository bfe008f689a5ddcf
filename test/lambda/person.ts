import { Browser } from '#cli/simulate/browser.ts'
import { connect, type Send } from '#cli/simulate/connection.ts'
import { drawPerson } from '#cli/simulate/person.ts'
import { planVisit } from '#cli/simulate/plan.ts'
import { populationOf } from '#cli/simulate/population.ts'
import { type Visit, walk } from '#cli/simulate/walk.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { Cloud } from './cloud.ts'

export type Place = { readonly cloud: Cloud; readonly survey: Survey }

/** One person who answers everything on one page and sends it. */
export async function visit({ cloud, survey }: Place, seed: string, through: (send: Send) => Send, twice = false): Promise<Visit> {
  const connection = connect(cloud.origin, 1)
  try {
    const plan = { ...planVisit(survey, { mode: 'one-page', withdraws: 0 }, seed, 0), ending: { kind: 'sends', twice } as const }
    const person = drawPerson(survey, populationOf(survey, seed), seed, 0)
    const browser = new Browser({ origin: cloud.origin, send: through(connection.send), now: () => new Date() })
    return await walk({ survey, person, plan, browser, onReceipt: () => {} })
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

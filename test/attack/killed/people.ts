import { setTimeout as pause } from 'node:timers/promises'
import { Browser } from '#cli/simulate/browser.ts'
import { connectTo, type HttpRequest, type HttpResponse, isConnectionFault } from '#cli/simulate/connection.ts'
import { planVisit, type VisitPlan } from '#cli/simulate/visit-plan.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import { type DrawnPerson, drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** The facts that must be true of somebody's answers. */
export type Fate = {
  readonly survey: Survey
  readonly person: DrawnPerson
  /** Absent until it was on a screen. */
  code?: string
  withdrew?: 'everything' | 'words'
  /** The visit came to no end, and of what nothing can be told. */
  failed?: string
}

type InFlight = 'send' | 'withdrawal'

export type People = {
  /** The requests on their way to the deployment at this moment. */
  inFlight(): InFlight[]
  /** Resolves when so many more requests have been answered. */
  answered(count: number): Promise<void>
  /** Nobody comes any more; resolves when all who are there have come to their end. */
  end(): Promise<readonly Fate[]>
}

type Crowd = {
  readonly clients: number
  readonly seed: string
  /** The survey that somebody answers. */
  readonly survey: (person: number) => Survey
  /** Resolves while a deployment serves, and waits for the next one after a kill. */
  readonly served: () => Promise<URL>
  /** Waits, from time to time, so that the database stays small. */
  readonly mayCome: () => Promise<boolean>
}

/** The process of the function died: the page says to try again. */
const BROKEN = 500
const BEFORE_TRYING_AGAIN_MS = 50

/** Half of them take all or the words back. */
const HABIT = { mode: 'mixed', withdraws: 0.5 } as const

/**
 * People who answer, send and take back, and who try again when the deployment or a function dies under them, as
 * somebody does whose page did not load: with the same form and the same cookies, at the next deployment. So what has become of each can be
 * told in the end, and a response that was stored just before a kill must not be stored again.
 */
export function peopleCome({ clients, seed, survey, served, mayCome }: Crowd): People {
  const fates: Fate[] = []
  const flying = new Set<HttpRequest>()
  let [next, answers] = [0, 0]
  const waiting = new Map<() => void, number>()
  const count = () => {
    answers++
    for (const [resolve, at] of waiting) if (answers >= at && waiting.delete(resolve)) resolve()
  }
  const connection = connectTo(new URL('http://127.0.0.1'), clients)

  async function send(request: HttpRequest): Promise<HttpResponse> {
    for (;;) {
      await served()
      flying.add(request)
      try {
        const response = await connection.send(request)
        if (response.status < BROKEN) {
          count()
          return response
        }
        await pause(BEFORE_TRYING_AGAIN_MS)
      } catch (thrown) {
        if (!isConnectionFault(thrown)) throw thrown
      } finally {
        flying.delete(request)
      }
    }
  }

  async function visit(index: number): Promise<void> {
    const chosen = survey(index)
    const person = drawPerson(chosen, populationOf(chosen, seed), seed, index)
    const plan: VisitPlan = planVisit(chosen, HABIT, seed, index)
    const fate: Fate = { survey: chosen, person }
    fates.push(fate)
    try {
      const browser = new Browser({ origin: await served(), send, now: () => new Date() })
      const onReceipt = (code: string) => {
        if (fate.code !== undefined && fate.code !== code) throw new Error('one visit was shown two receipts')
        fate.code = code
      }
      const { withdrew } = await visitSurvey({ survey: chosen, person, plan, browser, onReceipt })
      if (withdrew) fate.withdrew = withdrew
    } catch (thrown) {
      fate.failed = thrown instanceof Error ? thrown.message : String(thrown)
    }
  }

  const client = async () => {
    while (await mayCome()) await visit(next++)
  }
  const all = Promise.all(Array.from({ length: clients }, client))
  return {
    inFlight: () => [...flying].flatMap(kindOf),
    answered: (more) => (more === 0 ? Promise.resolve() : new Promise((resolve) => waiting.set(resolve, answers + more))),
    async end() {
      await all
      connection.close()
      return fates
    },
  }
}

function kindOf({ method, url }: HttpRequest): InFlight[] {
  if (method !== 'POST') return []
  if (url.pathname === '/withdraw') return ['withdrawal']
  return /\/(send|all)$/.test(url.pathname) ? ['send'] : []
}

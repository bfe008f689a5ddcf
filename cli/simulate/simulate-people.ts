import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { Browser } from './browser.ts'
import { connectTo, isConnectionFault } from './connection.ts'
import { SurveyNotOpen, Unreachable } from './faults.ts'
import { type Habit, planVisit, type VisitPlan } from './visit-plan.ts'
import { type SimulatedVisit, type VisitOutcome, visitSurvey } from './visit-survey.ts'

export type Simulation = {
  readonly origin: URL
  readonly survey: Survey
  readonly people: number
  readonly seed: string
  readonly habit: Habit
  /** The number of people who answer at the same time. */
  readonly clients: number
  readonly now: () => Date
  /** Called the moment a receipt code is on a screen; a person who sends twice may see it twice. */
  readonly onReceipt?: (person: number, code: string) => void
  readonly onVisit?: (result: VisitResult) => void
}

export type VisitResult = Omit<SimulatedVisit, 'outcome'> & {
  readonly person: number
  readonly mode: VisitPlan['mode']
  /** In which the visit ended. */
  readonly language: string
  readonly outcome: VisitOutcome | 'failed'
  /** The reason why a visit failed. */
  readonly reason?: string
}

/**
 * Lets synthetic people answer a survey over HTTP, `clients` at a time. Person i of a seed is the same however many
 * there are and in whatever order they come. Throws Unreachable and SurveyNotOpen; any other fault ends one visit only.
 */
export async function simulate(simulation: Simulation): Promise<VisitResult[]> {
  const { origin, survey, seed, clients } = simulation
  const population = populationOf(survey, seed)
  const connection = connectTo(origin, clients)
  const results: VisitResult[] = []
  let next = 0

  async function visit(index: number): Promise<VisitResult> {
    const plan = planVisit(survey, simulation.habit, seed, index)
    const about = { person: index, mode: plan.mode, language: plan.changesTo ?? plan.language ?? survey.languages[0] ?? '' }
    const browser = new Browser({ origin, send: connection.send, now: simulation.now })
    try {
      const person = drawPerson(survey, population, seed, index)
      const onReceipt = (code: string) => simulation.onReceipt?.(index, code)
      return { ...about, ...(await visitSurvey({ survey, person, plan, browser, onReceipt })) }
    } catch (thrown) {
      if (thrown instanceof SurveyNotOpen) throw thrown
      if (isConnectionFault(thrown)) throw new Unreachable(`Nobody answers at ${origin.origin}`, { cause: thrown })
      return { ...about, outcome: 'failed', reason: thrown instanceof Error ? thrown.message : String(thrown) }
    }
  }

  async function client(): Promise<void> {
    while (next < simulation.people) {
      const result = await visit(next++)
      results.push(result)
      simulation.onVisit?.(result)
    }
  }

  try {
    await Promise.all(Array.from({ length: Math.min(clients, simulation.people) }, client))
  } finally {
    next = simulation.people
    connection.close()
  }
  return results.toSorted((a, b) => a.person - b.person)
}

import { parseSurvey } from '#shared/survey/canonical.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import type { Expectation } from './expectation.ts'

/** With so many people, each the mean of two draws: enough to choose by, and worked out while somebody waits. */
const PEOPLE = [60, 150, 400]
const DRAWS = 2
const MOST_KEPT = 20

/** The most tables of a report for which this takes about a second of one processor. Exact numbers that are hidden by group take minutes. */
const MOST_TABLES = { exact: 25, other: 150 }

type Expected = { readonly survey: Survey; readonly of: readonly Expectation[] | 'too large' }

/**
 * Estimates how much a first report on exactly these bytes would show, before it is attacked. `too large`: nobody waits for that; the command
 * line can. Throws when they are not what their name says.
 */
export type Expects = (version: SurveyVersion, bytes: Uint8Array) => Promise<Expected>

/** The same bytes give the same expectation, so it is computed once and kept. Its modules are loaded when somebody asks. */
export function expects(): Expects {
  const kept = new Map<string, Promise<Expected>>()
  return (version, bytes) => {
    const found = kept.get(version.hash)
    if (found) return found
    const [oldest] = kept.keys()
    if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest)
    const made = workOut(parseSurvey(bytes, version))
    kept.set(version.hash, made)
    made.catch(() => kept.delete(version.hash))
    return made
  }
}

async function workOut(survey: Survey): Promise<Expected> {
  if (isTooLarge(survey)) return { survey, of: 'too large' }
  const [{ expectationOf }, { UNAUDITED }, { loadSolver }] = await Promise.all([
    import('./expectation.ts'),
    import('./first-report.ts'),
    import('#shared/disclosure/linear/solver.ts'),
  ])
  const solver = await loadSolver()
  return { survey, of: PEOPLE.map((people) => expectationOf({ solver, survey, draws: DRAWS, gate: UNAUDITED }, people)) }
}

function isTooLarge(survey: Survey): boolean {
  const { tables } = reportPlan(survey)
  if (survey.disclosure.profile !== 'exact-closed') return tables.length > MOST_TABLES.other
  return tables.length > MOST_TABLES.exact || tables.some(({ by }) => by !== undefined)
}

import { parseSurvey } from '#shared/survey/canonical.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'
import type { Expectation } from './expectation.ts'

/** With so many people, each the mean of two draws: enough to choose by, and worked out while somebody waits. */
const PEOPLE = [60, 150, 400]
const DRAWS = 2
const MOST_KEPT = 20

type Expected = { readonly survey: Survey; readonly of: readonly Expectation[] }

/** Estimates how much a first report on exactly these bytes would show, before it is attacked. Throws when they are not what their name says. */
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
  const [{ expectationOf }, { UNAUDITED }, { loadSolver }] = await Promise.all([
    import('./expectation.ts'),
    import('./first-report.ts'),
    import('#shared/disclosure/linear/solver.ts'),
  ])
  const solver = await loadSolver()
  return { survey, of: PEOPLE.map((people) => expectationOf({ solver, survey, draws: DRAWS, gate: UNAUDITED }, people)) }
}

import { readSurvey } from '#cli/read-survey.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { keyedBytes } from '#shared/disclosure/privacy/randomness.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { madeUpPeople } from '#test/attack/disclosure/support/demonstration.ts'
import { keyOf } from '../disclosure/sample.ts'

/** A candidate of a survey, or of one that comes with Chorus by its id, answered by made-up people. Nothing attacked it: for tests of how it looks. */
export async function instrumentRelease(of: string | Survey, people: number, disclosure?: Survey['disclosure']) {
  const read = typeof of === 'string' ? await readSurvey(`surveys/${of}`) : of
  const survey: Survey = { ...read, disclosure: disclosure ?? read.disclosure }
  const solver = await loadSolver()
  const tally = addResponses(emptyTally(reportPlan(survey)), madeUpPeople(survey, 'pages', people))
  const outcome = protect(
    { study: studyPlan(survey), tables: countedTables(tally), release: 1, solver, random: keyedBytes(keyOf(1), ['pages']) },
    keyOf(1),
  )
  if (outcome.kind !== 'protected') throw new Error('refused')
  return { survey, ...releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04', people: 'made-up' }) }
}

import { readSurvey } from '#cli/read-survey.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { madeUpPeople } from '#test/attack/disclosure/support/demonstration.ts'
import { keyOf } from '../disclosure/sample.ts'

/** A candidate of a survey that comes with Chorus, answered by made-up people. Nothing attacked it: for tests of how it looks. */
export async function instrumentRelease(id: string, people: number) {
  const survey = await readSurvey(`surveys/${id}`)
  const tally = addResponses(emptyTally(reportPlan(survey)), madeUpPeople(survey, 'pages', people))
  const outcome = protect({ study: studyPlan(survey), tables: countedTables(tally), release: 1 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return { survey, ...releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04', people: 'made-up' }) }
}

import { readSurvey } from '#cli/read-survey.ts'
import { recordKey } from '#shared/disclosure/cell-key/cell-key.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { keyedBytes } from '#shared/disclosure/privacy/randomness.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { addKeys, emptyKeySums, keyedTables } from '#shared/tabulate/key-sums.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { madeUpPeople } from '#test/attack/disclosure/support/demonstration.ts'
import { keyOf } from '../disclosure/sample.ts'

/** A candidate of a survey, or of one that comes with Chorus by its id, answered by made-up people. Nothing attacked it: for tests of how it looks. */
export async function instrumentRelease(of: string | Survey, people: number, disclosure?: Survey['disclosure']) {
  const read = typeof of === 'string' ? await readSurvey(`surveys/${of}`) : of
  const survey: Survey = { ...read, disclosure: disclosure ?? read.disclosure }
  const solver = await loadSolver()
  const tables = tablesOf(survey, madeUpPeople(survey, 'pages', people))
  const outcome = protect({ study: studyPlan(survey), tables, release: 1, solver, random: keyedBytes(keyOf(1), ['pages']) }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return { survey, ...releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04', people: 'made-up' }) }
}

/** The true counts; for the cell key method with the sum of the record keys of each. */
function tablesOf(survey: Survey, rows: readonly Uint8Array[]) {
  const plan = reportPlan(survey)
  const tally = addResponses(emptyTally(plan), rows)
  if (survey.disclosure.profile !== 'ckm') return countedTables(tally)
  const keys = rows.map((_, at) => recordKey(keyOf(1), Uint8Array.of(at >> 8, at & 255)))
  return keyedTables(tally, addKeys(emptyKeySums(plan), rows, keys))
}

import { randomBytes } from 'node:crypto'
import { KeyRefused } from '#shared/disclosure/key-audit/refused.ts'
import { STUDY_KEY_BYTES } from '#shared/disclosure/keyed-draws.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { type Problem, withCode } from '#shared/problem.ts'
import type { Locate } from '#shared/survey/load/locate.ts'
import type { Survey } from '#shared/survey/survey.ts'

const PLAN = ['plan']

/**
 * The problem of a survey whose tables no secret offsets can protect (`key-audit`), found with a key that is thrown away. The result depends
 * on the definition of the survey and hardly on the key, so it is known before anybody answers. Otherwise the first report would be refused.
 */
export async function keyProblems(survey: Survey, locate: Locate, redrawn: typeof redrawnOffsets = redrawnOffsets): Promise<Problem[]> {
  try {
    redrawn(await loadSolver(), studyPlan(survey), new Uint8Array(randomBytes(STUDY_KEY_BYTES)))
    return []
  } catch (thrown) {
    if (!(thrown instanceof KeyRefused)) throw thrown
    return withCode('key-audit', [locate({ path: PLAN }, `no report could be made from these answers: ${thrown.found}`, thrown.remedy)])
  }
}

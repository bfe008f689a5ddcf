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
 * Whether there are secret offsets that protect this survey's tables, tried with a key that is thrown away. It depends on
 * the definition and hardly on the key, so it can be known before anybody answers; the first report would be refused.
 */
export async function keyProblems(survey: Survey, locate: Locate, redrawn: typeof redrawnOffsets = redrawnOffsets): Promise<Problem[]> {
  try {
    redrawn(await loadSolver(), studyPlan(survey), new Uint8Array(randomBytes(STUDY_KEY_BYTES)))
    return []
  } catch (thrown) {
    if (!(thrown instanceof KeyRefused)) throw thrown
    return withCode('key-audit', [locate({ path: PLAN }, `no report could be made of these answers: ${thrown.found}`, thrown.remedy)])
  }
}

import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { auditKey, type DrawCounters } from '../key-audit/key-audit.ts'
import type { Solver } from '../linear/solver.ts'
import { offsetOf, type StudyKey } from '../offset.ts'
import { profileOf } from '../profiles/profile-of.ts'
import { marginsOf } from '../structure/plan-margins.ts'

/** How many candidates every count keeps from somebody who learned count plus offset of every cell. */
const CANDIDATES = 3

/**
 * Which offsets of a study were drawn again, and how often. It follows from the key and the definition alone, so it is
 * worked out at each release and stored nowhere. Throws KeyRefused.
 */
export function redrawnOffsets(solver: Solver, survey: Survey, key: StudyKey): DrawCounters {
  const { rounding } = profileOf(survey)
  if (!rounding) return new Map()
  return auditKey(solver, {
    plan: marginsOf(survey, reportPlan(survey).tables),
    base: rounding.b,
    atLeast: CANDIDATES,
    draw: (label, counter) => offsetOf(key, label, rounding.b, counter),
  })
}

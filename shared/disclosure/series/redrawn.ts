import { auditKey, type DrawCounters } from '../key-audit/key-audit.ts'
import { offsetOf, type StudyKey } from '../keyed-draws.ts'
import type { Solver } from '../linear/solver.ts'
import type { StudyPlan } from '../profiles/profile.ts'

/** How many candidates every count keeps from somebody who learned count plus offset of every cell. */
const CANDIDATES = 3

/**
 * How often the offset of each label is drawn again, by the audit of the key (A10). The result depends on the key and the
 * survey's definition alone, so each release works it out again and nothing stores it. Empty for profiles without offsets.
 * Throws KeyRefused.
 */
export function redrawnOffsets(solver: Solver, { profile, margins }: StudyPlan, key: StudyKey): DrawCounters {
  const { rounding } = profile
  if (!rounding) return new Map()
  return auditKey(solver, {
    plan: margins(),
    base: rounding.b,
    atLeast: CANDIDATES,
    draw: (label, counter) => offsetOf(key, label, rounding.b, counter),
  })
}

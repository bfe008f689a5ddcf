import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { auditKey, type DrawCounters } from '../key-audit/key-audit.ts'
import { offsetOf, type StudyKey } from '../keyed-draws.ts'
import type { Solver } from '../linear/solver.ts'
import { offsetMargins } from '../structure/offset-margins.ts'
import { PrintedCells } from '../structure/printed-cells.ts'
import { ckm } from './ckm.ts'
import { dp } from './dp.ts'
import { exactClosed } from './exact-closed.ts'
import type { Profile, ProtectionOutcome, StudyPlan, ToProtect } from './profile.ts'
import { careful, rounded, small } from './rounded.ts'

const profiles: Readonly<Record<Survey['disclosure']['profile'], Profile>> = {
  rounded,
  careful,
  small,
  'exact-closed': exactClosed,
  ckm,
  dp,
}

/** The profile that a survey names. */
export function profileOf(survey: Survey): Profile {
  return profiles[survey.disclosure.profile]
}

/**
 * Prepares a survey for tabulation: its tables, its printed cells and its profile. Build it once, where a command or a function
 * starts, and pass it on. Throws where `reportPlan` does.
 */
export function studyPlan(survey: Survey): StudyPlan {
  const plan = reportPlan(survey)
  const printed = new PrintedCells(survey, plan.tables, survey.disclosure.profile !== 'dp')
  let margins: ReturnType<typeof offsetMargins> | undefined
  return {
    survey,
    plan,
    printed,
    profile: profileOf(survey),
    margins: () => {
      margins ??= offsetMargins(printed, plan.tables)
      return margins
    },
  }
}

/** Turns true counts into numbers that may be shown, by the profile of the approved survey and no other. */
export function protect(input: ToProtect, key: StudyKey): ProtectionOutcome {
  return input.study.profile.protect(input, key)
}

/** The number of candidates that every count keeps from somebody who learned count plus offset of every cell. */
export const CANDIDATES = 3

/**
 * The number of times that the offset of each label is drawn again, by the audit of the key (A10). The result depends on the key and the
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

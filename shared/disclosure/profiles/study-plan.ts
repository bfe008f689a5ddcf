import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import type { StudyKey } from '../keyed-draws.ts'
import { offsetMargins } from '../structure/plan-margins.ts'
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

export function profileOf(survey: Survey): Profile {
  return profiles[survey.disclosure.profile]
}

/**
 * Prepares a survey for tabulation: its tables, its printed cells and its profile. Build it once, where a command or a function
 * starts, and pass it on. Throws where `reportPlan` does.
 */
export function studyPlan(survey: Survey): StudyPlan {
  const plan = reportPlan(survey)
  const printed = new PrintedCells(survey, plan.tables)
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

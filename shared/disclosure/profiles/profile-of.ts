import type { Survey } from '#shared/survey/survey.ts'
import type { StudyKey } from '../offset.ts'
import { ckm } from './ckm.ts'
import { dp } from './dp.ts'
import { exactClosed } from './exact-closed.ts'
import type { Profile, ProtectionOutcome, ToProtect } from './profile.ts'
import { careful, rounded } from './rounded.ts'

const profiles: Readonly<Record<Survey['disclosure']['profile'], Profile>> = { rounded, careful, 'exact-closed': exactClosed, ckm, dp }

export function profileOf(survey: Survey): Profile {
  return profiles[survey.disclosure.profile]
}

/** Turns true counts into numbers that may be shown, by the profile of the approved survey and no other. */
export function protect(input: ToProtect, key: StudyKey): ProtectionOutcome {
  return profileOf(input.survey).protect(input, key)
}

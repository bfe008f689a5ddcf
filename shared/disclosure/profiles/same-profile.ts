import { isDeepStrictEqual } from 'node:util'
import type { Policy } from '../policy.ts'

/**
 * Throws unless a report is protected exactly as the one before it in its series: numbers of two ways of protecting the
 * same people, side by side, tell more than either.
 */
export function assertSameProfile(previous: Policy, policy: Policy): void {
  if (isDeepStrictEqual(previous, policy)) return
  throw new Error(
    `the last report was protected by ${previous.profile} and this one would be by ${policy.profile}${previous.profile === policy.profile ? ' with other parameters' : ''}. Protection cannot change while a survey runs: give the changed survey another id.`,
  )
}

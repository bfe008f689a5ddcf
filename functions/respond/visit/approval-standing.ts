import type { ReasonCode, Verdict } from '#shared/governance/verdict.ts'

/**
 * What the board's word means for somebody with a link. `paused`: come back later, as after a pause or while the ledger
 * cannot be read; `superseded`: a later version took its place; `unknown`: there is no such survey.
 */
export type Standing = 'served' | 'paused' | 'closed' | 'superseded' | 'unknown'

const UNKNOWN: readonly ReasonCode[] = ['no board', 'not approved']
const CLOSED: readonly ReasonCode[] = ['expired', 'retracted']

/** The most final reason decides. */
export function standingOf(said: Verdict): Standing {
  if (said.ok) return 'served'
  const has = (codes: readonly ReasonCode[]) => said.missing.some(({ code }) => codes.includes(code))
  if (has(UNKNOWN) || said.missing.length === 0) return 'unknown'
  if (has(CLOSED)) return 'closed'
  return has(['superseded']) && said.missing.length === 1 ? 'superseded' : 'paused'
}

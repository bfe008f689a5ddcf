import { againstTrial, type ReasonCode, type Verdict } from '#shared/governance/verdict.ts'

/**
 * The effect of the board's verdict for somebody with a link. `paused`: come back later, as after a pause or while the ledger
 * cannot be read; `superseded`: a later version took its place; `unknown`: there is no such survey.
 */
export type ApprovalStanding = 'served' | 'paused' | 'closed' | 'superseded' | 'unknown'

/** The same for a version that was opened as a trial: it goes on only while nothing at all stands against it. */
export function trialStandingOf(said: Verdict): ApprovalStanding {
  const missing = againstTrial(said)
  if (missing.length === 0) return 'served'
  const standing = standingOf({ ok: false, missing })
  return said.ok || standing === 'superseded' ? 'unknown' : standing
}

const UNKNOWN: readonly ReasonCode[] = ['no board', 'not approved']
const CLOSED: readonly ReasonCode[] = ['expired', 'retracted']

/** The standing that a verdict means. Where the board gives several reasons, the most final one decides. */
export function standingOf(said: Verdict): ApprovalStanding {
  if (said.ok) return 'served'
  const has = (codes: readonly ReasonCode[]) => said.missing.some(({ code }) => codes.includes(code))
  if (has(UNKNOWN) || said.missing.length === 0) return 'unknown'
  if (has(CLOSED)) return 'closed'
  return has(['superseded']) && said.missing.length === 1 ? 'superseded' : 'paused'
}

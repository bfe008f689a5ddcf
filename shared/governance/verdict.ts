import { sha256 } from '#shared/canonical-json.ts'
import { dayOf } from './days.ts'
import { isPaused, type LedgerState } from './ledger-state.ts'
import { entryAhead, LedgerFault, type UnverifiedLog, VerifiedLog, verifyLog } from './verified-log.ts'

/**
 * The thing that is about to be opened, served or published, as its very bytes. Of a release: those of SHA256SUMS, which name
 * every file; of stories: those of the canonical content of their proposal.
 */
export type Artifact = { readonly kind: 'survey' | 'release' | 'stories'; readonly id: string; readonly bytes: Uint8Array }

export type ReasonCode =
  | 'no board'
  | 'ledger'
  | 'not approved'
  | 'superseded'
  | 'paused'
  | 'retracted'
  | 'expired'
  | 'checkpoint'
  | 'failed'

/** A reason against: a code for programs and a sentence for people. */
export type Reason = { readonly code: ReasonCode; readonly text: string }

type Approval = {
  readonly ok: true
  /** The hash of what was approved. */
  readonly sha256: string
  /** The proposal that was approved. */
  readonly proposal: string
  /** Nothing made under a demonstration charter is the decision of a community, and it has to say so. */
  readonly demonstration: boolean
  /** Fewer than five members decided, which has to be said. */
  readonly smallBoard: boolean
}

export type Verdict = Approval | { readonly ok: false; readonly missing: readonly Reason[] }

/**
 * Whether the board has approved exactly these bytes and nothing stands in the way at this moment. The only thing that
 * lets a survey be opened or served, or a release published: every route calls it at the point of effect. `charter` is
 * the hash of the founding charter, which names the board and comes from outside the log; undefined where there is no
 * board. Whatever cannot be shown, or breaks on the way, is a no.
 */
export function verdict(artifact: Artifact, log: UnverifiedLog | VerifiedLog, charter: string | undefined, now: Date): Verdict {
  try {
    if (charter === undefined)
      return no('no board', 'This deployment has no board: nothing is approved here, and only trials are possible.')
    const verified = VerifiedLog.isOne(log) ? log : verifyLog(log, charter)
    if (verified.state.ledger !== charter) return no('ledger', 'The ledger is that of another board.')
    return judge(artifact, verified, now)
  } catch (thrown) {
    if (thrown instanceof LedgerFault) return no('ledger', `The ledger fails its check: ${thrown.message}.`)
    return { ok: false, missing: [FAILED] }
  }
}

const FAILED = reason('failed', 'Whether it is approved could not be found out.')

/** The reasons that may be given for something that no board was ever asked about, or that no board approved. */
const UNASKED: readonly ReasonCode[] = ['no board', 'not approved']

/**
 * Gives the reasons against opening something as a trial. A trial needs no approval, but a pause, a retraction and an invalid
 * ledger stop it like anything else. A survey that the board has approved, now or earlier, cannot be a trial: real answers lie
 * under it.
 */
export function againstTrial(said: Verdict): readonly Reason[] {
  if (said.ok) return [reason('failed', 'The board has approved exactly this: it is open for real, and not as a trial.')]
  return said.missing.length === 0 ? [FAILED] : said.missing.filter(({ code }) => !UNASKED.includes(code))
}

function judge(artifact: Artifact, log: VerifiedLog, now: Date): Verdict {
  const { state, pinnedSize } = log
  const today = dayOf(now)
  const ahead = entryAhead(log, today)
  if (ahead !== undefined) return no('ledger', `${ahead}.`)
  const hash = sha256(artifact.bytes)
  const missing: Reason[] = []
  const found = approvalIn(state, artifact, hash, missing)
  if (found) {
    if (pinnedSize <= found.seq) missing.push(reason('checkpoint', 'No signed checkpoint of the ledger covers its approval yet.'))
    else if (state.charter.witnesses.length > 0 && Math.max(0, ...log.witnessed.values()) <= found.seq)
      missing.push(reason('checkpoint', 'No witness has signed yet that it saw its approval.'))
    if (found.until !== undefined && today >= found.until)
      missing.push(reason('expired', `Its approval ended on its review date, ${found.until}. The board can approve it again.`))
  }
  if (isPaused(state, hash)) missing.push(reason('paused', 'It is paused. The board together can let it go on.'))
  const back = state.retracted.get(hash)
  if (back) missing.push(reason('retracted', `The board took it back on ${back.day}: ${back.why}`))
  if (missing.length > 0 || !found) return { ok: false, missing }
  const { proposal, smallBoard } = found
  return { ok: true, sha256: hash, proposal, demonstration: state.charter.demonstration, smallBoard }
}

type Found = { readonly seq: number; readonly proposal: string; readonly smallBoard: boolean; readonly until?: string }

function approvalIn(state: LedgerState, { kind, id }: Artifact, hash: string, missing: Reason[]): Found | undefined {
  const survey = kind === 'survey' ? state.surveys.get(id) : undefined
  if (survey?.sha256 === hash) return survey
  const release = kind === 'release' ? state.releases.get(hash) : undefined
  if (release?.study === id) return release
  const stories = kind === 'stories' ? state.stories.get(hash) : undefined
  if (stories?.study === id) return stories
  if (survey && state.superseded.has(hash)) {
    missing.push(reason('superseded', 'The board has approved a later version in its place.'))
  } else
    missing.push(
      reason(
        'not approved',
        `The board has not approved this ${kind === 'stories' ? 'reading of stories' : kind}: nothing in the ledger is for exactly these bytes.`,
      ),
    )
  return undefined
}

function reason(code: ReasonCode, text: string): Reason {
  return { code, text }
}

function no(code: ReasonCode, text: string): Verdict {
  return { ok: false, missing: [reason(code, text)] }
}

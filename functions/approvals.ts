import { type Artifact, type Verdict, verdict } from '#shared/governance/verdict.ts'
import { type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'

/** Asks the board's ledger, as it is at this moment, about exactly these bytes. Whatever breaks, nothing is approved. */
export type Approvals = (artifact: Artifact) => Promise<Verdict>

type Sources = {
  readonly ledger: Pick<Ledger, 'lines' | 'checkpoints'>
  /** The hash of the founding charter; undefined where there is no board. */
  readonly board: string | undefined
  readonly clock: () => Date
}

/**
 * Reads the ledger anew each time, but checks each entry once: only what came since is read and checked. So a pause
 * counts with the next request, and a request costs one short query.
 */
export function approvalsOf({ ledger, board, clock }: Sources): Approvals {
  let known: VerifiedLog | undefined

  async function upToDate(of: string): Promise<VerifiedLog> {
    const before = known
    const lines = await ledger.lines(before?.entries.length ?? 0)
    if (before && lines.length === 0) return before
    const next = verifyLog({ lines, checkpoints: await ledger.checkpoints() }, of, before)
    // Two requests may come here at once: the one that knows more stays.
    if (next.entries.length >= (known?.entries.length ?? 0)) known = next
    return next
  }

  return async (artifact) => {
    const nothing = { lines: [], checkpoints: [] }
    if (board === undefined) return verdict(artifact, nothing, undefined, clock())
    try {
      const said = verdict(artifact, await upToDate(board), board, clock())
      if (said.ok || !said.missing.some(({ code }) => code === 'checkpoint')) return said
      const pinned = verifyLog({ lines: [], checkpoints: await ledger.checkpoints() }, board, known)
      known = pinned
      return verdict(artifact, pinned, board, clock())
    } catch {
      return {
        ok: false,
        missing: [
          { code: 'failed', text: 'Whether the board approved it could not be found out: its ledger cannot be read, or does not hold.' },
        ],
      }
    }
  }
}

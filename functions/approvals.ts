import { type Artifact, type Verdict, verdict } from '#shared/governance/verdict.ts'
import { type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'

/** Asks the board's ledger, as it is at this moment, about exactly these bytes. Whatever breaks, nothing is approved. */
export type Approvals = (artifact: Artifact) => Promise<Verdict>

type Reading = {
  readonly ledger: Pick<Ledger, 'lines' | 'checkpoints'>
  /** The hash of the founding charter. */
  readonly board: string
}

type Sources = Omit<Reading, 'board'> & {
  /** Undefined where there is no board. */
  readonly board: string | undefined
  readonly clock: () => Date
  /** Where the ledger is read for something else, too. */
  readonly reader?: LedgerReader
}

export type LedgerReader = {
  /** The ledger as it is now. Throws when it cannot be read, or does not hold. */
  latest(): Promise<VerifiedLog>
  /** The same, after its checkpoints were read once more. */
  pinned(): Promise<VerifiedLog>
}

/**
 * Reads the ledger anew each time, but checks each entry once: only what came since is read and checked. So a pause
 * counts with the next request, and a request costs one short query.
 */
export function ledgerReader({ ledger, board }: Reading): LedgerReader {
  let known: VerifiedLog | undefined

  async function latest(): Promise<VerifiedLog> {
    const before = known
    const from = before?.entries.length ?? 0
    const lines = await ledger.lines(from)
    if (before && lines.length === 0) return before
    const checkpoints = await ledger.checkpoints()
    // Somebody may have written since: the checkpoints that were just read are also of that.
    const later = await ledger.lines(from + lines.length)
    const next = verifyLog({ lines: [...lines, ...later], checkpoints }, board, before)
    // Two requests may come here at once: the one that knows more stays.
    if (next.entries.length >= (known?.entries.length ?? 0)) known = next
    return next
  }

  return {
    latest,
    async pinned() {
      const checkpoints = await ledger.checkpoints()
      known = verifyLog({ lines: [], checkpoints }, board, await latest())
      return known
    },
  }
}

/** Gives the board's verdicts, each by the ledger of one moment. */
export function approvalsOf({ ledger, board, clock, reader: given }: Sources): Approvals {
  if (board === undefined) return async (artifact) => verdict(artifact, { lines: [], checkpoints: [] }, undefined, clock())
  const reader = given ?? ledgerReader({ ledger, board })

  return async (artifact) => {
    try {
      const said = verdict(artifact, await reader.latest(), board, clock())
      if (said.ok || !said.missing.some(({ code }) => code === 'checkpoint')) return said
      return verdict(artifact, await reader.pinned(), board, clock())
    } catch {
      return {
        ok: false,
        missing: [
          {
            code: 'failed',
            text: 'Chorus could not find out whether the board approved it: the ledger cannot be read, or fails its check.',
          },
        ],
      }
    }
  }
}

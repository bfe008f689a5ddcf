import { type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'

export type LedgerReader = {
  /** The ledger as it is at this moment. Throws LedgerFault when it does not hold. */
  upToDate(): Promise<VerifiedLog>
  /** The same, with checkpoints that were signed since the last entry. */
  withNewestCheckpoint(): Promise<VerifiedLog>
}

/** Reads the ledger anew each time, but checks each entry once: only what came since is read and checked. */
export function ledgerReader(ledger: Pick<Ledger, 'lines' | 'checkpoints'>, board: string): LedgerReader {
  let known: VerifiedLog | undefined

  function keep(next: VerifiedLog): VerifiedLog {
    // Two requests may come here at once: the one that knows more stays.
    if (next.entries.length >= (known?.entries.length ?? 0)) known = next
    return next
  }

  async function upToDate(): Promise<VerifiedLog> {
    const before = known
    const lines = await ledger.lines(before?.entries.length ?? 0)
    if (before && lines.length === 0) return before
    return keep(verifyLog({ lines, checkpoints: await ledger.checkpoints() }, board, before))
  }

  return {
    upToDate,
    async withNewestCheckpoint() {
      const before = await upToDate()
      return keep(verifyLog({ lines: [], checkpoints: await ledger.checkpoints() }, board, before))
    },
  }
}

import { entryBytes } from '#shared/governance/entries.ts'
import { assertDaysHold, nextEntry, type SignedIntent } from '#shared/governance/ledger-writer.ts'
import { type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'

/** Another person may have put an entry in the same place: then this one goes into the next. */
const ATTEMPTS = 10

/**
 * Puts a signed act into the next free place of the ledger. `again` reads the ledger anew. Throws LedgerFault or ActRefused,
 * and adds nothing, when the rules do not let it stand there; undefined when others were quicker each time, and nothing was
 * added. Where the store does not say whether it took a line, the ledger does.
 */
export async function appendAct(
  ledger: Pick<Ledger, 'append'>,
  first: VerifiedLog,
  signed: SignedIntent,
  again: () => Promise<VerifiedLog>,
): Promise<VerifiedLog | undefined> {
  let log = first
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    assertDaysHold(log, signed.kind, signed.day)
    const line = entryBytes(nextEntry(log, signed))
    const next = verifyLog({ lines: [line], checkpoints: [] }, log.state.ledger, log)
    const taken = await ledger.append(log.state.size, line).catch((thrown: unknown) => ({ thrown }))
    if (taken === true) return next
    const now = await again()
    const there = now.entries[log.state.size]
    if (there && Buffer.compare(entryBytes(there), line) === 0) return now
    if (typeof taken === 'object') throw taken.thrown
    log = now
  }
  return undefined
}

import { entryBytes } from '#shared/governance/entries.ts'
import { assertDaysHold, nextEntry, type SignedIntent } from '#shared/governance/ledger-writer.ts'
import { type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'

/** Another person may have put an entry in the same place: then this one goes into the next. */
const ATTEMPTS = 10

/**
 * Puts a signed act into the next free place of the ledger. `again` reads the ledger anew. Throws LedgerFault or ActRefused, and adds
 * nothing, when the rules do not let it stand there; undefined when others were quicker each time, and nothing was added.
 */
export async function appendAct(
  ledger: Pick<Ledger, 'append'>,
  first: VerifiedLog,
  signed: (log: VerifiedLog) => SignedIntent,
  again: () => Promise<VerifiedLog>,
): Promise<VerifiedLog | undefined> {
  let log = first
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const act = signed(log)
    assertDaysHold(log, act.kind, act.day)
    const line = entryBytes(nextEntry(log, act))
    const next = verifyLog({ lines: [line], checkpoints: [] }, log.state.ledger, log)
    if (await ledger.append(log.state.size, line)) return next
    log = await again()
  }
  return undefined
}

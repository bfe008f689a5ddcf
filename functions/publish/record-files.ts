import type { KeyObject } from 'node:crypto'
import type { LedgerReader } from '#functions/approvals.ts'
import { isLogOf } from '#functions/console/log-key.ts'
import { checkpointOf, signCheckpoint } from '#shared/governance/checkpoint.ts'
import { dayOf } from '#shared/governance/days.ts'
import { entryBytes } from '#shared/governance/entries.ts'
import { recordEntry } from '#shared/governance/publication.ts'
import { type PublishedVersion, versionsIn } from '#shared/governance/published-versions.ts'
import { LedgerFault, type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import type { Files } from '#shared/release/release.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'

type Stores = { readonly ledger: Pick<Ledger, 'append' | 'keepCheckpoint'>; readonly reader: LedgerReader; readonly now: Date }

/** Somebody else may have put an entry in the same place: then this one goes into the next. */
const ATTEMPTS = 10

/** The key of the log, where it is the one that the charter names. */
export function keyOfLog({ state }: VerifiedLog, logKey: KeyObject | undefined): KeyObject | undefined {
  return logKey && isLogOf(state.charter, logKey) ? logKey : undefined
}

/** The ledger as it would be with the files of a version written down. Throws LedgerFault where that may not stand there. */
export function withRecord(log: VerifiedLog, version: PublishedVersion, files: Files, now: Date, logKey: KeyObject) {
  const line = entryBytes(recordEntry(log, dayOf(now), version, files, logKey))
  return { line, log: verifyLog({ lines: [line], checkpoints: [] }, log.state.ledger, log) }
}

/**
 * Has the log write down the files of a version, once, and sign how long the ledger is then. Gives the ledger with the entry: this one,
 * or one that somebody else put there meanwhile. In words why not, where the ledger does not take it.
 */
export async function recordFiles(
  { ledger, reader, now }: Stores,
  version: PublishedVersion,
  files: Files,
  logKey: KeyObject,
): Promise<VerifiedLog | string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const log = await reader.latest()
    if (versionIn(log, version)?.recorded) return signed(ledger, log, logKey)
    const next = tried(() => withRecord(log, version, files, now, logKey))
    if (typeof next === 'string') return next
    // Where the store does not say whether it took a line, the next reading does.
    if (await ledger.append(log.state.size, next.line).catch(() => false)) return signed(ledger, next.log, logKey)
  }
  return 'Many people are writing to the ledger at once. Nothing was lost; try again.'
}

/** The same version in a later state of the ledger. */
export function versionIn(log: VerifiedLog, { proposal }: PublishedVersion): PublishedVersion | undefined {
  return versionsIn(log).find((each) => each.proposal === proposal)
}

async function signed(ledger: Stores['ledger'], log: VerifiedLog, logKey: KeyObject): Promise<VerifiedLog> {
  const note = signCheckpoint(checkpointOf(log.state.ledger, log.leaves), log.state.charter.log, logKey)
  await ledger.keepCheckpoint(log.state.size, note)
  return verifyLog({ lines: [], checkpoints: [note] }, log.state.ledger, log)
}

function tried<T>(add: () => T): T | string {
  try {
    return add()
  } catch (thrown) {
    if (thrown instanceof LedgerFault) return `It is not published: ${thrown.message}.`
    throw thrown
  }
}

import type { LedgerReader } from '#functions/approvals.ts'
import { versionsIn } from '#shared/governance/published-versions.ts'

/**
 * Runs `publish` when a version that took effect has no files yet, once for each state of the ledger: what cannot be published is tried
 * again when something else has happened, and by the run of each hour.
 */
export function publishingWhenDue(reader: LedgerReader, publish: () => Promise<unknown>): () => Promise<void> {
  let tried = 0
  return async () => {
    const log = await reader.latest()
    const isDue = versionsIn(log).some(({ kind, recorded, withdrawnBy }) => kind !== 'retraction' && !recorded && !withdrawnBy)
    if (!isDue || tried === log.state.size) return
    tried = log.state.size
    await publish()
  }
}

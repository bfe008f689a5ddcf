import { personOf } from '#shared/governance/charter.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'

/** First strong isolate and its end: a name keeps its own direction inside a sentence of another. */
const isolated = (text: string) => `\u2068${text}\u2069`

/** The name of somebody in the ledger, to stand in a sentence. */
export function aliasOf({ charter }: Pick<LedgerState, 'charter'>, id: string): string {
  return isolated(personOf(charter, id)?.alias ?? id)
}

export function titled(title: string): string {
  return isolated(`“${title}”`)
}

/** The proposal under which something is known: the last one about exactly these bytes. */
export function proposalOf({ proposals }: Pick<LedgerState, 'proposals'>, artifact: string): Proposal | undefined {
  return [...proposals.values()].findLast(({ body }) => body.sha256 === artifact)
}

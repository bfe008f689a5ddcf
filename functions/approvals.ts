import { type Artifact, type Verdict, verdict } from '#shared/governance/verdict.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import { ledgerReader } from './ledger-reader.ts'

/** Asks the board's ledger, as it is at this moment, about exactly these bytes. Whatever breaks, nothing is approved. */
export type Approvals = (artifact: Artifact) => Promise<Verdict>

type Sources = {
  readonly ledger: Pick<Ledger, 'lines' | 'checkpoints'>
  /** The hash of the founding charter; undefined where there is no board. */
  readonly board: string | undefined
  readonly clock: () => Date
}

/** A pause counts with the next request, and a request costs one short query. */
export function approvalsOf({ ledger, board, clock }: Sources): Approvals {
  if (board === undefined) return async (artifact) => verdict(artifact, { lines: [], checkpoints: [] }, undefined, clock())
  const reader = ledgerReader(ledger, board)
  return async (artifact) => {
    try {
      const said = verdict(artifact, await reader.upToDate(), board, clock())
      if (said.ok || !said.missing.some(({ code }) => code === 'checkpoint')) return said
      return verdict(artifact, await reader.withNewestCheckpoint(), board, clock())
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

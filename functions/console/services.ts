import type { KeyObject } from 'node:crypto'
import type { Approvals, LedgerReader } from '#functions/approvals.ts'
import type { Expects } from '#shared/expectation/expected-of.ts'
import type { Boardroom } from '#shared/storage/boardroom-repository.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { Bucket, Community, KeepingLog, Stories } from '#shared/storage/repositories.ts'
import type { BoardFile } from './board-files.ts'

/** The services that the console needs; no more of the stores than its role may do. */
export type Services = {
  readonly clock: () => Date
  /** That many fresh random bytes. */
  readonly random: (bytes: number) => Uint8Array
  /** Keys what is kept between two pages: 32 bytes. */
  readonly boardKey: Uint8Array
  readonly logKey: KeyObject
  /** The name that people know this deployment by; on one machine there is none. */
  readonly publicHost: string | undefined
  /** Undefined where no board was founded. */
  readonly board: string | undefined
  readonly reader: LedgerReader | undefined
  readonly ledger: Ledger
  readonly boardroom: Boardroom
  readonly community: Pick<Community, 'readSurvey' | 'storeSurvey' | 'versions' | 'listOpen' | 'listShut'>
  readonly keeping: Pick<KeepingLog, 'openings' | 'participation'>
  /** Boxes that nothing here can open. */
  readonly stories: Pick<Stories, 'read' | 'ids'>
  /** It adds folders of candidates, and no more: infra/topology.ts. */
  readonly candidates: Pick<Bucket, 'read' | 'list' | 'put'>
  /** Asks the board's ledger. */
  readonly approvals: Approvals
  readonly expects: Expects
  /** The script of the pages about stories. */
  readonly storyScript: BoardFile
}

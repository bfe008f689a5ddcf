import type { KeyObject } from 'node:crypto'
import type { LedgerReader } from '#functions/approvals.ts'
import { readFiles } from '#functions/candidate-folder.ts'
import { sha256 } from '#shared/canonical-json.ts'
import { isOfVersion } from '#shared/governance/approval.ts'
import { checkPublished } from '#shared/governance/check-published.ts'
import type { PublishedVersion } from '#shared/governance/published-versions.ts'
import { InputRefused } from '#shared/problem.ts'
import { readRelease } from '#shared/release/read.ts'
import { type Files, SUMS } from '#shared/release/release.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { recordFiles } from './record-files.ts'
import { shelf } from './shelf.ts'

type Stores = {
  readonly ledger: Pick<Ledger, 'append' | 'keepCheckpoint'>
  readonly findings: Pick<Bucket, 'read'>
  readonly board: string | undefined
  readonly reader: LedgerReader
  readonly now: Date
}

/**
 * Has the log write down files that were published without that, as an earlier Chorus did: while this version still makes the same
 * pages. From then on any version can check them. Does nothing where the files are not, to the byte, what this version makes.
 */
export async function recordPublished(stores: Stores, version: PublishedVersion, id: string, logKey: KeyObject): Promise<void> {
  if (version.recorded) return
  const files = await readFiles(stores.findings, shelf.folder(id))
  if (files && isWhole(files, id, version, stores)) await recordFiles(stores, version, files, logKey)
}

function isWhole(files: Files, id: string, version: PublishedVersion, { board, now }: Stores): boolean {
  try {
    if (sha256(files.get(SUMS) ?? new Uint8Array()) !== id) return false
    const read = readRelease(shelf.folder(id), files)
    return read.candidate === version.artifact && isOfVersion(read.status.standing, version) && checkPublished(files, board, now).ok
  } catch (thrown) {
    if (thrown instanceof InputRefused) return false
    throw thrown
  }
}

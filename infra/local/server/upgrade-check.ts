import { existsSync } from 'node:fs'
import { realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ledgerReader } from '#functions/approvals.ts'
import { readBoard } from '#functions/board-file.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import { LedgerFault, verifyLog } from '#shared/governance/verified-log.ts'
import { CodedError } from '#shared/problem.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { Community } from '#shared/storage/repositories.ts'
import { MARKER, openDataFolder } from '../data-folder.ts'
import { checkFormat } from '../data-format.ts'
import { stewardsConnection } from '../open-surveys.ts'
import { openStore } from '../store.ts'
import { Undo } from '../undo.ts'
import { copyData } from './copy-data.ts'
import { type Tried, tryOne } from './tried.ts'
import { tryCandidates, tryPublished } from './try-reports.ts'

/** The result of checking a data folder with this version of Chorus: lines to print, and whether it can go on with it. */
export type UpgradeCheck = { readonly lines: readonly string[]; readonly goesOn: boolean }

/**
 * Tries a data folder with this version of Chorus, on a copy: while `chorus serve` of any version runs on it, or while nothing
 * does. Reads its format, its database, every survey that was ever stored, the board's ledger, the numbers of every report, and what of each published one
 * would be shown; changes nothing.
 * Throws CodedError where that much cannot be tried.
 */
export async function checkUpgrade(data: string): Promise<UpgradeCheck> {
  if (!existsSync(join(data, MARKER))) throw new CodedError('data-folder', `${data} is no data folder of Chorus: name it with --data`)
  const root = await realpath(data)
  await checkFormat(root, join(root, MARKER))
  const copy = join(root, `snapshot-${process.pid}`)
  const undo = new Undo()
  try {
    await copyData(root, copy)
    const folder = await openDataFolder(copy)
    const board = await readBoard(folder.board)
    const { environmentFor } = await openStore(folder, board, undo)
    const connection = stewardsConnection(environmentFor('steward'))
    const tried = [
      ...(await trySurveys(connect(connection).community)),
      ...(board === undefined ? [] : [await tryLedger(connectLedger(connection), board)]),
      ...(await tryCandidates(folderBucket(join(root, 'candidates')))),
      ...(board === undefined ? [] : await published(connectLedger(connection), board, root)),
    ]
    const lines = ['The format is the one of this version, and the database is whole.', ...tried.map(({ line }) => line)]
    return { lines, goesOn: tried.every(({ holds }) => holds) }
  } finally {
    await undo.run()
    await rm(copy, { recursive: true, force: true })
  }
}

async function trySurveys(community: Community): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const version of await community.versions()) {
    const name = `${version.id} ${version.hash.slice(0, 12)}`
    tried.push(await tryOne(`The survey ${name} can be read.`, `The survey ${name} cannot be read`, () => storedSurvey(community, version)))
  }
  return tried
}

/** No published version is looked at where the ledger fails its check: another line says so. */
async function published(ledger: Ledger, board: string, root: string): Promise<Tried[]> {
  const reader = ledgerReader({ ledger, board })
  const findings = folderBucket(join(root, 'findings'))
  return tryPublished({ reader, board, findings, clock: () => new Date() }).catch((thrown: unknown) => {
    if (thrown instanceof LedgerFault) return []
    throw thrown
  })
}

function tryLedger(ledger: Ledger, board: string): Promise<Tried> {
  return tryOne('The ledger of the board passes its check.', 'The ledger of the board fails its check', async () => {
    const checkpoints = await ledger.checkpoints()
    verifyLog({ lines: await ledger.lines(0), checkpoints }, board)
  })
}

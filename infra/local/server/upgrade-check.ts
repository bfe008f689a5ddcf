import { existsSync } from 'node:fs'
import { realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readBoard } from '#functions/board-file.ts'
import { readFiles } from '#functions/candidate-folder.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { CodedError, describeProblem, InputRefused } from '#shared/problem.ts'
import { readRelease } from '#shared/release/read.ts'
import { SUMS } from '#shared/release/release.ts'
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

/** The result of checking a data folder with this version of Chorus: lines to print, and whether it can go on with it. */
export type UpgradeCheck = { readonly lines: readonly string[]; readonly goesOn: boolean }

/**
 * Tries a data folder with this version of Chorus, on a copy: while `chorus serve` of any version runs on it, or while nothing
 * does. Reads its format, its database, every survey that was ever stored, the board's ledger, and every report; changes nothing.
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
      ...(await tryReports(join(root, 'candidates'))),
      ...(await tryReports(join(root, 'findings'))),
    ]
    const lines = ['The format is the one of this version, and the database is whole.', ...tried.map(({ line }) => line)]
    return { lines, goesOn: tried.every(({ holds }) => holds) }
  } finally {
    await undo.run()
    await rm(copy, { recursive: true, force: true })
  }
}

type Tried = { readonly line: string; readonly holds: boolean }

async function trySurveys(community: Community): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const version of await community.versions()) {
    const name = `${version.id} ${version.hash.slice(0, 12)}`
    tried.push(
      await attempt(`The survey ${name} can be read.`, `The survey ${name} cannot be read`, () => storedSurvey(community, version)),
    )
  }
  return tried
}

function tryLedger(ledger: Ledger, board: string): Promise<Tried> {
  return attempt('The ledger of the board holds.', 'The ledger of the board does not hold', async () => {
    const checkpoints = await ledger.checkpoints()
    verifyLog({ lines: await ledger.lines(0), checkpoints }, board)
  })
}

/** A report whose pages this version would write otherwise would not be shown, nor could the next one of its series follow it. */
async function tryReports(folder: string): Promise<Tried[]> {
  const bucket = folderBucket(folder)
  const ending = `/${SUMS}`
  const found = (await bucket.list('')).filter((key) => key.endsWith(ending)).map((key) => key.slice(0, -ending.length))
  const tried: Tried[] = []
  for (const name of found) {
    tried.push(
      await attempt(`The report ${name} can be read.`, `The report ${name} cannot be read, so it would not be shown`, async () =>
        readRelease(name, (await readFiles(bucket, name)) ?? new Map()),
      ),
    )
  }
  return tried
}

async function attempt(good: string, bad: string, tries: () => Promise<unknown>): Promise<Tried> {
  try {
    await tries()
    return { line: good, holds: true }
  } catch (thrown) {
    return { line: `${bad}: ${reasonOf(thrown)}`, holds: false }
  }
}

/** The first reason is enough: each page of a report would name the same. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof InputRefused) return thrown.problems.slice(0, 1).map(describeProblem).join('')
  return thrown instanceof Error ? thrown.message : 'for a reason that is not known'
}

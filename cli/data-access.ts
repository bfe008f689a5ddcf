import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { readBoard } from '#functions/board-file.ts'
import { CodedError } from '#shared/problem.ts'
import type { Invitations } from '#shared/storage/access-repositories.ts'
import type { Boardroom } from '#shared/storage/boardroom-repository.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectBoardroom } from '#shared/storage/dynamodb/connect-boardroom.ts'
import { connectKeepingLog } from '#shared/storage/dynamodb/connect-keeping-log.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { Bucket, Community, KeepingLog } from '#shared/storage/repositories.ts'
import { sha256Hex } from '#shared/survey/ids.ts'

const environment = z.object({
  CHORUS_TABLE_COMMUNITY: z.string().min(1),
  CHORUS_TABLE_INVITATIONS: z.string().min(1).optional(),
  CHORUS_TABLE_BOARDROOM: z.string().min(1).optional(),
  CHORUS_BOARD: sha256Hex.optional(),
  CHORUS_ORIGIN: z.url().optional(),
  CHORUS_PUBLIC_ORIGIN: z.url().optional(),
  AWS_REGION: z.string().min(1),
  AWS_ENDPOINT_URL: z.url().optional(),
})

/** The surveys of a deployment, and the log of how long the answers to them are kept. */
export type Surveys = Community & KeepingLog

/**
 * The surveys of a deployment: the one that the environment names, else the one that runs on the data folder. Throws
 * with a remedy when there is neither.
 */
export function openCommunity(dataDir: string): Surveys {
  const { CHORUS_TABLE_COMMUNITY, AWS_ENDPOINT_URL, AWS_REGION } = deploymentOf(dataDir)
  const connection = { tables: { community: CHORUS_TABLE_COMMUNITY }, endpoint: AWS_ENDPOINT_URL, region: AWS_REGION }
  return { ...connect(connection).community, ...connectKeepingLog(connection) }
}

/** The board's ledger of the same deployment, and the hash of the founding charter that it goes by. */
export async function openLedger(dataDir: string): Promise<{ readonly ledger: Ledger; readonly board: string | undefined }> {
  const { CHORUS_TABLE_COMMUNITY: community, CHORUS_BOARD: board, AWS_ENDPOINT_URL: endpoint, AWS_REGION: region } = deploymentOf(dataDir)
  return { ledger: connectLedger({ tables: { community }, endpoint, region }), board: board ?? (await readBoard(boardFolder(dataDir))) }
}

/** Opens the store of the board's pages of the same deployment, and gives the address under which a passkey can be made. */
export function openBoardroom(dataDir: string): { readonly boardroom: Boardroom; readonly origin: string } {
  const found = deploymentOf(dataDir)
  const { CHORUS_TABLE_BOARDROOM: boardroom, AWS_ENDPOINT_URL: endpoint, AWS_REGION: region } = found
  if (!boardroom)
    throw new CodedError('no-deployment', "Set CHORUS_TABLE_BOARDROOM beside CHORUS_TABLE_COMMUNITY: the table of the board's pages.")
  return { boardroom: connectBoardroom({ tables: { boardroom }, endpoint, region }), origin: boardOrigin(dataDir) }
}

/** The address of the board's pages. A passkey belongs to a name, so 127.0.0.1 becomes localhost. */
export function boardOrigin(dataDir: string): string {
  const { CHORUS_ORIGIN, CHORUS_PUBLIC_ORIGIN } = deploymentOf(dataDir)
  return CHORUS_PUBLIC_ORIGIN ?? CHORUS_ORIGIN?.replace('127.0.0.1', 'localhost') ?? ''
}

/** Opens the store of invitations of the same deployment, which holds marks of the codes and no codes. */
export function openInvitations(dataDir: string): Invitations {
  const { CHORUS_TABLE_INVITATIONS, AWS_ENDPOINT_URL, AWS_REGION } = deploymentOf(dataDir)
  if (!CHORUS_TABLE_INVITATIONS)
    throw new CodedError('no-deployment', 'Set CHORUS_TABLE_INVITATIONS beside CHORUS_TABLE_COMMUNITY: the table of invitations.')
  return connect({ tables: { invitations: CHORUS_TABLE_INVITATIONS }, endpoint: AWS_ENDPOINT_URL, region: AWS_REGION }).invitations
}

/** Whether a deployment of this machine runs, or ran, on this folder. Its buckets are folders in it. */
export function hasBuckets(dataDir: string): boolean {
  return existsSync(join(resolve(dataDir), 'steward.env'))
}

/** Opens the buckets of candidates and of published files, of a deployment on this machine. Throws with a remedy for any other. */
export function openBuckets(dataDir: string): Readonly<Record<'candidates' | 'findings', Bucket>> {
  const root = resolve(dataDir)
  if (!hasBuckets(dataDir)) {
    throw new CodedError(
      'no-deployment',
      `No deployment of this machine has its data in ${dataDir}. Name its folder with --data. On AWS the workflow publication does this every hour by itself (docs/deploy.md).`,
    )
  }
  return { candidates: folderBucket(join(root, 'candidates')), findings: folderBucket(join(root, 'findings')) }
}

/** The folder in which the command line keeps the board's files. */
export function boardFolder(dataDir: string): string {
  return join(resolve(dataDir), 'board')
}

function deploymentOf(dataDir: string): z.infer<typeof environment> {
  const local = join(resolve(dataDir), 'steward.env')
  if (!process.env.CHORUS_TABLE_COMMUNITY && existsSync(local)) process.loadEnvFile(local)
  const found = environment.safeParse(process.env)
  if (!found.success) {
    throw new CodedError(
      'no-deployment',
      `No deployment of this machine has its data in ${dataDir}. Start one with npm start, or name its folder with --data. For a deployment on AWS, set CHORUS_TABLE_COMMUNITY and AWS_REGION (docs/deploy.md).`,
    )
  }
  return found.data
}

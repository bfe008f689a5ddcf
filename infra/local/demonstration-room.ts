import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ledgerReader } from '#functions/approvals.ts'
import { readBoard } from '#functions/board-file.ts'
import { makeLink } from '#functions/enrolment-links.ts'
import { DEMONSTRATION_KEYS, LOG_KEY, readKeyFile } from '#functions/key-file.ts'
import { connectBoardroom } from '#shared/storage/dynamodb/connect-boardroom.ts'
import { ledgerOf } from './board-ledger.ts'
import type { Deployment } from './local-deployment.ts'
import { type MadeUpBoard, madeUpTurn } from './made-up-members.ts'

const EVERY_MS = 2000

/** A one-time link with which the person at the keyboard becomes a member of the made-up board: its path. */
export function linkForYou(deployment: Deployment): Promise<string> {
  const you = { id: `you-${randomBytes(3).toString('hex')}`, alias: 'You', role: 'member', lived: true } as const
  return makeLink(boardroomOf(deployment), you, randomBytes(32), Math.floor(Date.now() / 1000))
}

/** From now on the made-up members answer what people do on the board's pages, until it stops. */
export async function keepMadeUpCompany(deployment: Deployment, stop: AbortSignal): Promise<void> {
  const board = await madeUpBoardOf(deployment)
  while (!stop.aborted && board) {
    // A failure, such as a store that does not answer, is tried again.
    await madeUpTurn(board).catch(() => undefined)
    await delay(EVERY_MS, undefined, { signal: stop, ref: false }).catch(() => undefined)
  }
}

async function madeUpBoardOf(deployment: Deployment): Promise<MadeUpBoard | undefined> {
  const { board: folder } = deployment.folder
  const board = await readBoard(folder)
  if (board === undefined) return undefined
  const ledger = ledgerOf(deployment)
  const names = await readdir(join(folder, DEMONSTRATION_KEYS))
  const keys = await Promise.all(names.map((name) => readKeyFile(join(folder, DEMONSTRATION_KEYS, name))))
  const { privateKey: logKey } = await readKeyFile(join(folder, LOG_KEY))
  return {
    ledger,
    reader: ledgerReader({ ledger, board }),
    boardroom: boardroomOf(deployment),
    keys: new Map(keys.map((own) => [own.id, own])),
    logKey,
    clock: () => new Date(),
  }
}

function boardroomOf({ stewardEnvironment }: Deployment) {
  const { CHORUS_TABLE_BOARDROOM: boardroom = '', AWS_ENDPOINT_URL: endpoint, AWS_REGION: region = '' } = stewardEnvironment
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = stewardEnvironment
  return connectBoardroom({ tables: { boardroom }, endpoint, region, credentials: { accessKeyId, secretAccessKey } })
}

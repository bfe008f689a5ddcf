import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ledgerReader } from '#functions/approvals.ts'
import { readBoard } from '#functions/board-file.ts'
import { makeLink } from '#functions/enrolment-links.ts'
import { DEMONSTRATION_KEYS, LOG_KEY, readKeyFile } from '#functions/key-file.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import { keyDesk } from '#functions/story-desk/key-desk.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectBoardroom } from '#shared/storage/dynamodb/connect-boardroom.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { ledgerOf } from './board-ledger.ts'
import type { Deployment } from './local-deployment.ts'
import { peopleOf } from './made-up.ts'
import { act, holdStoryKeys, type MadeUpBoard, madeUpTurn } from './made-up-members.ts'
import { type MadeUpReading, readAlong } from './made-up-stories/made-up-reading.ts'
import { sendMadeUpStories } from './made-up-stories/send-stories.ts'
import { STUDY } from './made-up-stories/written.ts'
import { communityOf } from './open-surveys.ts'
import { publishingWhenDue } from './publish-when-due.ts'

const EVERY_MS = 2000

/** The address of the board's pages. Without a name of its own the console is known as localhost: a passkey cannot belong to a number. */
export function boardAddress({ origin }: Deployment, publicOrigin: string | undefined): string {
  return publicOrigin ?? origin.replace('127.0.0.1', 'localhost')
}

/** A one-time link with which the person at the keyboard becomes a member of the made-up board: its path. */
export function linkForYou(deployment: Deployment): Promise<string> {
  const you = { id: `you-${randomBytes(3).toString('hex')}`, alias: 'You', role: 'member', lived: true } as const
  return makeLink(boardroomOf(deployment), you, randomBytes(32), Math.floor(Date.now() / 1000))
}

/** Gives the made-up people keys for stories, so that words that are written from then on can be read by two of the board. */
export async function giveStoryKeys(deployment: Deployment): Promise<void> {
  const board = await madeUpBoardOf(deployment)
  if (board) await holdStoryKeys(board)
}

/** Lays made-up stories under a survey that made-up people answered, where they do not lie there yet. Gives the number of stories. */
export async function layMadeUpStories(deployment: Deployment): Promise<number> {
  const board = await madeUpBoardOf(deployment)
  const community = communityOf(deployment)
  const open = await community.readOpen(linkOf(STUDY))
  if (!board || !open || open.trial || (await peopleOf(deployment.folder, STUDY)) !== 'made-up') return 0
  const survey = await storedSurvey(community, open.version)
  return sendMadeUpStories(storiesOf(deployment), (await board.reader.latest()).state, survey, new Date())
}

/**
 * From now on the made-up members answer what people do on the board's pages at this address, until it stops. What takes effect is published at once:
 * nobody at the keyboard waits for the run of the next hour.
 */
export async function keepMadeUpCompany(deployment: Deployment, at: string, stop: AbortSignal): Promise<void> {
  const board = await madeUpBoardOf(deployment)
  if (!board) return
  const reading: MadeUpReading = {
    ...board,
    done: new Set(),
    deskOf: (own, state, { stories, readers }) => keyDesk({ own, state, stories, readers, at, now: new Date() }),
  }
  const publish = publishingWhenDue(board.reader, () => deployment.runWorkflow('publication', {}))
  while (!stop.aborted) {
    // A failure, such as a store that does not answer, is tried again.
    await madeUpTurn(board).catch(() => undefined)
    await act(board, ({ state }) => readAlong(reading, state)).catch(() => undefined)
    await publish().catch(() => undefined)
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
    candidates: folderBucket(deployment.folder.candidates),
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

function storiesOf(deployment: Deployment) {
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region = '' } = deployment.stewardEnvironment
  return connect({ tables: { stories: 'stories' }, endpoint, region, credentials: deployment.madeUpTeller() }).stories
}

import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { boardFolder, openLedger } from '#cli/data-access.ts'
import { appendAct } from '#functions/append-act.ts'
import { LOG_KEY, type OwnKey } from '#functions/key-file.ts'
import { checkpointOf, signCheckpoint } from '#shared/governance/checkpoint.ts'
import { dayOf } from '#shared/governance/days.ts'
import type { ActKind } from '#shared/governance/entries.ts'
import { ActRefused, type Proposal } from '#shared/governance/ledger-state.ts'
import { type Intent, signIntent } from '#shared/governance/ledger-writer.ts'
import { publicHalf } from '#shared/governance/signing-keys.ts'
import { LedgerFault, type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import { CodedError } from '#shared/problem.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import { readKey } from './board-keys.ts'

/** The board's ledger of a deployment: checked from its first entry to its last, and a way to add to it. */
export type BoardSession = {
  readonly log: VerifiedLog
  readonly ledger: Ledger
  readonly data: string
}

export async function openSession(data: string): Promise<BoardSession> {
  const { ledger, board } = await openLedger(data)
  if (board === undefined) throw new CodedError('board-file', `No board was founded in ${data}. Begin with chorus board init.`)
  return { ledger, data, log: await readWhole(ledger, board) }
}

async function readWhole(ledger: Ledger, board: string): Promise<VerifiedLog> {
  try {
    // Checkpoints are read first: every entry that they are about is then among the lines that are read after them.
    const checkpoints = await ledger.checkpoints()
    return verifyLog({ lines: await ledger.lines(0), checkpoints }, board)
  } catch (thrown) {
    if (!(thrown instanceof LedgerFault)) throw thrown
    throw new CodedError(
      'board-ledger',
      `The ledger was changed or is damaged, so nothing in it counts: ${thrown.message}. Compare it with the copy of a witness (chorus verify), and restore it from a backup or from board.zip (chorus board restore).`,
    )
  }
}

/**
 * Signs an act with a person's key, adds it to the ledger as its next entry, and signs the new length of the ledger. Gives the ledger with
 * the act. Throws CodedError (`board-act`) where the rules of the charter do not allow the act.
 */
export async function addAct<K extends ActKind>(
  session: BoardSession,
  own: OwnKey,
  kind: K,
  body: Intent<K>['body'],
): Promise<VerifiedLog> {
  const { ledger, log } = session
  const signed = signIntent(log, { kind, body, by: own.id, day: dayOf(new Date()), seen: log.state.head }, own.privateKey)
  const next = await appendAct(ledger, log, signed, () => readWhole(ledger, log.state.ledger)).catch((thrown: unknown) => {
    if (!(thrown instanceof LedgerFault || thrown instanceof ActRefused)) throw thrown
    throw new CodedError('board-act', `Nothing was done: ${thrown.message.replace(/^entry \d+: /, '')}.`)
  })
  if (!next) throw new CodedError('board-act', 'Many people are writing to the ledger at once. Nothing was lost; try again.')
  await signLength(session, next)
  return next
}

/** The key of the ledger's log; undefined where it is kept elsewhere. */
export async function readLogsKey(data: string): Promise<KeyObject | undefined> {
  const path = join(boardFolder(data), LOG_KEY)
  return existsSync(path) ? (await readKey(path)).privateKey : undefined
}

/**
 * Signs the length of the ledger with the key of the log, if that key is on this machine. If it is on another machine, the next command
 * there signs for all entries so far. It signs with no other key than the one that the charter names for the log.
 */
export async function signLength({ ledger, data }: Omit<BoardSession, 'log'>, log: VerifiedLog): Promise<void> {
  const path = join(boardFolder(data), LOG_KEY)
  const privateKey = await readLogsKey(data)
  if (!privateKey) return
  const { charter, ledger: name } = log.state
  const named = charter.log.publicKey
  if (publicHalf(privateKey) !== named) {
    console.log(`No checkpoint was signed: the charter names another key for the log (${named}) than the one in ${path}.`)
    console.log('Put that key there, then chorus board checkpoint. Until then nothing new opens.')
    return
  }
  await ledger.keepCheckpoint(log.state.size, signCheckpoint(checkpointOf(name, log.leaves), charter.log, privateKey))
}

/** A proposal by its hash, or by at least the first 6 characters of it. Throws CodedError (`board-act`) unless there is exactly one. */
export function proposalNamed({ log }: Pick<BoardSession, 'log'>, hash: string): Proposal {
  const found = [...log.state.proposals.values()].filter(({ id }) => hash.length >= 6 && id.startsWith(hash.toLowerCase()))
  const [only, ...more] = found
  if (only && more.length === 0) return only
  throw new CodedError(
    'board-act',
    `${more.length > 0 ? 'Several proposals begin' : 'No proposal begins'} with "${hash}". Give at least the first 6 characters of a hash that chorus board list shows.`,
  )
}

import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readBoard, writeBoard } from '#functions/board-file.ts'
import { DEMONSTRATION_KEYS, LOG_KEY, type OwnKey, readKeyFile, writeKeyFile } from '#functions/key-file.ts'
import { type Charter, charter, charterHash, type Role } from '#shared/governance/charter.ts'
import { checkpointOf, signCheckpoint } from '#shared/governance/checkpoint.ts'
import { dayOf } from '#shared/governance/days.ts'
import { entryBytes } from '#shared/governance/entries.ts'
import { foundingEntry, signFounding } from '#shared/governance/ledger-writer.ts'
import { publicHalf } from '#shared/governance/signing-keys.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { ledgerOf } from './board-ledger.ts'
import { openDataFolder } from './data-folder.ts'
import type { Deployment } from './local-deployment.ts'

/** Made-up people. Their keys are real, made at the first start, and lie in the data folder: who runs it can act for all of them. */
const PEOPLE: readonly (readonly [id: string, alias: string, role: Role])[] = [
  ['river', 'River', 'member'],
  ['stone', 'Stone', 'member'],
  ['birch', 'Birch', 'member'],
  ['heron', 'Heron', 'member'],
  ['willow', 'Willow', 'member'],
  ['ada', 'Ada', 'researcher'],
  ['noor', 'Noor', 'reviewer'],
  ['steward', 'The steward', 'steward'],
]

/** The first entry of the ledger, until it is written there: everybody in it has signed it. */
const FOUNDING = 'founding-entry.json'

/**
 * Gives a new data folder a made-up board that waits for nothing, so that the deployment that is started on it goes by that
 * board. A folder that has a database or a board already stays as it is.
 */
export async function prepareDemonstration(dataDir: string): Promise<void> {
  const folder = await openDataFolder(dataDir)
  if (existsSync(folder.database) || existsSync(folder.board)) return
  const coming = `${folder.board}.coming`
  await rm(coming, { recursive: true, force: true })
  await mkdir(join(coming, DEMONSTRATION_KEYS), { recursive: true, mode: 0o700 })
  const keys = new Map<string, OwnKey>()
  for (const [id] of PEOPLE) keys.set(id, await writeKeyFile(id, join(coming, DEMONSTRATION_KEYS, `${id}.key`)))
  const { privateKey } = await writeKeyFile('log', join(coming, LOG_KEY))
  const made = charterOf(keys, publicHalf(privateKey))
  const day = dayOf(new Date())
  const sigs = [...keys.values()].map(({ id, privateKey: own }) => ({ by: id, sig: signFounding(made, id, day, own) }))
  await writeFile(join(coming, FOUNDING), entryBytes(foundingEntry(made, day, sigs)))
  await writeBoard(coming, charterHash(made))
  await rename(coming, folder.board)
}

/** Writes the first entry of the board that was prepared, if it is not there yet. Whether such a board decides here. */
export async function foundDemonstration(deployment: Deployment): Promise<boolean> {
  const { board: folder } = deployment.folder
  const [board, line] = await Promise.all([readBoard(folder), readFile(join(folder, FOUNDING)).catch(() => undefined)])
  if (board === undefined || !line) return false
  const ledger = ledgerOf(deployment)
  if ((await ledger.lines(0)).length > 0) return true
  const { leaves, state } = verifyLog({ lines: [new Uint8Array(line)], checkpoints: [] }, board)
  await ledger.append(0, new Uint8Array(line))
  const { privateKey } = await readKeyFile(join(folder, LOG_KEY))
  await ledger.keepCheckpoint(1, signCheckpoint(checkpointOf(board, leaves), state.charter.log, privateKey))
  return true
}

function charterOf(keys: ReadonlyMap<string, OwnKey>, logKey: string): Charter {
  const people = PEOPLE.flatMap(([id, alias, role]) => {
    const own = keys.get(id)
    return own ? [{ id, alias, role, key: { kind: 'ed25519', publicKey: publicHalf(own.privateKey) } }] : []
  })
  return charter.parse({
    format: 'chorus-charter/1',
    group: 'Made-up people of a demonstration',
    demonstration: true,
    people,
    livedExperience: people.filter(({ role }) => role === 'member').length,
    log: { name: 'chorus-log', publicKey: logKey },
    witnesses: [],
    stricter: {},
    approvalDays: 365,
  })
}

import { type Charter, charter, charterHash } from '#shared/governance/charter.ts'
import { checkpointOf, signCheckpoint } from '#shared/governance/checkpoint.ts'
import { entryBytes } from '#shared/governance/entries.ts'
import { foundingEntry } from '#shared/governance/ledger-writer.ts'
import { foundingStatement } from '#shared/governance/replay.ts'
import { challengeOf } from '#shared/governance/signature.ts'
import { publicHalf } from '#shared/governance/signing-keys.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import { keyOf } from '#test/unit/governance/helpers/a-board.ts'
import { answerTo, type Holder } from './passkey.ts'

/** The charter of people with passkeys. Its log signs with the tests' key of that name. */
export function charterOf(holders: readonly Holder[], changes: Partial<Charter> = {}): Charter {
  const people = holders.map(({ person }) => person)
  return charter.parse({
    format: 'chorus-charter/1',
    group: 'People of the river',
    demonstration: true,
    people,
    livedExperience: people.filter(({ role }) => role === 'member').length,
    log: { name: 'the-log', publicKey: publicHalf(keyOf('log')) },
    witnesses: [],
    stricter: {},
    approvalDays: 365,
    ...changes,
  })
}

/** Founds a board in a ledger: everybody signs with their passkey. */
export async function found(ledger: Ledger, of: Charter, holders: readonly Holder[], day: string): Promise<string> {
  const board = charterHash(of)
  const sigs = holders.map(({ person: { id }, authenticator }) => ({
    by: id,
    sig: { kind: 'passkey' as const, ...answerTo(challengeOf(foundingStatement(board, id, day)), authenticator) },
  }))
  const line = entryBytes(foundingEntry(of, day, sigs))
  await ledger.append(0, line)
  const { leaves } = verifyLog({ lines: [line], checkpoints: [] }, board)
  await ledger.keepCheckpoint(1, signCheckpoint(checkpointOf(board, leaves), of.log, keyOf('log')))
  return board
}

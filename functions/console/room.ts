import { type Person, personOf } from '#shared/governance/charter.ts'
import { checkpointOf, signCheckpoint } from '#shared/governance/checkpoint.ts'
import { dayOf } from '#shared/governance/days.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import { materialOf } from '#shared/governance/signing-keys.ts'
import type { VerifiedLog } from '#shared/governance/verified-log.ts'
import { isLogOf } from './log-key.ts'
import type { Services } from './services.ts'
import { personIn, type Session } from './session.ts'

/** The reader of a page: somebody in the charter, or somebody to whom a charter under way would give this key. */
export type Seat = { readonly person: Person; readonly isNewcomer: boolean }

/** The board as one request finds it. */
export type Room = {
  readonly log: VerifiedLog
  readonly state: LedgerState
  /** Today, by the deployment's clock. */
  readonly today: string
  readonly seat: Seat | undefined
}

/** Throws LedgerFault when the ledger does not hold: then no page shows anything of it. */
export async function enterRoom(services: Services, session: Session | undefined): Promise<Room | undefined> {
  if (!services.reader) return undefined
  const log = await services.reader.latest()
  const { state } = log
  return { log, state, today: dayOf(services.clock()), seat: session && seatIn(state, session) }
}

function seatIn(state: LedgerState, session: Session): Seat | undefined {
  const person = personIn(state, session)
  if (person) return { person, isNewcomer: false }
  const proposed = openCharters(state).flatMap(({ body }) => (body.kind === 'charter' ? (personOf(body.content, session.by) ?? []) : []))
  const newcomer = proposed.find(({ key }) => materialOf(key) === session.key)
  return newcomer && { person: newcomer, isNewcomer: true }
}

export function openCharters({ proposals }: Pick<LedgerState, 'proposals'>): Proposal[] {
  return [...proposals.values()].filter(({ status, body }) => status === 'open' && body.kind === 'charter')
}

/** Has the log sign how long the ledger is now, where this console holds the key of the log: only then does an approval count. */
export async function signLength({ ledger, logKey }: Pick<Services, 'ledger' | 'logKey'>, { state, leaves }: VerifiedLog): Promise<void> {
  if (!isLogOf(state.charter, logKey)) return
  await ledger.keepCheckpoint(state.size, signCheckpoint(checkpointOf(state.ledger, leaves), state.charter.log, logKey))
}

import * as z from 'zod'
import { type Charter, charter, charterHash, type Person } from '#shared/governance/charter.ts'
import { day } from '#shared/governance/days.ts'
import { entryBytes, readEntry } from '#shared/governance/entries.ts'
import { foundingEntry } from '#shared/governance/ledger-writer.ts'
import { foundingStatement } from '#shared/governance/replay.ts'
import { isSignedBy } from '#shared/governance/signature.ts'
import { materialOf, publicHalf } from '#shared/governance/signing-keys.ts'
import { type Signature, signature } from '#shared/governance/statement.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { type Newcomer, newcomers } from './desk.ts'
import { signLength } from './room.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'

const SECONDS = 60 * 24 * 60 * 60
const DRAFT = 'draft'

/** A charter that is not in force yet, with the day that everybody signs. */
const draft = z.strictObject({ charter, day })
type Draft = z.infer<typeof draft>

/** A board that people found on its pages, as far as it is. */
export type Founding = {
  /** Everybody who made a key by a link. */
  readonly people: readonly Newcomer[]
  readonly draft: Draft | undefined
  /** The good signatures on the draft as it is now, by the person's id. */
  readonly signed: ReadonlyMap<string, Signature>
  /** The founding charter of the ledger, once there is one. */
  readonly founded: Charter | undefined
}

type Stores = Pick<Services, 'boardroom' | 'ledger' | 'logKey'>

export async function readFounding({ boardroom, ledger }: Stores, now: number): Promise<Founding> {
  const [people, kept, agreements, lines] = await Promise.all([
    newcomers({ boardroom }, now),
    boardroom.read('founding', DRAFT, now),
    boardroom.all('agreement', now),
    ledger.lines(0),
  ])
  const read = kept && draft.parse(JSON.parse(new TextDecoder().decode(kept)))
  const [first] = lines
  const entry = first && readEntry(first)
  return {
    people,
    draft: read,
    signed: read ? new Map(agreements.flatMap((each) => signaturesOn(read, each))) : new Map(),
    founded: entry?.kind === 'found' ? entry.body.charter : undefined,
  }
}

/** Checks a stored signature anew each time: nobody has to trust the table. */
function signaturesOn(of: Draft, { key, bytes }: { readonly key: string; readonly bytes: Uint8Array }): (readonly [string, Signature])[] {
  const person = of.charter.people.find(({ id }) => key === agreementKey(of, id))
  const read = signature.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
  return person && read.success && isAgreement(of, person, read.data) ? [[person.id, read.data]] : []
}

function isAgreement(of: Draft, { id, key }: Person, given: Signature): boolean {
  return isSignedBy(key, foundingStatement(charterHash(of.charter), id, of.day), given)
}

function agreementKey({ charter: of, day: on }: Draft, id: string): string {
  return `${charterHash(of)} ${on} ${id}`
}

/** The charter of these people, with the log's key of this console. It is no demonstration, and waits as long as the rules say at least. */
export function charterOfFounders(group: string, founders: readonly Newcomer[], { logKey }: Pick<Stores, 'logKey'>) {
  return charter.safeParse({
    format: 'chorus-charter/1',
    group,
    demonstration: false,
    people: founders.map(({ person }) => person),
    livedExperience: founders.filter(({ person, lived }) => lived && person.role === 'member').length,
    log: { name: 'chorus-log', publicKey: publicHalf(logKey) },
    witnesses: [],
    stricter: {},
    approvalDays: 365,
  })
}

/** Puts a draft in the place of the one before: a signature is on one charter, so all have to sign again. */
export async function keepFoundingDraft({ boardroom }: Stores, of: Draft, now: number): Promise<void> {
  await boardroom.remove('founding', DRAFT)
  await boardroom.keep('founding', DRAFT, new TextEncoder().encode(JSON.stringify(of)), now + SECONDS)
}

/** False, and nothing is kept, when this person did not sign exactly this. */
export async function signDraft({ boardroom }: Stores, of: Draft, person: Person, given: Signature, now: number): Promise<boolean> {
  if (!isAgreement(of, person, given)) return false
  const key = agreementKey(of, person.id)
  await boardroom.remove('agreement', key)
  await boardroom.keep('agreement', key, new TextEncoder().encode(JSON.stringify(given)), now + SECONDS)
  return true
}

/** Puts the charter into the first place of the ledger when everybody in it has signed. Of two boards at once one is founded. */
export async function foundWhenSigned(services: Stores, { draft: of, signed, founded }: Founding): Promise<void> {
  if (!of || founded) return
  const sigs = of.charter.people.flatMap(({ id }) => {
    const sig = signed.get(id)
    return sig ? [{ by: id, sig }] : []
  })
  if (sigs.length < of.charter.people.length) return
  const line = entryBytes(foundingEntry(of.charter, of.day, sigs))
  const log = verifyLog({ lines: [line], checkpoints: [] }, charterHash(of.charter))
  if (await services.ledger.append(0, line)) await signLength(services, log)
}

/** The person who has signed in, if they made a key. */
export function founderIn({ people }: Founding, session: Session | undefined): Person | undefined {
  return session && people.map(({ person }) => person).find(({ id, key }) => id === session.by && materialOf(key) === session.key)
}

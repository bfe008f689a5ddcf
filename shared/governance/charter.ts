import * as z from 'zod'
import { addressOf } from '#shared/canonical-json.ts'
import { plainId, sentence } from '#shared/survey/ids.ts'
import { ed25519Key, materialOf, publicKey } from './signing-keys.ts'

/** No board is smaller: two people cannot outvote each other. */
const LEAST_MEMBERS = 3

export const role = z.enum(['member', 'researcher', 'reviewer', 'steward'])
export type Role = z.infer<typeof role>

export const person = z.strictObject({
  id: plainId,
  /** The name that the ledger uses in sentences: a chosen one. Legal names are kept nowhere. */
  alias: sentence.max(60),
  role,
  key: publicKey,
})
export type Person = Readonly<z.infer<typeof person>>

/** Signs checkpoints: the log itself, or a witness of it. `name` as in a signed note: no spaces and no plus. */
export const notaryName = z.string().regex(/^[A-Za-z0-9./_-]{1,100}$/)
const notary = z.strictObject({ name: notaryName, publicKey: ed25519Key })
export type Notary = Readonly<z.infer<typeof notary>>

export const artifactKind = z.enum(['survey', 'release', 'charter', 'resume', 'correction', 'retraction', 'stories'])
export type ArtifactKind = z.infer<typeof artifactKind>

const stricter = z.strictObject({
  consents: z.int().min(2).max(60).optional(),
  windowHours: z.int().min(0).max(8760).optional(),
  timeLockHours: z.int().min(0).max(8760).optional(),
})

/**
 * The people who decide, and their rules. The rules of thresholds.ts are minima; a charter may only ask for more (`stricter`). A
 * demonstration charter waits for nothing, and everything made under it says so.
 */
export const charter = z
  .strictObject({
    format: z.literal('chorus-charter/1'),
    group: sentence.max(120),
    demonstration: z.boolean(),
    people: z.array(person).max(120),
    /** The number of members who say of themselves that they have lived experience. */
    livedExperience: z.int().min(0),
    log: notary,
    witnesses: z.array(notary).max(20),
    stricter: z.partialRecord(artifactKind, stricter),
    /** After so many days an approved survey closes, unless its own review date comes first. */
    approvalDays: z.int().min(1).max(366),
  })
  .check(({ value, issues }) => {
    for (const message of flawsOf(value)) issues.push({ code: 'custom', message, input: value.group })
  })
export type Charter = z.infer<typeof charter>

function flawsOf({ people, livedExperience, log, witnesses, stricter }: z.input<typeof charter>): string[] {
  const members = people.filter((each) => each.role === 'member').length
  const names = [...people.map(({ id }) => id)]
  const material = [...people.map(({ key }) => materialOf(key)), ...[log, ...witnesses].map((each) => `ed25519 ${each.publicKey}`)]
  const notaries = [log, ...witnesses].map(({ name }) => name)
  const asked = Object.values(stricter).map((each) => each?.consents ?? 0)
  return [
    ...(members < LEAST_MEMBERS ? [`a board has at least ${LEAST_MEMBERS} members; this one has ${members}`] : []),
    ...(new Set(names).size < names.length ? ['two people have one name'] : []),
    ...(new Set(people.map(({ alias }) => lookOf(alias))).size < people.length ? ['two people are called the same'] : []),
    ...(new Set(material).size < material.length
      ? ['one key stands in two places: each person, witness and log has a key of their own']
      : []),
    ...(new Set(notaries).size < notaries.length ? ['two witnesses, or the log and a witness, have one name'] : []),
    ...(livedExperience > members ? ['more members have lived experience than there are members'] : []),
    ...(livedExperience * 3 < members * 2 ? ['at least two thirds of the members have lived experience'] : []),
    ...(Math.max(0, ...asked) > members - 1 ? ['more consents are asked for than members who did not write the proposal can give'] : []),
  ]
}

/** Two names with the same look are one name to who reads them: accents composed or not, marks that show nothing, spaces, capitals. */
function lookOf(alias: string): string {
  return alias
    .normalize('NFKC')
    .replace(/[\p{Cf}\s]+/gu, '')
    .toLowerCase()
}

/** The address of a charter: the SHA-256, in hex, of its canonical bytes. That of the founding charter names the ledger. */
export function charterHash(of: Charter): string {
  return addressOf(of)
}

/** The people of a charter who vote and sign; others of it have another part. */
export function membersOf({ people }: Charter): readonly Person[] {
  return people.filter((each) => each.role === 'member')
}

/** Fewer than five members: reports and pages say so. */
export function isSmallBoard(of: Charter): boolean {
  return membersOf(of).length < 5
}

/** The person of a charter with this id; undefined where nobody has it. */
export function personOf({ people }: Charter, id: string): Person | undefined {
  return people.find((each) => each.id === id)
}

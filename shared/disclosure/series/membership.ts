import { createHmac } from 'node:crypto'
import { hmacKey } from '../../hmac-key.ts'
import { type StudyKey, secretDraw } from '../keyed-draws.ts'
import type { Pace } from '../policy.ts'
import type { Profile } from '../profiles/profile.ts'

/**
 * Who was counted first in which release. Kept between releases in blocks: the release in four bytes, then sorted member
 * names. It holds no answer, and its order tells nothing of the order in which people came.
 */
export type Membership = ReadonlyMap<Member, number>

const RELEASE_BYTES = 4

/** Fits an item of a table with room to spare. */
const BLOCK_MEMBERS = 20_000

/** Members as blocks to store: one or more for each release, the members of a block sorted. */
export function encodeMembership(membership: Membership): Uint8Array[] {
  const byRelease = Map.groupBy(membership, ([, release]) => release)
  return [...byRelease]
    .sort(([a], [b]) => a - b)
    .flatMap(([release, entries]) => {
      const members = entries.map(([member]) => Buffer.from(member, 'latin1')).sort(Buffer.compare)
      const blocks = Array.from({ length: Math.ceil(members.length / BLOCK_MEMBERS) }, (_, i) =>
        members.slice(i * BLOCK_MEMBERS, (i + 1) * BLOCK_MEMBERS),
      )
      return blocks.map((block) => encodeBlock(release, block))
    })
}

function encodeBlock(release: number, members: readonly Uint8Array[]): Uint8Array {
  const head = Buffer.alloc(RELEASE_BYTES)
  head.writeUInt32BE(release)
  return new Uint8Array(Buffer.concat([head, ...members]))
}

/**
 * The members of releases up to `last`. Those of a later one were named by a tabulation that made no release. Throws when a
 * block is none or a member is in two.
 */
export function decodeMembership(blocks: Iterable<Uint8Array>, last: number): Map<Member, number> {
  const membership = new Map<Member, number>()
  for (const block of blocks) {
    const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
    if (bytes.length < RELEASE_BYTES || (bytes.length - RELEASE_BYTES) % MEMBER_BYTES !== 0)
      throw new Error('a block of members is damaged')
    const release = bytes.readUInt32BE(0)
    if (release < 1) throw new Error('a block of members is of no release')
    if (release > last) continue
    for (let at = RELEASE_BYTES; at < bytes.length; at += MEMBER_BYTES) {
      const member = bytes.toString('latin1', at, at + MEMBER_BYTES)
      if (membership.has(member)) throw new Error('a member is listed twice')
      membership.set(member, release)
    }
  }
  return membership
}

/** Names a response in the state of a series. Only who holds the study key and the response's id can make it. */
export type Member = string

const MEMBER_BYTES = 16

/** The name of a response: 16 bytes of HMAC-SHA256 of its id under the study key, as one character a byte. */
export function memberOf(key: StudyKey, id: Uint8Array): Member {
  return createHmac('sha256', hmacKey(key)).update('m1\0').update(id).digest().subarray(0, MEMBER_BYTES).toString('latin1')
}

/**
 * The release that counts somebody first: the one that did, or this one. Undefined for those who wait: a part of everybody whom
 * no release has counted yet, in a first report too. For every way of counting a study, and there is no other rule.
 */
export function countedSince(
  key: StudyKey,
  pace: Profile['pace'],
  { known, release }: { readonly known: Membership; readonly release: number },
  member: Member,
): number | undefined {
  const first = known.get(member)
  if (first !== undefined) return first
  return typeof pace === 'object' && isHeldBack(key, release, member, pace) ? undefined : release
}

/**
 * Each is drawn on its own, so how many wait is no fixed share of how many came; and with the study key, so counting twice
 * draws nothing anew.
 */
function isHeldBack(key: StudyKey, release: number, member: Member, { heldBackOneIn }: Pace): boolean {
  return secretDraw(key, 'hold back', [release, Buffer.from(member, 'latin1').toString('hex')], heldBackOneIn) === 0
}

import { createHmac } from 'node:crypto'
import type { StudyKey } from '../offset.ts'
import type { Pace } from './pace.ts'
import { secretDraw } from './secret-draw.ts'

/** Names a response in the state of a series. Only who holds the study key and the response's id can make it. */
export type Member = string

export const MEMBER_BYTES = 16

export function memberOf(key: StudyKey, id: Uint8Array): Member {
  return createHmac('sha256', key).update('m1\0').update(id).digest().subarray(0, MEMBER_BYTES).toString('latin1')
}

/**
 * Whether a response that no release has counted yet waits for a later one. Each is drawn on its own, so how many wait is
 * no fixed share of how many came; and with the study key, so counting twice draws nothing anew.
 */
export function isHeldBack(key: StudyKey, release: number, member: Member, { heldBackOneIn }: Pace): boolean {
  return secretDraw(key, 'hold back', [release, Buffer.from(member, 'latin1').toString('hex')], heldBackOneIn) === 0
}

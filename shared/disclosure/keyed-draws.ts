import { createHmac } from 'node:crypto'
import { hmacKey } from '../hmac-key.ts'
import type { Label } from './structure/survey-structure.ts'

/** 32 secret bytes, made once for a study. They never change while the study runs: a new key would round every cell afresh. */
export type StudyKey = Uint8Array

export const STUDY_KEY_BYTES = 32

/**
 * The secret offset with which the count of a label is rounded.
 *
 * Takes the study key, a label, the rounding base and how often the label was drawn before (`counter`; the audit of the key
 * chooses it). Gives a whole number in 0..base-1, uniform over keys and the same for the life of the study. Throws when the
 * key has another length.
 */
export function offsetOf(key: StudyKey, label: Label, base: number, counter = 0): number {
  assertKey(key)
  const drawn = createHmac('sha256', hmacKey(key))
    .update(`u1\0${label}${counter === 0 ? '' : `\0${counter}`}`)
    .digest('hex')
    .slice(0, 32)
  return Number(BigInt(`0x${drawn}`) % BigInt(base))
}

/**
 * Random rounding of a count n with a fixed secret offset. The mean over all offsets is n, the result is at most base-1
 * from n, and it never falls while n grows: `roundCount(12, 3, 5)` is 15, `roundCount(12, 1, 5)` is 10.
 * Source: unbiased random rounding of official statistics; fixed offset after Ding, Kulkarni, Yekhanin 2017.
 */
export function roundCount(n: number, offset: number, base: number): number {
  return base * Math.floor((n + offset) / base)
}

/** The purpose of a draw. Two purposes never share a draw, and none shares one with the offsets of cells. */
type Purpose = 'hold back' | 'slice' | 'release' | 'hide at random' | 'round at random' | 'place' | 'decoy' | 'order' | 'step'

/**
 * A secret whole number, uniform in 0..below-1, fixed by the study key, the purpose and `of`. The same arguments give the
 * same number, so nobody can repeat a tabulation until a draw suits them. Throws when the key has another length.
 */
export function secretDraw(key: StudyKey, purpose: Purpose, of: readonly (string | number)[], below: number): number {
  assertKey(key)
  const drawn = createHmac('sha256', hmacKey(key))
    .update(`t1\0${purpose}\0${of.join('\0')}`)
    .digest()
  // 2^48 outcomes on at most a few dozen values: a bias below 2^-40.
  return drawn.readUIntBE(0, 6) % below
}

function assertKey(key: StudyKey): void {
  if (key.length !== STUDY_KEY_BYTES) throw new Error(`a study key has ${STUDY_KEY_BYTES} bytes`)
}

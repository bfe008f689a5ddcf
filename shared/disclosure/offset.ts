import { createHmac } from 'node:crypto'
import type { Label } from './structure/label.ts'

/** 32 secret bytes, made once for a study and never changed while it runs: a new key would be a fresh draw for every cell. */
export type StudyKey = Uint8Array

export const STUDY_KEY_BYTES = 32

/**
 * The secret offset of a label, uniform in 0..base-1 and fixed for the life of the study.
 * `counter` draws a label again; the audit of a key before a survey opens chooses it.
 */
export function offsetOf(key: StudyKey, label: Label, base: number, counter = 0): number {
  if (key.length !== STUDY_KEY_BYTES) throw new Error(`a study key has ${STUDY_KEY_BYTES} bytes`)
  const drawn = createHmac('sha256', key)
    .update(`u1\0${label}${counter === 0 ? '' : `\0${counter}`}`)
    .digest('hex')
    .slice(0, 32)
  return Number(BigInt(`0x${drawn}`) % BigInt(base))
}

import { createHmac } from 'node:crypto'
import { STUDY_KEY_BYTES, type StudyKey } from '../offset.ts'

/** What a number is drawn for. Two purposes never share a draw, nor does either share one with the offsets of cells. */
type Purpose = 'hold back' | 'slice' | 'release'

/**
 * A secret number, uniform in 0..below-1, that follows from the study key and what it is drawn for. Drawn again it is the
 * same: nobody can repeat a tabulation until a draw suits them.
 */
export function secretDraw(key: StudyKey, purpose: Purpose, of: readonly (string | number)[], below: number): number {
  if (key.length !== STUDY_KEY_BYTES) throw new Error(`a study key has ${STUDY_KEY_BYTES} bytes`)
  const drawn = createHmac('sha256', key)
    .update(`t1\0${purpose}\0${of.join('\0')}`)
    .digest()
  // 2^48 outcomes on at most a few dozen values: a bias below 2^-40.
  return drawn.readUIntBE(0, 6) % below
}

import { addressOf } from '#shared/canonical-json.ts'
import { type PurposeId, purposeId, type Survey } from '#shared/survey/survey.ts'
import { consentNotice } from './notice.ts'

/**
 * A consent record: which text a person agreed to, for which purposes, in which week. It lies inside the response and nowhere
 * else; the key of the response serves as the record's id. Layout, 36 bytes: format 1, SHA-256 of the consent text, one byte of
 * purposes given, two bytes of week (big endian).
 */
export type ConsentRecord = {
  /** Hex SHA-256 of the consent text in the language it was read in. */
  readonly textHash: string
  readonly given: readonly PurposeId[]
  /** Whole weeks since Monday 5 January 1970: the day of consent, no finer than the week of receipt. */
  readonly week: number
}

const FORMAT = 1
const SIZE = 36
const PURPOSES = purposeId.options

/** Hex SHA-256 of what a language's reader is asked to agree to: the whole notice, canonical. */
export function consentTextHash(survey: Survey, language: string): string {
  const known = HASHES.get(survey) ?? new Map<string, string>()
  HASHES.set(survey, known)
  const hash = known.get(language) ?? hashOfText(survey, language)
  known.set(language, hash)
  return hash
}

/** Kept as long as the survey is: each page of a visit asks for the same one. */
const HASHES = new WeakMap<Survey, Map<string, string>>()

function hashOfText(survey: Survey, language: string): string {
  return addressOf(consentNotice(survey, language))
}

/** A consent as 36 bytes: format, SHA-256 of the text that was read, one bit for each purpose that was agreed to, and the week. */
export function encodeConsent(record: ConsentRecord): Uint8Array {
  const bytes = new Uint8Array(SIZE)
  bytes[0] = FORMAT
  bytes.set(Buffer.from(record.textHash, 'hex'), 1)
  bytes[33] = PURPOSES.reduce((bits, purpose, i) => bits | (record.given.includes(purpose) ? 1 << i : 0), 0)
  new DataView(bytes.buffer).setUint16(34, record.week)
  return bytes
}

/** Throws when the bytes are not a consent record of a format this version knows. */
export function decodeConsent(bytes: Uint8Array): ConsentRecord {
  if (bytes.length !== SIZE || bytes[0] !== FORMAT) throw new Error('not a consent record')
  const bits = bytes[33] ?? 0
  return {
    textHash: Buffer.from(bytes.subarray(1, 33)).toString('hex'),
    given: PURPOSES.filter((_, i) => bits & (1 << i)),
    week: new DataView(bytes.buffer, bytes.byteOffset).getUint16(34),
  }
}

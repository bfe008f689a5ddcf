import { createHash } from 'node:crypto'
import { canonicalJson, sha256 } from '#shared/canonical-json.ts'
import { type Survey, type SurveyVersion, survey } from './survey.ts'

/** The bytes that define a version of a survey: canonical JSON (RFC 8785), in UTF-8. */
export function canonicalBytes(value: Survey): Uint8Array {
  return canonicalJson(value)
}

/** The version of a survey: its id, and the SHA-256 of its canonical bytes in hex. If any byte changes, it is another version. */
export function versionOf(value: Survey): SurveyVersion {
  return { id: value.id, hash: sha256(canonicalBytes(value)) }
}

/** Reads a stored survey. Throws IntegrityError when the bytes are not the ones the version names. */
export function parseSurvey(bytes: Uint8Array, expected: SurveyVersion): Survey {
  if (sha256(bytes) !== expected.hash) throw new IntegrityError(expected)
  const parsed = survey.parse(JSON.parse(new TextDecoder().decode(bytes)))
  if (parsed.id !== expected.id) throw new IntegrityError(expected)
  return parsed
}

/** Thrown where the stored bytes of a survey are not those that were opened: they must not be served. */
export class IntegrityError extends Error {
  constructor(version: SurveyVersion) {
    super(`the stored bytes of survey ${version.id} do not match their hash ${version.hash}`)
    this.name = 'IntegrityError'
  }
}

const LINK_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const LINK_LENGTH = 10

/**
 * The name of a survey in a link: stable over its versions, and free of topic words, since a link stays in the history
 * of a shared phone.
 */
export function linkOf(surveyId: string): string {
  const digest = createHash('sha256').update(`chorus link\0${surveyId}`).digest()
  return Array.from(digest.subarray(0, LINK_LENGTH), (byte) => LINK_ALPHABET[byte % LINK_ALPHABET.length]).join('')
}

/** Whether a text has the form of a link's name. Anything else needs no look-up. */
export function isLink(text: string): boolean {
  return text.length === LINK_LENGTH && [...text].every((letter) => LINK_ALPHABET.includes(letter))
}

import { createCipheriv, createDecipheriv } from 'node:crypto'
import * as z from 'zod'
import { MISSING_STATES, WAITS } from '#shared/survey/answer.ts'
import { purposeId } from '#shared/survey/survey.ts'

/** An unfinished visit. The server keeps only its ciphertext and never the key. */
const draft = z.strictObject({
  /** Hex hash of the survey version it belongs to. */
  survey: z.string(),
  language: z.string(),
  adult: z.boolean(),
  /** What was agreed to, and in which text; absent until the consent page was sent. */
  consent: z.strictObject({ textHash: z.string(), given: z.array(purposeId) }).optional(),
  answers: z.record(
    z.string(),
    z.union([
      z.strictObject({ state: z.literal('answered'), options: z.array(z.string()), said: z.string().optional() }),
      z.strictObject({
        state: z.literal('answered'),
        text: z.string(),
        share: z.enum(['words', 'summary', 'none']),
        wait: z.literal(WAITS).optional(),
      }),
      z.strictObject({ state: z.enum(MISSING_STATES) }),
    ]),
  ),
  skippedSections: z.array(z.string()),
  /**
   * Forms that hold no answer yet, as they were posted, by question: a number that cannot be read, too many choices, or
   * words that another tab has changed meanwhile. They are shown again, and nothing is sent before the person has decided.
   */
  unfinished: z.record(z.string(), z.record(z.string(), z.array(z.string()))).optional(),
  /** What is ticked under somebody's words, by question, as it was posted: "no" and the shortest wait are no part of an answer. */
  ticked: z.record(z.string(), z.record(z.string(), z.array(z.string()))).optional(),
  /** The page on which the language was changed, to come back to it once the text in that language was agreed to. */
  at: z.int().optional(),
  /** What an invitation was exchanged for, in hex; the code itself is not kept. */
  admission: z.string().optional(),
  /** The page whose script saved last, and how often it had: see visit/shown-form.ts. Gone once a button was pressed. */
  savedBy: z.strictObject({ page: z.string(), times: z.int() }).optional(),
  /** Send was pressed: from then on nothing in the draft changes, so that sending again sends the same. */
  sending: z.literal(true).optional(),
  /** Send was pressed under an older version of the survey: a request from then may still be under way. */
  sentBefore: z.literal(true).optional(),
  /**
   * All that is left of a visit that was stopped, or of answers that were taken back. It holds no answers, and keeps a
   * request that is still under way from storing them for good.
   */
  stopped: z.enum(['everything', 'words']).optional(),
})
export type Draft = z.infer<typeof draft>

/** A draft that says no more than that there shall be none, or no words. */
export const stoppedDraft = (stopped: 'everything' | 'words'): Draft => ({
  survey: '',
  language: '',
  adult: true,
  answers: {},
  skippedSections: [],
  stopped,
})

const IV_BYTES = 12
const TAG_BYTES = 16
/** Drafts are padded to a multiple of this, so that their length does not tell how much was written. With its key and its attributes a block fits two write units of DynamoDB. */
const BLOCK = 1900

/** What an encrypted draft is bound to: opened anywhere else, or as another revision, it is not a draft. */
export type DraftPlace = { readonly id: Uint8Array; readonly revision: number }

/** AES-256-GCM: iv, ciphertext, tag. `iv` is 12 fresh random bytes. */
export function encryptDraft(value: Draft, key: Uint8Array, place: DraftPlace, iv: Uint8Array): Uint8Array {
  const json = Buffer.from(JSON.stringify(value))
  const padded = Buffer.alloc(Math.ceil((json.length + 1) / BLOCK) * BLOCK, ' ')
  json.copy(padded)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(place))
  return Buffer.concat([iv, cipher.update(padded), cipher.final(), cipher.getAuthTag()])
}

/** Undefined when the key does not open it, it was encrypted for another place, or a byte was changed: such a draft does not exist for this visitor. */
export function decryptDraft(ciphertext: Uint8Array, key: Uint8Array, place: DraftPlace): Draft | undefined {
  if (ciphertext.length < IV_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, IV_BYTES)).setAAD(boundTo(place))
  decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES))
  try {
    const text = Buffer.concat([decipher.update(ciphertext.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString()
    const parsed = draft.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

function boundTo({ id, revision }: DraftPlace): Uint8Array {
  const bytes = Buffer.alloc(id.length + 8)
  bytes.set(id)
  bytes.writeBigUInt64BE(BigInt(revision), id.length)
  return bytes
}

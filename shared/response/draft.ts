import * as z from 'zod'
import { decryptBytes, encryptBytes } from '#shared/gcm.ts'
import { MISSING_STATES, WAITS } from '#shared/survey/answer.ts'
import { purposeId } from '#shared/survey/survey.ts'

/** An unfinished visit. The server keeps only its ciphertext and never the key. */
const draft = z.strictObject({
  /** Hex hash of the survey version it belongs to. */
  survey: z.string(),
  language: z.string(),
  adult: z.boolean(),
  /** The purposes that a person agreed to, and the hash of the text; absent until the consent page was sent. */
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
  /** The boxes ticked under somebody's words, by question, as posted: "no" and the shortest wait are no part of an answer. */
  ticked: z.record(z.string(), z.record(z.string(), z.array(z.string()))).optional(),
  /** The page on which the language was changed, to come back to it once the text in that language was agreed to. */
  at: z.int().optional(),
  /** The admission that an invitation was exchanged for, in hex; the code itself is not kept. */
  admission: z.string().optional(),
  /** The page whose script saved last, and how often it had: see visit/shown-form.ts. Gone once a button was pressed. */
  savedBy: z.strictObject({ page: z.string(), times: z.int() }).optional(),
  /** Send was pressed: from then on nothing in the draft changes, so that sending again sends the same. */
  sending: z.literal(true).optional(),
  /** Send was pressed under an older version of the survey: a request from then may still be under way. */
  sentBefore: z.literal(true).optional(),
  /**
   * The mark of a visit that was stopped, or of answers that were deleted by their receipt code. It holds no answers; it keeps a
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

/** Drafts are padded to a multiple of this, so that their length does not tell how much was written. With its key and its attributes a block fits two write units of DynamoDB. */
const BLOCK = 1900

/** The id and the revision that an encrypted draft is bound to: it opens under no other id and as no other revision. */
export type DraftPlace = { readonly id: Uint8Array; readonly revision: number }

/** A draft as `encryptBytes` encrypts it, bound to its place. `iv` is 12 fresh random bytes. */
export function encryptDraft(value: Draft, key: Uint8Array, place: DraftPlace, iv: Uint8Array): Uint8Array {
  const json = Buffer.from(JSON.stringify(value))
  const padded = Buffer.alloc(Math.ceil((json.length + 1) / BLOCK) * BLOCK, ' ')
  json.copy(padded)
  return encryptBytes(padded, key, iv, boundTo(place))
}

/** Undefined when the key does not open it, it was encrypted for another place, or a byte was changed: such a draft does not exist for this visitor. */
export function decryptDraft(ciphertext: Uint8Array, key: Uint8Array, place: DraftPlace): Draft | undefined {
  const json = decryptBytes(ciphertext, key, boundTo(place))
  if (!json) return undefined
  try {
    const parsed = draft.safeParse(JSON.parse(json.toString()))
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

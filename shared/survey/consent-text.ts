import * as z from 'zod'
import { sentence } from './ids.ts'

export const purposeId = z.enum(['aggregate', 'quote', 'future_reuse'])
export type PurposeId = z.infer<typeof purposeId>

/** What 45 CFR 46.116 asks a consent text to say and no field of its own holds; see the lint `consent-elements`. */
export const consentElement = z.enum([
  'purpose',
  'procedures',
  'risks',
  'benefits',
  'alternatives',
  'confidentiality',
  'voluntary',
  'future_use',
  'questions',
])

/** What a person is told before they agree; one per language, and its hash is what they agree to. */
export const consentText = z.strictObject({
  controller: z.strictObject({ name: sentence, contact: sentence, board: sentence }),
  /** At most seven short lines, shown first. */
  summary: z.array(sentence).min(1).max(7),
  body: z.array(z.strictObject({ about: consentElement.optional(), title: sentence, text: sentence })).min(1),
  purposes: z.record(purposeId, sentence.optional()),
  data: z.array(sentence).min(1),
  storage: z.array(z.strictObject({ region: sentence, processor: sentence })).min(1),
  recipients: z.array(sentence).min(1),
  jurisdiction: sentence,
  rights: z.array(sentence).min(1),
  complaint: sentence,
  withdrawal: sentence,
})
export type ConsentText = z.infer<typeof consentText>

import * as z from 'zod'
import { sentence } from './ids.ts'

export const purposeId = z.enum(['aggregate', 'quote', 'future_reuse'])
export type PurposeId = z.infer<typeof purposeId>

/**
 * The contents that 45 CFR 46.116 and GDPR articles 7 and 13 require of a consent text, in the order of the page. Each is a field
 * of its own, so that a text which leaves one out does not load.
 */
const TELLS = {
  research: 'that this is research',
  purpose: 'why the survey is held',
  procedures: 'what a person will do',
  duration: 'how long it takes',
  risks: 'what could go wrong',
  benefits: 'what good it may do',
  alternatives: 'what a person can do instead',
  confidentiality: 'how they are protected',
  voluntary: 'that it is their choice, at no cost, and that they may stop at any time',
  future_use: 'what happens with the answers later',
  basis: 'what allows the answers to be used',
  transfers: 'whether answers leave the place where they are kept',
  deletion: 'from which day the days are counted, and when copies are gone',
  questions: 'whom to ask',
} as const
export type ConsentElement = keyof typeof TELLS
export const CONSENT_ELEMENTS = Object.keys(TELLS) as ConsentElement[]

/** A paragraph under a heading of its own. */
const told = (what: string) =>
  z.strictObject(
    { title: sentence, text: sentence },
    { error: ({ code, input }) => (code === 'invalid_type' && input === undefined ? `say ${what}` : undefined) },
  )

/** The text that a person reads before they agree; one per language. `consentNotice` adds what the survey promises in every language. */
export const consentText = z.strictObject({
  /** The group that asks and its funder: both stand on the first page. Without a funder a survey opens as a trial only. */
  controller: z.strictObject({ name: sentence, contact: sentence, board: sentence, funder: sentence.optional() }),
  /** At most seven short lines, shown first. */
  summary: z.array(sentence).min(1).max(7),
  research: told(TELLS.research),
  purpose: told(TELLS.purpose),
  procedures: told(TELLS.procedures),
  duration: told(TELLS.duration),
  risks: told(TELLS.risks),
  benefits: told(TELLS.benefits),
  alternatives: told(TELLS.alternatives),
  confidentiality: told(TELLS.confidentiality),
  voluntary: told(TELLS.voluntary),
  future_use: told(TELLS.future_use),
  basis: told(TELLS.basis),
  transfers: told(TELLS.transfers),
  deletion: told(TELLS.deletion),
  questions: told(TELLS.questions),
  purposes: z.record(purposeId, sentence.optional()),
  data: z.array(sentence).min(1),
  storage: z.array(z.strictObject({ region: sentence, processor: sentence })).min(1),
  recipients: z.array(sentence).min(1),
  jurisdiction: sentence,
  rights: z.array(sentence).min(1),
  complaint: sentence,
  /** By code: how, and until when it reaches what. */
  withdrawal: z.strictObject({ how: sentence, until: sentence }),
})
export type ConsentText = z.infer<typeof consentText>

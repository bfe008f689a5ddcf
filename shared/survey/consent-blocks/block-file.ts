import * as z from 'zod'
import { CONSENT_ELEMENTS, consentText, purposeId } from '../consent-text.ts'
import { language, sentence } from '../ids.ts'

/**
 * A building block is a consent text that surveys share: `common/consent-1.en.yaml`, one file a language. It has gaps
 * such as {topic}, which each survey fills in, and sentences that are there only where they are true of the survey.
 */

const blockId = z
  .string()
  .regex(/^[a-z][a-z-]{0,30}-[1-9]\d{0,3}$/, 'write a name and a version, such as consent-1')
  .describe('The building block, with its version: one that a survey used is never changed')

const gapName = z.string().regex(/^[a-z][a-z_]{0,30}$/, 'use lower-case letters and _')

/** The facts that a sentence may depend on; they are computed from survey.yaml. */
const CONDITIONS = {
  about_you: 'there are questions about the person',
  sharing: 'people write, and are asked whether it may be shared',
  writing: 'people write, and nobody is asked whether it may be shared',
  closed: 'nobody writes anything',
  rounded: 'numbers are rounded',
  noise: 'a random amount is added to every number',
  cell_key: 'small random changes are made to numbers',
  exact: 'numbers are exact',
  reuse: 'people may agree to later use',
  no_reuse: 'there is no later use',
} as const
export type ConditionName = keyof typeof CONDITIONS
export const CONDITION_NAMES = Object.keys(CONDITIONS) as ConditionName[]

const onlyWhen = (key: ConditionName) => sentence.optional().describe(`Only where ${CONDITIONS[key]}`)
const conditional = z
  .strictObject({
    about_you: onlyWhen('about_you'),
    sharing: onlyWhen('sharing'),
    writing: onlyWhen('writing'),
    closed: onlyWhen('closed'),
    rounded: onlyWhen('rounded'),
    noise: onlyWhen('noise'),
    cell_key: onlyWhen('cell_key'),
    exact: onlyWhen('exact'),
    reuse: onlyWhen('reuse'),
    no_reuse: onlyWhen('no_reuse'),
  })
  .refine((line) => Object.keys(line).length > 0, 'name a condition and its sentence')

const line = z.union([sentence, conditional])
export type BlockLine = z.infer<typeof line>

/** Sentences of one paragraph, in their order. */
const paragraph = z.union([line, z.array(line).min(1)])
export type Paragraph = z.infer<typeof paragraph>

const told = z.strictObject({ title: sentence, text: paragraph })
const elements = z.record(z.enum(CONSENT_ELEMENTS), told)

export const blockFile = z.strictObject({
  block: blockId,
  language,
  /** The text for a gap that a survey leaves out. */
  defaults: z.record(gapName, sentence).default({}),
  summary: z.array(line).min(1).max(7),
  elements,
  purposes: z.record(purposeId, sentence),
  data: z.array(line).min(1),
  recipients: z.array(line).min(1),
  rights: z.array(line).min(1),
  complaint: paragraph,
  withdrawal: z.strictObject({ how: paragraph, until: paragraph }),
})
export type BlockFile = z.infer<typeof blockFile>

/** The group that asks, and where answers lie: the same for every survey of a group, so it may stand in `common/<language>.yaml`. */
export const groupWords = consentText.pick({ controller: true, storage: true, jurisdiction: true })
export type GroupWords = z.infer<typeof groupWords>

/** The texts that a survey writes when its consent text comes from a building block; they replace those of the block. */
export const filledConsent = consentText.partial().extend({
  from: blockId,
  fill: z.record(gapName, sentence).default({}).describe('What stands in the gaps of the building block, such as {topic}'),
})
export type FilledConsent = z.infer<typeof filledConsent>

import * as z from 'zod'
import { closing } from './closing.ts'
import { consentText, purposeId } from './consent-text.ts'
import { language, optionId, plainId, questionId, sectionId, sentence } from './ids.ts'
import { leadRule } from './lead-rule.ts'
import { localized } from './localized.ts'
import { review, UNREVIEWED } from './review-standing.ts'
import { supportEntry } from './support-entry.ts'
import { VERSION } from './version-number.ts'

export { type ConsentText, consentText, type PurposeId, purposeId } from './consent-text.ts'
export { type SupportEntry, supportEntry } from './support-entry.ts'

/**
 * A survey as the rest of Chorus knows it: resolved (scales, modules and languages filled in), self-contained, and
 * addressed by the SHA-256 of its canonical bytes. `definition.ts` describes the files that people write.
 */

/** Options that the tool adds after an "or" divider: not sure, does not apply, prefer not to say. */
export const autoState = z.enum(['dk', 'na', 'pns'])
export type AutoState = z.infer<typeof autoState>

export type Condition =
  | { readonly q: string; readonly in: readonly string[] }
  | { readonly q: string; readonly any_except: readonly string[] }
  /** Answered, and with none of these among what was chosen. */
  | { readonly q: string; readonly none_of: readonly string[] }
  | { readonly q: string; readonly answered: true }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }

/** The condition under which a question, or every question of a section, is shown. */
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ q: questionId, in: z.array(optionId).min(1) }),
    z.strictObject({ q: questionId, any_except: z.array(optionId).min(1) }),
    z.strictObject({ q: questionId, none_of: z.array(optionId).min(1) }),
    z.strictObject({ q: questionId, answered: z.literal(true) }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
  ]),
)

/** Enough to name something; a story has a question of its own. */
export const MOST_TO_SAY = 500

const option = z.strictObject({
  id: optionId,
  /** Clears every other option; checked on the server. Only for multi and pick. */
  alone: z.literal(true).optional(),
  /** The number a mean is made from; only scales (and single questions that say so) have one. */
  score: z.number().optional(),
  /** Has a box beside it to say which, of that many characters: words like any other, in no table. At most one a question. */
  say: z.int().min(1).max(MOST_TO_SAY).optional(),
  /** The answer of another question that everybody who chooses this one has: the region of a county. See nests.ts. */
  in: optionId.optional(),
})
export type Option = z.infer<typeof option>

/** The most options that one byte can hold beside the states of an answer: see codebook.ts. */
export const MAX_OPTIONS = 249

const common = { id: questionId, if: condition.optional() }
const auto = z.array(autoState)
const options = z.array(option).min(1).max(MAX_OPTIONS)

const band = z.strictObject({
  id: optionId,
  /** Both ends belong to the band. */
  from: z.number(),
  to: z.number(),
  score: z.number().optional(),
})

/** Answers taken together in further rows of a report, or groups where the question makes groups: see rollups.ts. */
const rollups = z.array(z.strictObject({ id: optionId, of: z.array(optionId).min(2) }))
export type AuthoredRollups = z.infer<typeof rollups>

const closed = { ...common, auto, rollups: rollups.optional() }

const question = z.discriminatedUnion('type', [
  z.strictObject({
    ...closed,
    type: z.literal('single'),
    options,
    shuffle: z.literal(true).optional(),
    /** A list too long to read through: its page asks for a few letters first. See find-option.ts. */
    search: z.literal(true).optional(),
    /** Earlier places of the same ranking: what was chosen there is not offered again. See ranking.ts. */
    apart: z.array(questionId).min(1).optional(),
  }),
  z.strictObject({ ...closed, type: z.literal('scale'), scale: plainId, options }),
  z.strictObject({ ...closed, type: z.literal('multi'), options, shuffle: z.literal(true).optional() }),
  z.strictObject({ ...closed, type: z.literal('pick'), options, max: z.int().min(1), shuffle: z.literal(true).optional() }),
  /** A number is asked for and only its band is kept: the number itself is never stored. */
  z.strictObject({ ...closed, type: z.literal('number'), bands: z.array(band).min(1).max(MAX_OPTIONS) }),
  z.strictObject({ ...common, type: z.literal('text'), max: z.int().min(1).max(6000), share: z.literal('ask').optional() }),
  z.strictObject({ ...common, type: z.literal('info') }),
])
export type Question = z.infer<typeof question>
export type ChoiceQuestion = Extract<Question, { type: 'single' | 'scale' | 'multi' | 'pick' }>
export type ClosedQuestion = Exclude<Question, { type: 'text' | 'info' }>
export type TextQuestion = Extract<Question, { type: 'text' }>

/** `main` comes before check-your-answers; `about_you` and `check_in` after it. */
export const part = z.enum(['main', 'about_you', 'check_in'])

const section = z.strictObject({
  id: sectionId,
  part,
  if: condition.optional(),
  /** Has a content note in every language, and with it a working "Skip this part". */
  note: z.boolean(),
  /** Shows the support link above each question and stays out of cross-tables unless the plan names its questions. */
  sensitive: z.boolean(),
  questions: z.array(question).min(1),
})
export type Section = z.infer<typeof section>

const plan = z.strictObject({
  /** Questions that split a table into groups. */
  by: z.array(questionId),
  /** Which questions are crossed with every `by`: all that are not sensitive, none, or these. */
  cross: z.union([z.enum(['all', 'none']), z.array(questionId)]),
  /** Further single tables, question by group. */
  also: z.array(z.strictObject({ question: questionId, by: questionId })),
  /** Questions left out of every table. */
  except: z.array(questionId),
  /** Group variables that nest: each lies in the one that it names, as counties lie in regions. See nests.ts. */
  nests: z.record(questionId, questionId).optional(),
  /** Which findings lead a report: see leading-questions.ts. */
  lead: leadRule.optional(),
})

export type SurveyPlan = z.infer<typeof plan>

/** The question after a written answer. `wait` asks how many weeks nobody may use the words at least. */
export const shareWords = z.strictObject({
  text: sentence,
  hint: sentence,
  words: sentence,
  summary: sentence,
  none: sentence,
  wait: z.strictObject({ text: sentence, weeks_2: sentence, weeks_13: sentence, weeks_52: sentence }),
})

const texts = z.strictObject({
  /** Shown to respondents; neutral wording keeps the topic out of a browser's history. */
  title: sentence,
  intro: sentence,
  reviewed: z.union([z.literal(UNREVIEWED), review]),
  sections: z.record(
    sectionId,
    z.strictObject({ title: sentence, note: sentence.optional(), info: sentence.optional(), stem: sentence.optional() }),
  ),
  questions: z.record(
    questionId,
    z.strictObject({
      text: sentence,
      /** The grid of a row, or the ranking of a place: its text is read before the row's own. */
      stem: sentence.optional(),
      hint: sentence.optional(),
      options: z.record(optionId, sentence).optional(),
      /** The names that reports give to answers taken together: see rollups.ts. */
      rollups: z.record(optionId, sentence).optional(),
      unit: sentence.optional(),
    }),
  ),
  auto: z.strictObject({ dk: sentence, na: sentence, pns: sentence }),
  share: shareWords,
  consent: consentText,
})
export type Texts = z.infer<typeof texts>

const reports = z
  .int()
  .min(1)
  .optional()
  .describe('The most reports the study will ever have: 1 where anybody with the link may answer, up to 12 with access: invitation')

const why = sentence.describe(
  'Why a community accepts that numbers tell more, with the profile small or with more than one report: one sentence, which every report holds',
)

/** The protection of numbers: chosen before a survey opens, and the same for as long as it runs. */
export const disclosure = z.discriminatedUnion('profile', [
  z.strictObject({ profile: z.literal('rounded'), reports, why: why.optional() }),
  z.strictObject({ profile: z.literal('careful'), reports, why: why.optional() }),
  z.strictObject({
    profile: z.literal('small'),
    reports: z.literal(1).optional().describe('A study protected so has one report'),
    why,
  }),
  z.strictObject({ profile: z.literal('exact-closed') }),
  z.strictObject({ profile: z.literal('ckm') }),
  z.strictObject({
    profile: z.literal('dp'),
    rho: z
      .number()
      .min(0.05)
      .max(0.35)
      .default(0.35)
      .describe('What all reports together may cost one person: less is safer and less exact'),
  }),
])
export type Disclosure = z.infer<typeof disclosure>
/** Those that round at random with secret offsets: what the audit attacks together with every sum there is. */
export const rounding = z.enum(['rounded', 'careful', 'small'])
export type Rounding = z.infer<typeof rounding>
export const profile = z.enum([...rounding.options, 'exact-closed', 'ckm', 'dp'])

export const survey = z.strictObject({
  format: z.literal('chorus-survey/1'),
  id: plainId,
  version: z.string().regex(VERSION),
  license: sentence,
  minutes: z.int().min(1).max(60),
  /** The first is the source language. */
  languages: z.array(language).min(1),
  /** Ask "Are you 18 or older?" first and end kindly, storing nothing, if not. */
  adultsOnly: z.literal(true),
  sections: z.array(section).min(1),
  consent: z.strictObject({ version: sentence, purposes: z.array(z.strictObject({ id: purposeId, required: z.boolean() })).min(1) }),
  disclosure,
  plan,
  retention: z.strictObject({ rawDays: z.int().min(1), storyDays: z.int().min(1), codeDays: z.int().min(1) }),
  /** At least three where people answer here (the lint support-entries); none for answers that were collected elsewhere. */
  support: z.array(supportEntry),
  release: z.strictObject({ cadence: localized, returnToCommunity: localized }),
  /** Without it, a survey is open until somebody closes it, or until the first of what was sent is deleted. */
  closes: closing.optional(),
  /** Without these, a survey is open to anybody who has the link, asks no work of browsers, and offers no way to be reached. */
  access: z.literal('invitation').optional(),
  abuse: z.strictObject({ proofOfWork: z.literal(true) }).optional(),
  followUp: z.literal(true).optional(),
  /** Questions whose words or answers changed in that version and that go on asking the same: see compare/reused-ids.ts. */
  keptIds: z.record(questionId, z.string().regex(VERSION)).optional(),
  texts: z.record(language, texts),
})
export type Survey = z.infer<typeof survey>

/** A survey version: its id and the hex SHA-256 of its canonical bytes. Answers live under a version, never under an id alone. */
export type SurveyVersion = { readonly id: string; readonly hash: string }

/** Every question of a survey, in the order in which they are asked. */
export function questionsOf(survey: Survey): Question[] {
  return survey.sections.flatMap((section) => section.questions)
}

/** Whether a question has options, a scale or bands, so that its answers are counted; written answers and notes have none. */
export function isClosed(question: Question): question is ClosedQuestion {
  return question.type !== 'text' && question.type !== 'info'
}

/** The ids a closed question's answer may hold, in codebook order: options, or bands of a number. */
export function answerIds(question: ClosedQuestion): string[] {
  return (question.type === 'number' ? question.bands : question.options).map((each) => each.id)
}

/** Whether an answer to a question may hold several options at once. */
export function isMany(question: Question): question is Extract<Question, { type: 'multi' | 'pick' }> {
  return question.type === 'multi' || question.type === 'pick'
}

/** The texts in a language the survey has, else in its source language. */
export function textsFor(survey: Survey, language: string): Texts {
  const found = survey.texts[language] ?? survey.texts[survey.languages[0] ?? '']
  if (!found) throw new Error(`survey ${survey.id} has no texts`)
  return found
}

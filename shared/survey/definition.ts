import * as z from 'zod'
import { authoredClosing } from './closing.ts'
import { filledConsent, groupWords } from './consent-blocks/block-file.ts'
import { authoredCondition, authoredQuestion, authoredScale } from './definition-questions.ts'
import { authoredSupportEntry, supportRegion } from './definition-support.ts'
import { language, optionId, plainId, questionId, sectionId, sentence } from './ids.ts'
import { leadRule } from './lead-rule.ts'
import { authoredWords } from './localized.ts'
import { authoredReview, UNREVIEWED } from './review-standing.ts'
import { consentText, disclosure, shareWords } from './survey.ts'
import { VERSION } from './version-number.ts'

/**
 * The files that people write: `survey.yaml` holds a survey's structure, one file a language holds every word of it,
 * and a folder `common` beside the surveys holds what they share. `load.ts` makes a survey of them.
 */

export const authoredSection = z.strictObject({
  id: sectionId,
  if: authoredCondition.optional().describe('Show this part only after these answers'),
  note: z
    .literal(true)
    .optional()
    .describe('Starts with a content note and a "Skip this part" button; its words are in the language files'),
  sens: z.literal('high').optional().describe('Shows the support link above each question and keeps the part out of cross-tables'),
  questions: z.array(authoredQuestion).min(1),
})

const required = z.literal('required', { error: 'nothing can be counted without it: write required' })
/** Consent to more than the counts is a choice of its own (GDPR 7.4): it can never be the price of taking part. */
const optional = z.literal('optional', { error: 'consent to this is a free choice: write optional' }).optional()

const versionNumber = z.string().regex(VERSION, 'write three numbers, such as 0.1.0')

export const surveyFile = z.strictObject({
  id: plainId.describe("The survey's name, and its folder's"),
  version: versionNumber,
  license: z.string().trim().min(1).describe('Of the wording, such as CC-BY-4.0'),
  minutes: z.int().min(1).max(60).describe('How long it takes, as told to the people who answer'),
  languages: z.array(language).min(1).describe('The first is the source language'),
  sections: z.array(authoredSection).min(1),
  about_you: z.array(authoredQuestion).default([]).describe('Asked last, optional: at most four, as each makes people easier to pick out'),
  checkin: z
    .union([z.literal(true), authoredQuestion])
    .optional()
    .describe('"How was it for you to answer?": a safety signal, not a finding'),
  scales: z.record(plainId, authoredScale).default({}),
  consent: z.strictObject({
    version: z.string().trim().min(1).describe('In quotes, such as "1"'),
    purposes: z.strictObject({ aggregate: required, quote: optional, future_reuse: optional }).describe('What answers may be used for'),
  }),
  disclosure,
  plan: z.strictObject({
    by: z.array(questionId).default([]).describe('Questions that split a table into groups'),
    cross: z
      .union([z.enum(['all', 'none']), z.array(questionId)])
      .default('all')
      .describe('Questions crossed with each of "by": all that are not sensitive, none, or these'),
    also: z
      .array(z.strictObject({ question: questionId, by: questionId }))
      .default([])
      .describe('Further single tables'),
    except: z.array(questionId).default([]).describe('Questions left out of every table'),
    nests: z
      .record(questionId, questionId)
      .optional()
      .describe('Groups that lie in others: {county: region}. Each option of county then says "in" and an option of region'),
    lead: leadRule.optional().describe('Which findings lead a report: a rule that is fixed before anybody answers'),
  }),
  retention: z.strictObject({
    raw_days: z.int().min(1).describe('Days until coded answers are deleted'),
    story_days: z.int().min(1).describe('Days until written answers are deleted'),
    code_days: z.int().min(1).describe('Days a receipt code can take answers back'),
  }),
  support: z
    .array(z.union([plainId, authoredSupportEntry, supportRegion]))
    .describe('Entries of common/common.yaml by id or by region, or whole entries; [] for answers that are collected already'),
  access: z
    .enum(['open', 'invitation'])
    .default('open')
    .describe('Who may answer: anybody who has the link, or anybody who has an invitation'),
  abuse: z
    .strictObject({
      proof_of_work: z.boolean().default(false).describe('Ask browsers for a few seconds of work; without it there is a slower way'),
    })
    .optional(),
  closes: authoredClosing
    .optional()
    .describe(
      'When it closes: day, hour and zone, such as 2027-03-01 18:00 Europe/London. People who began before may send for an hour more',
    ),
  follow_up: z.boolean().default(false).describe('After the end, a page of its own on which people may say how to reach them'),
  kept_ids: z
    .record(questionId, versionNumber)
    .optional()
    .describe('Questions that ask the same as before, though their words or answers changed, each with the version in which they did'),
  release: z.strictObject({
    cadence: authoredWords.describe('When results come out; in each language'),
    return_to_community: authoredWords.describe('How they come back to the people who answered; in each language'),
  }),
})
export type SurveyFile = z.infer<typeof surveyFile>

export const commonFile = z.strictObject({
  scales: surveyFile.shape.scales,
  questions: z.array(authoredQuestion).default([]).describe('Questions that surveys ask for by id, such as ay_age'),
  support: z.array(authoredSupportEntry).default([]),
})

export type CommonFile = z.infer<typeof commonFile>

export const optionLabels = z.record(optionId, sentence)

export const sectionWording = z.strictObject({
  title: sentence,
  note: sentence.optional().describe('The content note: short, calm and specific'),
  info: sentence.optional().describe('Shown once, before the first question'),
  stem: sentence.optional().describe('Shown above each question of the part'),
})

export const questionWording = z.strictObject({
  text: sentence,
  hint: sentence.optional(),
  unit: sentence.optional().describe('What a number counts, such as years'),
  stem: sentence.optional().describe('What the question belongs to, read before it'),
  rows: z.record(z.string(), sentence).optional().describe('The statements of a grid'),
  places: z.record(z.string(), sentence).optional().describe('What is asked at each place of a ranking: {1: ..., 2: ...}'),
  options: optionLabels.optional().describe('A label for each option or band; scales have theirs under "scales"'),
  rollups: optionLabels.optional().describe('What reports call answers taken together; without a name they list them'),
})
export type SectionWording = z.infer<typeof sectionWording>
export type QuestionWording = z.infer<typeof questionWording>

const autoWording = z.strictObject({ dk: sentence, na: sentence, pns: sentence })

/** A part or a question that has nothing but its title or text may be written as just that. */
const shared = {
  sections: z.record(sectionId, z.union([sentence, sectionWording])).default({}),
  questions: z.record(questionId, z.union([sentence, questionWording])).default({}),
  scales: z.record(plainId, optionLabels).default({}),
  auto: autoWording.optional().describe('Labels of the automatic options'),
  share: shareWords.optional().describe('The question after a written answer: may we share it?'),
}

export const languageFile = z.strictObject({
  language: language.describe('Also the name of the file'),
  reviewed: z
    .union([z.literal(UNREVIEWED), authoredReview], { error: 'write unreviewed, or {on: day, by: name, people: number}' })
    .default(UNREVIEWED)
    .describe('Whether people from the community went through this wording; the pages say so while nobody has'),
  title: sentence.describe("Neutral: it shows in a shared phone's history"),
  intro: sentence,
  ...shared,
  consent: z.union([consentText, filledConsent]).describe('The whole text, or "from" and what a building block needs'),
})

/** The same, for a file that writes its consent text out, and for one that fills in a building block: each has faults of its own. */
export const writtenLanguageFile = languageFile.extend({ consent: consentText })
export const filledLanguageFile = languageFile.extend({ consent: filledConsent })

export const commonLanguageFile = z.strictObject({
  language,
  ...shared,
  group: groupWords.optional().describe('Who asks and where answers lie, for every survey that does not say it itself'),
})

import { consentTextHash, encodeConsent } from '#shared/consent/record.ts'
import { weekOf } from '#shared/consent/weeks.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { responseId, storyId } from '#shared/response/secret.ts'
import { roomOf, sealStory, sealStoryToCircle } from '#shared/response/story.ts'
import type { Answers, Share } from '#shared/survey/answer.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { type PurposeId, questionsOf, type Survey, type SurveyVersion } from '#shared/survey/survey.ts'
import { wordBoxOf, writtenIn } from '#shared/survey/word-boxes.ts'
import type { Services } from '../services.ts'
import type { Edition } from './editions.ts'

type Consent = { readonly textHash: string; readonly given: readonly PurposeId[] }

type Sending = {
  readonly language: string
  readonly consent?: Consent | undefined
  readonly answers: Answers
  readonly skippedSections: readonly string[]
}

/**
 * Stores what a person sends under their code, or refuses when they have not agreed to the very text that is open now.
 *
 * Words go first, each under its own key, and the response, which carries the consent record, goes last: a stored
 * response is the mark that everything is stored. So a receipt that was shown stands for all of it, and after a crash in
 * between the same call, with the same answers, completes what is missing and doubles nothing. If the person gives up
 * there instead, "Stop and delete my answers" reaches the words that were already stored.
 */
export async function sendResponse(
  services: Pick<Services, 'clock' | 'random' | 'pepper' | 'storyKey' | 'storyCircle' | 'repositories'>,
  open: Edition,
  codeBits: Uint8Array,
  sending: Sending,
): Promise<'stored' | 'refused'> {
  const { survey, version, codebook } = open
  const { consent } = sending
  if (!consent || !isCurrent(survey, sending)) return 'refused'

  const answers = applySkipLogic(survey, sending.answers, new Set(sending.skippedSections))
  const week = weekOf(services.clock())
  const room = roomOf(survey)
  const { responses, stories } = services.repositories
  for (const question of questionsOf(survey)) {
    const id = wordBoxOf(question)?.id
    const written = writtenIn(answers[question.id])
    if (id === undefined || !written) continue
    const { text, wait } = written
    const share = allowedShare(written.share, consent.given)
    const quote = consent.given.includes('quote')
    const story = { question: id, language: sending.language, text, share, quote, week, wait }
    await stories.store(version, {
      id: storyId(services.pepper, codeBits, id),
      sealed: await sealed(services, open, story, room),
    })
  }
  await responses.store(version, {
    id: responseId(services.pepper, codeBits),
    answers: encodeAnswers(codebook, answers),
    consent: encodeConsent({ textHash: consent.textHash, given: consent.given, week }),
  })
  return 'stored'
}

/**
 * To those who open stories together. Words of a trial, and words that came before enough members held a key, are sealed to a
 * key that no reading of stories uses: nobody reviews them.
 */
async function sealed(
  { storyKey, storyCircle, random }: Pick<Services, 'storyKey' | 'storyCircle' | 'random'>,
  { isTrial }: Edition,
  story: Parameters<typeof sealStory>[0],
  room: number,
): Promise<Uint8Array> {
  const circle = isTrial ? undefined : await storyCircle()
  return circle
    ? sealStoryToCircle(story, circle, { key: random(32), ephemeral: random(32) }, room)
    : sealStory(story, storyKey, random(32), room)
}

/** Whether the agreement is to the text this survey has, in the language it was read in, with all that it needs. */
export function isCurrent(survey: Survey, { consent, language }: Pick<Sending, 'consent' | 'language'>): boolean {
  return (
    consent !== undefined &&
    survey.languages.includes(language) &&
    consent.textHash === consentTextHash(survey, language) &&
    survey.consent.purposes.every((purpose) => !purpose.required || consent.given.includes(purpose.id))
  )
}

/** Words are quoted only when both were said: yes to quoting on the consent page, and yes under these words. */
export function allowedShare(share: Share, given: readonly PurposeId[]): Share {
  return share === 'words' && !given.includes('quote') ? 'none' : share
}

/** The version under which the response with this code is stored; undefined where there is none. */
export async function versionHolding(services: Services, surveyId: string, codeBits: Uint8Array): Promise<SurveyVersion | undefined> {
  const { responses, community } = services.repositories
  const id = responseId(services.pepper, codeBits)
  for (const version of await community.versions()) {
    if (version.id === surveyId && (await responses.holds(version, id))) return version
  }
  return undefined
}

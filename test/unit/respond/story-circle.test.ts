import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sendResponse } from '#functions/respond/visit/send-response.ts'
import { stepsOf } from '#functions/respond/visit/survey-steps.ts'
import { consentTextHash } from '#shared/consent/record.ts'
import { headOf, partFor } from '#shared/response/circle-box.ts'
import { publicSealingKey } from '#shared/response/sealed-box.ts'
import { openCircleStory, openStory, publicStoryKey } from '#shared/response/story.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { inMemory } from './helpers/memory.ts'
import { section, surveyOf, text } from './helpers/surveys.ts'

const survey = surveyOf([section('a', [text('words')])])
const KEPT = new Uint8Array(32).fill(9)
const secretOf = (at: number) => new Uint8Array(createHash('sha256').update(`member ${at}`).digest())
const circle = { id: 'ab'.repeat(32), needed: 2, holders: [0, 1, 2].map((at) => ({ id: `m${at}`, key: publicSealingKey(secretOf(at)) })) }

/** The one box that a person fills, with what the deployment knows of its board. */
async function boxOf(storyCircle: () => Promise<typeof circle | undefined>, isTrial: boolean): Promise<Uint8Array> {
  const memory = inMemory()
  let drawn = 0
  const services = {
    clock: () => new Date('2026-03-04'),
    random: (bytes: number) => new Uint8Array(createHash('sha512').update(`random ${drawn++}`).digest().subarray(0, bytes)),
    pepper: new Uint8Array(32),
    storyKey: publicStoryKey(KEPT),
    storyCircle,
    repositories: memory,
  }
  const version = versionOf(survey)
  const edition = { link: linkOf(survey.id), version, survey, codebook: codebookOf(survey), steps: stepsOf(survey), words: new Map() }
  const said = { state: 'answered', text: 'They listened.', share: 'words' } as const
  const consent = { textHash: consentTextHash(survey, 'en'), given: ['aggregate', 'quote'] as const }
  const sending = { language: 'en', consent, answers: { words: said }, skippedSections: [] }
  expect(await sendResponse(services, { ...edition, ...(isTrial ? { isTrial } : {}) }, new Uint8Array(10), sending)).toBe('stored')
  return [...memory.kept.stories.values()][0]?.sealed ?? new Uint8Array()
}

describe('what a person wrote is sealed', () => {
  it('to the members who hold a key, so that no key that is kept opens it', async () => {
    const box = await boxOf(async () => circle, false)
    const parts = [0, 2].map((at) => partFor(headOf(box) ?? new Uint8Array(), secretOf(at)) ?? new Uint8Array())

    expect(await openCircleStory(box, parts)).toMatchObject({ text: 'They listened.', share: 'words', quote: true })
    await expect(openCircleStory(box, parts.slice(1))).rejects.toThrow('too few parts')
    expect(() => openStory(box, KEPT)).toThrow()
  })

  it('to the key of trials in a trial, and before enough members hold one: no reading opens that', async () => {
    for (const box of [await boxOf(async () => circle, true), await boxOf(async () => undefined, false)]) {
      expect(headOf(box)).toBeUndefined()
      expect(openStory(box, KEPT).text).toBe('They listened.')
    }
  })

  it('to nothing while the board cannot be asked: the person is told to try again', async () => {
    await expect(boxOf(() => Promise.reject(new Error('the ledger is on fire')), false)).rejects.toThrow('on fire')
  })
})

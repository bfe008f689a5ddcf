import { describe, expect, it } from 'vitest'
import { needsTrial } from '#cli/trial-only.ts'
import type { Survey, Texts } from '#shared/survey/survey.ts'
import { sampleSurvey } from './survey/sample.ts'

const TODAY = '2026-11-21'

/** The sample with all else that a real survey needs: places to turn to that were tried out, and no words to share. */
function soundBut(reviewed: Texts['reviewed']): Survey {
  const sample = sampleSurvey()
  const [entry] = sample.support
  const text = sample.texts.en
  if (!entry || !text) throw new Error('the sample is not whole')
  return {
    ...sample,
    support: [{ ...entry, lastVerified: '2026-11-01', verifiedBy: 'Rosa' }],
    sections: sample.sections.map((section) => ({ ...section, questions: section.questions.filter(({ type }) => type !== 'text') })),
    texts: { en: { ...text, reviewed } },
  }
}

describe('a survey for real', () => {
  it.each<[string, Texts['reviewed'], boolean]>([
    ['nobody', 'unreviewed', true],
    ['four people', { on: '2026-11-01', by: 'Rosa of the board', people: 4 }, true],
    ['five people', { on: '2026-11-01', by: 'Rosa of the board', people: 5 }, false],
  ])('can be opened as a trial only while %s of the community went through its wording: %j (QN-08)', (_, reviewed, isTrialOnly) => {
    expect(needsTrial(soundBut(reviewed), TODAY)).toBe(isTrialOnly)
  })
})

import { describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { lintSurvey } from '#shared/survey/lint/catalogue.ts'
import type { Survey } from '#shared/survey/survey.ts'

const good = await readSurvey('surveys/being-heard')

function findings(change: (survey: Survey) => void): string[] {
  const survey = structuredClone(good)
  change(survey)
  return lintSurvey(survey, '2026-11-21')
    .filter(({ lint }) => lint.id === 'noise-told')
    .map(({ message }) => message)
}

const noisy = (survey: Survey) => {
  survey.disclosure = { profile: 'dp', rho: 0.35 }
}

describe('the consent text of a survey that is protected by noise', () => {
  it('says that noise is added', () => {
    expect(findings(noisy)).toEqual(['people are not told that random noise is added to every number'])
    expect(
      findings((survey) => {
        noisy(survey)
        survey.texts.en?.consent.summary.push('We add random noise to every number before we share it.')
      }),
    ).toEqual([])
  })

  it('need not say so with another way of protecting it', () => {
    expect(findings(() => {})).toEqual([])
  })
})

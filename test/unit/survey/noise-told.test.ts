import { describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
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
    const untold = (language: string) => `people are not told in "${language}" that random noise is added to every number`
    expect(findings(noisy)).toEqual([untold('en'), untold('es'), untold('ar')])
    const told = {
      en: 'We add random noise to every number before we share it.',
      es: 'Añadimos ruido aleatorio a cada número antes de compartirlo.',
      ar: 'نضيف ضوضاء عشوائية إلى كل رقم قبل نشره.',
    }
    expect(
      findings((survey) => {
        noisy(survey)
        for (const [language, text] of Object.entries(told)) survey.texts[language]?.consent.summary.push(text)
      }),
    ).toEqual([])
  })

  it('is not said in one language for the readers of another', () => {
    const [, ...others] = good.languages
    const found = findings((survey) => {
      noisy(survey)
      survey.texts.en?.consent.summary.push('We add random noise to every number before we share it.')
    })
    expect(found).toHaveLength(others.length)
  })

  it('need not say so with another way of protecting it', () => {
    expect(findings(() => {})).toEqual([])
  })
})

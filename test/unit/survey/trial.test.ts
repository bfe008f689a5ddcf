import { describe, expect, it } from 'vitest'
import { exampleText } from '#shared/survey/lint/example-text.ts'
import { shareReviewers } from '#shared/survey/lint/share-reviewers.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { consentOf } from '#test/unit/consent/sample.ts'
import { section, single, surveyOf, text } from '#test/unit/respond/helpers/surveys.ts'

const TODAY = '2026-03-04'

function askedBy(name: string, funder = 'Our members'): Survey {
  const survey = surveyOf([section('a', [single('q1')])])
  const { en } = survey.texts
  if (!en) throw new Error('no English')
  const controller = { name, contact: 'board@group.org', board: 'Our board', funder }
  return { ...survey, texts: { en: { ...en, consent: consentOf((words) => words, { controller }) } } }
}

describe('who asks and who pays', () => {
  it.each(['Example Foundation', 'TODO', 'n/a', '???', 'Your group', 'Acme', 'xxx', 'Ejemplo', 'مثال', 'A (replace before opening)'])(
    'is not "%s"',
    (name) => {
      expect(exampleText.check(askedBy(name), TODAY)).toHaveLength(1)
      expect(exampleText.check(askedBy('Hearing Voices Leeds', name), TODAY)).toHaveLength(1)
    },
  )

  it('must both be said: a survey that names nobody who pays opens in a trial only', () => {
    const survey = askedBy('Hearing Voices Leeds')
    const { en } = survey.texts
    if (!en) throw new Error('no English')
    const { funder: _, ...controller } = en.consent.controller
    const silent = { ...survey, texts: { en: { ...en, consent: { ...en.consent, controller } } } }

    expect(exampleText.check(silent, TODAY).map(({ message }) => message)).toEqual(['nothing says who pays for it'])
  })

  it.each(['Hearing Voices Leeds', 'Testimony Project', 'Nonesuch House', 'جمعية أصوات', 'Fundación Voces', '15-M Salud'])(
    'may be "%s"',
    (name) => {
      expect(exampleText.check(askedBy(name), TODAY)).toEqual([])
    },
  )
})

describe('a question that offers to share words', () => {
  it('opens in a trial only, as nobody can check words before they are shared', () => {
    const survey = surveyOf([section('a', [single('q1'), text('words')])])
    expect(shareReviewers.check(survey, TODAY).map(({ part }) => part)).toEqual([{ question: 'words' }])
    expect(shareReviewers.check(surveyOf([section('a', [single('q1')])]), TODAY)).toEqual([])
  })
})

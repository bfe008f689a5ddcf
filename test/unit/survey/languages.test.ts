import { describe, expect, test } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import type { Survey, Texts } from '#shared/survey/survey.ts'
import { filesOf, refusals, STRUCTURE, swap, WORDING } from './sample.ts'

const instruments = await Promise.all(['being-heard', 'crisis-response'].map((id) => readSurvey(`surveys/${id}`)))

function findings(id: string, language: string, change: (texts: Texts, survey: Survey) => void): string[] {
  const survey = structuredClone(instruments[0])
  // The instruments are not in German: its wording begins as the English one.
  if (survey?.texts.en && language === 'de') {
    survey.languages.push(language)
    survey.texts.de = structuredClone(survey.texts.en)
  }
  const texts = survey?.texts[language]
  if (!survey || !texts) throw new Error(`there is no wording in ${language}`)
  change(texts, survey)
  return lintSurvey(survey, '2026-11-21')
    .filter(({ lint, part }) => lint.id === id && (part.language ?? language) === language)
    .map(({ message }) => message)
}

const ask = (text: string) => (texts: Texts) => {
  const question = texts.questions.bh03
  if (question) question.text = text
}

describe('the instruments (RX-24)', () => {
  test.each(instruments.map((survey) => [survey.id, survey] as const))('%s is whole in English, Spanish and Arabic', (_, survey) => {
    expect(survey.languages).toEqual(['en', 'es', 'ar'])
    const shape = (texts: Texts | undefined) =>
      Object.entries(texts?.questions ?? {}).map(([id, { hint, options }]) => [id, hint !== undefined, Object.keys(options ?? {})])
    for (const language of survey.languages) expect(shape(survey.texts[language])).toEqual(shape(survey.texts.en))
  })

  test.each(instruments.map((survey) => [survey.id, survey] as const))(
    '%s says of no language that people have gone through it',
    (_, survey) => {
      expect(Object.values(survey.texts).map(({ reviewed }) => reviewed)).toEqual(['unreviewed', 'unreviewed', 'unreviewed'])
    },
  )

  test.each(instruments.map((survey) => [survey.id, survey] as const))('%s is put into words as a community would (QN-05)', (_, survey) => {
    const found = lintSurvey(survey, '2026-11-21').map(({ lint }) => lint.id)
    for (const lint of ['banned-words', 'anonymity-promise', 'agree-disagree', 'translation', 'question-length'])
      expect(found).not.toContain(lint)
  })
})

describe('a lint in another language', () => {
  test.each([
    ['banned-words', 'es', '¿Cómo se sienten los pacientes?', '"pacientes" labels people'],
    ['banned-words', 'es', '¿Tienes una enfermedad?', '"enfermedad" labels people'],
    ['banned-words', 'es', '¿Qué trastorno te dijeron?', '"trastorno" labels people'],
    ['banned-words', 'ar', 'كيف يشعر المرضى؟', '"المرضى" labels people'],
    ['banned-words', 'ar', 'هل يراكم الناس كمريض؟ أم مريض آخر؟', '"مريض" labels people'],
    ['banned-words', 'ar', 'هل لديكم اضطرابٌ؟', '"اضطراب" labels people'],
    ['banned-words', 'de', 'Wie geht es den Patient*innen?', '"Patient*innen" labels people'],
    ['banned-words', 'de', 'Hast du eine psychische Krankheit?', '"Krankheit" labels people'],
    ['banned-words', 'de', 'Welche Essstörung hast du?', '"Essstörung" labels people'],
    ['banned-words', 'de', 'Leidest du unter Stress?', '"Leidest du unter" labels people'],
    ['banned-words', 'de', 'Bist du psychisch krank?', '"psychisch krank" labels people'],
    ['banned-words', 'de', 'Hat sie Selbstmord begangen?', '"Selbstmord" labels people'],
    ['anonymity-promise', 'de', 'Deine Antworten sind völlig anonym.', '"völlig anonym" promises more than can be kept'],
    ['anonymity-promise', 'de', 'Ihre Anonymität ist garantiert.', '"Anonymität ist garantiert" promises more than can be kept'],
    ['anonymity-promise', 'es', 'Tus respuestas son totalmente anónimas.', '"totalmente anónimas" promises more than can be kept'],
    ['anonymity-promise', 'ar', 'إجاباتكم في سرية تامة.', '"سرية تامة" promises more than can be kept'],
    ['translation', 'es', 'How often did people there listen carefully to you?', 'the words are still those of "en"'],
    ['translation', 'ar', 'كم مرة في آخر 6 أشهر؟', 'the numbers differ from the original: 6, not none'],
    ['question-length', 'es', `${'palabra '.repeat(25)}final?`, 'the question has 26 words'],
  ])('%s finds in %s: %s', (lint, language, text, said) => {
    expect(findings(lint, language, ask(text))).toContain(said)
  })

  test.each([
    ['banned-words', 'es', '¿Y los impacientes?'],
    ['banned-words', 'ar', 'هل كان ذلك مرضيًا؟'],
    ['translation', 'ar', 'كم مرة؟'],
    ['banned-words', 'de', 'Was hat das Krankenhaus nach der Zerstörung getan, und tut es dir leid?'],
    ['banned-words', 'de', 'Hast du eine Patientenverfügung?'],
    ['anonymity-promise', 'de', 'Gehst du zu anonymen Treffen?'],
  ])('%s lets pass in %s: %s', (lint, language, text) => {
    expect(findings(lint, language, ask(text))).toEqual([])
  })

  test('agree-disagree knows the words for it', () => {
    const options = (one: string, other: string) => (texts: Texts) => {
      Object.assign(texts.questions.bh11?.options ?? {}, { dealt_with: one, treated_worse: other })
    }
    expect(findings('agree-disagree', 'es', options('Muy de acuerdo', 'En desacuerdo'))).toEqual(['the options are agree and disagree'])
    expect(findings('agree-disagree', 'ar', options('أوافق بشدة', 'لا أوافق'))).toEqual(['the options are agree and disagree'])
    expect(findings('agree-disagree', 'de', options('Stimme voll zu', 'Stimme nicht zu'))).toEqual(['the options are agree and disagree'])
    expect(findings('agree-disagree', 'de', options('Stimme gar nicht zu', 'Stimme eher nicht zu'))).toEqual([])
  })

  test('page-language keeps a survey from opening in a language whose buttons nobody can read', () => {
    const said = findings('page-language', 'es', (_, survey) => survey.languages.push('tlh', 'es-MX'))
    expect(said).toEqual(['the buttons of the pages have no words in "tlh" yet'])
  })

  test('unreviewed asks for five people, and for somebody to answer for it', () => {
    const by = (people: number) => (texts: Texts) => {
      texts.reviewed = { on: '2026-11-01', by: 'board', people }
    }
    expect(findings('unreviewed', 'es', () => {})).toEqual([
      'nobody from the community has gone through the wording in "es", and the pages say so',
    ])
    expect(findings('unreviewed', 'es', by(4))).toEqual(['only 4 people have gone through the wording in "es"'])
    expect(findings('unreviewed', 'es', by(5))).toEqual([])
  })
})

describe('a language file', () => {
  const inTwo = [
    ['languages: [en]', 'languages: [en, es]'],
    ['name: {en: A line}', 'name: {en: A line, es: Una línea}'],
    ['hours: {en: Always}', 'hours: {en: Always, es: Siempre}'],
    [
      'cadence: Once, return_to_community: At a meeting',
      'cadence: {en: Once, es: Una vez}, return_to_community: {en: At a meeting, es: En una reunión}',
    ],
  ].reduce((text, [from, to]) => swap(text, from ?? '', to ?? ''), STRUCTURE)
  const spanish = swap(WORDING, 'language: en', 'language: es')
  const files = (wording: string) => new Map([...filesOf(inTwo), ['es.yaml', wording] as const])

  test('that says all that the first says loads beside it', () => {
    const survey = loadSurvey(files(spanish))
    expect(Object.keys(survey.texts)).toEqual(['en', 'es'])
    expect(survey.release.cadence).toEqual({ en: 'Once', es: 'Una vez' })
  })

  test('tells as much in each list of the consent as the first', () => {
    const summary = /^ {2}summary: \[(.*)\]$/m.exec(WORDING)?.[0] ?? ''
    expect(summary).not.toBe('')
    const longer = swap(spanish, summary, summary.replace(/\]$/, ', One more]'))
    expect(refusals(files(longer))).toEqual([expect.stringMatching(/^es\.yaml:\d+ "summary" has \d lines, and \d in the source language$/)])
  })

  test('records who went through it, when, and how many', () => {
    const reviewed = spanish.replace('language: es', 'language: es\nreviewed: {on: 2026-11-01, by: Rosa, people: 5}')
    expect(loadSurvey(files(reviewed)).texts.es?.reviewed).toEqual({ on: '2026-11-01', by: 'Rosa', people: 5 })
    const nobody = spanish.replace('language: es', 'language: es\nreviewed: reviewed')
    expect(refusals(files(nobody))).toEqual(['es.yaml:2 "reviewed" cannot be "reviewed"'])
  })
})

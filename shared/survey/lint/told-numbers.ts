import { westernDigits } from '../../digits.ts'
import { pageLanguageOf } from '../../languages.ts'
import { countMainQuestions } from '../length.ts'
import type { InLanguages } from './in-languages.ts'
import type { Lint } from './lint.ts'
import { lintedWording } from './survey-wording.ts'

const TOLD: InLanguages<'minutes' | 'questions'> = {
  en: [
    [/\b(\d+)(?:-| )minutes?\b/giu, 'minutes'],
    [/\b(\d+) questions?\b/giu, 'questions'],
  ],
  es: [
    [/(\d+) minutos?(?!\p{L})/giu, 'minutes'],
    [/(\d+) preguntas?(?!\p{L})/giu, 'questions'],
  ],
  ar: [
    [/(\d+) (?:دقيقة|دقائق)/gu, 'minutes'],
    [/(\d+) (?:سؤالا|سؤال|أسئلة)/gu, 'questions'],
  ],
  de: [
    [/(\d+) Minuten?(?!\p{L})/giu, 'minutes'],
    [/(\d+) Fragen?(?!\p{L})/giu, 'questions'],
  ],
}

export const toldNumbers: Lint = {
  id: 'told-numbers',
  severity: 'warning',
  about:
    'The introduction and the consent text give the minutes and questions of this survey: a copied sentence often gives those of another one.',
  bad: [
    { en: { intro: 'It takes 9 minutes.' } },
    { en: { consent: { procedures: { title: 'What you do', text: 'You answer up to 15 questions.' } } } },
  ],
  good: [{ en: { intro: 'It takes 2 minutes.', consent: { procedures: { title: 'What you do', text: 'You answer 1 question.' } } } }],
  check: (survey) => {
    const is = { minutes: survey.minutes, questions: countMainQuestions(survey) }
    return lintedWording(survey).flatMap(({ kind, part, text }) => {
      const known = pageLanguageOf(part.language)
      if (!known || kind === 'question' || kind === 'option' || part.question !== undefined) return []
      const plain = westernDigits(text.normalize('NFC').replace(/[\u064B-\u0652\u0640]/gu, ''))
      return TOLD[known].flatMap(([pattern, what]) =>
        [...plain.matchAll(pattern)]
          .filter(([, said]) => Number(said) !== is[what])
          .map(([found]) => ({
            part,
            message: `the text says "${found}", and the survey has ${is[what]}`,
            remedy: `Write ${is[what]}, or let the shared consent text work it out`,
          })),
      )
    })
  },
}

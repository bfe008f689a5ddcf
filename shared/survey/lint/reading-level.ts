import { syllable } from 'syllable'
import type { Survey } from '../survey.ts'
import type { Flaw, Lint } from './lint.ts'
import { englishOf, type Said } from './survey-wording.ts'

const MAX_GRADE = 8
const MIN_EASE = 60

export const readingLevel: Lint = {
  id: 'reading-level',
  severity: 'warning',
  about:
    'English reads at school grade 8 or below (Flesch-Kincaid) and is plain (Flesch 60 or more), part by part (RX-22). It counts syllables, not understanding.',
  bad: [
    {
      en: {
        sections: {
          a: {
            title: 'Part one',
            info: 'Notwithstanding institutional considerations, participants are encouraged to characterise organisational responsiveness comprehensively and systematically.',
          },
        },
      },
    },
  ],
  good: [{ en: { sections: { a: { title: 'Part one', info: 'Tell us how people there treated you. You can skip any question.' } } } }],
  check: (survey) => englishTexts(survey).flatMap(([name, said]) => judge(name, said)),
}

/** Each part of the questionnaire, and the key facts of the consent, as one text. */
function englishTexts(survey: Survey): [string, Said[]][] {
  const said = englishOf(survey).filter(({ kind }) => kind !== 'option')
  const parts = survey.sections.map(({ id, questions }): [string, Said[]] => [
    `part "${id}"`,
    said.filter(({ part }) => part.section === id || questions.some((question) => question.id === part.question)),
  ])
  return [...parts, ['consent summary', said.filter(({ part }) => part.path?.[0] === 'consent' && part.path[1] === 'summary')]]
}

function judge(name: string, said: readonly Said[]): Flaw[] {
  const [first] = said
  if (!first) return []
  const { grade, ease } = readability(said.map(({ text }) => text))
  const remedy = 'Use shorter sentences and shorter words'
  if (grade > MAX_GRADE) return [{ part: first.part, message: `the ${name} reads at grade ${grade.toFixed(1)}`, remedy }]
  return ease < MIN_EASE ? [{ part: first.part, message: `the ${name} has a Flesch reading ease of ${ease.toFixed(0)}`, remedy }] : []
}

/** Flesch 1948 and Kincaid 1975. A text without a full stop is one sentence. */
export function readability(texts: readonly string[]): { grade: number; ease: number } {
  const sentences = texts.flatMap((text) => text.split(/[.!?]+(?:\s|$)/)).filter((sentence) => /\p{L}/u.test(sentence))
  const words = sentences.flatMap((sentence) => sentence.match(/[\p{L}\p{N}'’-]+/gu) ?? [])
  const perSentence = words.length / Math.max(1, sentences.length)
  const perWord = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0) / Math.max(1, words.length)
  return { grade: 0.39 * perSentence + 11.8 * perWord - 15.59, ease: 206.835 - 1.015 * perSentence - 84.6 * perWord }
}

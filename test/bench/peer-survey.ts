import { join } from 'node:path'
import { readSurvey } from '#cli/read-survey.ts'
import { type Question, type Section, type Survey, type Texts, textsFor } from '#shared/survey/survey.ts'

/**
 * A survey of the shape that the peers were measured with: 8 single choices of 5 options, 2 multiple choices of 8, 10 rows
 * on a scale of 5, and 2 written answers; with the consent and support of a real survey of ours. The peers were measured
 * in English alone.
 */
export async function peerSurvey(languages: readonly (keyof typeof WORDS)[] = ['en']): Promise<Survey> {
  const real = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
  return {
    ...real,
    id: `as-measured-in-${languages.length}`,
    languages: [...languages],
    sections: SECTIONS,
    plan: { by: [], cross: 'none', also: [], except: [] },
    texts: Object.fromEntries(languages.map((language) => [language, { ...textsFor(real, language), ...wordsIn(language) }])),
  }
}

const WORDS = {
  en: {
    part: 'your visits',
    question: 'Think of the place where you looked for support most often. How was it for you there, thing',
    option: 'An answer of about this length, number',
    frequency: ['Always', 'Most of the time', 'Some of the time', 'Rarely', 'Never'],
  },
  es: {
    part: 'tus visitas',
    question: 'Piensa en el lugar al que más fuiste a buscar apoyo. ¿Cómo fue para ti allí, asunto',
    option: 'Una respuesta más o menos así de larga, número',
    frequency: ['Siempre', 'La mayoría de las veces', 'Algunas veces', 'Pocas veces', 'Nunca'],
  },
  ar: {
    part: 'زياراتكم',
    question: 'فكّروا في المكان الذي ذهبتم إليه أكثر من غيره للبحث عن دعم. كيف كان ذلك بالنسبة لكم، الأمر',
    option: 'إجابة بهذا الطول تقريبًا، رقم',
    frequency: ['دائمًا', 'معظم الوقت', 'أحيانًا', 'نادرًا', 'أبدًا'],
  },
} as const

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)

const single = (id: string): Question => ({
  id,
  type: 'single',
  options: ids('o', 5).map((option) => ({ id: option })),
  auto: ['dk', 'pns'],
})
const scale = (id: string): Question => ({
  id,
  type: 'scale',
  scale: 'freq5',
  options: ids('o', 5).map((option) => ({ id: option })),
  auto: ['dk', 'pns'],
})
const multi = (id: string): Question => ({ id, type: 'multi', options: ids('o', 8).map((option) => ({ id: option })), auto: ['pns'] })
const text = (id: string): Question => ({ id, type: 'text', max: 1500, share: 'ask' })

const section = (id: string, questions: Question[]): Section => ({ id, part: 'main', note: false, sensitive: false, questions })

const SECTIONS: Section[] = [
  section('one', ids('s', 5).map(single)),
  section('two', ids('l', 5).map(scale)),
  section('three', [...ids('m', 2).map(multi), ...ids('t', 3).map(single)]),
  section('four', [...ids('k', 5).map(scale), ...ids('w', 2).map(text)]),
]

function wordsIn(language: keyof typeof WORDS): Pick<Texts, 'sections' | 'questions'> {
  const { part, question: asked, option: answer, frequency } = WORDS[language]
  const questions = SECTIONS.flatMap((each) => each.questions).map((question, i) => [
    question.id,
    {
      text: `${asked} ${i + 1}?`,
      ...('options' in question && {
        options: Object.fromEntries(
          question.options.map(({ id }, option) => [id, question.type === 'scale' ? (frequency[option] ?? '') : `${answer} ${option + 1}`]),
        ),
      }),
    },
  ])
  return {
    sections: Object.fromEntries(SECTIONS.map(({ id }, i) => [id, { title: `${i + 1}: ${part}` }])),
    questions: Object.fromEntries(questions),
  }
}

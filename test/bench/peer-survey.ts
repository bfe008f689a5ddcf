import { join } from 'node:path'
import { readSurvey } from '#cli/read-survey.ts'
import type { Question, Section, Survey, Texts } from '#shared/survey/survey.ts'

/**
 * A survey of the shape that the peers were measured with: 8 single choices of 5 options, 2 multiple choices of 8, 10 rows
 * on a scale of 5, and 2 written answers; with the consent and support of a real survey of ours.
 */
export async function peerSurvey(): Promise<Survey> {
  const real = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
  const source = real.texts[real.languages[0] ?? '']
  if (!source) throw new Error('the survey has no texts')
  return {
    ...real,
    id: 'as-measured',
    languages: ['en'],
    sections: SECTIONS,
    plan: { by: [], cross: 'none', also: [], except: [] },
    texts: {
      en: {
        ...source,
        sections: Object.fromEntries(SECTIONS.map(({ id }, i) => [id, { title: `Part ${i + 1}: your visits` }])),
        questions: TEXTS,
      },
    },
  }
}

const FREQUENCY = ['Always', 'Most of the time', 'Some of the time', 'Rarely', 'Never']
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

const TEXTS: Texts['questions'] = Object.fromEntries(
  SECTIONS.flatMap(({ questions }) => questions).map((question, i) => [
    question.id,
    {
      text: `Think of the place where you looked for support most often. How was it for you there, thing ${i + 1}?`,
      ...('options' in question && {
        options: Object.fromEntries(
          question.options.map(({ id }, option) => [
            id,
            question.type === 'scale' ? (FREQUENCY[option] ?? '') : `An answer of about this length, number ${option + 1}`,
          ]),
        ),
      }),
    },
  ]),
)

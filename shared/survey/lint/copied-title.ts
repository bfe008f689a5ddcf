import { questionsOf } from '../survey.ts'
import type { Lint } from './lint.ts'

/** The instruments that come with Chorus: how their questions are named, and their titles. A test compares them with surveys/. */
export const SHIPPED: Readonly<Record<string, readonly [id: string, titles: readonly string[]]>> = {
  bh: ['being-heard', ['Being heard', 'Que te escuchen', 'أن يُسمع صوتكم']],
  cc: ['community-care', ['Care in our community', 'Cuidado en nuestra comunidad', 'الرعاية في مجتمعنا']],
  cr: [
    'crisis-response',
    ['Crisis and how people responded', 'Las crisis y cómo respondieron otras personas', 'الأزمات وكيف استجاب الناس'],
  ],
  ic: ['informed-choice', ['Informed choice and medicine', 'Decidir con información', 'الاختيار عن معرفة']],
  pp: ['policy-priorities', ['What should change', 'Qué debería cambiar', 'ما الذي ينبغي أن يتغير']],
  ps: ['peer-support', ['Peer support and mutual aid', 'Apoyo entre pares y ayuda mutua', 'دعم الأقران والتعاون المتبادل']],
  rc: ['root-causes', ['What lies underneath', 'Lo que hay debajo', 'ما وراء ما نشعر به']],
  st: ['stories', ['Stories as roadmaps', 'Historias que abren camino', 'قصص تدلّ على الطريق']],
}

export const copiedTitle: Lint = {
  id: 'copied-title',
  severity: 'warning',
  about: 'A survey that was made from an instrument and asks something else has a title of its own.',
  bad: [{ en: { title: 'Being heard' } }],
  good: [{ en: { title: 'Our visits' } }],
  check: (survey) => {
    const asked = questionsOf(survey).map(({ id }) => id)
    return Object.entries(survey.texts).flatMap(([language, { title }]) => {
      const [prefix, shipped] = Object.entries(SHIPPED).find(([, [, titles]]) => titles.includes(title)) ?? []
      if (prefix === undefined || shipped === undefined || asked.filter((id) => id.startsWith(prefix)).length > 2) return []
      return [
        {
          part: { language, path: ['title'] },
          message: `"${title}" is the title of ${shipped[0]}, whose questions are not asked here`,
          remedy: 'Write a title of your own',
        },
      ]
    })
  },
}

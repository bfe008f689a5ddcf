import { readSurvey } from '#cli/read-survey.ts'
import type { Question, Section, Survey, Texts } from '#shared/survey/survey.ts'

const AGE: Question = {
  id: 'tour_age',
  type: 'number',
  bands: [
    { id: 'young', from: 18, to: 34 },
    { id: 'older', from: 35, to: 120 },
  ],
  auto: ['pns'],
}
const READ: Question = { id: 'tour_read', type: 'info' }

const PLACES = ['time', 'peace', 'company'].map((id) => ({ id }))
const LANDS = ['spain', 'france', 'guiana', 'egypt'].map((id) => ({ id }))
/** A row of a grid, the two places of a ranking, and a long list. */
const ROWS: Question[] = [
  { id: 'tour_row', type: 'single', options: [{ id: 'yes' }, { id: 'no' }], auto: ['dk', 'pns'] },
  { id: 'tour_first', type: 'single', options: PLACES, auto: ['pns'] },
  { id: 'tour_second', type: 'single', options: PLACES, auto: ['pns'], if: { q: 'tour_first', answered: true }, apart: ['tour_first'] },
  { id: 'tour_land', type: 'single', options: LANDS, auto: ['pns'], search: true },
]

const ROW_WORDS = {
  en: {
    rows: {
      tour_row: { stem: 'Did these help?', text: 'A walk', options: { yes: 'Yes', no: 'No' } },
      ...ranking('Put these in order.', ['What matters most?', 'And next?'], ['Time', 'Peace', 'Company']),
      tour_land: { text: 'Where were you?', options: { spain: 'Spain', france: 'France', guiana: 'French Guiana', egypt: 'Egypt' } },
    },
  },
  es: {
    rows: {
      tour_row: { stem: '¿Te ayudaron?', text: 'Un paseo', options: { yes: 'Sí', no: 'No' } },
      ...ranking('Ponlos en orden.', ['¿Qué importa más?', '¿Y después?'], ['Tiempo', 'Paz', 'Compañía']),
      tour_land: { text: '¿Dónde estabas?', options: { spain: 'España', france: 'Francia', guiana: 'Guayana Francesa', egypt: 'Egipto' } },
    },
  },
  ar: {
    rows: {
      tour_row: { stem: 'هل ساعدكم هذا؟', text: 'نزهة', options: { yes: 'نعم', no: 'لا' } },
      ...ranking('رتبوا ما يلي.', ['ما الأهم؟', 'وماذا بعده؟'], ['الوقت', 'الهدوء', 'الرفقة']),
      tour_land: { text: 'أين كنتم؟', options: { spain: 'إسبانيا', france: 'فرنسا', guiana: 'غويانا الفرنسية', egypt: 'مصر' } },
    },
  },
} as const

function ranking(stem: string, [first = '', second = '']: readonly string[], labels: readonly string[]) {
  const options = Object.fromEntries(PLACES.map(({ id }, i) => [id, labels[i] ?? id]))
  return { tour_first: { stem, text: first, options }, tour_second: { stem, text: second, options } }
}

const WORDS = {
  en: {
    age: 'How old were you then?',
    read: 'The next questions are about what you would want.',
    young: '18 to 34',
    older: '35 or older',
    ...ROW_WORDS.en,
  },
  es: {
    age: '¿Qué edad tenías entonces?',
    read: 'Las preguntas siguientes tratan de lo que querrías.',
    young: 'De 18 a 34',
    older: '35 o más',
    ...ROW_WORDS.es,
  },
  ar: { age: 'كم كان عمركم حينها؟', read: 'الأسئلة التالية عمّا تريدونه.', young: 'من 18 إلى 34', older: '35 أو أكثر', ...ROW_WORDS.ar },
} as const

const isKnown = (language: string): language is keyof typeof WORDS => Object.hasOwn(WORDS, language)

/** A real survey made shorter, with one page of every kind there is, and a way to be reached at the end. */
export async function tourSurvey(): Promise<Survey> {
  const real = await readSurvey('surveys/crisis-response')
  return {
    ...real,
    id: 'xylophone-tour',
    followUp: true,
    plan: { by: [], cross: 'none', also: [], except: [] },
    sections: real.sections.flatMap(shortened),
    texts: Object.fromEntries(Object.entries(real.texts).map(([language, texts]) => [language, withOurs(language, texts)])),
  }
}

function shortened(section: Section): Section[] {
  if (section.part !== 'main') return [section]
  const kept = section.questions.filter((question) => ['single', 'multi', 'pick', 'text'].includes(question.type) && !question.if)
  const firsts = kept.filter((question, index) => kept.findIndex((each) => each.type === question.type) === index)
  const asked = firsts.map(sayingWhich)
  return [{ ...section, questions: asked.some((each) => each.type === 'text') ? [READ, ...asked, AGE, ...ROWS] : asked }]
}

/** A question of many with a box to say which, beside the last option that goes with others. */
function sayingWhich(question: Question): Question {
  if (question.type !== 'multi') return question
  const last = question.options.findLast(({ alone }) => !alone)
  return { ...question, options: question.options.map((option) => (option === last ? { ...option, say: 200 } : option)) }
}

function withOurs(language: string, texts: Texts): Texts {
  const { age, read, young, older, rows } = WORDS[isKnown(language) ? language : 'en']
  return {
    ...texts,
    questions: { ...texts.questions, tour_age: { text: age, options: { young, older } }, tour_read: { text: read }, ...rows },
  }
}

/** The same with a second row of its grid, as a survey of its own. */
export async function gridSurvey(): Promise<Survey> {
  const tour = await tourSurvey()
  const second = 'tour_row_2'
  return {
    ...tour,
    id: 'xylophone-grid',
    sections: tour.sections.map((section) => ({
      ...section,
      questions: section.questions.flatMap((question) =>
        question.id === 'tour_row' ? [question, { ...question, id: second }] : [question],
      ),
    })),
    texts: Object.fromEntries(
      Object.entries(tour.texts).map(([language, texts]) => {
        const row = ROW_WORDS[isKnown(language) ? language : 'en'].rows.tour_row
        return [language, { ...texts, questions: { ...texts.questions, [second]: { ...row, text: `2 ${row.text}` } } }]
      }),
    ),
  }
}

import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, section, single, surveyOf, table } from '../disclosure/sample.ts'

/** Answers that a file format, a spreadsheet or a page could take for something else. */
export const HARD_ANSWERS = {
  formula: '=1+1',
  link: '@SUM(A1:A9)',
  range: '1-5',
  quoted: 'They said "no", then left',
  lines: 'One line\nand another',
  markup: '</script><b>&amp; so</b>',
  arabic: 'قيل لي "لا"، ثم نعم',
  letters: 'Não sei; ça dépend 😀',
  percent: "100 % {of} \\them & 'us' #1 $_^~",
} as const

const GROUPS = { young: '18–24, "young"', old: '-65+' } as const
const ids = Object.keys(HARD_ANSWERS)

/** In two languages, one of them written from right to left. */
function hardSurvey(): Survey {
  const survey = surveyOf([section('a', [single('q', ids, { auto: ['pns'] }), single('age', ['young', 'old'])])])
  const { en } = survey.texts
  if (!en?.questions.q || !en.questions.age) throw new Error('the sample has no words')
  en.title = 'What "we", and others, said: =1+1 & <more>\nquit("no")'
  en.consent.controller.name = 'Voices, "and" {Friends} & Co.'
  en.questions.q = { text: 'Which, if any,\nof these?', options: HARD_ANSWERS }
  en.questions.age = { text: '+How old?', options: GROUPS }
  const ar = structuredClone(en)
  ar.title = 'ما قلناه: "نحن" والآخرون'
  return { ...survey, languages: ['en', 'ar'], texts: { en, ar } }
}

const counts = (each: number) => ({ ...Object.fromEntries(ids.map((id) => [id, each])), '~skipped': 2, '~pns': 20 })

/** A release of a survey whose words are hard to write into any format. */
export function hardRelease() {
  const survey = hardSurvey()
  const tables = [
    table('q', { '': { ...counts(100), lines: 3, '~skipped': 4, '~pns': 40 } }),
    table('q:age', { young: { ...counts(40), lines: 1 }, old: { ...counts(60), lines: 2 } }),
    table('age', { '': { young: 343, old: 504, '~skipped': 0 } }),
  ]
  const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return { survey, ...releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' }) }
}

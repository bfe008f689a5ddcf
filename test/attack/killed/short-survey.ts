import { readSurvey } from '#cli/read-survey.ts'
import type { Question, Section, Survey } from '#shared/survey/survey.ts'

/**
 * A real survey with three of its questions, one of them for words, and a report that is made in no time: as many as
 * wanted, each with an id of its own.
 */
export async function shortSurveys(folder: string): Promise<(number: number) => Survey> {
  const real = await readSurvey(folder)
  const main = real.sections.filter(({ part }) => part === 'main')
  const questions = main.flatMap((section) => section.questions).filter((question) => !question.if)
  const kept = [...ofType(questions, 'scale').slice(0, 2), ...ofType(questions, 'text').slice(0, 1)]
  if (kept.length < 3) throw new Error('the survey has too few questions to be made shorter')
  const section: Section = { id: 'short', part: 'main', note: false, sensitive: false, questions: kept }
  return (number) => ({
    ...real,
    id: `short-${number}`,
    sections: [section],
    plan: { by: [], cross: 'none', also: [], except: [] },
    texts: Object.fromEntries(
      Object.entries(real.texts).map(([language, texts]) => [language, { ...texts, sections: { short: { title: texts.title } } }]),
    ),
  })
}

function ofType(questions: readonly Question[], type: Question['type']): Question[] {
  return questions.filter((question) => question.type === type)
}

import { type Question, questionsOf, type Survey } from './survey.ts'

/**
 * The time that a survey takes. Pew counts 1 point a stand-alone question and 85 points in 15 minutes; the weights of
 * multiple choice (2), written answers (8) and stories (18) are our own guesses.
 */
const POINTS_A_MINUTE = 85 / 15
const STORY = 6000

/** Minutes for the main part; what is asked about the person, and the check-in, come on top and are optional. */
export function plannedMinutes(survey: Survey): number {
  const main = survey.sections.filter(({ part }) => part === 'main').flatMap(({ questions }) => questions)
  return main.reduce((sum, question) => sum + pointsOf(question), 0) / POINTS_A_MINUTE
}

/** Questions that want an answer before those about the person: what people are told of. */
export function countMainQuestions(survey: Survey): number {
  const main = survey.sections.filter(({ part }) => part === 'main').flatMap(({ questions }) => questions)
  return main.filter(({ type }) => type !== 'info').length
}

/** Questions that want an answer, in all parts. */
export function countQuestions(survey: Survey): number {
  return questionsOf(survey).filter(({ type }) => type !== 'info').length
}

function pointsOf(question: Question): number {
  switch (question.type) {
    case 'info':
      return 0
    case 'multi':
    case 'pick':
      return 2
    case 'text':
      return question.max >= STORY ? 18 : 8
    default:
      return 1
  }
}

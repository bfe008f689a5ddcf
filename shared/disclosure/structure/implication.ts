import { answerIds, type Condition, isClosed, isMany, type Question, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { canonicalCondition } from './canonical-condition.ts'
import { peopleTable } from './people-table.ts'
import { aloneOptions, conditionsOf, type QuestionPlace, type QuestionPlaces, questionPlaces } from './questions.ts'

/** Whether a condition cannot hold for anybody who gave this answer. */
export function excludes(condition: Condition, given: QuestionPlace, answer: string, places: QuestionPlaces): boolean {
  const { id } = given.question
  const table = peopleTable(condition, places, [id])
  if (table) return !table.rows.some((row) => row.holds && gave(row.answered.get(id) ?? [], answer))
  return isExcluded(canonicalCondition(condition, places), given, answer, places)
}

/** Whether everybody for whom a condition holds gave this answer. */
export function entails(condition: Condition, asked: QuestionPlace, answer: string, places: QuestionPlaces): boolean {
  const { id } = asked.question
  // People can have several reasons not to answer, and conditions do not tell which.
  if (answer.startsWith('~')) return false
  const table = peopleTable(condition, places)
  if (table) return table.questions.includes(id) && table.rows.every((row) => !row.holds || gave(row.answered.get(id) ?? [], answer))
  return isEntailed(canonicalCondition(condition, places), asked, answer, places)
}

function gave(chosen: readonly string[], answer: string): boolean {
  return answer.startsWith('~') ? chosen.length === 0 : chosen.includes(answer)
}

function isExcluded(condition: Condition, given: QuestionPlace, answer: string, places: QuestionPlaces): boolean {
  const again = (each: Condition) => isExcluded(canonicalCondition(each, places), given, answer, places)
  if ('all' in condition) return condition.all.some(again)
  if ('any' in condition) return condition.any.every(again)
  if (condition.q !== given.question.id) return conditionsOf(places(condition.q), 'question').some(again)
  if (answer.startsWith('~')) return true
  if ('none_of' in condition) return condition.none_of.includes(answer)
  return 'in' in condition && isOnlyAnswer(given.question, answer) && !condition.in.includes(answer)
}

function isEntailed(condition: Condition, asked: QuestionPlace, answer: string, places: QuestionPlaces): boolean {
  const again = (each: Condition) => isEntailed(canonicalCondition(each, places), asked, answer, places)
  if ('all' in condition) return condition.all.some(again)
  if ('any' in condition) return condition.any.every(again)
  if (condition.q !== asked.question.id) return conditionsOf(places(condition.q), 'question').some(again)
  if (!isClosed(asked.question)) return false
  if ('none_of' in condition) return answerIds(asked.question).every((each) => (each === answer) !== condition.none_of.includes(each))
  return 'in' in condition && condition.in.every((each) => each === answer)
}

/** Nobody who gave this answer gave another one to the same question. */
function isOnlyAnswer(question: Question, answer: string): boolean {
  return !isMany(question) || aloneOptions(question).includes(answer)
}

/**
 * Questions that by their conditions, and those of their part, nobody is ever asked. Their "not asked" is everybody, by
 * another name: two numbers for the same people. Where there are too many ways to answer to go through, none is found.
 */
export function neverAsked(survey: Survey): string[] {
  const places = questionPlaces(survey)
  return questionsOf(survey)
    .filter(({ id }) => {
      const conditions = conditionsOf(places(id), 'question')
      if (conditions.length === 0) return false
      const table = peopleTable({ all: conditions }, places)
      return table !== undefined && !table.rows.some((row) => row.holds)
    })
    .map(({ id }) => id)
}

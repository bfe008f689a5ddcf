import { answerIds, type Condition, isClosed, isMany, type Question, type Section, type Survey } from '#shared/survey/survey.ts'

/** Where a question stands: its own condition and its section's decide together who sees it. */
export type Place = { readonly section: Section; readonly question: Question }

export type Places = (question: string) => Place

export function placesIn(survey: Survey): Places {
  const places = new Map<string, Place>(
    survey.sections.flatMap((section) => section.questions.map((question) => [question.id, { section, question }] as const)),
  )
  return (question) => {
    const place = places.get(question)
    if (!place) throw new Error(`the survey has no question ${question}`)
    return place
  }
}

/** What has to hold before a question, or (without it) any question of its section, is shown. */
export function conditionsOf({ section, question }: Place, of: 'question' | 'section'): Condition[] {
  return [section.if, of === 'question' ? question.if : undefined].filter((each) => each !== undefined)
}

/** Whether a condition cannot hold for anybody who gave this answer. */
export function excludes(condition: Condition, given: Place, answer: string, places: Places): boolean {
  const again = (each: Condition) => excludes(each, given, answer, places)
  if ('all' in condition) return condition.all.some(again)
  if ('any' in condition) return condition.any.every(again)
  if (condition.q !== given.question.id) return conditionsOf(places(condition.q), 'question').some(again)
  if (answer.startsWith('~')) return true
  if ('answered' in condition || !isOnlyAnswer(given.question, answer)) return false
  return 'in' in condition ? !condition.in.includes(answer) : condition.any_except.includes(answer)
}

/** Whether everybody for whom a condition holds gave this answer. */
export function entails(condition: Condition, asked: Place, answer: string, places: Places): boolean {
  const again = (each: Condition) => entails(each, asked, answer, places)
  if ('all' in condition) return condition.all.some(again)
  if ('any' in condition) return condition.any.every(again)
  if (condition.q !== asked.question.id) return conditionsOf(places(condition.q), 'question').some(again)
  const options = isClosed(asked.question) ? answerIds(asked.question) : []
  const left =
    'in' in condition ? condition.in : 'answered' in condition ? options : options.filter((each) => !condition.any_except.includes(each))
  return left.every((each) => each === answer)
}

/** Nobody who gave this answer gave another one to the same question. */
function isOnlyAnswer(question: Question, answer: string): boolean {
  return !isMany(question) || question.options.some((option) => option.id === answer && option.alone === true)
}

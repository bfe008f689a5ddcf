import { holds, questionsIn } from '#shared/survey/conditions.ts'
import { answerIds, type Condition, isClosed, isMany, type Question, type Section, type Survey } from '#shared/survey/survey.ts'

/** The place of a question: its own condition and its section's decide together who sees it. */
export type QuestionPlace = { readonly section: Section; readonly question: Question }

export type QuestionPlaces = (question: string) => QuestionPlace

/** Finds a question by its id. The returned function throws for an id that the survey does not have. */
export function questionPlaces(survey: Survey): QuestionPlaces {
  const places = new Map<string, QuestionPlace>(
    survey.sections.flatMap((section) => section.questions.map((question) => [question.id, { section, question }] as const)),
  )
  return (question) => {
    const place = places.get(question)
    if (!place) throw new Error(`the survey has no question ${question}`)
    return place
  }
}

/** The conditions that must hold before a question is shown; with `section`, those of its section alone. */
export function conditionsOf({ section, question }: QuestionPlace, of: 'question' | 'section'): Condition[] {
  return [section.if, of === 'question' ? question.if : undefined].filter((each) => each !== undefined)
}

/** Whether something is asked of people who chose none of some options. Somebody who chooses more can then be asked less. */
export function hasNoneOf(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(hasNoneOf)
  return 'any' in condition ? condition.any.some(hasNoneOf) : 'none_of' in condition
}

/** Questions, and all whose answers decide, directly or by others, whether they are shown. */
export function reachOf(questions: readonly string[], places: QuestionPlaces): ReadonlySet<string> {
  const reach = new Set(questions)
  for (const id of reach) for (const each of conditionsOf(places(id), 'question').flatMap(questionsIn)) reach.add(each)
  return reach
}

/** The options a person chose, by question; an empty list where the person gave no answer. */
export type Answered = ReadonlyMap<string, readonly string[]>

/** More ways to answer, or kinds of people, than this are not gone through. */
export const MOST_PEOPLE = 4096

const WRITTEN: readonly string[] = ['written']

/** Every answer that can be given to a question, and none. Stops after a few more than can be gone through. */
export function waysToAnswer(question: Question): readonly (readonly string[])[] {
  if (!isClosed(question)) return [[], WRITTEN]
  const ids = answerIds(question)
  if (!isMany(question)) return [[], ...ids.map((id) => [id])]
  const alone = aloneOptions(question)
  const together = ids.filter((id) => !alone.includes(id))
  return [...choicesAmong(question, together), ...alone.map((id) => [id])]
}

/** Every choice of none, one or several of these options, as far as so many can be chosen at once. Stops after a few more than can be gone through. */
export function choicesAmong(question: Question, ids: readonly string[]): readonly (readonly string[])[] {
  const most = mostOptions(question)
  let choices: string[][] = [[]]
  for (const id of ids) {
    choices = [...choices, ...choices.filter((choice) => choice.length < most).map((choice) => [...choice, id])]
    if (choices.length > MOST_PEOPLE) break
  }
  return choices
}

/** Options that nobody chooses together with another one, of a question with several answers. */
export function aloneOptions(question: Question): readonly string[] {
  return isMany(question) ? question.options.filter((option) => option.alone === true).map(({ id }) => id) : []
}

/** The largest number of options that one person can choose. */
export function mostOptions(question: Question): number {
  if (!isMany(question)) return 1
  return question.type === 'pick' ? Math.min(question.max, question.options.length) : question.options.length
}

/** As conditions are evaluated at Send: no answer matches nothing, nor does a state such as `~skipped`. */
export function holdsFor(condition: Condition, answered: Answered): boolean {
  const given = [...answered].filter(([, options]) => options[0]?.startsWith('~') === false)
  return holds(condition, Object.fromEntries(given.map(([id, options]) => [id, { state: 'answered' as const, options }])))
}

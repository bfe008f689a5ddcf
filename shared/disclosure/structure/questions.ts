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

const WRITTEN: readonly string[] = ['written']

/** Every answer that can be given to a question, and none. Stops after a few more than `most`. */
export function waysToAnswer(question: Question, most: number): readonly (readonly string[])[] {
  if (!isClosed(question)) return [[], WRITTEN]
  const ids = answerIds(question)
  if (!isMany(question)) return [[], ...ids.map((id) => [id])]
  const alone = new Set(question.options.filter((option) => option.alone).map((option) => option.id))
  const limit = question.type === 'pick' ? question.max : ids.length
  let ways: string[][] = [[]]
  for (const id of ids.filter((each) => !alone.has(each))) {
    ways = [...ways, ...ways.filter((way) => way.length < limit).map((way) => [...way, id])]
    if (ways.length > most) break
  }
  return [...ways, ...[...alone].map((id) => [id])]
}

/** As conditions are evaluated at Send: no answer matches nothing, nor does a state such as `~skipped`. */
export function holdsFor(condition: Condition, answered: Answered): boolean {
  const given = [...answered].filter(([, options]) => options[0]?.startsWith('~') === false)
  return holds(condition, Object.fromEntries(given.map(([id, options]) => [id, { state: 'answered' as const, options }])))
}

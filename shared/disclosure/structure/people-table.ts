import { questionsIn } from '#shared/survey/conditions.ts'
import type { Condition } from '#shared/survey/survey.ts'
import { type Answered, conditionsOf, holdsFor, MOST_PEOPLE, type QuestionPlaces, reachOf, waysToAnswer } from './questions.ts'

/** Every way in which somebody can have answered the questions that play a part, and whether the condition then holds. */
type PeopleTable = { readonly questions: readonly string[]; readonly rows: readonly AnswerRow[] }
type AnswerRow = { readonly answered: Answered; readonly holds: boolean }

/** Tables by survey and by what was asked: every cell of a group asks for the same one. */
const made = new WeakMap<QuestionPlaces, Map<string, PeopleTable | undefined>>()

/**
 * The table of a condition and of further questions, or undefined when it would be too large. With `reach`, the conditions
 * of the questions themselves are looked at too: nobody can have answered what was not shown. Made once for each `places`.
 */
export function peopleTable(
  condition: Condition,
  places: QuestionPlaces,
  further: readonly string[] = [],
  reach = true,
): PeopleTable | undefined {
  const tables = made.get(places) ?? new Map<string, PeopleTable | undefined>()
  made.set(places, tables)
  const name = JSON.stringify([condition, further, reach])
  if (!tables.has(name)) tables.set(name, makeTable(condition, places, further, reach))
  return tables.get(name)
}

function makeTable(condition: Condition, places: QuestionPlaces, further: readonly string[], reach: boolean): PeopleTable | undefined {
  const direct = [...questionsIn(condition), ...further]
  const questions = [...(reach ? reachOf(direct, places) : new Set(direct))].sort()
  const ways = questions.map((id) => waysToAnswer(places(id).question))
  if (ways.reduce((product, each) => product * each.length, 1) > MOST_PEOPLE) return undefined
  let people: Answered[] = [new Map()]
  questions.forEach((id, i) => {
    people = people.flatMap((one) => (ways[i] ?? []).map((way) => new Map([...one, [id, way]])))
  })
  const possible = reach ? people.filter((one) => questions.every((id) => isPossible(id, one, places))) : people
  return { questions, rows: possible.map((answered) => ({ answered, holds: holdsFor(condition, answered) })) }
}

/**
 * Names the people for whom a condition holds, the same however it is spelled: questions whose answers decide nothing are
 * left out, the last first, and what decides is told. Undefined when there are too many ways to answer.
 */
export function peopleName(condition: Condition, places: QuestionPlaces): string | undefined {
  const table = peopleTable(condition, places) ?? peopleTable(condition, places, [], false)
  if (!table) return undefined
  let { questions } = table
  let rows = tell(table.rows, questions)
  for (const each of table.questions.toReversed()) {
    const fewer = questions.filter((id) => id !== each)
    const told = tell(table.rows, fewer)
    if (told) [questions, rows] = [fewer, told]
  }
  const those = [...(rows ?? [])].flatMap(([told, holds]) => (holds ? [told] : []))
  return JSON.stringify([questions, those.sort()])
}

/** Whether the condition holds, by the answers to these questions; undefined when they do not decide it. */
function tell(rows: readonly AnswerRow[], questions: readonly string[]): ReadonlyMap<string, boolean> | undefined {
  const told = new Map<string, boolean>()
  for (const { answered, holds } of rows) {
    const key = JSON.stringify(questions.map((id) => answered.get(id)))
    if ((told.get(key) ?? holds) !== holds) return undefined
    told.set(key, holds)
  }
  return told
}

function isPossible(id: string, one: Answered, places: QuestionPlaces): boolean {
  return one.get(id)?.length === 0 || conditionsOf(places(id), 'question').every((each) => holdsFor(each, one))
}

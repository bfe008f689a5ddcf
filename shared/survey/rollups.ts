import { holds, questionsIn } from './conditions.ts'
import { answerIds, type ClosedQuestion, type Condition, isClosed, isMany, rounding, type Survey } from './survey.ts'

/**
 * Coarser rows of a report beside the fine ones: several answers to a question taken together, or several groups. They are
 * planned with the survey and are cells like any other, so that a small community reads something where finer numbers
 * would have to be hidden.
 */
export type Rollup = {
  /** As rows of a report name it: `^always_or_mostly`. */
  readonly id: string
  /** Options or bands, two or more, in the order of the questionnaire. */
  readonly of: readonly string[]
}

/** The first character of a roll-up's id in a report; no option's id begins with it. */
export const MARK = '^'

/** The roll-up of all answers that a question has without being asked for. It is in the question's own table alone. */
export const ANY_ANSWER = 'any_answer'

/** Whether the id of a row is that of a roll-up, and not of an option or a state. */
export function isRollup(answer: string): boolean {
  return answer.startsWith(MARK)
}

/**
 * The roll-ups that the tables of a question may have; none where numbers are protected in a way that does not plan them. What
 * decides whether another question is shown is left out: how many were shown that one is printed there already.
 */
export function rollupsOf(survey: Survey, question: ClosedQuestion): readonly Rollup[] {
  if (!rounding.safeParse(survey.disclosure.profile).success || !question.rollups) return []
  const order = answerIds(question)
  const decides = decidingRollups(survey, question)
  return question.rollups
    .filter(({ of }) => !decides(of))
    .map(({ id, of }) => ({ id: `${MARK}${id}`, of: order.filter((each) => of.includes(each)) }))
}

/** Whether who gave some of the answers is who is shown, or not shown, another question. */
function decidingRollups(survey: Survey, question: ClosedQuestion): (of: readonly string[]) => boolean {
  const order = answerIds(question)
  const deciding = leavesAbout(survey, question.id).map((leaf) =>
    order.filter((id) => holds(leaf, { [question.id]: { state: 'answered', options: [id] } })),
  )
  return (of) =>
    deciding.some(
      (those) =>
        sameAs(of, those) ||
        sameAs(
          of,
          order.filter((id) => !those.includes(id)),
        ),
    )
}

/** Roll-ups that a report does not have although the survey has them, and why: one sentence each. */
export function leftOutRollups(survey: Survey, tables: readonly { readonly question: string; readonly by?: string }[]): string[] {
  const rolled = survey.sections.flatMap(({ questions }) => questions.filter(isClosed)).filter(({ rollups = [] }) => rollups.length > 0)
  if (!rounding.safeParse(survey.disclosure.profile).success)
    return rolled.length === 0 ? [] : [`all: the profile ${survey.disclosure.profile} has none`]
  const deciding = rolled.flatMap((question) => {
    const decides = decidingRollups(survey, question)
    const out = (question.rollups ?? []).filter(({ id, of }) => id !== ANY_ANSWER && decides(of)).map(({ id }) => id)
    return out.length === 0 ? [] : [`${question.id} ${out.join(', ')}: they say who is asked another question, which is shown there`]
  })
  const has = (id: string) => rolled.some((question) => question.id === id)
  const tied = tables.flatMap(({ question, by }) =>
    by !== undefined && (has(question) || has(by)) && haveToDo(survey, question, by) ? [`${question} by ${by}`] : [],
  )
  return [
    ...deciding,
    ...(tied.length === 0
      ? []
      : [`of ${tied.join(', ')}: one of the two decides who is asked the other, or they are in one part that can be skipped`]),
  ]
}

function leavesAbout({ sections }: Survey, question: string): readonly Condition[] {
  const leaves = (condition: Condition): readonly Condition[] => {
    if ('all' in condition) return condition.all.flatMap(leaves)
    return 'any' in condition ? condition.any.flatMap(leaves) : [condition]
  }
  const conditions = sections.flatMap((section) => [section.if, ...section.questions.map((each) => each.if)])
  return conditions.flatMap((each) => (each ? leaves(each) : [])).filter((leaf) => 'q' in leaf && leaf.q === question)
}

function sameAs(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each))
}

export type RolledTable = { readonly answers: readonly Rollup[]; readonly groups: readonly Rollup[] }

/**
 * The roll-ups of a table. Groups of a question with several answers overlap and are not rolled up. A table whose question
 * and groups have to do with each other by conditions has none: two of its rows could be the same people by two names.
 */
export function rolledTables(survey: Survey): (question: string, by?: string) => RolledTable {
  const closed = new Map(survey.sections.flatMap(({ questions }) => questions.filter(isClosed).map((each) => [each.id, each] as const)))
  const own = (id: string) => {
    const question = closed.get(id)
    return question ? rollupsOf(survey, question) : []
  }
  const rolled = (question: string, by?: string): RolledTable => {
    if (by === undefined) return { answers: own(question), groups: [] }
    if (haveToDo(survey, question, by)) return { answers: [], groups: [] }
    const groups = closed.get(by)
    return {
      answers: own(question).filter(({ id }) => id !== `${MARK}${ANY_ANSWER}`),
      groups: groups && !isMany(groups) ? own(by).filter(({ id }) => id !== `${MARK}${ANY_ANSWER}`) : [],
    }
  }
  const known = new Map<string, RolledTable>()
  return (question, by) => {
    const name = `${question}\n${by ?? ''}`
    const found = known.get(name) ?? rolled(question, by)
    known.set(name, found)
    return found
  }
}

function haveToDo(survey: Survey, question: string, by: string): boolean {
  const [one, other] = [reachOf(survey, question), reachOf(survey, by)]
  return (
    [...one].some((each) => other.has(each)) || survey.sections.some(({ note, questions }) => note && holdsBoth(questions, question, by))
  )
}

function holdsBoth(questions: readonly { readonly id: string }[], one: string, other: string): boolean {
  return [one, other].every((id) => questions.some((each) => each.id === id))
}

/** A question, and all whose answers decide whether it is shown. */
function reachOf({ sections }: Survey, question: string): ReadonlySet<string> {
  const reach = new Set([question])
  for (const id of reach) {
    const section = sections.find(({ questions }) => questions.some((each) => each.id === id))
    const conditions = [section?.if, section?.questions.find((each) => each.id === id)?.if]
    for (const each of conditions.flatMap((one) => (one ? questionsIn(one) : []))) reach.add(each)
  }
  return reach
}

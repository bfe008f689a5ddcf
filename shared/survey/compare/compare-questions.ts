import { answerIds, isClosed, type Question, questionsOf, type Survey } from '../survey.ts'
import type { Difference } from './difference.ts'

/** Questions that came, went, or are asked in another way under the same id. */
export function compareQuestions(before: Survey, after: Survey): Difference[] {
  const [old, now] = [byId(before), byId(after)]
  const gone = [...old.keys()].filter((id) => !now.has(id)).map((id) => change(id, 'is not asked any more'))
  const came = [...now.keys()].filter((id) => !old.has(id)).map((id) => change(id, 'is new'))
  const kept = [...now].flatMap(([id, question]) => {
    const was = old.get(id)
    return was ? compareOne(was, question) : []
  })
  return [...gone, ...came, ...kept, ...compareOrder(before, after), ...compareConditions(before, after)]
}

function byId(survey: Survey): Map<string, Question> {
  return new Map(questionsOf(survey).map((question) => [question.id, question]))
}

function compareOne(was: Question, now: Question): Difference[] {
  if (was.type !== now.type) return [change(now.id, `is "${now.type}", and was "${was.type}"`, NEW_ID)]
  if (!isClosed(was) || !isClosed(now)) {
    return same(rest(was), rest(now)) ? [] : [change(now.id, 'has another limit for written words, or another choice about sharing them')]
  }
  const [old, ids] = [answerIds(was), answerIds(now)]
  const lost = old.filter((id) => !ids.includes(id))
  const found = ids.filter((id) => !old.includes(id))
  return [
    ...(lost.length > 0 ? [change(now.id, `has no longer the answers ${lost.join(', ')}`, NEW_ID)] : []),
    ...(found.length > 0 ? [change(now.id, `has the new answers ${found.join(', ')}`, NEW_ID)] : []),
    ...(lost.length + found.length === 0 && !same(old, ids) ? [pages(now.id, 'has its answers in another order')] : []),
    ...(same(was.auto, now.auto)
      ? []
      : [change(now.id, `can be left with ${now.auto.join(', ') || 'nothing'}, and could with ${was.auto.join(', ') || 'nothing'}`)]),
    ...(same(detailsOf(was), detailsOf(now)) ? [] : [change(now.id, 'has other scores, limits or ranges, or is shown in another way')]),
    ...(same(was.rollups, now.rollups) ? [] : [change(now.id, 'has other answers taken together in reports')]),
  ]
}

/** All but what is compared by itself. */
function detailsOf(question: Question): unknown {
  const { if: _, ...details } = question
  return { ...details, auto: [], rollups: [], options: optionsById(question) }
}

function optionsById(question: Question): unknown {
  return 'options' in question ? question.options.toSorted((a, b) => a.id.localeCompare(b.id)) : []
}

function rest(question: Question): unknown {
  const { if: _, ...others } = question
  return others
}

function compareOrder(before: Survey, after: Survey): Difference[] {
  const [old, now] = [before, after].map((survey) => questionsOf(survey).map(({ id }) => id))
  const both = (ids: readonly string[] = [], others: readonly string[] = []) => ids.filter((id) => others.includes(id))
  if (same(both(old, now), both(now, old))) return []
  return [
    {
      means: 'comparability',
      where: 'the order of questions',
      what: 'has changed',
      so: 'What is asked before a question can change its answers',
    },
  ]
}

/** Compares the people who are asked: conditions of a question and of its part together. */
function compareConditions(before: Survey, after: Survey): Difference[] {
  const conditions = (survey: Survey) =>
    new Map(survey.sections.flatMap((section) => section.questions.map((question) => [question.id, [section.if, question.if]])))
  const [old, now] = [conditions(before), conditions(after)]
  return [...now].flatMap(([id, asked]) =>
    old.has(id) && !same(old.get(id), asked)
      ? [change(id, 'is asked to other people: its condition, or that of its part, has changed')]
      : [],
  )
}

const NEW_ID = 'Give it a new id: under one id, answers to both questions would be counted as one'

function change(id: string, what: string, so?: string): Difference {
  return { means: 'comparability', where: `question ${id}`, what, ...(so === undefined ? {} : { so }) }
}

function pages(id: string, what: string): Difference {
  return { means: 'pages', where: `question ${id}`, what }
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

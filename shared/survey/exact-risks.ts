import { questionsIn } from './conditions.ts'
import { areNested, nestsOf } from './nests.ts'
import { isMany, type Question, type Survey } from './survey.ts'

/** A part of a survey, a sentence about it without a full stop, and the change that mends it. */
export type ExactRisk = { readonly path: readonly (string | number)[]; readonly message: string; readonly remedy: string }

const REMEDY = 'Choose rounded'

/**
 * The parts of a survey that tie its numbers by sums which exact-closed does not use: parts that can be skipped, groups that
 * nest, that are split into other groups, that overlap, or that decide who is asked something. Empty when exact numbers can be protected.
 */
export function exactRisks(survey: Survey): readonly ExactRisk[] {
  return [...skippable(survey), ...nested(survey), ...crossed(survey), ...overlapping(survey), ...deciding(survey)]
}

function skippable({ sections }: Survey): ExactRisk[] {
  return sections.flatMap(({ id, note }, at) =>
    note
      ? [
          {
            path: ['sections', at],
            message: `the part "${id}" can be skipped`,
            remedy: `${REMEDY}, or take out the note`,
          },
        ]
      : [],
  )
}

function nested(survey: Survey): ExactRisk[] {
  return nestsOf(survey).map(({ inner, outer }) => ({
    path: ['plan', 'nests'],
    message: `the groups of "${inner}" lie in those of "${outer}"`,
    remedy: `${REMEDY}, or leave one of the two out of the plan`,
  }))
}

function crossed(survey: Survey): ExactRisk[] {
  const { by, cross, also } = survey.plan
  const open = survey.sections.filter(({ sensitive }) => !sensitive).flatMap(({ questions }) => questions.map(({ id }) => id))
  const split = cross === 'all' ? open : cross === 'none' ? [] : cross
  const tables = [...split.flatMap((question) => by.map((group) => ({ question, by: group }))), ...also]
  const groups = groupVariables(survey.plan)
  const found = tables.filter(
    (each) => groups.has(each.question) && each.question !== each.by && !areNested(survey, each.question, each.by),
  )
  return [...new Set(found.map(({ question }) => question))].map((id) => ({
    path: ['plan'],
    message: `the groups of "${id}" are split into other groups`,
    remedy: `${REMEDY}, or list in "cross" the questions to split, without "${id}"`,
  }))
}

function overlapping({ sections, plan }: Survey): ExactRisk[] {
  const groups = groupVariables(plan)
  const questions = sections.flatMap((section) => section.questions)
  return questions
    .filter((question) => groups.has(question.id) && isInTwo(question))
    .map(({ id }) => ({
      path: ['plan', 'by'],
      message: `one person can be in two groups of "${id}"`,
      remedy: `${REMEDY}, or leave "${id}" out of the plan's groups`,
    }))
}

/** Whether somebody can give two answers. */
function isInTwo(question: Question): boolean {
  if (!isMany(question) || (question.type === 'pick' && question.max === 1)) return false
  return question.options.filter(({ alone }) => alone !== true).length > 1
}

function deciding({ sections, plan }: Survey): ExactRisk[] {
  const conditions = sections.flatMap((section) => [section.if, ...section.questions.map((question) => question.if)])
  const asked = new Set(conditions.flatMap((condition) => (condition ? questionsIn(condition) : [])))
  return [...groupVariables(plan)]
    .filter((id) => asked.has(id))
    .map((id) => ({
      path: ['plan', 'by'],
      message: `the groups of "${id}" decide who is asked something else`,
      remedy: `${REMEDY}, or leave "${id}" out of the plan's groups`,
    }))
}

function groupVariables({ by, also }: Survey['plan']): ReadonlySet<string> {
  return new Set([...by, ...also.map((each) => each.by)])
}

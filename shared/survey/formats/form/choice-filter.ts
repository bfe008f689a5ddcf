import type { Condition } from '../../survey.ts'
import { type ConditionTarget, choseOneOf } from './condition-target.ts'
import { type Expression, joinedBy } from './expression.ts'
import type { FormChoice, FormQuestion } from './form-shape.ts'

/** A question, or one of the several that it becomes: the choices that it offers, to whom, and what is added to its name. */
export type QuestionPart = { readonly choices: readonly FormChoice[]; readonly shown: Condition | undefined; readonly suffix: string }

/** `column = \${question}`. */
type Comparison = { readonly column: string; readonly question: string; readonly target: ConditionTarget }

/** The question once for each answer, or set of answers, that its choice filter looks at. Undefined where the filter does anything else. */
export function partsByFilter(
  { choices, choiceFilter }: FormQuestion,
  targetOf: (name: string) => ConditionTarget | undefined,
): { readonly by: readonly string[]; readonly parts: readonly QuestionPart[] } | undefined {
  if (choiceFilter === undefined || 'fault' in choiceFilter) return undefined
  const compared = joinedBy('and', choiceFilter).map((part) => comparison(part, targetOf))
  const filters = compared.filter((each) => each !== undefined)
  if (filters.length < compared.length || !filters.every(({ column }) => choices.some(({ cells }) => cells.has(column)))) return undefined
  let parts: readonly QuestionPart[] = [{ choices, shown: undefined, suffix: '' }]
  for (const filter of filters) parts = parts.flatMap((part) => split(part, filter))
  return { by: filters.map(({ question }) => question), parts }
}

function split({ choices, shown, suffix }: QuestionPart, { column, target }: Comparison): QuestionPart[] {
  const byName = Map.groupBy(choices, ({ cells }) => cells.get(column))
  const names = new Map(target.parts.flatMap(({ options }) => [...options]))
  return [...names].flatMap(([name, option]): QuestionPart[] => {
    const offered = byName.get(name)
    const chosen = choseOneOf(target, [name])
    if (!offered || chosen === 'always' || chosen === 'never') return []
    return [{ choices: offered, shown: shown ? { all: [shown, chosen] } : chosen, suffix: `${suffix}_${option}` }]
  })
}

/** Reads `column = \${question}`, either way round, where the question has one answer. */
function comparison(part: Expression, targetOf: (name: string) => ConditionTarget | undefined): Comparison | undefined {
  if (part.kind !== 'binary' || part.operator !== '=') return undefined
  const answer = [part.left, part.right].find((side) => side.kind === 'answer')
  const column = [part.left, part.right].find((side) => side.kind === 'column')
  if (answer?.kind !== 'answer' || column?.kind !== 'column') return undefined
  const target = targetOf(answer.name)
  return target?.kind === 'one' ? { column: column.name, question: answer.name, target } : undefined
}

import type { Condition } from '../../survey.ts'
import type { ConditionTarget } from './condition.ts'
import type { Expression } from './expression.ts'
import type { FormChoice, FormQuestion } from './form-shape.ts'

/** A question, or one of the several that it becomes: the choices that it offers, to whom, and what is added to its name. */
export type QuestionPart = { readonly choices: readonly FormChoice[]; readonly shown: Condition | undefined; readonly suffix: string }

/** The question once for each answer that its choice filter looks at. Undefined where the filter does anything else. */
export function partsByFilter(
  { choices, choiceFilter }: FormQuestion,
  targetOf: (name: string) => ConditionTarget | undefined,
): { readonly by: string; readonly parts: readonly QuestionPart[] } | undefined {
  if (choiceFilter === undefined || 'fault' in choiceFilter) return undefined
  const filter = cascade(choiceFilter)
  const target = filter && targetOf(filter.question)
  const [q, ...more] = target?.ids ?? []
  if (!filter || q === undefined || more.length > 0 || target?.kind !== 'one') return undefined
  if (!choices.some((choice) => choice.cells.has(filter.column))) return undefined
  const parts = [...target.options].flatMap(([name, option]): QuestionPart[] => {
    const offered = choices.filter((choice) => choice.cells.get(filter.column) === name)
    return offered.length === 0 ? [] : [{ choices: offered, shown: { q, in: [option] }, suffix: `_${option}` }]
  })
  return { by: filter.question, parts }
}

/** `column = \${question}`, either way round. */
function cascade(filter: Expression): { readonly column: string; readonly question: string } | undefined {
  if (filter.kind !== 'binary' || filter.operator !== '=') return undefined
  const answer = [filter.left, filter.right].find((side) => side.kind === 'answer')
  const column = [filter.left, filter.right].find((side) => side.kind === 'column')
  return answer?.kind === 'answer' && column?.kind === 'column' ? { column: column.name, question: answer.name } : undefined
}

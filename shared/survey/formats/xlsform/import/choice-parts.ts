import type { Condition } from '../../../survey.ts'
import type { ConditionTarget } from '../condition.ts'
import { type Expression, parseExpression } from '../expression.ts'
import type { FormQuestion, SheetChoice } from '../sheet-form.ts'
import type { Say } from './say.ts'

/** A question, or the part of one that some people are shown: its choices, and when. */
export type ChoicePart = { readonly choices: readonly SheetChoice[]; readonly shown: Condition | undefined; readonly suffix: string }

/** The question once, or once for each answer that its choice filter looks at. */
export function choiceParts(question: FormQuestion, target: (name: string) => ConditionTarget | undefined, say: Say): ChoicePart[] {
  const whole = { choices: question.choices, shown: undefined, suffix: '' }
  if (question.choiceFilter === undefined) return [whole]
  const filter = parseExpression(question.choiceFilter)
  const by = 'fault' in filter ? undefined : cascade(filter)
  const asked = by && target(by.question)
  if (!by || !asked || asked.kind !== 'one' || asked.ids.length !== 1 || !question.choices.some((choice) => choice.cells.has(by.column))) {
    say(
      'outside',
      question.row,
      'choice_filter',
      'only a filter that compares a column with one earlier answer can be kept',
      'Write it so, or make a question of its own for each list',
    )
    return []
  }
  const [q = ''] = asked.ids
  const parts = [...asked.options].flatMap(([name, option]) => {
    const choices = question.choices.filter((choice) => choice.cells.get(by.column) === name)
    return choices.length === 0 ? [] : [{ choices, shown: { q, in: [option] }, suffix: `_${option}` }]
  })
  say(
    'changed',
    question.row,
    'choice_filter',
    `"${question.name}" becomes ${parts.length} questions, one for each answer to "${by.question}"`,
    'Nothing to do',
  )
  return parts
}

/** `column = \${question}`, either way round. */
function cascade(filter: Expression): { readonly column: string; readonly question: string } | undefined {
  if (filter.kind !== 'binary' || filter.operator !== '=') return undefined
  const answer = [filter.left, filter.right].find((side) => side.kind === 'answer')
  const column = [filter.left, filter.right].find((side) => side.kind === 'column')
  return answer?.kind === 'answer' && column?.kind === 'column' ? { column: column.name, question: answer.name } : undefined
}

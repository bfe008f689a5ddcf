/** A condition of a form in whatever notation it was written, as far as forms use them to show a question. */
export type Expression =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'answer'; readonly name: string }
  | { readonly kind: 'self' }
  /** A bare name: a column of the sheet of choices, in a choice filter. */
  | { readonly kind: 'column'; readonly name: string }
  /** Functions have the names that XPath gives them: `selected`, `not`, `count-selected`, `if`. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }

export type Operator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'div' | 'mod'

/** An expression, or in words why it cannot be read. */
export type Formula = Expression | { readonly fault: string }

/** The names of all questions that an expression looks at. */
export function answersIn(expression: Expression): string[] {
  if (expression.kind === 'answer') return [expression.name]
  if (expression.kind === 'call') return expression.args.flatMap(answersIn)
  return expression.kind === 'binary' ? [...answersIn(expression.left), ...answersIn(expression.right)] : []
}

/** Every expression joined by one operator, without brackets: the parts of `a and b and c`. */
export function joinedBy(operator: 'and' | 'or', node: Expression): Expression[] {
  return node.kind === 'binary' && node.operator === operator
    ? [...joinedBy(operator, node.left), ...joinedBy(operator, node.right)]
    : [node]
}

/** The same expression with each of its parts replaced, the innermost first. */
export function mapped(node: Expression, replace: (part: Expression) => Expression): Expression {
  if (node.kind === 'call') return replace({ ...node, args: node.args.map((each) => mapped(each, replace)) })
  if (node.kind === 'binary') return replace({ ...node, left: mapped(node.left, replace), right: mapped(node.right, replace) })
  return replace(node)
}

export const chosen = (question: string, option: string): Expression => ({
  kind: 'call',
  name: 'selected',
  args: [
    { kind: 'answer', name: question },
    { kind: 'text', value: option },
  ],
})

export const not = (node: Expression): Expression => ({ kind: 'call', name: 'not', args: [node] })

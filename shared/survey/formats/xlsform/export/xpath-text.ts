import type { Expression } from '../../form/expression.ts'

/** An expression as XPath says it, so that `parseExpression` gives it again. */
export function xpathText(expression: Expression): string {
  switch (expression.kind) {
    case 'text':
      return `'${expression.value}'`
    case 'number':
      return String(expression.value)
    case 'answer':
      return `\${${expression.name}}`
    case 'self':
      return '.'
    case 'column':
      return expression.name
    case 'call':
      return `${expression.name}(${expression.args.map(xpathText).join(', ')})`
    case 'binary':
      return `${operand(expression, expression.left)} ${expression.operator} ${operand(expression, expression.right, true)}`
  }
}

/** In brackets where it would be read otherwise: what is joined by another word, and the right side of the same one. */
function operand(around: Extract<Expression, { kind: 'binary' }>, node: Expression, isRight = false): string {
  const text = xpathText(node)
  if (node.kind !== 'binary' || !['and', 'or'].includes(node.operator)) return text
  return node.operator !== around.operator || isRight ? `(${text})` : text
}

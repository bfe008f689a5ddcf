import type { Expression, Operator } from './expression.ts'
import type { Form } from './form-shape.ts'

const COMPARISONS: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>=']

/** The numbers that the conditions of a form compare each question's answer with: ranges begin there. */
export function cutsOf(form: Form): ReadonlyMap<string, readonly number[]> {
  const cuts = new Map<string, number[]>()
  const whole = new Map(form.questions.map((question) => [question.name, question.kind === 'whole number']))
  const conditions = form.questions.flatMap((question) => [question.relevant, ...question.groups.map((group) => group.relevant)])
  for (const formula of [...new Set([...conditions, ...form.calculations.values()])]) {
    if (formula && !('fault' in formula)) collect(formula)
  }
  return cuts

  function collect(node: Expression): void {
    if (node.kind === 'call') node.args.forEach(collect)
    if (node.kind !== 'binary') return
    collect(node.left)
    collect(node.right)
    if (!COMPARISONS.includes(node.operator)) return
    const [left, right] = [plainAnswer(node.left), plainAnswer(node.right)]
    const [answer, value] = left.kind === 'answer' ? [left, right] : [right, left]
    const number = value.kind === 'number' ? value.value : value.kind === 'text' && value.value !== '' ? Number(value.value) : Number.NaN
    if (answer.kind !== 'answer' || Number.isNaN(number)) return
    const isWhole = whole.get(answer.name) !== false
    const step = isWhole ? 1 : 0.001
    // Between two whole numbers, every comparison changes at the next one.
    if (isWhole && !Number.isInteger(number)) {
      cuts.set(answer.name, [...(cuts.get(answer.name) ?? []), Math.ceil(number)])
      return
    }
    const after = left.kind === 'answer' ? ['>', '<='] : ['<', '>=']
    const found =
      node.operator === '=' || node.operator === '!=' ? [number, number + step] : after.includes(node.operator) ? [number + step] : [number]
    cuts.set(answer.name, [...(cuts.get(answer.name) ?? []), ...found])
  }
}

/** `number(${age})` is the answer itself. */
function plainAnswer(node: Expression): Expression {
  const [first] = node.kind === 'call' ? node.args : []
  return node.kind === 'call' && first && ['string', 'number', 'once', 'int'].includes(node.name) ? plainAnswer(first) : node
}

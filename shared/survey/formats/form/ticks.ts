import { chosen, type Expression, mapped, not } from './expression.ts'

/** A box to tick: an option of a question that takes several. */
export type Tick = { readonly question: string; readonly option: string }

/**
 * Tools that keep each option of a question as an answer of its own compare it with 1 or Y where it was chosen. Writes each such
 * comparison as `selected(question, option)`, and a tick that stands alone too.
 */
export function withTicks(expression: Expression, tickOf: (name: string) => Tick | undefined): Expression {
  const tickIn = (node: Expression) => (node.kind === 'answer' ? tickOf(node.name) : undefined)
  const compared = mapped(expression, (node) => {
    if (node.kind !== 'binary' || (node.operator !== '=' && node.operator !== '!=')) return node
    const tick = tickIn(node.left) ?? tickIn(node.right)
    const value = tickIn(node.left) ? node.right : node.left
    if (!tick || (value.kind !== 'text' && value.kind !== 'number')) return node
    const isTicked = ['1', 'y'].includes(String(value.value).toLowerCase())
    return isTicked === (node.operator === '=') ? chosen(tick.question, tick.option) : not(chosen(tick.question, tick.option))
  })
  return mapped(compared, (node) => {
    const tick = tickIn(node)
    return tick ? chosen(tick.question, tick.option) : node
  })
}

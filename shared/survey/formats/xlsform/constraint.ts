import { type Expression, joinedBy } from '../form/expression.ts'
import type { FormLimits, FormQuestion } from '../form/form-shape.ts'
import { parseExpression } from './xpath.ts'

/** The least and the most that a constraint allows a number to be; undefined where it says nothing of the kind. */
type NumberLimits = { readonly low: number | undefined; readonly high: number | undefined }

/** The parts of a constraint on several options that can be kept. */
type ManyRule = { readonly alone: readonly string[]; readonly most: number | undefined }

/** Reads the limits in a constraint on a kind of question, as far as a survey can express them. */
export function limitsIn(constraint: string | undefined, kind: FormQuestion['kind']): FormLimits {
  if (constraint === undefined || kind === 'note') return {}
  if (kind === 'whole number' || kind === 'number') return limitsOf(constraint, kind === 'number' ? 0.001 : 1) ?? { lost: true }
  if (kind === 'many') return manyRuleOf(constraint) ?? { lost: true }
  const longest = kind === 'text' ? longestOf(constraint) : undefined
  return longest === undefined ? { lost: true } : { longest }
}

/** Reads `. >= 0 and . <= 120`. Undefined where the constraint says anything else. */
function limitsOf(constraint: string, step: number): NumberLimits | undefined {
  const parts = conjuncts(constraint)
  if (!parts) return undefined
  let low: number | undefined
  let high: number | undefined
  for (const part of parts) {
    if (part.kind !== 'binary') return undefined
    const flipped = part.right.kind === 'self'
    const value = flipped ? part.left : part.right
    if ((flipped ? part.right : part.left).kind !== 'self' || value.kind !== 'number') return undefined
    const operator = flipped ? part.operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<')) : part.operator
    if (operator === '>=') low = Math.max(low ?? value.value, value.value)
    else if (operator === '>') low = Math.max(low ?? value.value, value.value + step)
    else if (operator === '<=') high = Math.min(high ?? value.value, value.value)
    else if (operator === '<') high = Math.min(high ?? value.value, value.value - step)
    else return undefined
  }
  return { low, high }
}

/** Reads `count-selected(.) <= 3` and `not(selected(., 'none') and count-selected(.) > 1)`. Undefined where there is more to it. */
function manyRuleOf(constraint: string): ManyRule | undefined {
  const parts = conjuncts(constraint)
  if (!parts) return undefined
  const alone: string[] = []
  let most: number | undefined
  for (const part of parts) {
    const option = aloneIn(part)
    const count = mostIn(part)
    if (option !== undefined) alone.push(option)
    else if (count !== undefined) most = Math.min(most ?? count, count)
    else return undefined
  }
  return { alone, most }
}

/** Reads `string-length(.) <= 500`. */
function longestOf(constraint: string): number | undefined {
  const limits = (conjuncts(constraint) ?? []).flatMap((part) => {
    if (part.kind !== 'binary' || part.left.kind !== 'call' || part.left.name !== 'string-length' || part.right.kind !== 'number') return []
    return part.operator === '<=' ? [part.right.value] : part.operator === '<' ? [part.right.value - 1] : []
  })
  return limits.length > 0 ? Math.min(...limits) : undefined
}

function conjuncts(constraint: string): Expression[] | undefined {
  const parsed = parseExpression(constraint)
  return 'fault' in parsed ? undefined : joinedBy('and', parsed)
}

/** The option that clears the others: not(selected(., 'x') and count-selected(.) > 1), or its two halves joined by "or". */
function aloneIn(node: Expression): string | undefined {
  if (node.kind === 'call' && node.name === 'not' && node.args[0]) {
    const inside = joinedBy('and', node.args[0])
    const option = inside.map(selectedSelf).find((each) => each !== undefined)
    const several = inside.some((each) => mostBelow(each, '>', 1) || mostBelow(each, '>=', 2))
    return inside.length === 2 && several ? option : undefined
  }
  if (node.kind !== 'binary' || node.operator !== 'or') return undefined
  const halves = [node.left, node.right]
  const option = halves
    .map((half) => (half.kind === 'call' && half.name === 'not' && half.args[0] ? selectedSelf(half.args[0]) : undefined))
    .find((each) => each !== undefined)
  const single = halves.some((half) => mostBelow(half, '=', 1) || mostBelow(half, '<=', 1) || mostBelow(half, '<', 2))
  return single ? option : undefined
}

function mostIn(node: Expression): number | undefined {
  if (node.kind !== 'binary' || !countsSelf(node.left) || node.right.kind !== 'number') return undefined
  return node.operator === '<=' ? node.right.value : node.operator === '<' ? node.right.value - 1 : undefined
}

function mostBelow(node: Expression, operator: string, value: number): boolean {
  return (
    node.kind === 'binary' &&
    node.operator === operator &&
    countsSelf(node.left) &&
    node.right.kind === 'number' &&
    node.right.value === value
  )
}

function countsSelf(node: Expression): boolean {
  return node.kind === 'call' && node.name === 'count-selected' && node.args[0]?.kind === 'self'
}

function selectedSelf(node: Expression): string | undefined {
  if (node.kind !== 'call' || node.name !== 'selected' || node.args[0]?.kind !== 'self') return undefined
  const [, option] = node.args
  return option?.kind === 'text' ? option.value : undefined
}

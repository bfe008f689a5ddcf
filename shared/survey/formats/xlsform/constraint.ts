import { type Expression, joinedBy } from '../form/expression.ts'
import type { FormLimits, FormQuestion } from '../form/form-shape.ts'
import { parseExpression } from './xpath.ts'

/** Reads the limits in a constraint on a kind of question, as far as a survey can express them. */
export function limitsIn(constraint: string | undefined, kind: FormQuestion['kind']): FormLimits {
  if (constraint === undefined || kind === 'note') return {}
  if (kind === 'whole number' || kind === 'number') return limitsOf(constraint, kind === 'number' ? 0.001 : 1)
  if (kind === 'many') return manyRuleOf(constraint)
  const longest = kind === 'text' ? longestOf(constraint) : undefined
  return longest === undefined ? { lost: true } : { longest }
}

/** Reads `. >= 0 and . <= 120`; `lost` where the constraint says more. */
function limitsOf(constraint: string, step: number): FormLimits {
  const parts = conjuncts(constraint)
  if (!parts) return { lost: true }
  let low: number | undefined
  let high: number | undefined
  let lost = false
  for (const part of parts) {
    const flipped = part.kind === 'binary' && part.right.kind === 'self'
    const [self, value] = part.kind !== 'binary' ? [] : flipped ? [part.right, part.left] : [part.left, part.right]
    if (part.kind !== 'binary' || self?.kind !== 'self' || value?.kind !== 'number') {
      lost = true
      continue
    }
    const operator = flipped ? part.operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<')) : part.operator
    if (operator === '>=') low = Math.max(low ?? value.value, value.value)
    else if (operator === '>') low = Math.max(low ?? value.value, value.value + step)
    else if (operator === '<=') high = Math.min(high ?? value.value, value.value)
    else if (operator === '<') high = Math.min(high ?? value.value, value.value - step)
    else lost = true
  }
  return { low, high, ...(lost && { lost }) }
}

/** Reads `count-selected(.) <= 3` and `not(selected(., 'none') and count-selected(.) > 1)`; `lost` where the constraint says more. */
function manyRuleOf(constraint: string): FormLimits {
  const parts = conjuncts(constraint)
  if (!parts) return { lost: true }
  const alone: string[] = []
  let most: number | undefined
  let lost = false
  for (const part of parts) {
    const option = aloneIn(part)
    const count = mostIn(part)
    if (option !== undefined) alone.push(option)
    else if (count !== undefined) most = Math.min(most ?? count, count)
    else lost = true
  }
  return { alone, most, ...(lost && { lost }) }
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

/**
 * The option that clears the others, as people write it: not(selected(., 'x') and count-selected(.) > 1), its two halves joined by "or",
 * with "selected" in the second half or without, or if(selected(., 'x'), count-selected(.) = 1, true()).
 */
function aloneIn(node: Expression): string | undefined {
  if (node.kind === 'call' && node.name === 'if') {
    const [when, then, otherwise] = node.args
    const isOnly = then !== undefined && isOnlyOne(then) && otherwise?.kind === 'call' && otherwise.name === 'true'
    return isOnly && when ? selectedSelf(when) : undefined
  }
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
  const single = halves.some((half) => {
    const parts = joinedBy('and', half)
    return parts.some(isOnlyOne) && parts.every((part) => isOnlyOne(part) || selectedSelf(part) === option)
  })
  return single ? option : undefined
}

function isOnlyOne(node: Expression): boolean {
  return mostBelow(node, '=', 1) || mostBelow(node, '<=', 1) || mostBelow(node, '<', 2)
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

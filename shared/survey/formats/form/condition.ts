import type { Condition } from '../../survey.ts'
import {
  all,
  any,
  type ConditionTarget,
  choseNoneOf,
  choseOneOf,
  isAllAlone,
  type MadeCondition,
  namesOf,
  tookOneOf,
} from './condition-target.ts'
import type { Expression, Formula, Operator } from './expression.ts'

/** `whoSkipped`: the expression also holds for some people who gave no answer, and the condition does not, as it looks at answers. */
type Converted = { readonly condition: MadeCondition; readonly whoSkipped: boolean }

/** More steps than any condition needs, with the calculations in it written out. */
const MOST_STEPS = 2000

/** Functions that give an answer as it is. */
const AS_THEY_ARE = ['string', 'number', 'once']

/** Thrown, with the reason, where no condition of a survey here is true of the same answers as an expression. */
export class NoSuchCondition extends Error {}

type Lookup = {
  readonly target: (name: string) => ConditionTarget | undefined
  readonly calculation: (name: string) => Formula | undefined
}

/**
 * A condition that is true of the same answers as an expression. Throws NoSuchCondition with the reason where there is none.
 * `whoSkipped` is true when XPath would also hold for somebody who left out the question, and the condition does not.
 *
 * Example: `selected(${went}, 'yes') and ${visits} >= 5` is `all: [{q: went, in: [yes]}, {q: visits, in: [5_to_9, 10_plus]}]`.
 */
export function toCondition(expression: Expression, lookup: Lookup): Converted {
  let whoSkipped = false
  let steps = 0
  const condition = convert(expression, true)
  return { condition, whoSkipped }

  function convert(node: Expression, wanted: boolean): MadeCondition {
    step()
    if (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or')) {
      const parts = [convert(node.left, wanted), convert(node.right, wanted)]
      return (node.operator === 'and') === wanted ? all(parts) : any(parts)
    }
    const judged = node.kind === 'binary' ? withTruth(node) : undefined
    if (judged) return convert(judged.condition, judged.holds === wanted)
    if (node.kind === 'binary') return compare(node.operator, inlined(node.left), inlined(node.right), wanted)
    if (node.kind === 'call') return call(node.name, node.args.map(inlined), wanted)
    if (node.kind === 'answer') return asTruth(node.name, wanted)
    if (node.kind === 'column') throw new NoSuchCondition(`"${node.name}" is neither a question in braces nor a function`)
    if (isLiteral(node)) return (node.kind === 'number' ? node.value !== 0 : node.value !== '') === wanted ? 'always' : 'never'
    throw new NoSuchCondition('it is a value, and no condition')
  }

  function step(): void {
    if (++steps > MOST_STEPS) throw new NoSuchCondition('it is too long, or calculations in it use each other')
  }

  function call(name: string, args: readonly Expression[], wanted: boolean): MadeCondition {
    const [first, second, third] = args
    if (name === 'not' && first) return convert(first, !wanted)
    if (name === 'true' || name === 'false') return (name === 'true') === wanted ? 'always' : 'never'
    if ((name === 'boolean' || AS_THEY_ARE.includes(name)) && first) return convert(first, wanted)
    if (name === 'selected' && isLiteral(first) && isLiteral(second))
      return String(first.value).split(' ').includes(String(second.value)) === wanted ? 'always' : 'never'
    if (name === 'selected' && first?.kind === 'answer' && isLiteral(second)) return chosen(first.name, [String(second.value)], wanted)
    if (name === 'if' && first && second && third) {
      return any([all([convert(first, true), convert(second, wanted)]), all([convert(first, false), convert(third, wanted)])])
    }
    throw new NoSuchCondition(`${name}() is not supported here`)
  }

  /** An answer alone is true where there is one. */
  function asTruth(name: string, wanted: boolean): MadeCondition {
    const calculation = calculated(name)
    if (calculation) return convert(calculation, wanted)
    return answered(name, wanted)
  }

  function compare(operator: Operator, left: Expression, right: Expression, wanted: boolean): MadeCondition {
    if (left.kind === 'call' && left.name === 'if') return branches(left, (branch) => compare(operator, branch, right, wanted))
    if (right.kind === 'call' && right.name === 'if') return branches(right, (branch) => compare(operator, left, branch, wanted))
    if (isLiteral(left) && isLiteral(right)) return matches(operator, left.value, right.value) === wanted ? 'always' : 'never'
    if (isLiteral(left)) return compare(mirrored(operator), right, left, wanted)
    const value = literalOf(right)
    const bare = [left, right].find((side) => side.kind === 'column')
    if (bare?.kind === 'column') throw new NoSuchCondition(`"${bare.name}" has neither quotes (a value) nor braces (a question) around it`)
    if (value === undefined)
      throw new NoSuchCondition(
        left.kind === 'answer' && right.kind === 'answer' ? 'it compares two answers with each other' : 'it calculates',
      )
    const size = sizeOf(left)
    if (size) return compareSize(size, operator, Number(value), wanted)
    if (left.kind !== 'answer') throw new NoSuchCondition('it calculates with an answer')
    if (value === '')
      return operator === '!=' || operator === '=' ? answered(left.name, (operator === '!=') === wanted) : unsupported(operator)
    return compareAnswer(left.name, operator, value, wanted)
  }

  function branches(node: Extract<Expression, { kind: 'call' }>, of: (branch: Expression) => MadeCondition) {
    const [condition, yes, no] = node.args
    if (!condition || !yes || !no) throw new NoSuchCondition('if() needs three values')
    return any([all([convert(condition, true), of(inlined(yes))]), all([convert(condition, false), of(inlined(no))])])
  }

  function compareSize(name: string, operator: Operator, value: number, wanted: boolean): MadeCondition {
    // Between these sizes no comparison with the value changes its result.
    const sizes = [1, 2, Math.floor(value) - 1, Math.floor(value), Math.ceil(value), Math.ceil(value) + 1, 1_000].filter(
      (size) => size >= 1,
    )
    const some = sizes.every((size) => matches(operator, size, value))
    const none = !sizes.some((size) => matches(operator, size, value))
    const empty = matches(operator, 0, value)
    if (!some && !none) throw new NoSuchCondition('it counts how many options were chosen, or how long an answer is')
    if (some === empty) return some === wanted ? 'always' : 'never'
    return answered(name, some === wanted)
  }

  function compareAnswer(name: string, operator: Operator, value: string | number, wanted: boolean): MadeCondition {
    const target = known(name)
    if (target.kind === 'text') throw new NoSuchCondition(`it looks at the written words of "${name}", which conditions here cannot read`)
    if (target.kind === 'number') {
      const fitting = target.bands.filter((band) => matches(operator, band.from, value))
      const whole = target.bands.every((band) => matches(operator, band.from, value) === matches(operator, band.to, value))
      const single = operator === '=' || operator === '!='
      if (!whole || (single && !target.bands.some((band) => band.from === Number(value) && band.to === Number(value))))
        throw new NoSuchCondition(`it compares "${name}" with a single number, and only the band of a number is kept`)
      if (operator === '!=' || !wanted) whoSkipped = true
      const bands = wanted ? fitting : target.bands.filter((band) => !fitting.includes(band))
      return tookOneOf(
        target.parts[0]?.id ?? '',
        bands.map((band) => band.id),
        target.bands.length,
      )
    }
    const names = namesOf(target)
    const same = names.filter((each) => matches('=', each, value))
    // An option that clears the others is chosen alone or not at all.
    const isAlone = same.length > 0 && isAllAlone(target, same)
    if (target.kind === 'many' && !isAlone) {
      // XPath compares everything that was chosen: it is that one option, or something else.
      if (same.length !== 1 || (operator !== '=' && operator !== '!='))
        throw new NoSuchCondition(`"${name}" takes several answers, and the condition compares all of them at once`)
      const others = names.filter((each) => each !== same[0])
      if ((operator === '=') === wanted) return choseNoneOf(target, others)
      whoSkipped = true
      return choseOneOf(target, others)
    }
    if (operator === '=' || operator === '!=') return chosen(name, same, (operator === '=') === wanted)
    if (target.kind === 'many') return unsupported(operator)
    if (names.some((each) => Number.isNaN(Number(each)))) throw new NoSuchCondition(`the options of "${name}" are not numbers`)
    return chosen(
      name,
      names.filter((each) => matches(operator, each, value)),
      wanted,
    )
  }

  function chosen(name: string, names: readonly string[], wanted: boolean): MadeCondition {
    const target = known(name)
    if (target.kind !== 'one' && target.kind !== 'many') throw new NoSuchCondition(`"${name}" has no options`)
    if (!wanted) whoSkipped = true
    if (target.kind === 'many' && !wanted && !isAllAlone(target, names)) return choseNoneOf(target, names)
    return choseOneOf(target, wanted ? names : namesOf(target).filter((each) => !names.includes(each)))
  }

  function answered(name: string, wanted: boolean): MadeCondition {
    const target = known(name)
    // Conditions here look at answers, so a question is never shown because an earlier one was left out.
    if (!wanted) {
      whoSkipped = true
      return 'never'
    }
    return any(target.parts.map(({ id }): Condition => ({ q: id, answered: true })))
  }

  function known(name: string): ConditionTarget {
    const target = lookup.target(name)
    if (!target) throw new NoSuchCondition(`the question "${name}" is left out, is a note, or comes later`)
    return target
  }

  /** Writes a calculation out, and takes a function that only turns an answer into a text or a number as the answer itself. */
  function inlined(node: Expression): Expression {
    step()
    const [first, second] = node.kind === 'call' ? node.args : []
    if (node.kind === 'call' && node.name === 'coalesce' && first?.kind === 'answer' && second)
      return {
        kind: 'call',
        name: 'if',
        args: [{ kind: 'binary', operator: '!=', left: first, right: { kind: 'text', value: '' } }, first, second],
      }
    if (node.kind === 'call' && first && (AS_THEY_ARE.includes(node.name) || (node.name === 'int' && isWhole(first)))) return inlined(first)
    if (node.kind !== 'answer') return node
    const calculation = calculated(node.name)
    return calculation ? inlined(calculation) : node
  }

  /** Whether an answer is a whole number, which int() does not change. */
  function isWhole(node: Expression): boolean {
    const target = node.kind === 'answer' ? lookup.target(node.name) : undefined
    return target?.kind === 'number' && target.bands.every(({ from, to }) => Number.isInteger(from) && Number.isInteger(to))
  }

  function calculated(name: string): Expression | undefined {
    const formula = lookup.calculation(name)
    if (formula && 'fault' in formula) throw new NoSuchCondition(`the calculation "${name}" cannot be read: ${formula.fault}`)
    return formula
  }
}

function unsupported(operator: Operator): never {
  throw new NoSuchCondition(`it compares with nothing ("${operator}")`)
}

function isLiteral(node: Expression | undefined): node is Extract<Expression, { kind: 'text' | 'number' }> {
  return node?.kind === 'text' || node?.kind === 'number'
}

/** The condition in `selected(...) = true()`, and whether it holds there. */
function withTruth({ operator, left, right }: Extract<Expression, { kind: 'binary' }>) {
  const truth = [left, right].find((side) => side.kind === 'call' && (side.name === 'true' || side.name === 'false'))
  const condition = truth === left ? right : left
  const isCondition = condition.kind === 'binary' || (condition.kind === 'call' && ['selected', 'not', 'boolean'].includes(condition.name))
  if (truth?.kind !== 'call' || !isCondition || (operator !== '=' && operator !== '!=')) return undefined
  return { condition, holds: (truth.name === 'true') === (operator === '=') }
}

function literalOf(node: Expression): string | number | undefined {
  return isLiteral(node) ? node.value : undefined
}

/** The question whose length, or number of chosen options, an expression takes. */
function sizeOf(node: Expression): string | undefined {
  const sizes = ['count-selected', 'string-length']
  if (node.kind !== 'call') return undefined
  if (node.name === 'count' || node.name === 'count-non-empty') {
    throw new NoSuchCondition(`${node.name}() counts questions that have an answer`)
  }
  const [first] = node.args
  return sizes.includes(node.name) && first?.kind === 'answer' ? first.name : undefined
}

function mirrored(operator: Operator): Operator {
  const mirror: Partial<Record<Operator, Operator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }
  return mirror[operator] ?? operator
}

function matches(operator: Operator, left: string | number, right: string | number): boolean {
  if (operator === '=' || operator === '!=') {
    const same = typeof left === 'number' || typeof right === 'number' ? Number(left) === Number(right) : left === right
    return same === (operator === '=')
  }
  if (operator === '<') return Number(left) < Number(right)
  if (operator === '<=') return Number(left) <= Number(right)
  if (operator === '>') return Number(left) > Number(right)
  if (operator === '>=') return Number(left) >= Number(right)
  throw new NoSuchCondition(`"${operator}" is not a comparison`)
}

import { type Expression, type Formula, mapped, not } from '../form/expression.ts'
import { type Notation, parseInfix, scan, type Token } from '../form/infix.ts'

const TOKEN =
  /\s*(?:\{\s*([^{}]+?)\s*\}|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+(?:\.\d+)?|\.\d+)|(==|!=|<>|<=|>=|\*=|&&|\|\||[=<>!+*/%(),[\]-])|([\p{L}_][\p{L}\p{N}_.]*))/uy

/** Other spellings of operators, by what they mean. */
const OPERATORS: Readonly<Record<string, string>> = {
  '==': '=',
  equal: '=',
  '<>': '!=',
  notequal: '!=',
  greater: '>',
  less: '<',
  greaterorequal: '>=',
  lessorequal: '<=',
  '&&': 'and',
  and: 'and',
  '||': 'or',
  or: 'or',
  '/': 'div',
  '%': 'mod',
  '*=': 'contains',
  contain: 'contains',
  contains: 'contains',
  notcontain: 'notcontains',
  notcontains: 'notcontains',
  anyof: 'anyof',
  allof: 'allof',
  empty: 'empty',
  notempty: 'notempty',
  iif: 'if',
  negate: '!',
}

const EMPTY: Expression = { kind: 'text', value: '' }
const call = (name: string, ...args: Expression[]): Expression => ({ kind: 'call', name, args })
const is = (operator: '=' | '!=', left: Expression, right: Expression): Expression => ({ kind: 'binary', operator, left, right })

const NOTATION: Notation = {
  between: {
    contains: (left, right) => eachOf('and', left, right),
    notcontains: (left, right) => not(eachOf('and', left, right)),
    anyof: (left, right) => eachOf('or', left, right),
    allof: (left, right) => eachOf('and', left, right),
  },
  after: { empty: (value) => is('=', value, EMPTY), notempty: (value) => is('!=', value, EMPTY) },
  word: (name) => ({ kind: 'text', value: name === 'undefined' || name === 'null' ? '' : name }),
}

/** The facts about the questions of a survey that an expression needs. */
export type KnownChoices = {
  /** The values of a question's choices; undefined where it has none. */
  readonly choicesOf: (name: string) => readonly string[] | undefined
  readonly takesSeveral: (name: string) => boolean
}

/** Parses `{went} = 'yes' and {places} contains 'clinic'`. Texts are compared as SurveyJS does it: without regard to capitals. */
export function parseSurveyjs(text: string, { choicesOf, takesSeveral }: KnownChoices): Formula {
  const parsed = parseInfix(text, tokensOf, NOTATION)
  if ('fault' in parsed) return parsed
  return mapped(parsed, (node) => {
    if (node.kind === 'call' && node.name === 'selected') {
      const [answer, option] = node.args
      // Of one answer, "contains" looks into its text.
      if (answer?.kind !== 'answer' || !option) return call('contains', ...node.args)
      return takesSeveral(answer.name) || choicesOf(answer.name)?.includes(nameOf(option, answer.name))
        ? call('selected', answer, { kind: 'text', value: nameOf(option, answer.name) })
        : call('contains', answer, option)
    }
    if (node.kind !== 'binary' || (node.operator !== '=' && node.operator !== '!=')) return node
    if (node.left.kind === 'answer') return is(node.operator, node.left, asChoice(node.right, node.left.name))
    return node.right.kind === 'answer' ? is(node.operator, asChoice(node.left, node.right.name), node.right) : node
  })

  function nameOf(option: Expression, question: string): string {
    const chosen = asChoice(option, question)
    return chosen.kind === 'text' || chosen.kind === 'number' ? String(chosen.value) : ''
  }

  function asChoice(value: Expression, question: string): Expression {
    if (value.kind !== 'text') return value
    const same = choicesOf(question)?.find((choice) => choice.toLowerCase() === value.value.toLowerCase())
    return same === undefined ? value : { kind: 'text', value: same }
  }
}

/** `{q} anyof ['a', 'b']`: a or b was chosen. */
function eachOf(operator: 'and' | 'or', left: Expression, right: Expression): Expression {
  const options = right.kind === 'call' && right.name === 'list' ? right.args : [right]
  const [first, ...rest] = options.map((option) => call('selected', left, option))
  if (!first) return call('list')
  return rest.reduce((sum, each): Expression => ({ kind: 'binary', operator, left: sum, right: each }), first)
}

function tokensOf(text: string): Token[] {
  return scan(text, TOKEN, ([, answer, double, single, number, sign, word]) => {
    if (answer !== undefined) return { kind: 'answer', value: answer }
    if (double !== undefined || single !== undefined) return { kind: 'text', value: (double ?? single ?? '').replace(/\\(.)/g, '$1') }
    if (number !== undefined) return { kind: 'number', value: number }
    const found = OPERATORS[sign ?? word?.toLowerCase() ?? '']
    if (found !== undefined) return { kind: /^[a-z]/.test(found) ? 'word' : 'sign', value: found }
    if (sign !== undefined) return { kind: 'sign', value: sign }
    return word === undefined ? undefined : { kind: 'word', value: word }
  })
}

import type { Expression, Formula } from '../form/expression.ts'
import { mapped } from '../form/expression.ts'
import { parseInfix, scan, type Token } from '../form/infix.ts'

const TOKEN =
  /\s*(?:"([^"]*)"|'([^']*)'|((?!\d+X\d+X)\d+(?:\.\d+)?|\.\d+)|(==|!=|<=|>=|&&|\|\||[=<>!+*/(),-])|((?:[A-Za-z_]|\d+X\d+X)[\w.:]*))/y

/** Other spellings of operators, by what they mean. */
const OPERATORS: Readonly<Record<string, string>> = {
  '==': '=',
  eq: '=',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  '&&': 'and',
  and: 'and',
  '||': 'or',
  or: 'or',
  '/': 'div',
}

/** Parses an expression of LimeSurvey's expression manager: `Q1.NAOK == "A1" and !is_empty(Q2_SQ001)`. */
export function parseRelevance(text: string): Formula {
  // Sometimes the whole stands in braces, as in a text.
  const plain = text
    .trim()
    .replace(/^\{([^{}]*)\}$/s, '$1')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
  const parsed = parseInfix(plain, tokensOf, {
    word: (name) => ({ kind: 'answer', name: name.replace(/\.(NAOK|code|value|valueNAOK)$/i, '') }),
  })
  return 'fault' in parsed ? parsed : mapped(parsed, emptied)
}

/** `is_empty(Q1)` is that there is no answer. */
function emptied(node: Expression): Expression {
  if (node.kind !== 'call') return node
  const [first] = node.args
  if (node.name === 'is_empty' && first) return { kind: 'binary', operator: '=', left: first, right: { kind: 'text', value: '' } }
  const [, second] = node.args
  if (node.name === 'in_array' && first && second?.kind === 'call' && ['array', 'list'].includes(second.name) && second.args.length > 0)
    return second.args
      .map((value): Expression => ({ kind: 'binary', operator: '=', left: first, right: value }))
      .reduce((left, right) => ({ kind: 'binary', operator: 'or', left, right }))
  if (['intval', 'floatval'].includes(node.name) && first) return { kind: 'call', name: 'number', args: [first] }
  if (node.name === 'strlen' && first) return { kind: 'call', name: 'string-length', args: [first] }
  return node
}

function tokensOf(text: string): Token[] {
  return scan(text, TOKEN, ([, double, single, number, sign, word]) => {
    if (double !== undefined || single !== undefined) return { kind: 'text', value: double ?? single ?? '' }
    if (number !== undefined) return { kind: 'number', value: number }
    if (sign !== undefined) return { kind: 'sign', value: OPERATORS[sign] ?? sign }
    return word === undefined ? undefined : { kind: 'word', value: OPERATORS[word.toLowerCase()] ?? word }
  })
}

import type { Formula } from '../form/expression.ts'
import { parseInfix, scan, type Token } from '../form/infix.ts'

const TOKEN = /\s*(?:\$\{\s*([^}\s]+)\s*\}|"([^"]*)"|'([^']*)'|(\d+(?:\.\d+)?|\.\d+)|(!=|<=|>=|[=<>+*(),-])|([A-Za-z_][\w.:-]*)|(\.))/y

/** Parses an XPath expression of a form. Gives the reason in words where it is not one, or not one that we read. */
export function parseExpression(text: string): Formula {
  return parseInfix(text.replace(/[\u2018\u2019]/g, "'").replace(/[\u201C\u201D]/g, '"'), tokensOf)
}

function tokensOf(text: string): Token[] {
  return scan(text, TOKEN, ([, answer, double, single, number, sign, word]) => {
    if (answer !== undefined) return { kind: 'answer', value: answer }
    if (double !== undefined || single !== undefined) return { kind: 'text', value: double ?? single ?? '' }
    if (number !== undefined) return { kind: 'number', value: number }
    if (sign !== undefined) return { kind: 'sign', value: sign }
    return word === undefined ? { kind: 'self', value: '.' } : { kind: 'word', value: word }
  })
}

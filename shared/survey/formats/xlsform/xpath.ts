import type { Expression, Formula, Operator } from '../form/expression.ts'

/** Operators that bind the least first. */
const LEVELS: readonly (readonly Operator[])[] = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', 'div', 'mod']]

const TOKEN = /\s*(?:\$\{\s*([^}\s]+)\s*\}|"([^"]*)"|'([^']*)'|(\d+(?:\.\d+)?|\.\d+)|(!=|<=|>=|[=<>+*(),-])|([A-Za-z_][\w.:-]*)|(\.))/y

type Token = { readonly kind: 'answer' | 'text' | 'number' | 'sign' | 'word' | 'self'; readonly value: string }

/** Deeper than any condition that people write, and shallow enough for the stack. */
const DEEPEST = 60

/** Parses an expression. Gives the reason in words where it is not one, or not one that we read. */
export function parseExpression(text: string): Formula {
  try {
    const tokens = tokensOf(text.replace(/[\u2018\u2019]/g, "'").replace(/[\u201C\u201D]/g, '"'))
    const reader = new Reader(tokens)
    const expression = reader.level(0)
    if (reader.next) throw new Unreadable(`"${reader.next.value}" stands where the expression should end`)
    return expression
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { fault: thrown.message }
    throw thrown
  }
}

class Unreadable extends Error {}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const token = new RegExp(TOKEN)
  const end = text.trimEnd().length
  while (token.lastIndex < end) {
    const at = token.lastIndex
    const found = token.exec(text)
    if (!found) throw new Unreadable(`it cannot be read from "${text.slice(at, at + 20).trim()}" on`)
    const [, answer, double, single, number, sign, word, self] = found
    if (answer !== undefined) tokens.push({ kind: 'answer', value: answer })
    else if (double !== undefined || single !== undefined) tokens.push({ kind: 'text', value: double ?? single ?? '' })
    else if (number !== undefined) tokens.push({ kind: 'number', value: number })
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign })
    else if (word !== undefined) tokens.push({ kind: 'word', value: word })
    else if (self !== undefined) tokens.push({ kind: 'self', value: '.' })
  }
  return tokens
}

class Reader {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at]
  }

  /** Whether this sign comes next; then it is passed. */
  #passes(sign: string): boolean {
    const found = this.next?.kind === 'sign' && this.next.value === sign
    if (found) this.#at++
    return found
  }

  level(level: number): Expression {
    const operators = LEVELS[level]
    if (!operators) return this.#value()
    let left = this.level(level + 1)
    for (;;) {
      const { next } = this
      const operator = operators.find((each) => each === next?.value)
      if (!operator || next?.kind === 'text') return left
      this.#at++
      left = { kind: 'binary', operator, left, right: this.level(level + 1) }
    }
  }

  #value(): Expression {
    if (++this.#depth > DEEPEST) throw new Unreadable('it is nested too deeply')
    const token = this.next
    if (!token) throw new Unreadable('it ends too early')
    this.#at++
    const value = this.#valueOf(token)
    this.#depth--
    return value
  }

  #valueOf(token: Token): Expression {
    if (token.kind === 'answer') return { kind: 'answer', name: token.value }
    if (token.kind === 'text') return { kind: 'text', value: token.value }
    if (token.kind === 'number') return { kind: 'number', value: Number(token.value) }
    if (token.kind === 'self') return { kind: 'self' }
    if (token.kind === 'word') return this.#call(token.value)
    if (token.value === '(') {
      const inner = this.level(0)
      this.#expect(')')
      return inner
    }
    if (token.value === '-') {
      const inner = this.#value()
      if (inner.kind === 'number') return { kind: 'number', value: -inner.value }
      return { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: inner }
    }
    throw new Unreadable(`"${token.value}" stands where a value should be`)
  }

  #call(name: string): Expression {
    if (!this.#passes('(')) return { kind: 'column', name }
    const args: Expression[] = []
    if (this.#passes(')')) return { kind: 'call', name, args }
    do args.push(this.level(0))
    while (this.#passes(','))
    this.#expect(')')
    return { kind: 'call', name, args }
  }

  #expect(sign: string): void {
    if (!this.#passes(sign)) throw new Unreadable(`a "${sign}" is missing`)
  }
}

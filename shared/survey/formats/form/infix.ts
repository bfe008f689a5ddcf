import type { Expression, Formula, Operator } from './expression.ts'

/** A piece of a condition, in whatever notation: `and`, `=` and the like are signs or words under the names that XPath gives them. */
export type Token = { readonly kind: 'answer' | 'text' | 'number' | 'sign' | 'word' | 'self'; readonly value: string }

/** The operators and functions of a notation that not all notations have. */
export type Notation = {
  /** Words between two values, such as `contains`. */
  readonly between?: Readonly<Record<string, (left: Expression, right: Expression) => Expression>>
  /** Words after a value, such as `notempty`. */
  readonly after?: Readonly<Record<string, (value: Expression) => Expression>>
  /** A word that is no function: an answer, or `true`. Without it, a column of a list. */
  readonly word?: (name: string) => Expression
}

/** Thrown with the reason, in words, where a condition cannot be read. */
class Unreadable extends Error {}

/** Parses what `tokensOf` makes of a text. Gives the reason in words where that is no expression. */
export function parseInfix(text: string, tokensOf: (text: string) => readonly Token[], notation: Notation = {}): Formula {
  try {
    const reader = new Reader(tokensOf(text), notation)
    const expression = reader.level(0)
    if (reader.next) throw new Unreadable(`"${reader.next.value}" stands where the expression should end`)
    return expression
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { fault: thrown.message }
    throw thrown
  }
}

/** The tokens that a sticky pattern finds one after the other. `tokenOf` makes one of what it captured. */
export function scan(text: string, pattern: RegExp, tokenOf: (found: RegExpExecArray) => Token | undefined): Token[] {
  const tokens: Token[] = []
  const token = new RegExp(pattern)
  const end = text.trimEnd().length
  while (token.lastIndex < end) {
    const at = token.lastIndex
    const found = token.exec(text)
    const made = found ? tokenOf(found) : undefined
    if (!made) throw new Unreadable(`it cannot be read from "${text.slice(at, at + 20).trim()}" on`)
    tokens.push(made)
  }
  return tokens
}

/** Operators that bind the least first. */
const LEVELS: readonly (readonly Operator[])[] = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', 'div', 'mod']]
/** The level of words between two values. */
const COMPARING = 2

/** Deeper than any condition that people write, and shallow enough for the stack. */
const DEEPEST = 60

class Reader {
  readonly #tokens: readonly Token[]
  readonly #notation: Notation
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], notation: Notation) {
    this.#tokens = tokens
    this.#notation = notation
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
      const between = level === COMPARING && next?.kind === 'word' ? this.#notation.between?.[next.value] : undefined
      const operator = operators.find((each) => each === next?.value)
      if (next === undefined || next.kind === 'text' || !(between || operator)) return left
      this.#at++
      const right = this.level(level + 1)
      if (between) left = between(left, right)
      else if (operator) left = { kind: 'binary', operator, left, right }
    }
  }

  #value(): Expression {
    if (++this.#depth > DEEPEST) throw new Unreadable('it is nested too deeply')
    const token = this.next
    if (!token) throw new Unreadable('it ends too early')
    this.#at++
    let value = this.#valueOf(token)
    this.#depth--
    for (;;) {
      const { next } = this
      const after = next?.kind === 'word' ? this.#notation.after?.[next.value] : undefined
      if (!after) return value
      this.#at++
      value = after(value)
    }
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
    if (token.value === '!') return { kind: 'call', name: 'not', args: [this.#value()] }
    if (token.value === '[') return this.#list()
    if (token.value === '-') {
      const inner = this.#value()
      if (inner.kind === 'number') return { kind: 'number', value: -inner.value }
      return { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: inner }
    }
    throw new Unreadable(`"${token.value}" stands where a value should be`)
  }

  #call(name: string): Expression {
    if (!this.#passes('(')) return this.#notation.word?.(name) ?? { kind: 'column', name }
    const args: Expression[] = []
    if (this.#passes(')')) return { kind: 'call', name, args }
    do args.push(this.level(0))
    while (this.#passes(','))
    this.#expect(')')
    return { kind: 'call', name, args }
  }

  /** `['a', 'b']`: the function `list`. */
  #list(): Expression {
    const args: Expression[] = []
    if (this.#passes(']')) return { kind: 'call', name: 'list', args }
    do args.push(this.level(0))
    while (this.#passes(','))
    this.#expect(']')
    return { kind: 'call', name: 'list', args }
  }

  #expect(sign: string): void {
    if (!this.#passes(sign)) throw new Unreadable(`a "${sign}" is missing`)
  }
}

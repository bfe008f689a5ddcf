import { type Expression, type Formula, mapped } from '../form/expression.ts'
import { parseInfix, scan, type Token } from '../form/infix.ts'
import { type Tick, withTicks } from '../form/ticks.ts'

const TOKEN =
  /\s*(?:\[\s*([A-Za-z_]\w*)\s*(?:\(\s*([\w-]+)\s*\))?\s*\]|"([^"]*)"|'([^']*)'|(\d+(?:\.\d+)?|\.\d+)|(<>|!=|<=|>=|[=<>+*/(),-])|([A-Za-z_][\w]*))/y

const WORDS: Readonly<Record<string, string>> = { and: 'and', or: 'or', not: 'not', if: 'if' }

/** Parses branching logic: `[went] = '1' and [places(2)] = '1'`. Gives the reason in words where it cannot be read. */
export function parseBranchingLogic(text: string): Formula {
  if (/\]\s*\[/.test(text)) return { fault: 'it looks at another event or form of the study' }
  if (/\[[a-z]\w*-[\w-]+(?::[^\]]*)?\]/i.test(text))
    return { fault: 'it looks at what REDCap knows of the record, the event or the person who asks' }
  // A line that begins with // or # is a comment.
  const plain = text
    .replace(/^\s*(\/\/|#).*$/gm, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201C\u201D]/g, '"')
  const parsed = parseInfix(plain, tokensOf)
  return 'fault' in parsed ? parsed : withTicks(mapped(parsed, emptied), tickOf)
}

/** `isblankormissingcode([went])` is that there is no answer. */
function emptied(node: Expression): Expression {
  const [first] = node.kind === 'call' ? node.args : []
  if (node.kind !== 'call' || !['isblankormissingcode', 'isblanknotmissingcode', 'isblank'].includes(node.name.toLowerCase()) || !first)
    return node
  return { kind: 'binary', operator: '=', left: first, right: { kind: 'text', value: '' } }
}

function tokensOf(text: string): Token[] {
  return scan(text, TOKEN, ([, answer, code, double, single, number, sign, word]) => {
    if (answer !== undefined) return { kind: 'answer', value: code === undefined ? answer : `${answer}(${code})` }
    if (double !== undefined || single !== undefined) return { kind: 'text', value: double ?? single ?? '' }
    if (number !== undefined) return { kind: 'number', value: number }
    if (sign !== undefined) return { kind: 'sign', value: sign === '<>' ? '!=' : sign === '/' ? 'div' : sign }
    return word === undefined ? undefined : { kind: 'word', value: WORDS[word.toLowerCase()] ?? word }
  })
}

/** `places(2)` is option 2 of `places`. */
function tickOf(name: string): Tick | undefined {
  const [, question, option] = /^(\w+)\(([\w-]+)\)$/.exec(name) ?? []
  return question !== undefined && option !== undefined ? { question, option } : undefined
}

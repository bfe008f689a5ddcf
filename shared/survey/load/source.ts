import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar, visit } from 'yaml'
import type { Problem } from '../../problem.ts'

/** A place in a file: keys of maps and positions in lists. */
export type Path = readonly (string | number)[]

/** A file of a survey: what it says, and where it says it. */
export type Source = {
  /** As the person named it. */
  readonly file: string
  /** Plain values, straight from YAML: nothing is known about their shape yet. */
  readonly raw: unknown
  /** A problem at a path; at the nearest thing around it when there is nothing there. With `key`, at that key of it. */
  readonly problem: (path: Path, message: string, remedy: string, key?: string) => Problem
}

/** In `structure` 3 is a number and true is yes; in `wording` everything is text, as nobody labels an option with a number type in mind. */
export type SourceKind = 'structure' | 'wording'

const MAX_ALIASES = 100

/** Parses one YAML file. With any problem there is no source: what a broken file means is anyone's guess. */
export function readSource(file: string, text: string, kind: SourceKind): { source?: Source; problems: Problem[] } {
  // Line ends of Windows and of old Macs, and the mark some editors put first.
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const lines = new LineCounter()
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  try {
    const schema = kind === 'wording' ? 'failsafe' : 'core'
    const doc = parseDocument(clean, { lineCounter: lines, schema, prettyErrors: false, uniqueKeys: false })
    const problems = [
      ...[...doc.errors, ...doc.warnings].map((fault) => ({
        ...place(fault.pos[0]),
        code: 'survey-yaml' as const,
        ...yamlFault(fault.code, fault.message),
      })),
      ...keyFaults(doc, (node) => ({ code: 'survey-yaml', ...place(node.range?.[0] ?? 0) })),
    ]
    if (problems.length > 0) return { problems }
    if (kind === 'structure') keepLeadingZeros(doc)
    const raw: unknown = doc.toJS({ maxAliasCount: MAX_ALIASES })
    const problem: Source['problem'] = (path, message, remedy, key) => ({
      ...place(offsetOf(doc, path, key)),
      code: 'survey-value',
      message,
      remedy,
    })
    return { source: { file, raw, problem }, problems: [] }
  } catch (thrown) {
    // `yaml` throws ReferenceError when aliases multiply, and the engine RangeError when nesting exhausts the stack.
    if (thrown instanceof ReferenceError) {
      return { problems: [{ code: 'survey-yaml', file, message: 'too many aliases (*name)', remedy: 'Write the repeated part out' }] }
    }
    if (thrown instanceof RangeError) {
      return {
        problems: [
          { code: 'survey-yaml', file, message: 'lists and maps are nested too deeply', remedy: 'A survey needs no more than ten levels' },
        ],
      }
    }
    throw thrown
  }
}

function yamlFault(code: string, message: string): { message: string; remedy: string } {
  const first = (message.split('\n')[0] ?? message).replace(/\.$/, '')
  if (code === 'TAB_AS_INDENT') return { message: 'a tab is used to indent', remedy: 'Indent with spaces' }
  if (code === 'MULTIPLE_DOCS') return { message: 'the file holds more than one document', remedy: 'Take out the line "---"' }
  if (code === 'TAG_RESOLVE_FAILED') return { message: first, remedy: 'Take out the tag that starts with "!"' }
  return { message: `not valid YAML: ${first}`, remedy: 'Check indentation, brackets and quotes here and on the line before' }
}

type At = Pick<Problem, 'code'> & { file: string; line: number; column: number }

/** Keys that stand twice, that are no text, or that every object has: each would silently hide a value. */
function keyFaults(doc: Document, place: (node: Node) => At): Problem[] {
  const problems: Problem[] = []
  visit(doc, {
    Map(_, map) {
      const first = new Map<string, At>()
      for (const { key } of map.items) {
        if (!isScalar(key)) {
          const at = place(isNode(key) ? key : map)
          problems.push({ ...at, message: 'a key that is not plain text', remedy: 'Put the key in quotes' })
          continue
        }
        const name = keyName(key)
        const at = place(key)
        const before = first.get(name)
        if (name in Object.prototype) {
          problems.push({
            ...at,
            message: `the key "${name}" cannot be used`,
            remedy: 'Choose another name: the program reserves this one',
          })
        } else if (before) {
          problems.push({
            ...at,
            message: `"${name}" is written twice`,
            remedy: `Keep one: the first is on line ${before.line}`,
          })
        } else first.set(name, at)
      }
    },
  })
  return problems
}

/** 01 is a code, not the number one. */
function keepLeadingZeros(doc: Document): void {
  visit(doc, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'number' && /^[-+]?0\d/.test(scalar.source ?? '')) scalar.value = scalar.source
    },
  })
}

function keyName(key: Scalar): string {
  return key.value === null ? '' : String(key.value)
}

function offsetOf(doc: Document, path: Path, key?: string): number {
  let node: unknown = doc.contents
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const step of path) {
    const target: unknown = isAlias(node) ? node.resolve(doc) : node
    const pair = isMap(target) ? target.items.find((each) => isScalar(each.key) && keyName(each.key) === String(step)) : undefined
    const next: unknown = pair ? (pair.value ?? pair.key) : isSeq(target) ? target.items[Number(step)] : undefined
    if (!isNode(next)) return offset
    // A block of keys starts on the line after its name: the name is where a person looks.
    offset = (pair && !isScalar(next) && isNode(pair.key) ? pair.key.range?.[0] : next.range?.[0]) ?? offset
    node = next
  }
  const target: unknown = isAlias(node) ? node.resolve(doc) : node
  if (key === undefined || !isMap(target)) return offset
  const named = target.items.find((each) => isScalar(each.key) && keyName(each.key) === key)?.key
  return (isNode(named) ? named.range?.[0] : undefined) ?? offset
}

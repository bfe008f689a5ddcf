import * as z from 'zod'
import type { Problem } from '../../problem.ts'
import { suggest } from './nearest.ts'
import type { Path, Source } from './source.ts'

/**
 * Checks a file with zod, and gives the faults in words for the person who wrote it. Where a thing may be written in several ways
 * (an id, or a whole question), the faults shown are those of the way that was meant.
 */
export function parse<T>(source: Source, schema: z.ZodType<T>): { value?: T; problems: Problem[] } {
  const parsed = schema.safeParse(source.raw, { error: ownMessages })
  if (parsed.success) return { value: parsed.data, problems: [] }
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(source, issue, [])) }
}

type Issue = z.core.$ZodIssue

/** A schema's own messages say what to write instead; zod's are left out, but for the keys that would have been right. */
const ownMessages: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join(' ') : ''

function problemsOf(source: Source, issue: Issue, above: Path): Problem[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))]
  const value = valueAt(source.raw, path)
  const say = (message: string, remedy: string) => [source.problem(path, message, remedy)]
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(source, path, value, KINDS[issue.expected] ?? issue.expected, issue.message)
    case 'unrecognized_keys':
      return issue.keys.map((key) => source.problem(path, `unknown key "${key}"`, suggest(key, issue.message.split(' ')), key))
    case 'invalid_value': {
      const known = issue.values.map(String)
      if (value === undefined) return wrongKind(source, path, value, known.join(' or '))
      const only = known.length === 1 ? `Write ${known.join()}${known[0] === 'true' ? ', or take it out' : ''}` : undefined
      const remedy = only ?? suggest(String(value), known)
      return say(`${nameOf(path)} cannot be ${show(value)}`, upperFirst(issue.message) || remedy)
    }
    case 'invalid_union':
      return unionProblems(source, issue, path, value)
    case 'invalid_key':
      return issue.issues.map((inner) =>
        source.problem(path.slice(0, -1), `the name "${path.at(-1)}" cannot be used`, upperFirst(inner.message), String(path.at(-1))),
      )
    case 'too_small':
      return issue.origin === 'string'
        ? say(`${nameOf(path)} is empty`, 'Write something, or take the key out')
        : say(`${nameOf(path)} is too ${issue.origin === 'array' ? 'short' : 'small'}`, `It needs at least ${issue.minimum}`)
    case 'too_big':
      return say(
        `${nameOf(path)} is too ${issue.origin === 'number' || issue.origin === 'int' ? 'large' : 'long'}`,
        `At most ${issue.maximum}`,
      )
    case 'custom':
      if (typeof value === 'object' || value === undefined) return say(`${nameOf(path)} cannot stay as it is`, upperFirst(issue.message))
      return say(`${nameOf(path)} cannot be ${show(value)}`, upperFirst(issue.message))
    case 'invalid_format':
      return say(`${nameOf(path)} cannot be ${show(value)}`, upperFirst(issue.message))
    default:
      return say(`${nameOf(path)} cannot be used`, upperFirst(issue.message))
  }
}

function unionProblems(source: Source, issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, value: unknown): Problem[] {
  if ('discriminator' in issue && typeof issue.discriminator === 'string') {
    const known = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
    if (value === undefined) return [source.problem(path, `"${issue.discriminator}" is missing`, suggest('', known))]
    return [source.problem(path, `unknown ${issue.discriminator} ${show(value)}`, suggest(String(value), known))]
  }
  const meant = issue.errors.filter((faults) => !faults.some((fault) => fault.code === 'invalid_type' && fault.path.length === 0))
  const closest = meant.toSorted((a, b) => a.length - b.length)[0]
  if (closest && issue.message === '') return closest.flatMap((fault) => problemsOf(source, fault, path))
  if (value === undefined) return [source.problem(path, `${nameOf(path)} is missing`, 'Add it')]
  const remedy = upperFirst(issue.message) || `Write ${waysOf(issue.errors)}`
  return [source.problem(path, `${nameOf(path)} cannot be ${show(value)}`, remedy)]
}

function waysOf(errors: readonly (readonly Issue[])[]): string {
  const kinds = errors.flat().flatMap((fault) => (fault.code === 'invalid_type' ? [KINDS[fault.expected] ?? fault.expected] : []))
  return [...new Set(kinds)].join(' or ')
}

function wrongKind(source: Source, path: Path, value: unknown, wanted: string, own = ''): Problem[] {
  const block = wanted === KINDS.object && path.length === 1
  const add = block ? `Add a block "${path[0]}:"; surveys/being-heard has one to copy` : `Add it: ${wanted}`
  if (value === undefined) return [source.problem(path, `${nameOf(path)} is missing`, upperFirst(own) || add)]
  const quote = wanted === KINDS.string && (typeof value === 'number' || typeof value === 'boolean')
  return [source.problem(path, `${nameOf(path)} cannot be ${show(value)}`, quote ? 'Put it in quotes' : `Write ${wanted}`)]
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a block of keys and values',
  record: 'a block of keys and values',
  array: 'a list in [ ]',
}

function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the file'
  if (typeof last === 'string') return `"${last}"`
  const list = path.at(-2)
  return `item ${last + 1}${list === undefined ? '' : ` of "${list}"`}`
}

function show(value: unknown): string {
  if (typeof value === 'string') return `"${value.length > 40 ? `${value.slice(0, 40)}...` : value}"`
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a block of keys and values' : String(value)
}

function valueAt(raw: unknown, path: Path): unknown {
  let value = raw
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)]
    else if (isRecord(value)) value = value[String(step)]
    else return undefined
  }
  return value
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

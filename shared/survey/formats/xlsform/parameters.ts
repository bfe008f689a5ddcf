import type { FormFinding } from '../form/finding.ts'
import type { SheetRow } from './sheet.ts'

export type Parameters = {
  readonly randomise: boolean
  /** The ends of a range, and whether each step between them is a whole number. */
  readonly between: { readonly from: number; readonly to: number; readonly isWhole: boolean } | undefined
  readonly findings: readonly FormFinding[]
}

/** The names that a kind of question may have in its column `parameters`, as `name=value` separated by spaces, commas or semicolons. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  one: ['randomize', 'seed', 'value', 'label'],
  many: ['randomize', 'seed', 'value', 'label'],
  rank: ['randomize', 'seed', 'value', 'label'],
  range: ['start', 'end', 'step', 'tick_interval', 'placeholder', 'tick_labelset'],
  text: ['rows', 'incremental'],
  'whole number': ['incremental'],
  number: ['incremental'],
}

export function readParameters(row: SheetRow, kind: string): Parameters {
  const findings: FormFinding[] = []
  const say = (message: string, remedy: string) =>
    findings.push({ kind: 'invalid', sheet: 'survey', row: row.number, column: 'parameters', message, remedy })
  const given = new Map(
    (row.cells.get('parameters') ?? '')
      .split(/[\s,;]+(?=[A-Za-z_-]+\s*=)/)
      .filter((each) => each !== '')
      .map((each) => [each.split('=')[0]?.trim().toLowerCase().replaceAll('-', '_') ?? '', each.split('=').slice(1).join('=').trim()]),
  )
  const allowed = ALLOWED[kind] ?? []
  for (const name of given.keys()) {
    if (!allowed.includes(name))
      say(`"${name}" is no parameter of this type of question`, allowed.length > 0 ? `Use ${allowed.join(', ')}` : 'Take it out')
  }
  const randomise = given.get('randomize')?.toLowerCase()
  if (randomise !== undefined && randomise !== 'true' && randomise !== 'false')
    say(`randomize cannot be "${randomise}"`, 'Write true or false')
  const seed = given.get('seed')
  if (seed !== undefined && randomise !== 'true') say('there is a seed without randomize=true', 'Add it, or take the seed out')
  if (seed !== undefined && !/^(\d+(\.\d+)?|\$\{[^}]+\})$/.test(seed))
    say(`the seed cannot be "${seed}"`, 'Write a number, or name a question')
  return { randomise: randomise === 'true', between: kind === 'range' ? rangeOf(given, say) : undefined, findings }
}

function rangeOf(given: ReadonlyMap<string, string>, say: (message: string, remedy: string) => void): Parameters['between'] {
  const numbers = { start: Number(given.get('start') ?? 0), end: Number(given.get('end') ?? 10), step: Number(given.get('step') ?? 1) }
  const bad = Object.entries(numbers).find(([, value]) => !Number.isFinite(value))
  if (bad) say(`"${bad[0]}" is not a number`, 'Write a number')
  if (bad) return undefined
  const { start, end } = numbers
  return { from: Math.min(start, end), to: Math.max(start, end), isWhole: Object.values(numbers).every(Number.isInteger) }
}

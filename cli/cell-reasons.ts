import { type Attacker, attackerOf } from '#shared/disclosure/audit/attacker.ts'
import type { History, ReaderFacts } from '#shared/disclosure/audit/history.ts'
import type { PublishedCell } from '#shared/disclosure/audit/published-ranges.ts'
import type { LinearProblem, LinearRow, Range } from '#shared/disclosure/linear/linear-problem.ts'
import { bounds, type Solver, wholeRange } from '#shared/disclosure/linear/solver.ts'
import { hasOneLabel } from '#shared/disclosure/policy.ts'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import type { Label } from '#shared/disclosure/structure/survey-structure.ts'

/** A place as a finding names it: `q:bh03 / young / no`. */
export type CellName = string

export type CellReasons = {
  readonly cell: PublishedCell
  /** The lowest and the highest number of people that the constraints below allow. */
  readonly range: Range
  /** The fewest constraints that were found to give this range: without any one of them it is wider. One sentence each. */
  readonly because: readonly string[]
}

/**
 * Why a count can only lie between two bounds: an irreducible set of constraints that gives the same bounds, found with a deletion
 * filter (take one constraint after the other away, as Chinneck and Dravnieks do for infeasible systems, 1991). `name` is the cell as a finding names it. Undefined where no
 * release computed the cell. Throws Infeasible where the releases contradict each other.
 */
export function cellReasons(solver: Solver, history: History, facts: ReaderFacts, name: CellName): CellReasons | undefined {
  const last = history.at(-1)
  if (!last) return undefined
  const printed = new PrintedCells(last.survey, last.tables, hasOneLabel(last.policy))
  const [own, all] = [false, true].map((carried) => reasonsFrom(solver, attackerOf(printed, history, facts, { carried }), name))
  // Without bounds that were carried over from other questions the reasons are easier to read.
  return own && all && widthOf(own.range) > widthOf(all.range) ? all : own
}

function widthOf({ low, high }: Range): number {
  return high - low
}

function reasonsFrom(solver: Solver, attacker: Attacker, name: CellName): CellReasons | undefined {
  const cell = attacker.knowledge.cells.findLast((each) => nameOf(each) === name)
  const variable = cell && attacker.count(cell.label, cell.asOf)
  if (!cell || variable === undefined) return undefined
  const { problem, numberOf, variables } = attacker.system.problem(cell.question)
  const own = numberOf(variable) ?? 0
  const offsets = new Set(attacker.offsets)
  const names = variables.map((each) => {
    const found = attacker.origins.get(each)
    return found
      ? `${inWords(found.label)} (report ${found.snapshot})`
      : offsets.has(each)
        ? `secret offset ${each}`
        : `unknown number ${each}`
  })
  const rangeWith = (rows: readonly LinearRow[], ranges = problem.variables) => boundsOf(solver, { variables: ranges, rows }, own)
  const range = rangeWith(problem.rows)
  const isEnough = (rows: readonly LinearRow[], ranges = problem.variables) => {
    const found = rangeWith(rows, ranges)
    return found.low >= range.low && found.high <= range.high
  }
  const rows = needed(problem.rows, (some) => isEnough(some))
  const touched = [...new Set([own, ...rows.flatMap(({ terms }) => terms.map(([each]) => each))])]
  const limits = needed(touched, (some) =>
    isEnough(
      rows,
      problem.variables.map((each, at) => (some.includes(at) ? each : ANYTHING)),
    ),
  )
  return {
    cell,
    range,
    because: [
      ...rows.map((row) => sentence(row, names)),
      ...limits.map((at) => `${names[at]} ${between(problem.variables[at] ?? ANYTHING)}, as printed or known`),
    ],
  }
}

/** The range of a variable about which nothing is known: offsets and counts are never negative. */
const ANYTHING: Range = { low: 0, high: Number.POSITIVE_INFINITY }

function nameOf({ table, group, answer }: Pick<PublishedCell, 'table' | 'group' | 'answer'>): CellName {
  return [table, group, answer].filter((part) => part !== undefined).join(' / ')
}

function boundsOf(solver: Solver, problem: LinearProblem, variable: number): Range {
  const [found = ANYTHING] = bounds(solver, problem, [[[variable, 1]]])
  return wholeRange(found)
}

/** A subset of `all` that is still enough and from which nothing more can be left out. It tries to leave out many at once, then fewer. */
function needed<Each>(all: readonly Each[], isEnough: (some: readonly Each[]) => boolean): readonly Each[] {
  let kept = [...all]
  for (let size = Math.ceil(all.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 4)) {
    for (let at = 0; at < kept.length; ) {
      const without = [...kept.slice(0, at), ...kept.slice(at + size)]
      if (isEnough(without)) kept = without
      else at += size
    }
  }
  return kept
}

function sentence({ terms, low, high }: LinearRow, names: readonly string[]): string {
  const sum = terms.map(([variable, by], at) => {
    const sign = by < 0 ? (at === 0 ? '-' : ' - ') : at === 0 ? '' : ' + '
    return `${sign}${Math.abs(by) === 1 ? '' : `${Math.abs(by)} x `}${names[variable]}`
  })
  return `${sum.join('')} ${between({ low, high })}`
}

function between({ low, high }: Range): string {
  if (low === high) return `is ${low}`
  if (low === Number.NEGATIVE_INFINITY) return `is at most ${high}`
  if (high === Number.POSITIVE_INFINITY) return `is at least ${low}`
  return `is from ${low} to ${high}`
}

/** A label without the name of its study: "q=yes and age=young". */
function inWords(label: Label): string {
  const predicates = (label.split('\n')[1] ?? '').split('&').filter((predicate) => predicate !== '')
  // A condition has a long name in labels: its first letters tell two of them apart.
  const short = predicates.map((each) => each.replace(/^~shown:([0-9a-f]{6})[0-9a-f]*=~not_shown$/, 'not asked (condition $1)'))
  return short.length === 0 ? 'everyone' : short.join(' and ')
}

/** The reasons as text: the cell, what report.csv says of it, its bounds, and one line for each reason. */
export function reasonsInWords(name: CellName, { cell, range, because }: CellReasons): string {
  return [
    `${name}, as computed for report ${cell.asOf}`,
    `  in report.csv   ${cell.status}`,
    `  people          ${inWords(cell.label)}`,
    `  from the files  ${range.low === range.high ? `exactly ${range.low}` : `${range.low} to ${range.high}`}`,
    because.length === 0 ? '  no printed number limits it' : '  because',
    ...because.map((each) => `    ${each}`),
  ].join('\n')
}

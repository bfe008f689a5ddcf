import { createHash } from 'node:crypto'
import type { LinearProblem } from '../linear/linear-problem.ts'
import type { Solver } from '../linear/solver.ts'
import type { Label } from '../structure/survey-structure.ts'
import type { Attacker } from './attacker.ts'
import { BoundsSearch } from './bounds-search.ts'
import type { Check, Examined, QuestionCell, QuestionContext, QuestionProblem } from './check.ts'
import type { Grid } from './grid.ts'
import { type PublishedCell, type PublishedRanges, versionKey } from './published-ranges.ts'
import type { VariableOrigins } from './push-directions.ts'

/** The input of one question's checks, as plain data: it can be worked on anywhere, in any order. */
export type QuestionTask = {
  readonly question: string
  readonly problem: LinearProblem
  readonly offsets: readonly number[]
  readonly grids: readonly Grid[]
  readonly origins: VariableOrigins
  readonly cells: readonly QuestionCell[]
  readonly everyone: Label
}

/** The findings of each check in one question. */
export type QuestionResult = readonly (readonly [check: Check, result: Examined])[]

/** Writes down one question as the attacker sees it. */
export function taskOf(attacker: Attacker, question: string): QuestionTask {
  const { knowledge, system, origins } = attacker
  const { problem, numberOf, variables } = system.problem(question)
  const renumbered = (variable: number | undefined) => (variable === undefined ? undefined : numberOf(variable))
  const grids = (attacker.grids.get(question) ?? []).map((grid) => ({
    ...grid,
    slices: grid.slices.map((slice) => ({ ...slice, cells: slice.cells.map(renumbered) })),
    sums: grid.sums.flatMap(({ variable, of }) => {
      const own = renumbered(variable)
      return own === undefined ? [] : [{ variable: own, of: of.flatMap((each) => renumbered(each) ?? []) }]
    }),
  }))
  const own = knowledge.cells.filter((cell) => cell.question === question)
  const versions = new Map(own.map((cell) => [versionKey(cell.label, cell.asOf), cell]))
  const cells = [...versions.values()].map((cell): QuestionCell => {
    return {
      ...cell,
      variable: renumbered(attacker.count(cell.label, cell.asOf)),
      ofSlice: knowledge.printed.label({ question, by: cell.by, group: cell.group }),
      isShown: knowledge.isShown(cell.label, cell.asOf),
      isLatest: isLatest(knowledge, cell),
    }
  })
  return {
    question,
    problem,
    offsets: attacker.offsets.flatMap((offset) => numberOf(offset) ?? []),
    grids,
    origins: numbered({ origins, knowledge }, variables),
    cells,
    everyone: knowledge.printed.everyone(),
  }
}

/** A hash of everything that a question's checks look at: where it is the same, so are their results. */
export function nameOf({ question, problem, cells }: QuestionTask): string {
  return createHash('sha256')
    .update(JSON.stringify([question, problem, cells]))
    .digest('hex')
}

/** Makes the checks of one question. Throws Infeasible when its numbers contradict each other. */
export function attackQuestion(
  solver: Solver,
  context: QuestionContext,
  checks: readonly Check[],
  task: QuestionTask,
  onCheck: (check: Check) => void,
): QuestionResult {
  const { question, problem, offsets, grids, origins, cells, everyone } = task
  const variables = new Map(cells.map(({ label, asOf, variable }) => [versionKey(label, asOf), variable]))
  const search = new BoundsSearch(
    solver,
    { problem, offsets, grids, origins },
    cells.flatMap(({ variable }) => variable ?? []),
  )
  const block: QuestionProblem = {
    question,
    search,
    cells,
    everyone,
    count: (label, snapshot) => variables.get(versionKey(label, snapshot)),
    bounds: (variable) => problem.variables[variable],
  }
  try {
    search.widen(checks.flatMap(({ targets }) => targets?.(context, block) ?? []))
    return checks.flatMap((check) => {
      if (!check.question) return []
      onCheck(check)
      return [[check, check.question(context, block)] as const]
    })
  } finally {
    search.close()
  }
}

/** Whether these are the newest numbers of the group. */
function isLatest(knowledge: PublishedRanges, { slice, asOf }: PublishedCell): boolean {
  return !knowledge.snapshots.some((snapshot) => snapshot > asOf && knowledge.isComputed(slice, snapshot))
}

function numbered({ origins, knowledge }: Pick<Attacker, 'origins' | 'knowledge'>, variables: readonly number[]): VariableOrigins {
  const labels = new Map<string, number>()
  const found = variables.map((variable) => {
    const origin = origins.get(variable)
    const name = origin ? origin.label : `offset ${variable}`
    const label = labels.get(name) ?? labels.size
    labels.set(name, label)
    return [label, origin ? knowledge.snapshots.indexOf(origin.snapshot) : -1] as const
  })
  return { labels: Int32Array.from(found, ([label]) => label), times: Int32Array.from(found, ([, time]) => time) }
}

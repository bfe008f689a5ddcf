import { createHash } from 'node:crypto'
import type { LinearProblem } from '../linear/linear-problem.ts'
import { Infeasible, type Solver } from '../linear/solver.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import { type Attacker, attackerOf, withFullNests } from './attacker.ts'
import type { CheckResult, Finding } from './audit-finding.ts'
import { BoundsSearch } from './bounds-search.ts'
import type { Check, Context, Examined, QuestionProblem } from './check.ts'
import { CHECKS } from './check-catalogue.ts'
import type { GateKnowledge, History, ReaderFacts } from './history.ts'
import { versionKey } from './published-ranges.ts'
import type { VariableOrigins } from './push-directions.ts'
import { standardOf } from './standard.ts'
import type { System } from './system.ts'

export type AuditInput = {
  /** The cells of the last release's survey. */
  readonly printed: PrintedCells
  readonly history: History
  readonly facts: ReaderFacts
  readonly gateKnowledge?: GateKnowledge
  readonly checks?: readonly Check[]
  /** What earlier audits of the same release with the same checks found. A question with the same constraints as then is not attacked again. */
  readonly proven?: Proven
  /** Called after each question that was attacked, for a person who waits. */
  readonly onQuestion?: (done: number, of: number) => void
}

/** By question as the attacker sees it. */
export type Proven = Map<string, readonly (readonly [check: Check, result: Examined])[]>

/**
 * Runs every check over a history. The last release of it is judged, against all. Checks of whole releases come first. If they find something that no repair
 * can help, no question is attacked.
 */
export function audit(solver: Solver, input: AuditInput): readonly CheckResult[] {
  const { printed, history, facts, gateKnowledge, checks = CHECKS, proven = new Map(), onQuestion = () => {} } = input
  const candidate = history.at(-1)
  if (!candidate) throw new Error('an audit needs a release')
  const standard = standardOf(candidate.policy)
  const coalition = facts.coalition ?? standard.coalition
  const context: Context = { printed, history, candidate, facts, standard, coalition, ...(gateKnowledge ? { gateKnowledge } : {}) }
  const examined = new Map<Check, Examined[]>()
  const note = (check: Check, result: Examined) => examined.set(check, [...(examined.get(check) ?? []), result])
  for (const check of checks) if (check.whole) note(check, check.whole(context))
  const isSound = [...examined.values()].flat().every(({ findings }) => findings.every(({ repair }) => repair !== undefined))
  if (isSound) attack(solver, context, checks, { note, proven, onQuestion })
  return checks.map((check) => resultOf(check, examined.get(check) ?? [], gateKnowledge !== undefined))
}

type Notes = Required<Pick<AuditInput, 'proven' | 'onQuestion'>> & { readonly note: (check: Check, result: Examined) => void }

function attack(solver: Solver, context: Context, checks: readonly Check[], notes: Notes): void {
  const attacking = checks.filter((check) => check.question !== undefined)
  const found = withFullNests(context.printed, (fullNests) => attackedBy(solver, context, attacking, notes, fullNests))
  const [first] = attacking
  for (const [check, result] of found.flat()) notes.note(check, result)
  if (found.length > 0) return
  if (first) notes.note(first, { examined: 0, findings: [contradiction(first, context)] })
}

/**
 * What the checks of questions find; undefined where the numbers contradict each other, or that everybody who says a region says
 * its county in each of `fullNests`. Where they do not, an attacker may know that it is so, and then every range is as narrow as here.
 */
function attackedBy(
  solver: Solver,
  context: Context,
  attacking: readonly Check[],
  { proven, onQuestion }: Notes,
  fullNests: ReadonlySet<string>,
): readonly (readonly [check: Check, result: Examined])[] | undefined {
  try {
    const attacker = attackerOf(context.printed, context.history, context.facts, { fullNests })
    return attacker.questions.flatMap((question, done) => {
      const seen = attacker.system.problem(question)
      const name = nameOf(attacker, question, seen.problem)
      const examined =
        proven.get(name) ??
        withBlock(solver, { attacker, question, seen }, (block) => {
          block.search.widen(attacking.flatMap(({ targets }) => targets?.(context, block) ?? []))
          return attacking.flatMap((check) => (check.question ? [[check, check.question(context, block)] as const] : []))
        })
      proven.set(name, examined)
      onQuestion(done + 1, attacker.questions.length)
      return examined
    })
  } catch (thrown) {
    if (thrown instanceof Infeasible) return undefined
    throw thrown
  }
}

/** No conclusion can be drawn from numbers that contradict each other, least of all that they are safe. */
function contradiction({ id }: Check, { candidate }: Context): Finding {
  const message = 'The printed numbers contradict each other, or what is publicly known: no true counts could have led to all of them.'
  return { check: id, release: candidate.release, message, repair: { kind: 'repeat', slice: '' } }
}

/** A hash of everything that a question's checks look at: where it is the same, so are their results. */
function nameOf({ knowledge }: Attacker, question: string, problem: LinearProblem): string {
  const cells = knowledge.cells.filter((cell) => cell.question === question)
  return createHash('sha256')
    .update(JSON.stringify([question, problem, cells]))
    .digest('hex')
}

type Opened = { readonly attacker: Attacker; readonly question: string; readonly seen: ReturnType<System['problem']> }

/** Opens one question as the attacker sees it for the time of `use`. Throws Infeasible. */
function withBlock<Result>(solver: Solver, { attacker, question, seen }: Opened, use: (block: QuestionProblem) => Result): Result {
  const { problem, numberOf, variables } = seen
  const renumbered = (variable: number | undefined) => (variable === undefined ? undefined : numberOf(variable))
  const grids = (attacker.grids.get(question) ?? []).map((grid) => ({
    ...grid,
    slices: grid.slices.map((slice) => ({ ...slice, cells: slice.cells.map(renumbered) })),
    sums: grid.sums.flatMap(({ variable, of }) => {
      const own = renumbered(variable)
      return own === undefined ? [] : [{ variable: own, of: of.flatMap((each) => renumbered(each) ?? []) }]
    }),
  }))
  const offsets = attacker.offsets.flatMap((offset) => numberOf(offset) ?? [])
  const count: QuestionProblem['count'] = (label, snapshot) => renumbered(attacker.count(label, snapshot))
  const own = attacker.knowledge.cells.filter((cell) => cell.question === question)
  const cells = [...new Map(own.map((cell) => [versionKey(cell.label, cell.asOf), cell])).values()]
  const counts = cells.flatMap(({ label, asOf }) => count(label, asOf) ?? [])
  const search = new BoundsSearch(solver, { problem, offsets, grids, origins: originsOf(attacker, variables) }, counts)
  try {
    return use({ question, attacker, search, cells, count })
  } finally {
    search.close()
  }
}

function originsOf({ origins, knowledge }: Attacker, variables: readonly number[]): VariableOrigins {
  const labels = new Map<string, number>()
  const numbered = variables.map((variable) => {
    const found = origins.get(variable)
    const name = found ? found.label : `offset ${variable}`
    const label = labels.get(name) ?? labels.size
    labels.set(name, label)
    return [label, found ? knowledge.snapshots.indexOf(found.snapshot) : -1] as const
  })
  return { labels: Int32Array.from(numbered, ([label]) => label), times: Int32Array.from(numbered, ([, time]) => time) }
}

function resultOf({ id, needs }: Check, examined: readonly Examined[], hasInside: boolean): CheckResult {
  if (needs !== undefined && !hasInside) return { id, status: 'not_checked', needs }
  const findings = examined.flatMap((each) => each.findings)
  return {
    id,
    status: findings.length === 0 ? 'passed' : 'failed',
    findings,
    examined: examined.reduce((sum, each) => sum + each.examined, 0),
  }
}

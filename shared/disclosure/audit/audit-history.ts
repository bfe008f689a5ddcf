import { Infeasible, type Solver } from '../linear/solver.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import { attackerOf, withFullNests } from './attacker.ts'
import type { CheckResult, Finding } from './audit-finding.ts'
import type { Check, Context, Examined, QuestionContext } from './check.ts'
import { CHECKS } from './check-catalogue.ts'
import type { GateKnowledge, History, ReaderFacts } from './history.ts'
import { attackQuestion, nameOf, type QuestionResult, type QuestionTask, taskOf } from './question-task.ts'
import { standardOf } from './standard.ts'

/** The progress of an audit, for a person who waits. It holds no number that comes from answers. */
export type AuditStep =
  /** Questions that are attacked, one after the other or side by side. Said again when a repaired report is audited again. */
  | { readonly step: 'begun'; readonly release: number; readonly questions: number }
  | { readonly step: 'check'; readonly question: string; readonly check: string }
  | { readonly step: 'done'; readonly question: string }

/** The way an audit is carried out. Its results are the same for all of these. */
export type AuditRun = {
  readonly onStep?: (step: AuditStep) => void
  /** Attacks the questions; without it, this thread attacks one after the other. */
  readonly attackAll?: AttackAll
}

/** Attacks every question, in any order, and gives the results in the order of the questions. Throws Infeasible if one of them does. */
export type AttackAll = (
  solver: Solver,
  context: QuestionContext,
  checks: readonly Check[],
  tasks: Iterable<QuestionTask>,
  onStep: (step: AuditStep) => void,
) => readonly QuestionResult[]

type AuditInput = {
  /** The cells of the last release's survey. */
  readonly printed: PrintedCells
  readonly history: History
  readonly facts: ReaderFacts
  readonly gateKnowledge?: GateKnowledge
  readonly checks?: readonly Check[]
  /**
   * Findings of earlier audits of the same release with the same checks. A question with the same constraints as then is not
   * attacked again.
   */
  readonly proven?: Proven
  readonly run?: AuditRun | undefined
}

/** By question as the attacker sees it (`nameOf`): what was found, or that its numbers contradict each other. */
export type Proven = Map<string, QuestionResult | 'contradiction'>

/**
 * Runs every check over a history. The last release of it is judged, against all. Checks of whole releases come first. If they find something that no repair
 * can help, no question is attacked.
 */
export function audit(solver: Solver, input: AuditInput): readonly CheckResult[] {
  const { printed, history, facts, gateKnowledge, checks = CHECKS, proven = new Map(), run = {} } = input
  const candidate = history.at(-1)
  if (!candidate) throw new Error('an audit needs a release')
  const standard = standardOf(candidate.policy)
  const coalition = facts.coalition ?? standard.coalition
  const context: Context = { printed, history, candidate, facts, standard, coalition, ...(gateKnowledge ? { gateKnowledge } : {}) }
  const examined = new Map<Check, Examined[]>()
  const note = (check: Check, result: Examined) => examined.set(check, [...(examined.get(check) ?? []), result])
  for (const check of checks) if (check.whole) note(check, check.whole(context))
  const isSound = [...examined.values()].flat().every(({ findings }) => findings.every(({ repair }) => repair !== undefined))
  if (isSound) attack(solver, context, checks, { note, proven, run })
  return checks.map((check) => resultOf(check, examined.get(check) ?? [], gateKnowledge !== undefined))
}

type Notes = { readonly proven: Proven; readonly run: AuditRun; readonly note: (check: Check, result: Examined) => void }

function attack(solver: Solver, context: Context, checks: readonly Check[], notes: Notes): void {
  const attacking = checks.filter((check) => check.question !== undefined)
  const found = withFullNests(context.printed, (fullNests) => attackedBy(solver, context, attacking, notes, fullNests))
  const [first] = attacking
  for (const [check, result] of found.flat()) notes.note(check, result)
  if (found.length > 0) return
  if (first) notes.note(first, { examined: 0, findings: [contradiction(first, context)] })
}

/**
 * Runs the checks of questions. Undefined where the numbers contradict each other, or that everybody who says a region says its
 * county in each of `fullNests`. Where they do not, an attacker may know that it is so, and then every range is as narrow as
 * here.
 */
function attackedBy(
  solver: Solver,
  context: Context,
  attacking: readonly Check[],
  { proven, run }: Notes,
  fullNests: ReadonlySet<string>,
): QuestionResult | undefined {
  const { attackAll = oneAfterTheOther, onStep = () => {} } = run
  const { candidate, facts, standard, coalition } = context
  try {
    const attacker = attackerOf(context.printed, context.history, context.facts, { fullNests })
    onStep({ step: 'begun', release: candidate.release, questions: attacker.questions.length })
    const names: string[] = []
    const asked: string[] = []
    const unproven = function* (): Generator<QuestionTask> {
      for (const question of attacker.questions) {
        const task = taskOf(attacker, question)
        const name = nameOf(task)
        names.push(name)
        const known = proven.get(name)
        if (known === 'contradiction') throw new Infeasible()
        if (known) onStep({ step: 'done', question })
        else {
          asked.push(name)
          yield task
        }
      }
    }
    const found = attackAll(solver, { candidate, facts, standard, coalition }, attacking, unproven(), onStep)
    for (const [at, name] of asked.entries()) {
      const result = found[at]
      if (result) proven.set(name, result)
    }
    return names.flatMap((name) => provenOf(proven, name))
  } catch (thrown) {
    if (thrown instanceof Infeasible) return undefined
    throw thrown
  }
}

function provenOf(proven: Proven, name: string): QuestionResult {
  const found = proven.get(name)
  if (!found || found === 'contradiction') throw new Error('a question has no result')
  return found
}

export const oneAfterTheOther: AttackAll = (solver, context, checks, tasks, onStep) => {
  const results: QuestionResult[] = []
  for (const task of tasks) {
    const { question } = task
    results.push(attackQuestion(solver, context, checks, task, ({ id }) => onStep({ step: 'check', question, check: id })))
    onStep({ step: 'done', question })
  }
  return results
}

/** No conclusion can be drawn from numbers that contradict each other, least of all that they are safe. */
function contradiction({ id }: Check, { candidate }: Context): Finding {
  const message = 'The printed numbers contradict each other, or what is publicly known: no true counts could have led to all of them.'
  return { check: id, release: candidate.release, message, repair: { kind: 'repeat', slice: '' } }
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

import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import type { Gate } from '#shared/disclosure/audit/release-gate.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { offsetsOf } from '#shared/disclosure/policy.ts'
import { redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ProtectedReport } from '#shared/disclosure/protected-report.ts'
import { nextRelease } from '#shared/disclosure/series/next-release.ts'
import type { SeriesState } from '#shared/disclosure/series/state.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { addToCohorts, emptyCohorts } from '#shared/tabulate/cohorts.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'

/** Lets everything through: what the gate is compared with. */
export const noGate: Gate = (_solver, { report }) => ({ kind: 'passed', report, checks: [], repaired: [], rounds: 0 })

export type Member = { readonly answers: Answers; readonly admittedIn: number }
export type AnyRelease = { readonly report: ProtectedReport; readonly tables: readonly CountedTable[] }

/** A study of any survey. Who is in it is said for each release. */
export class AnyStudy {
  readonly #survey: Survey
  readonly #tools: { readonly solver: Solver; readonly gate: Gate; readonly seed: number }
  #before: { readonly state: SeriesState; readonly earlier: readonly PublishedReport[] } | undefined

  constructor(survey: Survey, tools: { readonly solver: Solver; readonly gate: Gate; readonly seed: number }) {
    this.#survey = survey
    this.#tools = tools
  }

  get next(): number {
    return (this.#before?.state.release ?? 0) + 1
  }

  /** Undefined where there may be no release yet. */
  release(members: readonly Member[]): AnyRelease | undefined {
    const survey = this.#survey
    const { solver, gate, seed } = this.#tools
    const [plan, key] = [reportPlan(survey), keyOf(seed)]
    const rows = members.map(({ answers }) => encodeAnswers(codebookOf(survey), answers))
    const tables = countedTables(addResponses(emptyTally(plan), rows))
    const admittedIn = members.map((each) => each.admittedIn)
    const cohorts = addToCohorts(emptyCohorts(plan, this.next), rows, admittedIn)
    const made = nextRelease({ study: studyPlan(survey), tables, cohorts }, this.#before, {
      key,
      redrawn: () => redrawnOffsets(solver, studyPlan(survey), key),
      audit: (input) => gate(solver, input),
    })
    if (made.kind === 'refused') return undefined
    const { report } = made
    const published = { release: this.next, survey, policy: offsetsOf(report.policy), tables: report.tables }
    this.#before = { state: made.stateWith('0'.repeat(64)), earlier: [...(this.#before?.earlier ?? []), published] }
    return { report, tables }
  }
}

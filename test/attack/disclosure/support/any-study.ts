import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import type { Gate } from '#shared/disclosure/audit/release-gate.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { isRounded } from '#shared/disclosure/policy.ts'
import { redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ProtectedReport } from '#shared/disclosure/protected-report.ts'
import { addMembers, nobodyCounted, tablesOf } from '#shared/disclosure/series/counted-members.ts'
import { nextRelease } from '#shared/disclosure/series/next-release.ts'
import type { SeriesState } from '#shared/disclosure/series/state.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { Answers } from '#shared/survey/answer.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
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
    const key = keyOf(seed)
    const study = studyPlan(survey)
    const admitted = members.map(({ answers, admittedIn }, at) => ({
      id: new TextEncoder().encode(String(at)),
      answers: encodeAnswers(study.plan.codebook, answers),
      since: admittedIn,
    }))
    const counted = addMembers(nobodyCounted(study, this.next), study, key, admitted)
    const tables = tablesOf(counted)
    const made = nextRelease({ study, tables, cohorts: counted.cohorts }, this.#before, {
      key,
      solver,
      redrawn: () => redrawnOffsets(solver, study, key),
      audit: (input) => gate(solver, input),
    })
    if (made.kind === 'refused') return undefined
    const { report } = made
    const { policy } = report
    const earlier = isRounded(policy) ? [{ release: this.next, survey, policy, tables: report.tables }] : []
    this.#before = { state: made.stateWith('0'.repeat(64)), earlier: [...(this.#before?.earlier ?? []), ...earlier] }
    return { report, tables }
  }
}

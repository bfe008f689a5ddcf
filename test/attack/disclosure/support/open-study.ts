import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { isRounded } from '#shared/disclosure/policy.ts'
import type { StudyPlan } from '#shared/disclosure/profiles/profile.ts'
import { redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { addMembers, nobodyCounted, tablesOf } from '#shared/disclosure/series/counted-members.ts'
import { countedSince, type Member, memberOf } from '#shared/disclosure/series/membership.ts'
import { nextRelease } from '#shared/disclosure/series/next-release.ts'
import type { SeriesState } from '#shared/disclosure/series/state.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'

export const ANSWERS = ['a', 'b', 'c'] as const
export const GROUPS = ['left', 'right'] as const
/** No answer: the question was skipped. */
export type Kind = { readonly answer?: (typeof ANSWERS)[number]; readonly group: (typeof GROUPS)[number] }

/** One question of three answers, and two groups. */
export const surveyOfThree: Survey = {
  ...surveyOf([section('main', [single('view', ANSWERS)]), section('about', [single('side', GROUPS)])]),
  plan: { by: ['side'], cross: ['view'], also: [], except: [] },
}

/** A study that anybody may join and leave, through the product's own code: admission, pace, audit, and the files it writes. */
export class OpenStudy {
  /** The published reports: the text of each report.csv. */
  readonly reports: string[] = []
  /** Groups repeated or hidden for somebody's protection are the audit's doing; refusals tell a reader something too. */
  readonly refusals: string[] = []
  /** The words of the last refusal. */
  lastWords = ''
  readonly #tools: { readonly survey: Survey; readonly key: StudyKey; readonly solver: Solver }
  readonly #plan: StudyPlan
  readonly #redrawn: ReturnType<typeof redrawnOffsets>
  readonly #present = new Map<number, Kind>()
  #members = new Map<Member, number>()
  #before: { readonly state: SeriesState; readonly earlier: readonly PublishedReport[] } | undefined
  #next = 0

  constructor(tools: { readonly survey: Survey; readonly key: StudyKey; readonly solver: Solver }) {
    this.#tools = tools
    this.#plan = studyPlan(tools.survey)
    this.#redrawn = redrawnOffsets(tools.solver, this.#plan, tools.key)
  }

  /** Gives the receipt, with which the answers can be taken back. */
  join(kind: Kind): number {
    this.#present.set(this.#next, kind)
    return this.#next++
  }

  leave(receipt: number): void {
    this.#present.delete(receipt)
  }

  /** Tries for a release; whether there is one. */
  release(): boolean {
    const { survey, key, solver } = this.#tools
    const release = (this.#before?.state.release ?? 0) + 1
    const { pace } = this.#plan.profile
    const members = new Map<Member, number>()
    const admitted = [...this.#present].flatMap(([receipt, { answer, group }]) => {
      const id = new TextEncoder().encode(String(receipt))
      const member = memberOf(key, id)
      const since = countedSince(key, pace, { known: this.#members, release }, member)
      if (since === undefined) return []
      members.set(member, since)
      const answers = encodeAnswers(codebookOf(survey), {
        view: answer === undefined ? { state: 'skipped' } : { state: 'answered', options: [answer] },
        side: { state: 'answered', options: [group] },
      })
      return [{ id, answers, since }]
    })
    const counted = addMembers(nobodyCounted(this.#plan, release), this.#plan, key, admitted)
    const made = nextRelease({ study: this.#plan, tables: tablesOf(counted), cohorts: counted.cohorts }, this.#before, {
      key,
      redrawn: () => this.#redrawn,
      solver,
      audit: (input) => audited(solver, input),
    })
    if (made.kind === 'refused') {
      this.refusals.push(made.refusal.reason)
      this.lastWords = made.refusal.message
      return false
    }
    const { report } = made
    const { id, files } = releaseOf({ survey, report, release, date: '2026-01-05' })
    this.reports.push(new TextDecoder().decode(files.get('report.csv')))
    this.#members = members
    const { policy, tables } = report
    const published = isRounded(policy) ? [{ release, survey, policy, tables }] : []
    this.#before = { state: made.stateWith(id), earlier: [...(this.#before?.earlier ?? []), ...published] }
    return true
  }
}

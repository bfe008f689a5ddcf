import { mostReports } from '#shared/survey/most-reports.ts'
import { type Cohorts, EVERYONE, type SliceName } from '#shared/tabulate/cohorts.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { NO_FACTS, type PublishedReport } from '../audit/history.ts'
import type { Audited, ToAudit } from '../audit/release-gate.ts'
import { asOfBySlice, repeatSlices } from '../audit/repeat-slices.ts'
import type { DrawCounters } from '../key-audit/key-audit.ts'
import type { StudyKey } from '../keyed-draws.ts'
import type { Solver } from '../linear/solver.ts'
import { assertSameProfile } from '../policy.ts'
import type { RandomBytes } from '../privacy/randomness.ts'
import type { NoiseMemory } from '../profiles/dp-budget.ts'
import { ALREADY_FINAL, type Refusal, type StudyPlan } from '../profiles/profile.ts'
import { protect } from '../profiles/study-plan.ts'
import { type ProtectedReport, protectedReport } from '../protected-report.ts'
import { cellDraws } from './cell-draws.ts'
import { type Churn, churnBySlice, churnOfRelease } from './churn.ts'
import { basesBySlice, gateKnowledgeOf } from './gate-knowledge.ts'
import { mayRelease, paceInWords, slicesBelowMinimum } from './pace.ts'
import { definitionHash, type SeriesState } from './state.ts'

export type Snapshot = {
  readonly study: StudyPlan
  /** True counts of everybody whom this release may count: the members there were, and the newcomers; these alone where a profile counts in batches. */
  readonly tables: readonly CountedTable[]
  readonly cohorts: Cohorts
}

/** The history before a release: nothing, or a state and every release it lists, oldest first. */
export type Before = { readonly state: SeriesState; readonly earlier: readonly PublishedReport[] }

export type Tools = {
  readonly key: StudyKey
  /** Asked only where a report is made: working them out takes seconds. */
  readonly redrawn: () => DrawCounters
  /** For profiles that need one to protect. */
  readonly solver?: Solver
  /** For profiles that add noise, and what they left to remember. */
  readonly random?: RandomBytes
  readonly memory?: NoiseMemory
  /** The gate: a release of rounded numbers passes it or is not made. Other profiles prove their promises themselves. */
  readonly audit: (input: ToAudit) => Audited
}

export type NextRelease =
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly memory?: NoiseMemory }
  | {
      readonly kind: 'made'
      readonly report: ProtectedReport
      readonly stateWith: (releaseId: string) => SeriesState
      /** The memory to keep in place of the one before. */
      readonly memory?: NoiseMemory
    }

const REFUSALS = {
  definition_changed:
    'Questions, answers, conditions, tables or protection are not those of the first report. Numbers of the two cannot be protected together: give the changed survey another id.',
  too_few_changes: 'Not enough people have joined since the last report to make another one safely. Ask again later.',
  no_more_reports:
    'This study has had all the reports it may have. Somebody who sends many answers could tell from another one what a single person said. Ask the next people under another survey id. A survey that says access: invitation from its first report on may have up to 12.',
} as const

/**
 * The next release of a study, or why there is none. Slices in which too little changed are repeated as they were; all
 * others are protected afresh and every number of every release is audited together. No decision a reader can see follows
 * from a true count alone: each is made on a rounded value or against a secret minimum.
 */
export function nextRelease(snapshot: Snapshot, before: Before | undefined, tools: Tools): NextRelease {
  const next = candidateRelease(snapshot, before, tools)
  return next.kind === 'candidate' ? next.audited(tools.audit(next.toAudit)) : next
}

/** A candidate that has yet to pass the gate, and what becomes of it then. */
export type Candidate = {
  readonly kind: 'candidate'
  readonly toAudit: ToAudit
  readonly audited: (result: Audited) => NextRelease
}

/** As `nextRelease`, for a gate that takes its time: rounded numbers come as a candidate. */
export function candidateRelease(snapshot: Snapshot, before: Before | undefined, tools: Omit<Tools, 'audit'>): NextRelease | Candidate {
  const { study, tables, cohorts } = snapshot
  const { survey, profile } = study
  const { key, solver, random, memory } = tools
  const { pace, rounding } = profile
  const paced = typeof pace === 'object' ? pace : undefined
  const state = before?.state
  if (state && state.definition !== definitionHash(survey)) return refused('definition_changed')
  if (state && pace === 'once') return { kind: 'refused', refusal: ALREADY_FINAL }
  if (state && state.release >= (mostReports(survey) ?? Number.POSITIVE_INFINITY)) return refused('no_more_reports')
  const change = state && paced ? churnOfRelease(state, cohorts) : { added: 0, withdrawn: 0, base: 0 }
  if (state && paced && !mayRelease(key, paced, state, change)) return refused('too_few_changes')

  const release = (state?.release ?? 0) + 1
  const redrawn = tools.redrawn()
  const outcome = protect(
    { study, tables, release, redrawn, ...(solver ? { solver } : {}), ...(random ? { random } : {}), ...(memory ? { memory } : {}) },
    key,
  )
  if (outcome.kind === 'refused') return outcome
  const withdrawals = [...(state?.withdrawals ?? []), change.withdrawn]
  const made = (report: ProtectedReport, repeated: readonly SliceName[] = []): NextRelease => ({
    kind: 'made',
    report,
    stateWith: (id) => stateAfter(snapshot, state, report, { id, withdrawals, repeated }),
    ...(outcome.memory ? { memory: outcome.memory } : {}),
  })
  if (!rounding) return made(withTables(outcome.report, study, outcome.report.tables))

  const churn: ReadonlyMap<SliceName, Churn> = state ? churnBySlice(state, cohorts) : new Map()
  const last = before?.earlier.at(-1)
  if (last) assertSameProfile(last.policy, rounding)
  const repeated = state && paced ? slicesBelowMinimum(key, paced, state, churn) : new Set<SliceName>()
  const candidate = withTables(
    outcome.report,
    study,
    last ? repeatSlices(outcome.report.tables, last.tables, repeated) : outcome.report.tables,
  )
  const toAudit: ToAudit = {
    earlier: before?.earlier ?? [],
    printed: study.printed,
    release,
    report: candidate,
    facts: {
      ...NO_FACTS,
      growth: new Map(withdrawals.map((withdrawn, i) => [i + 1, { withdrawn }])),
      repeated: new Map(Object.entries(state?.repeated ?? {}).map(([at, slices]) => [Number(at), new Set(slices)])),
    },
    gateKnowledge: gateKnowledgeOf(snapshot, churn, { key, redrawn }),
    draw: cellDraws(key, { printed: study.printed, release, tables: candidate.tables }),
  }
  return {
    kind: 'candidate',
    toAudit,
    audited(result) {
      if (result.kind === 'refused') return { kind: 'refused', refusal: { reason: 'not_safe', message: result.message } }
      const asOf = [...asOfBySlice(result.report.tables)]
      return made(
        result.report,
        asOf.filter(([slice, counted]) => counted !== release && !repeated.has(slice)).map(([slice]) => slice),
      )
    },
  }
}

function refused(reason: keyof typeof REFUSALS): NextRelease {
  return { kind: 'refused', refusal: { reason, message: REFUSALS[reason] } }
}

function withTables(report: ProtectedReport, { survey, profile }: StudyPlan, tables: ProtectedReport['tables']): ProtectedReport {
  const { pace } = profile
  const inWords = typeof pace === 'object' ? [...report.inWords, ...paceInWords(pace, survey)] : report.inWords
  return protectedReport({ policy: report.policy, inWords, tables })
}

/** Remembers the bases of the slices that this release counted; of the others, what was remembered. */
function stateAfter(
  { study: { survey }, tables }: Snapshot,
  before: SeriesState | undefined,
  report: ProtectedReport,
  { id, withdrawals, repeated }: { readonly id: string; readonly withdrawals: readonly number[]; readonly repeated: readonly SliceName[] },
): SeriesState {
  const release = (before?.release ?? 0) + 1
  const bases = basesBySlice(tables)
  const slices = [...asOfBySlice(report.tables)].map(([slice, asOf]) => {
    if (asOf === release) return [slice, { asOf, base: bases.get(slice) ?? 0 }] as const
    const remembered = before?.slices[slice]
    if (remembered?.asOf !== asOf) throw new Error(`group ${slice} is repeated from a release it was not counted in`)
    return [slice, remembered] as const
  })
  return {
    format: 'chorus-series/1',
    study: survey.id,
    release,
    definition: definitionHash(survey),
    members: bases.get(EVERYONE) ?? 0,
    slices: Object.fromEntries(slices),
    releases: [...(before?.releases ?? []), id],
    withdrawals: [...withdrawals],
    ...withRepeated(before?.repeated, release, repeated),
  }
}

function withRepeated(before: SeriesState['repeated'], release: number, repeated: readonly SliceName[]): Pick<SeriesState, 'repeated'> {
  const all = { ...before, ...(repeated.length === 0 ? {} : { [release]: [...repeated] }) }
  return Object.keys(all).length === 0 ? {} : { repeated: all }
}

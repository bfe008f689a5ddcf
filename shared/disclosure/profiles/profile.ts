import type { Survey } from '#shared/survey/survey.ts'
import type { ReportPlan } from '#shared/tabulate/plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import type { DrawCounters } from '../key-audit/key-audit.ts'
import type { StudyKey } from '../keyed-draws.ts'
import type { Solver } from '../linear/solver.ts'
import type { Pace, RoundedPolicy } from '../policy.ts'
import type { RandomBytes } from '../privacy/randomness.ts'
import type { ProtectedReport } from '../protected-report.ts'
import type { MarginPlan } from '../structure/offset-margins.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { NoiseMemory } from './dp-budget.ts'

/** A survey, prepared for tabulation once: `studyPlan` makes it. */
export type StudyPlan = {
  readonly survey: Survey
  /** The codebook and every table of the closed report plan. */
  readonly plan: ReportPlan
  /** The cells of these tables, their labels, and who can be in them. */
  readonly printed: PrintedCells
  /** The protection of numbers, with its policy. */
  readonly profile: Profile
  /** The margins that tie the secret offsets of cells; worked out when first asked for. */
  readonly margins: () => MarginPlan
}

export type ToProtect = {
  /** The approved survey names the profile, and defines which cells are the same people and who is asked what. */
  readonly study: StudyPlan
  /** Every table of the survey's report plan: true counts. */
  readonly tables: readonly CountedTable[]
  /** 1, 2, ... */
  readonly release: number
  /** Which offsets the audit of the key drew again. */
  readonly redrawn?: DrawCounters
  /** For a profile that has to prove that hidden numbers stay hidden. */
  readonly solver?: Solver
  /** For a profile that adds noise. */
  readonly random?: RandomBytes
  /** The memory of the releases so far that such a profile needs. */
  readonly memory?: NoiseMemory
}

/** A refusal says why in words, which are the same however many answers there are. */
export type Refusal = {
  readonly reason:
    | 'too_few_answers'
    | 'too_few_changes'
    | 'definition_changed'
    | 'already_final'
    | 'no_more_reports'
    | 'not_safe'
    | 'budget_spent'
  readonly message: string
}

export type ProtectionOutcome =
  | { readonly kind: 'protected'; readonly report: ProtectedReport; readonly memory?: NoiseMemory }
  /** A refusal can have used up privacy budget too: then there is something to remember. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly memory?: NoiseMemory }

/** A way to protect tables. Throws when the tables contradict each other or the survey. */
export type Profile = {
  protect(input: ToProtect, key: StudyKey): ProtectionOutcome
  /**
   * The rule by which a survey may be counted again and again; `once` is a single report, on everybody; with `batches` each release
   * counts those whom no release has counted, and nobody else.
   */
  readonly pace: Pace | 'once' | 'batches'
  /** Whether it needs the sum of the record keys of every cell beside its count. */
  readonly keyed?: true
  /** The policy of a profile that rounds with secret offsets of 0 to b-1; absent for others. */
  readonly rounding?: RoundedPolicy
}

/**
 * There are fewer answers than the `needed` ones. Not one more word: a report can be asked for again and again, and words that change with the
 * number of answers would show somebody who sends answers each person who comes (docs/adr/0045-a-refusal-says-one-thing.md).
 */
export function tooFew(needed: number): Refusal {
  return {
    reason: 'too_few_answers',
    message: `There are not enough answers yet to share any of them safely. A report needs about ${needed}. None was made. Ask again when more people have answered.`,
  }
}

/** Explains to readers when a mean and a median are given. */
export const MEANS_IN_WORDS =
  'A mean is given when the numbers not shown cannot move it by more than 0.3 (or, where that is more, 7.5 in 100 of the way from the lowest score to the highest), a median when they cannot move it at all.'

export const ALREADY_FINAL: Refusal = {
  reason: 'already_final',
  message: 'This way of protecting a survey allows a single report, and it has been made.',
}

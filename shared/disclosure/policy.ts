import { isDeepStrictEqual } from 'node:util'
import { type Rounding, rounding } from '#shared/survey/survey.ts'

/** The protection of a report: public, hashed into every release, everything but the key. */
export type Policy = PerturbedPolicy | ExactClosedPolicy

/** The policies of profiles that change every number a little. The same people get the same number in every table. */
export type PerturbedPolicy = RoundedPolicy | CellKeyPolicy | NoisePolicy

/**
 * The rules by which a survey may be counted again and again: public, hashed into every release. The secret is only where, within
 * `jitter`, each of the two minimums lies.
 */
export type Pace = {
  /** One in this many of those who answered since the last release waits, at random, for the next one. */
  readonly heldBackOneIn: number
  /** A release needs so many people whom no release has counted. */
  readonly releaseNewcomers: number
  /** A group is counted again only after so many people came to it. */
  readonly sliceNewcomers: number
  /** Each time, a secret 0 to jitter-1 is added to both minimums: otherwise a person who plants all changes but one learns the last one. */
  readonly jitter: number
}

type Minimums = {
  /** Changes when the same parameters would give other numbers: a study that began with one cannot go on with another. */
  readonly method: 1 | 2 | 3 | 4
  /** Every printed count stands for more people than this. */
  readonly k: number
  readonly minSlice: number
}

export type RoundedPolicy = Minimums & {
  readonly profile: Rounding
  /** Counts are rounded to a multiple of this. */
  readonly b: number
  readonly minRelease: number
  /** The rules for counting again: what readers can compare depends on them as much as on the rounding. */
  readonly pace: Pace
}

export type CellKeyPolicy = Minimums & {
  readonly profile: 'ckm'
  readonly minRelease: number
  /** No number is changed by more. */
  readonly maxChange: number
  /** The variance of the change is at most this. */
  readonly variance: number
  /** No number is changed to 1 to this. */
  readonly neverShown: number
}

export type NoisePolicy = Minimums & {
  readonly profile: 'dp'
  /** The most that all reports together may cost one person, in zero-concentrated differential privacy. */
  readonly rho: number
  /** The part of it that each look at whether there are enough new answers costs those who wait. */
  readonly rhoOfLook: number
  /** The part of it that the report which counts somebody costs. */
  readonly rhoOfBatch: number
  /** The same promise as `rho` in (epsilon, delta). */
  readonly epsilon: number
  readonly delta: number
  /** The largest squared distance between the numbers with and without one response: the sum over all tables. */
  readonly sensitivity: number
  /** The variance of the noise on each number of one batch. */
  readonly variance: number
  /** Each batch has about this many new answers or more. */
  readonly minBatch: number
}

export type ExactClosedPolicy = {
  readonly profile: 'exact-closed'
  readonly method: 1
  /** No printed count is smaller than this. */
  readonly k: number
  readonly minSlice: number
  readonly minRelease: number
  /** The least distance between the lowest and the highest count that readers can take a hidden small one for. */
  readonly width: number
}

export function isRounded(policy: Policy): policy is RoundedPolicy {
  return rounding.safeParse(policy.profile).success
}

/**
 * Whether each set of people has one label, also within a group: rounded numbers since method 4. Numbers with noise have some for each label, and
 * the budget counts all of it.
 */
export function hasOneLabel(policy: Policy): boolean {
  return isRounded(policy) ? policy.method >= 4 : policy.profile !== 'dp'
}

/** The policy of numbers that were rounded with secret offsets, which is what the audit of a series knows how to attack. Throws for any other. */
export function offsetsOf(policy: Policy): RoundedPolicy {
  if (isRounded(policy)) return policy
  throw new Error(`numbers protected by ${policy.profile} cannot be audited as rounded ones`)
}

/**
 * Throws unless a report is protected exactly as the one before it in its series: numbers of two ways of protecting the
 * same people, side by side, tell more than either.
 */
export function assertSameProfile(previous: Policy, policy: Policy): void {
  if (isDeepStrictEqual(previous, policy)) return
  throw new Error(
    `the last report was protected by ${previous.profile} and this one would be by ${policy.profile}${previous.profile === policy.profile ? ' with other parameters' : ''}. Protection cannot change while a survey runs: give the changed survey another id.`,
  )
}

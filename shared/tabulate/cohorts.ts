import { fieldOf } from '#shared/survey/codebook.ts'
import { digitsOf } from './joint.ts'
import type { ReportPlan } from './plan.ts'

/**
 * The number of people of each release's newcomers who are in each slice now. Like tallies, cohorts of one plan are a commutative
 * monoid. They show how many people a slice gained and lost since any release, without a record of who was in it.
 */
export type Cohorts = {
  readonly plan: ReportPlan
  /** Newcomers of release 1 to this one are told apart. */
  readonly releases: number
  /** For each release, its newcomers in each slice of `slicesOf(plan)`. Integers. */
  readonly counts: Float64Array
}

/** A group people are counted in: `variable=option`, or nothing for everyone. The same in every table. */
export type SliceName = string

export const EVERYONE: SliceName = ''

/** The name of a slice, such as `ay_age=young`; that of everyone where there is no group. */
export function sliceName(by: string | undefined, group: string | undefined): SliceName {
  return by === undefined || group === undefined ? EVERYONE : `${by}=${group}`
}

/** Everyone, then each group of each group variable, in the order of the plan. */
export function slicesOf(plan: ReportPlan): SliceName[] {
  return [EVERYONE, ...groupVariables(plan).flatMap((by) => fieldOf(plan.codebook, by).options.map((option) => sliceName(by, option)))]
}

/** Cohorts with no response in them, for so many releases of a plan. */
export function emptyCohorts(plan: ReportPlan, releases: number): Cohorts {
  return { plan, releases, counts: new Float64Array(releases * slicesOf(plan).length) }
}

/** The cohorts with these coded responses in them; `admittedIn` has the release of each. Throws when one is beyond the last release. */
export function addToCohorts(cohorts: Cohorts, rows: readonly Uint8Array[], admittedIn: readonly number[]): Cohorts {
  const { plan, releases } = cohorts
  const slices = slicesOf(plan).length
  const counts = Float64Array.from(cohorts.counts)
  const placings = placingsOf(plan)
  rows.forEach((row, i) => {
    const release = admittedIn[i] ?? 0
    if (!Number.isInteger(release) || release < 1 || release > releases) throw new Error('a response was admitted in no known release')
    const from = (release - 1) * slices
    counts[from] = (counts[from] ?? 0) + 1
    for (const { at, sliceOf } of placings) {
      const slice = sliceOf[row[at] ?? 0] ?? 0
      if (slice > 0) counts[from + slice] = (counts[from + slice] ?? 0) + 1
    }
  })
  return { plan, releases, counts }
}

/** Throws when they are of different plans or tell different releases apart. */
export function mergeCohorts(a: Cohorts, b: Cohorts): Cohorts {
  if (a.plan.hash !== b.plan.hash || a.releases !== b.releases) throw new Error('cohorts of different plans or releases cannot be added up')
  return { ...a, counts: a.counts.map((count, i) => count + (b.counts[i] ?? 0)) }
}

/** For each slice, how many of its people came in each release; the first number is of release 1. */
export function cohortsBySlice({ plan, releases, counts }: Cohorts): ReadonlyMap<SliceName, readonly number[]> {
  const slices = slicesOf(plan)
  const fine = new Map(slices.map((slice, s) => [slice, Array.from({ length: releases }, (_, r) => counts[r * slices.length + s] ?? 0)]))
  const coarse = plan.tables.flatMap(({ by, groupRollups = [] }) =>
    groupRollups.map(({ id, of }) => {
      const parts = of.map((group) => fine.get(sliceName(by, group)) ?? [])
      return [sliceName(by, id), Array.from({ length: releases }, (_, r) => parts.reduce((sum, part) => sum + (part[r] ?? 0), 0))] as const
    }),
  )
  return new Map([...fine, ...coarse])
}

function groupVariables(plan: ReportPlan): string[] {
  return [...new Set(plan.tables.flatMap((table) => table.by ?? []))]
}

/** One byte of a response, and the slice that each of its values is in; 0 is none. An option of many is a placing of its own. */
type Placing = { readonly at: number; readonly sliceOf: Uint16Array }

function placingsOf(plan: ReportPlan): Placing[] {
  let first = 1
  return groupVariables(plan).flatMap((by) => {
    const field = fieldOf(plan.codebook, by)
    const from = first
    first += field.options.length
    return digitsOf(field).map(({ at, digitOf, groupOf }) => ({
      at,
      sliceOf: Uint16Array.from(digitOf, (digit) => {
        const group = groupOf[digit]
        return group === undefined ? 0 : from + group
      }),
    }))
  })
}

import type { Gate } from '#shared/disclosure/audit/release-gate.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { sum } from '#shared/sum.ts'
import { isRollup } from '#shared/survey/rollups.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { firstReport, type MadeUpReport } from './first-report.ts'
import { type ReadableRow, readableRows } from './readable.ts'

/** The expected content of a first report on so many people: means over a few draws of made-up people and keys. Shares are 0 to 1. */
export type Expectation = {
  readonly people: number
  /** Draws in which there was a report at all. */
  readonly reports: number
  /** Answers of everyone whose number is shown; and those that are shown alone or together with others. */
  readonly shown: number
  readonly readable: number
  /** The same by group. */
  readonly readableByGroup: number
  /** Questions without any number shown, in half of the draws or more. */
  readonly silent: readonly string[]
  /** Groups without any number shown, in half of the draws or more. */
  readonly hiddenGroups: readonly string[]
}

export type Draws = { readonly solver: Solver; readonly survey: Survey; readonly draws: number; readonly gate?: Gate }

/**
 * Makes `draws` first reports, each on so many made-up people with a key of its own, and gives the means over them. The same survey gives
 * the same result. Absent, `gate` is the gate of every release; with another one neither the key nor the report is audited.
 */
export function expectationOf({ solver, survey, draws, gate }: Draws, people: number): Expectation {
  const made = Array.from({ length: draws }, (_, draw) => firstReport(solver, survey, people, draw + 1, gate))
  const rows = made.map(({ tables = [] }) => readableRows(survey, tables))
  const share = (isCounted: (row: ReadableRow) => boolean, is: (row: ReadableRow) => boolean) =>
    mean(rows.map((own) => own.filter(isCounted)).flatMap((own) => (own.length === 0 ? [] : [own.filter(is).length / own.length])))
  const isEveryone = ({ by }: ReadableRow) => by === undefined
  return {
    people,
    reports: made.filter(({ tables }) => tables !== undefined).length,
    shown: share(isEveryone, ({ shown }) => shown),
    readable: share(isEveryone, ({ readable }) => readable),
    readableByGroup: share(
      ({ by }) => by !== undefined,
      ({ readable }) => readable,
    ),
    silent: inHalf(rows.map((own) => namesWithout(own.filter(isEveryone), ({ question }) => question))),
    hiddenGroups: inHalf(made.map(hiddenGroupsOf)),
  }
}

/** The number of people who have to answer until a group is large enough to be shown, if it is as large a part as in made-up people. */
export function peopleNeeded({ solver, survey, draws }: Draws, gate: Gate): readonly (readonly [group: string, people: number])[] {
  const { rounding } = studyPlan(survey).profile
  if (!rounding) return []
  const made = Array.from({ length: draws }, (_, draw) => firstReport(solver, survey, LARGE, draw + 1, gate))
  const sizes = Map.groupBy(
    made.flatMap(({ counted }) =>
      counted.flatMap(({ by, slices }) => slices.map(({ group, base }) => [`${by}=${group}`, by, base] as const)),
    ),
    ([name]) => name,
  )
  return [...sizes]
    .filter(([, [first]]) => first?.[1] !== undefined)
    .map(
      ([name, own]) =>
        [name, Math.ceil((LARGE * (rounding.minSlice + rounding.b)) / Math.max(1, mean(own.map(([, , base]) => base))))] as const,
    )
}

/** As many people as tell how large a part of them a group is. */
const LARGE = 400

function hiddenGroupsOf({ tables = [] }: MadeUpReport): readonly string[] {
  const slices = tables.flatMap(({ by, slices: own }) =>
    own.flatMap((slice) => (by === undefined ? [] : [{ name: `${by}=${slice.group}`, slice }])),
  )
  return [...Map.groupBy(slices, ({ name }) => name)]
    .filter(([name, own]) => !isRollup(name.split('=')[1] ?? '') && own.every(({ slice }) => slice.base === undefined))
    .map(([name]) => name)
}

function namesWithout(rows: readonly ReadableRow[], nameOf: (row: ReadableRow) => string): readonly string[] {
  return [...Map.groupBy(rows, nameOf)].filter(([, own]) => !own.some(({ readable }) => readable)).map(([name]) => name)
}

function inHalf(lists: readonly (readonly string[])[]): readonly string[] {
  const all = [...new Set(lists.flat())]
  return all.filter((name) => lists.filter((list) => list.includes(name)).length * 2 >= lists.length)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length
}

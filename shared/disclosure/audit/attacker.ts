import { conditionSums } from '../structure/condition-sums.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { Label } from '../structure/survey-structure.ts'
import { CellConstraints } from './cell-constraints.ts'
import { addCrossReleaseConstraints } from './cross-release-constraints.ts'
import type { Grid } from './grid.ts'
import type { History, ReaderFacts } from './history.ts'
import { PublishedRanges, versionKey } from './published-ranges.ts'
import type { System } from './system.ts'

/** Everything an attacker knows, written down as one system, block by question. */
export type Attacker = {
  readonly knowledge: PublishedRanges
  readonly system: System
  readonly questions: readonly string[]
  /** By question: a grid for each snapshot, in the order of time. */
  readonly grids: ReadonlyMap<string, readonly Grid[]>
  readonly offsets: readonly number[]
  /** Which count each variable is, and at which snapshot; offsets are not there. */
  readonly origins: ReadonlyMap<number, { readonly label: Label; readonly snapshot: number }>
  /** The variable of a count at a snapshot; undefined when nothing was computed of it then. */
  readonly count: (label: Label, snapshot: number) => number | undefined
}

/**
 * An attacker who solves for the counts from the printed numbers: reads every release, knows the definition and the code, everything but the key and the
 * answers. Its unknowns are the count of every cell in each release that computed it, and one offset a label, which all
 * releases share. Cells of a slice add up to its base; groups of a single choice, with the people in none of them, add up
 * to everyone; counts of two releases differ by who joined and left. Throws Infeasible when the releases contradict this.
 * `carried`: whether bounds are carried from question to question. `fullNests`: the inner questions of
 * those nests in which it takes it that nobody who says where they live leaves out the smaller group; ranges are then narrower, and hold only if that is so.
 */
export function attackerOf(
  cells: PrintedCells,
  history: History,
  facts: ReaderFacts,
  { carried = true, fullNests = new Set() }: { readonly carried?: boolean; readonly fullNests?: ReadonlySet<string> } = {},
): Attacker {
  const last = history.at(-1)
  if (!last) throw new Error('an audit needs a release')
  const rows = new CellConstraints(new PublishedRanges(history, cells), cells, facts, {
    policy: last.policy,
    largestBase: largestBase(history),
    fullNests,
  })
  const questions = [...new Set(last.tables.map((table) => table.question))]
  const bysOf = (question: string) => last.tables.filter((table) => table.question === question).flatMap((table) => table.by ?? [])
  for (const question of questions) {
    const bys = bysOf(question)
    const nested = cells.nests.flatMap(({ inner, outer }) => (question === inner ? [outer] : question === outer ? [inner] : []))
    const others = [...cells.deciding(question), ...nested].filter((each) => cells.isPlanned(each, undefined))
    const known = new Set([...bys, ...others])
    const kin = new Map(others.map((each) => [each, bysOf(each).filter((by) => known.has(by))]))
    for (const snapshot of rows.knowledge.snapshots) rows.addQuestion(question, bys, kin, snapshot)
  }
  rows.addConditions(conditionSums(cells, last.tables))
  const known = { knowledge: rows.knowledge, system: rows.system, facts, policy: last.policy }
  const offsets = addCrossReleaseConstraints(known, rows.versions)
  rows.addPublicFacts()
  if (carried) rows.system.propagate()
  return {
    knowledge: rows.knowledge,
    system: rows.system,
    questions,
    grids: rows.grids,
    offsets,
    origins: rows.origins,
    count: (label, snapshot) => rows.system.find(versionKey(label, snapshot)),
  }
}

function largestBase(history: History): number {
  const bases = history.flatMap(({ tables }) => tables.flatMap((table) => table.slices.map((slice) => slice.base?.high ?? 0)))
  return bases.reduce((most, each) => Math.max(most, each), 0)
}

/**
 * Finds the largest of all sets of nests that may be full for which `tried` gives something: no result of a smaller one is looked for, as every range is then
 * as narrow or wider. The results by set; none where `tried` gives nothing even for no nest.
 */
export function withFullNests<Result>(
  { nests }: PrintedCells,
  tried: (fullNests: ReadonlySet<string>) => Result | undefined,
): readonly Result[] {
  const sets = nests
    .reduce<readonly (readonly string[])[]>((found, { inner }) => found.flatMap((each) => [[...each, inner], each]), [[]])
    .map((each) => new Set(each))
    .toSorted((a, b) => b.size - a.size)
  const possible: { readonly set: ReadonlySet<string>; readonly result: Result }[] = []
  for (const set of sets) {
    if (possible.some((other) => [...set].every((nest) => other.set.has(nest)))) continue
    const result = tried(set)
    if (result !== undefined) possible.push({ set, result })
  }
  return possible.map(({ result }) => result)
}

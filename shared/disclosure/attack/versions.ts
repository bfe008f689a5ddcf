import type { AttackedRelease, AttackedSlice, AttackedTable } from './published.ts'

/** One table over a whole history: its groups, and each group's numbers once for every release that counted it. */
export type TableHistory = {
  readonly id: string
  readonly question: string
  readonly by?: string
  readonly groups: readonly GroupHistory[]
}

export type GroupHistory = {
  readonly group?: string
  readonly answers: readonly string[]
  /** Ascending by `asOf`. A slice that a later release repeats is here once. */
  readonly versions: readonly AttackedSlice[]
}

export type AttackedHistory = {
  readonly last: AttackedRelease
  readonly tables: readonly TableHistory[]
  /** Every release there is, and every one in which something was counted. */
  readonly times: readonly number[]
}

/** Releases of one study, oldest first, as tables over time. Throws when there is none. */
export function historyOf(releases: readonly AttackedRelease[]): AttackedHistory {
  const last = releases.at(-1)
  if (!last) throw new Error('an attack needs a release')
  const tables = last.tables.map((table) => tableHistory(releases, table))
  const counted = tables.flatMap(({ groups }) => groups.flatMap(({ versions }) => versions.map(({ asOf }) => asOf)))
  const times = [...new Set([...releases.map(({ release }) => release), ...counted])].sort((a, b) => a - b)
  return { last, tables, times }
}

function tableHistory(releases: readonly AttackedRelease[], { id, question, by, slices }: AttackedTable): TableHistory {
  const same = releases.flatMap(({ tables }) => tables.filter((table) => table.id === id))
  const groups = slices.map(({ group, cells }) => ({
    ...(group === undefined ? {} : { group }),
    answers: cells.map((cell) => cell.answer),
    versions: versionsOf(same, group),
  }))
  return { id, question, ...(by === undefined ? {} : { by }), groups }
}

function versionsOf(tables: readonly AttackedTable[], group: string | undefined): AttackedSlice[] {
  const found = new Map<number, AttackedSlice>()
  for (const slice of tables.flatMap((table) => table.slices.filter((each) => each.group === group))) {
    if (!found.has(slice.asOf)) found.set(slice.asOf, slice)
  }
  return [...found.values()].sort((a, b) => a.asOf - b.asOf)
}

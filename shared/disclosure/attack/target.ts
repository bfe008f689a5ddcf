import { difference, type Term } from '../linear/linear-problem.ts'
import type { AttackedSlice } from './published.ts'
import type { GroupHistory, TableHistory } from './versions.ts'

/** Something an attacker would like to know: a count that is not printed, or how much a count changed between two releases. */
export type AttackTarget = {
  readonly kind: 'hidden' | 'change'
  readonly table: string
  readonly group?: string
  readonly answer: string
  readonly release: number
  /** Set for a change: the release before it that counted the cell. */
  readonly since?: number
  readonly sum: readonly Term[]
}

type CountOf = (table: TableHistory, group: string | undefined, answer: string, time: number) => number

/** Lists everything worth asking about one table: its hidden cells, and the changes of its cells between releases that counted them. */
export function targetsOf(table: TableHistory, countOf: CountOf): AttackTarget[] {
  return table.groups.flatMap((group) => [...hiddenCells(table, group, countOf), ...changes(table, group, countOf)])
}

const HIDDEN = ['hidden_small', 'hidden_secondary']

function hiddenCells(table: TableHistory, { group, versions }: GroupHistory, countOf: CountOf): AttackTarget[] {
  return versions.flatMap(({ asOf, cells }) =>
    cells
      .filter(({ status }) => HIDDEN.includes(status))
      .map(
        ({ answer }): AttackTarget => ({
          kind: 'hidden',
          ...placeOf(table, group, answer),
          release: asOf,
          sum: [[countOf(table, group, answer, asOf), 1]],
        }),
      ),
  )
}

/** Cells of a group from each release that counted it to the next that did. */
function changes(table: TableHistory, { group, answers, versions }: GroupHistory, countOf: CountOf): AttackTarget[] {
  return versions.slice(1).flatMap((later, i) => {
    const earlier = versions[i]
    if (!earlier || !isShown(earlier) || !isShown(later)) return []
    return answers.map(
      (answer): AttackTarget => ({
        kind: 'change',
        ...placeOf(table, group, answer),
        release: later.asOf,
        since: earlier.asOf,
        sum: difference(countOf(table, group, answer, later.asOf), countOf(table, group, answer, earlier.asOf)),
      }),
    )
  })
}

function isShown({ base, cells }: AttackedSlice): boolean {
  return base !== undefined && cells.some(({ status }) => status !== 'not_asked')
}

function placeOf({ id }: TableHistory, group: string | undefined, answer: string) {
  return { table: id, ...(group === undefined ? {} : { group }), answer }
}

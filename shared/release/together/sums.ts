import type { Bounded, ReportCell, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'

/**
 * The tables of several releases added up, cell by cell, from what each of them printed. A sum lies between the sum of the
 * lower and the sum of the upper values. Where one of them hides a cell, the sum is hidden too, with the range that all leave;
 * where one shows nothing of a group, nothing is shown. The tables must be of the same plan.
 */
export function summedTables(releases: readonly (readonly ReportTable[])[]): readonly ReportTable[] {
  const [first = [], ...others] = releases
  return first.map(({ slices, ...table }) => ({
    ...table,
    slices: slices.map((slice, at) => {
      const all = [slice, ...others.map((tables) => sliceAt(tables, table.id, at))]
      return sumOfSlices(slice, all)
    }),
  }))
}

function sliceAt(tables: readonly ReportTable[], table: string, at: number): ReportSlice {
  const found = tables.find(({ id }) => id === table)?.slices[at]
  if (!found) throw new Error(`a release has no table ${table}`)
  return found
}

function sumOfSlices({ group, cells }: ReportSlice, all: readonly ReportSlice[]): ReportSlice {
  const bases = all.map(({ base }) => base)
  const base = bases.every((each) => each !== undefined) ? added(bases) : undefined
  return {
    ...(group === undefined ? {} : { group }),
    ...(base ? { base } : {}),
    // Sums belong to no release of a series.
    asOf: 1,
    cells: cells.map(({ answer }, at) =>
      sumOfCells(
        answer,
        all.map((slice) => cellAt(slice, at, answer)),
        base !== undefined,
      ),
    ),
  }
}

function cellAt({ cells }: ReportSlice, at: number, answer: string): ReportCell {
  const cell = cells[at]
  if (cell?.answer !== answer) throw new Error(`a release has no answer ${answer} here`)
  return cell
}

function sumOfCells(answer: string, cells: readonly ReportCell[], isShown: boolean): ReportCell {
  if (cells.every(({ status }) => status === 'not_asked')) return { answer, status: 'not_asked' }
  const asked = cells.filter(({ status }) => status !== 'not_asked')
  if (!isShown || asked.some(({ status }) => status === 'group_too_small')) return { answer, status: 'group_too_small' }
  const shown = asked.flatMap((cell) => (cell.status === 'published' ? [cell.count] : []))
  if (shown.length === asked.length) return { answer, status: 'published', count: added(shown) }
  const { low, high } = added(asked.flatMap(rangeOf))
  return { answer, status: 'hidden_secondary', low, high }
}

function rangeOf(cell: ReportCell): Bounded[] {
  if (cell.status === 'published') return [cell.count]
  return 'low' in cell ? [{ low: cell.low, high: cell.high, value: 0 }] : []
}

/** The sum of numbers with ranges. A printed range can begin below 0, where rounding allows it; a number of people cannot, so the sum begins at 0 there. */
function added(numbers: readonly Bounded[]): Bounded {
  return numbers.reduce(
    (sum, { value, low, high }) => ({ value: sum.value + value, low: sum.low + Math.max(0, low), high: sum.high + high }),
    { value: 0, low: 0, high: 0 },
  )
}

import type { CellDraw } from '../audit/hide-labels.ts'
import { type StudyKey, secretDraw } from '../keyed-draws.ts'
import type { ReportCell, ReportTable } from '../report.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { Label } from '../structure/survey-structure.ts'

type Candidate = { readonly printed: PrintedCells; readonly release: number; readonly tables: readonly ReportTable[] }

/**
 * The draws that hide cells of a candidate and round them coarsely. They follow from the key and from the numbers of the candidate as they
 * are before any is hidden, and not from the release. So a row that stays as it is has the same draws in each release, and a later release
 * tells nothing new: if each release drew anew, several together would tell what the draws hide (`test/attack/disclosure/replay.test.ts`).
 * Draws that hide depend on all numbers in the rows of a label; those about its own number depend on this number alone, so that other
 * numbers cannot move the range of a coarse one.
 */
export function cellDraws(key: StudyKey, candidate: Candidate): CellDraw {
  const { rows, own } = numbersOfLabels(candidate)
  return (purpose, label, below) => {
    const numbers = purpose === 'hide at random' || purpose === 'decoy' ? rows.get(label) : own.get(label)
    return secretDraw(key, purpose, [label, ...(numbers ?? [])], below)
  }
}

type Numbers = ReadonlyMap<Label, readonly number[]>

/** By label: all numbers in the rows that it is in and that this release counted, and its own number. A row that repeats earlier numbers is left out. */
function numbersOfLabels({ printed, release, tables }: Candidate): { readonly rows: Numbers; readonly own: Numbers } {
  const rows = new Map<Label, readonly number[]>()
  const own = new Map<Label, readonly number[]>()
  for (const { question, by, slices } of tables) {
    for (const { group, base, cells } of slices.filter(({ asOf }) => asOf === release)) {
      const place = { question, by, group }
      const everyone = [printed.label(place), base?.value ?? NO_NUMBER] as const
      const row = new Map([everyone, ...cells.map((cell) => [printed.label(place, cell.answer), numberOf(cell)] as const)])
      for (const [label, number] of row) {
        rows.set(label, [...(rows.get(label) ?? []), ...row.values()])
        own.set(label, [number])
      }
    }
  }
  return { rows, own }
}

const NO_NUMBER = -1

function numberOf(cell: ReportCell): number {
  if (cell.status === 'published') return cell.count.value
  return cell.status === 'top_coded' ? cell.high : NO_NUMBER
}

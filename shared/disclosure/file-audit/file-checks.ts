import type { PrintedCells } from '../structure/printed-cells.ts'
import { type FileCheck, findingIn, printedIn, type ReaderCopy, spotsOf } from './reader-copy.ts'

/** For profiles of a single report: two of them, subtracted, are a report on who came in between. */
export function checkOnce(history: readonly ReaderCopy[]): FileCheck {
  const findings = history
    .filter(({ release }) => release > 1)
    .map(({ release, policy }) => ({
      check: 'A3' as const,
      release,
      message: `With ${policy.profile} there is one report, ever. By subtracting an earlier one from this, a reader learns about the people who came or left in between.`,
    }))
  return { id: 'A3', title: 'There is a single report, so nothing to subtract it from', examined: history.length, findings }
}

/** One set of people has one number: of two, the truth is what both allow, and many would average out. */
export function checkSamePeople(printed: PrintedCells, copy: ReaderCopy): FileCheck {
  const numbers = new Map<string, number>()
  const spots = spotsOf(printed, copy.tables)
  const findings = spots.flatMap((spot) => {
    const number = printedIn(spot)
    if (number === undefined) return []
    const first = numbers.get(spot.label) ?? number
    numbers.set(spot.label, first)
    const message = 'The same people have two different numbers in this release: together they say more than either.'
    return first === number ? [] : [findingIn(spot, 'A9', copy.release, message)]
  })
  return { id: 'A9', title: 'The same people have the same number wherever they are shown', examined: spots.length, findings }
}

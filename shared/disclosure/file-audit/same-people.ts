import { type FileCheck, findingIn, printedIn, type ReaderCopy, spotsOf } from './reader-copy.ts'

/** One set of people has one number: of two, the truth is what both allow, and many would average out. */
export function checkSamePeople(copy: ReaderCopy): FileCheck {
  const numbers = new Map<string, number>()
  const spots = spotsOf(copy)
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

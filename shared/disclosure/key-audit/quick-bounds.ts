import type { Range } from '../linear/linear-problem.ts'
import type { MarginTerm } from './determined-labels.ts'
import { type DrawnOffsets, neededOf, SHARED } from './margin-system.ts'

/**
 * Labels to draw again at once, because simple arithmetic leaves them, or others of their margin, too few candidates.
 * It looks at what each margin adds up to and never at an offset, so it finds the same for all offsets that an attacker
 * cannot tell apart. Every label it finds has too few candidates; other such labels are left to the exact steps.
 */
export function narrowByQuickBounds(drawn: DrawnOffsets): ReadonlySet<number> {
  const { system } = drawn
  const again = new Set<number>()
  for (const [margin, terms] of system.margins.entries()) {
    const sum = marginSum(drawn, margin)
    if (isTight(drawn, terms, sum) || isBent(drawn, terms, sum)) for (const label of drawnAgainIn(drawn, terms)) again.add(label)
  }
  return again.size > 0 ? again : narrowed(drawn)
}

/** The sum of a margin's offsets: the only thing that an attacker knows of it. */
export function marginSum({ system, offsets }: Pick<DrawnOffsets, 'system' | 'offsets'>, margin: number): number {
  return (system.margins[margin] ?? []).reduce((sum, { label, by }) => sum + by * (offsets[label] ?? 0), 0)
}

/** Its own labels, where a margin has some: shared ones would move all other blocks too. */
export function drawnAgainIn({ system }: Pick<DrawnOffsets, 'system'>, terms: readonly MarginTerm[]): readonly number[] {
  const labels = terms.map(({ label }) => label)
  const own = labels.filter((label) => system.blockOf[label] !== SHARED)
  return own.length > 0 ? own : labels
}

/** Whether a margin alone, all its other labels being anything, leaves some label too little. */
function isTight(drawn: DrawnOffsets, terms: readonly MarginTerm[], sum: number): boolean {
  const most = drawn.base - 1
  const least = terms.reduce((all, { by }) => all + Math.min(0, by * most), 0)
  const greatest = terms.reduce((all, { by }) => all + Math.max(0, by * most), 0)
  return terms.some(({ label, by }) => {
    if (drawn.system.isWanted[label] === 0) return false
    const left = leftFor(by, sum, least - Math.min(0, by * most), greatest - Math.max(0, by * most))
    return Math.min(left.high, most) - Math.max(left.low, 0) + 1 < neededOf(drawn, label)
  })
}

/**
 * Whether a margin alone leaves several shared labels too little together. Hundreds of margins may tie the same ones: each
 * therefore leaves what they add up to a common middle, as far as its own labels can.
 */
function isBent({ system, base, atLeast }: DrawnOffsets, terms: readonly MarginTerm[], sum: number): boolean {
  const most = base - 1
  const [shared, own] = [0, 1].map((side) => terms.filter(({ label }) => (system.blockOf[label] === SHARED ? 0 : 1) === side))
  if (!shared || !own || shared.length < 2 || own.length === 0) return false
  const rangeOf = (some: readonly MarginTerm[]) => ({
    least: some.reduce((all, { by }) => all + Math.min(0, by * most), 0),
    greatest: some.reduce((all, { by }) => all + Math.max(0, by * most), 0),
  })
  const together = rangeOf(shared)
  const room = rangeOf(own)
  const middle = (together.least + together.greatest) / 2
  // Wherever they are, the room of its own labels has to go as far as the middle and beyond.
  const beyond = room.greatest - room.least - (together.greatest - middle) - 1
  const reach = Math.min(Math.ceil((shared.length * (atLeast - 1)) / 2), beyond)
  if (reach < 1) return false
  return sum - room.greatest > middle - reach || sum - room.least < middle + reach
}

/** The bounds of x, where by * x = sum - rest, by is 1 or -1, and the rest is between least and greatest. */
function leftFor(by: number, sum: number, least: number, greatest: number): Range {
  return by > 0 ? { low: sum - greatest, high: sum - least } : { low: least - sum, high: greatest - sum }
}

/** Narrows the bounds of labels margin by margin until nothing moves, and gives those left with too few candidates. */
function narrowed(drawn: DrawnOffsets): ReadonlySet<number> {
  const { system, base, atLeast } = drawn
  const low = new Int32Array(system.labels.length)
  const high = new Int32Array(system.labels.length).fill(base - 1)
  const waiting = new Set(system.margins.keys())
  for (const margin of waiting) {
    waiting.delete(margin)
    const terms = system.margins[margin] ?? []
    const sum = marginSum(drawn, margin)
    const ends = terms.map(({ label, by }) => {
      const [l, h] = [low[label] ?? 0, high[label] ?? 0]
      return by > 0 ? { least: l, greatest: h } : { least: -h, greatest: -l }
    })
    const least = ends.reduce((all, end) => all + end.least, 0)
    const greatest = ends.reduce((all, end) => all + end.greatest, 0)
    for (const [at, { label, by }] of terms.entries()) {
      const end = ends[at] ?? { least: 0, greatest: 0 }
      const left = leftFor(by, sum, least - end.least, greatest - end.greatest)
      if (left.low <= (low[label] ?? 0) && left.high >= (high[label] ?? 0)) continue
      low[label] = Math.max(left.low, low[label] ?? 0)
      high[label] = Math.min(left.high, high[label] ?? 0)
      for (const each of system.marginsOf[label] ?? []) if (each.margin !== margin) waiting.add(each.margin)
    }
  }
  return new Set(
    [...system.labels.keys()].filter((label) => system.isWanted[label] === 1 && (high[label] ?? 0) - (low[label] ?? 0) + 1 < atLeast),
  )
}

/** The numbers at which ranges begin, unless conditions of the form ask for other places. */
const CUTS = [0, 1, 5, 10, 20, 50, 100, 200, 500, 1000]

/** The largest number that people may answer with when the form sets no limit. */
const MOST = 1_000_000

export type Band = { readonly id: string; readonly from: number; readonly to: number }

/**
 * The ranges in which a number is kept: at most ten, whole numbers where `step` is 1, each beginning where `cuts` say or
 * where people usually count in ranges. `cuts` are the numbers a form compares the answer with: then each comparison
 * is true of all of a range or of none of it.
 */
export function bandsFor(low: number | undefined, high: number | undefined, cuts: readonly number[], step: number): Band[] {
  const from = step === 1 ? Math.ceil(low ?? Math.min(0, ...cuts)) : (low ?? Math.min(0, ...cuts))
  const to = Math.max(step === 1 ? Math.floor(high ?? MOST) : (high ?? MOST), from)
  const usual =
    high !== undefined && to - from <= 10 && step === 1
      ? Array.from({ length: to - from + 1 }, (_, i) => from + i)
      : spread(from, high === undefined ? undefined : to)
  const starts = [...new Set([from, ...cuts, ...usual])].filter((each) => each >= from && each <= to).toSorted((a, b) => a - b)
  return starts.map((start, i) => {
    const next = starts[i + 1]
    const end = next === undefined ? to : next - step
    return { id: idOf(start, next === undefined && high === undefined ? undefined : end), from: start, to: round(end) }
  })
}

function spread(from: number, high: number | undefined): number[] {
  if (high === undefined || high - from > 200) return CUTS.filter((cut) => high === undefined || cut <= high)
  // Of a few units, as between 0 and 1, each fifth is a range.
  if (high - from < 5) return Array.from({ length: 5 }, (_, i) => round(from + (i * (high - from)) / 5))
  const width = Math.max(1, Math.ceil((high - from + 1) / 8 / 5) * 5)
  // From 18 on: 18 to 29, 30 to 44, 45 to 59.
  const first = Math.floor(from / width) * width
  const starts = Array.from({ length: Math.ceil((high - first + 1) / width) }, (_, i) => first + i * width)
  return [from, ...starts.filter((start) => start > from + width / 2)]
}

function idOf(from: number, to: number | undefined): string {
  const name = (value: number) => String(round(value)).replace('-', 'minus')
  if (to === undefined) return `${name(from)}_plus`
  return from === to ? name(from) : `${name(from)}_to_${name(to)}`
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

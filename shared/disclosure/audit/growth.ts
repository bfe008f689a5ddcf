import type { Growth } from './history.ts'

/** How many people at most can have joined and left from one release to a later one; infinite where that is not known. */
export function growthBetween(
  growth: ReadonlyMap<number, Growth>,
  from: number,
  to: number,
): { readonly admitted: number; readonly withdrawn: number } {
  let [admitted, withdrawn] = [0, 0]
  for (let release = from + 1; release <= to; release++) {
    admitted += growth.get(release)?.admitted ?? Number.POSITIVE_INFINITY
    withdrawn += growth.get(release)?.withdrawn ?? Number.POSITIVE_INFINITY
  }
  return { admitted, withdrawn }
}

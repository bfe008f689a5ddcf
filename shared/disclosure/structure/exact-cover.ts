/** The number of choices after which a sum is given up. */
const TRIES = 2000

/**
 * Exact cover: names of disjoint sets whose union is the whole; undefined where none was found within so many tries. Sets are given as the
 * numbers of their members. Example: of {1,2,3} with a = {1,2}, b = {2,3}, c = {3}, it is a and c.
 */
export function exactCover<Name>(whole: ReadonlySet<number>, sets: ReadonlyMap<Name, ReadonlySet<number>>): readonly Name[] | undefined {
  const inside = [...sets].filter(([, set]) => set.size > 0 && isWithin(set, whole)).sort(([, a], [, b]) => b.size - a.size)
  let tries = 0
  const complete = (left: ReadonlySet<number>): readonly Name[] | undefined => {
    const [first] = left
    if (first === undefined) return []
    for (const [name, set] of inside) {
      if (!set.has(first) || !isWithin(set, left)) continue
      if (++tries > TRIES) return undefined
      const others = complete(without(left, set))
      if (others) return [name, ...others]
    }
    return undefined
  }
  return complete(whole)
}

function isWithin(set: ReadonlySet<number>, whole: ReadonlySet<number>): boolean {
  for (const member of set) if (!whole.has(member)) return false
  return true
}

function without(set: ReadonlySet<number>, taken: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...set].filter((member) => !taken.has(member)))
}

/** A thing whose owner someone wants to know: every value that the store has of it, and where it lies. */
export type Thing = { readonly values: readonly Uint8Array[]; readonly place: number }

type Matching = readonly number[]
type Strategy = (these: readonly Thing[], those: readonly Thing[]) => Matching

/**
 * Every way we know to say which of `those` belongs to each of `these`, from what is stored alone. A matching gives, for
 * each of these, the index of one of those.
 */
const STRATEGIES: Readonly<Record<string, Strategy>> = {
  'the same bytes in both': (these, those) => greedily(these, those, sharedBytes),
  'the nearest bits': (these, those) => greedily(these, those, (one, other) => -nearest(one, other)),
  'the same place in order': (these, those) => byRank(these, those, (thing) => thing.place),
  'the opposite place in order': (these, those) => byRank(these, those, (thing) => thing.place).toReversed(),
  'the order of their values': (these, those) => byRank(these, those, (thing) => Buffer.from(thing.values.at(-1) ?? []).readUIntBE(0, 4)),
}

/** The number that each strategy gets right, where the i-th of these belongs to the i-th of those. Chance alone gets one, of any number. */
export function linked(these: readonly Thing[], those: readonly Thing[]): Record<string, number> {
  // The order in which we know the truth must not help anybody.
  const shuffled = those.map((_, index) => index).toSorted((a, b) => compare(those[a], those[b]))
  const laid = shuffled.flatMap((index) => those[index] ?? [])
  return Object.fromEntries(
    Object.entries(STRATEGIES).map(([name, strategy]) => {
      const matching = strategy(these, laid)
      return [name, matching.filter((at, index) => shuffled[at] === index).length]
    }),
  )
}

function compare(one: Thing | undefined, other: Thing | undefined): number {
  return Buffer.compare(one?.values[0] ?? new Uint8Array(), other?.values[0] ?? new Uint8Array())
}

function greedily(these: readonly Thing[], those: readonly Thing[], score: (one: Thing, other: Thing) => number): Matching {
  const pairs = these.flatMap((one, i) => those.map((other, j) => ({ i, j, score: score(one, other) })))
  const matching = new Map<number, number>()
  for (const { i, j } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (!matching.has(i) && ![...matching.values()].includes(j)) matching.set(i, j)
  }
  return these.map((_, i) => matching.get(i) ?? -1)
}

function byRank(these: readonly Thing[], those: readonly Thing[], key: (thing: Thing) => number): Matching {
  const ranked = (things: readonly Thing[]) => things.map((_, i) => i).toSorted((a, b) => keyAt(things, a, key) - keyAt(things, b, key))
  const [left, right] = [ranked(these), ranked(those)]
  const matching = new Map(left.map((index, rank) => [index, right[rank] ?? -1]))
  return these.map((_, i) => matching.get(i) ?? -1)
}

function keyAt(things: readonly Thing[], at: number, key: (thing: Thing) => number): number {
  const thing = things[at]
  return thing ? key(thing) : 0
}

/** The longest run of bytes that a value of each has in common. */
function sharedBytes(one: Thing, other: Thing): number {
  const theirs = other.values.map((value) => Buffer.from(value))
  let longest = 0
  for (const value of one.values) {
    for (let from = 0; from < value.length; from++) {
      while (from + longest < value.length && theirs.some((their) => their.includes(Buffer.from(value.subarray(from, from + longest + 1)))))
        longest++
    }
  }
  return longest
}

function nearest(one: Thing, other: Thing): number {
  return Math.min(...one.values.flatMap((a) => other.values.map((b) => differingBits(a, b))))
}

function differingBits(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length, 16)
  return Array.from({ length }, (_, i) => ((a[i] ?? 0) ^ (b[i] ?? 0)).toString(2).replaceAll('0', '').length).reduce(
    (sum, each) => sum + each,
    0,
  )
}

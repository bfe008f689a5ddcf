import {
  difference,
  intersection,
  type LinearProblem,
  type LinearRow,
  mergeTerms,
  type Range,
  type Term,
} from '../linear/linear-problem.ts'
import { Infeasible } from '../linear/solver.ts'

const MOST_SWEEPS = 50

type BlockRow = LinearRow & { readonly blocks: Set<string> }

/**
 * The attacker's constraints, as one system of sums over whole numbers. Each question is a block; blocks share the sizes of
 * groups. Named variables and rows are made once, however many blocks need them.
 */
export class System {
  readonly #variables = new Map<string, number>()
  readonly #low: number[] = []
  readonly #high: number[] = []
  readonly #blocks: Set<string>[] = []
  /** When the bounds of each variable changed last, counted in changes. */
  readonly #changed: number[] = []
  #changes = 0
  readonly #rows = new Map<string, BlockRow>()
  /** The variables and rows of each block, in order: found at once for all, and again after a change. */
  #byBlock: Map<string, { readonly variables: number[]; readonly rows: BlockRow[] }> | undefined

  variable(name: string, block: string, range: Range): number {
    this.#byBlock = undefined
    const known = this.#variables.get(name)
    if (known !== undefined) {
      this.#blocks[known]?.add(block)
      this.#narrow(known, range)
      return known
    }
    const made = this.#low.push(range.low) - 1
    this.#high.push(range.high)
    this.#blocks.push(new Set([block]))
    this.#changed.push(0)
    this.#variables.set(name, made)
    return made
  }

  /** Lets a block know of a variable. */
  join(variable: number, block: string): void {
    this.#byBlock = undefined
    this.#blocks[variable]?.add(block)
  }

  find(name: string): number | undefined {
    return this.#variables.get(name)
  }

  /** A row belongs to the blocks that state it. */
  row(block: string, terms: readonly Term[], { low, high }: Range): void {
    const merged = mergeTerms(terms)
    if (merged.length === 0 || (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY)) return
    const name = `${low}|${high}|${merged.map((term) => term.join('*')).join('+')}`
    this.#byBlock = undefined
    const known = this.#rows.get(name)
    if (known) known.blocks.add(block)
    else this.#rows.set(name, { terms: merged, low, high, blocks: new Set([block]) })
  }

  /** A row "the later count minus the earlier one" in every block that has both. */
  tie(later: number, earlier: number, range: Range): void {
    for (const block of this.#blocks[earlier] ?? []) if (this.#blocks[later]?.has(block)) this.row(block, difference(later, earlier), range)
  }

  blocksOf(variable: number): ReadonlySet<string> {
    return this.#blocks[variable] ?? new Set()
  }

  range(variable: number): Range {
    return { low: this.#low[variable] ?? 0, high: this.#high[variable] ?? Number.POSITIVE_INFINITY }
  }

  /**
   * Bounds propagation: tightens the bounds of variables row by row, over all blocks, until none changes (or after 50 sweeps). So what is
   * known in one block bounds another. No values that satisfy all rows are lost. Throws Infeasible when there are none.
   */
  propagate(): void {
    const rows = [...this.#rows.values()]
    // A row tells nothing new before one of its variables has changed.
    const seen = rows.map(() => -1)
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      let changed = false
      rows.forEach((row, at) => {
        const since = seen[at] ?? -1
        if (row.terms.every(([variable]) => (this.#changed[variable] ?? 0) <= since)) return
        seen[at] = this.#changes
        if (this.#tighten(row)) changed = true
      })
      if (!changed) return
    }
  }

  /** The rows of one block, its variables numbered anew; `numberOf` gives the new number of a variable. */
  problem(block: string): {
    readonly problem: LinearProblem
    readonly numberOf: (variable: number) => number | undefined
    /** By new number. */
    readonly variables: readonly number[]
  } {
    const own = this.#inBlock(block)
    const numbers = new Map(own.variables.map((variable, number) => [variable, number]))
    const variables = own.variables.map((variable) => this.range(variable))
    const rows = own.rows.map(({ terms, low, high }) => ({
      low,
      high,
      terms: terms.map(([variable, by]): Term => [numbers.get(variable) ?? -1, by]),
    }))
    return { problem: { variables, rows }, numberOf: (variable) => numbers.get(variable), variables: own.variables }
  }

  #inBlock(block: string): { readonly variables: readonly number[]; readonly rows: readonly BlockRow[] } {
    const known = this.#byBlock ?? new Map<string, { readonly variables: number[]; readonly rows: BlockRow[] }>()
    if (known !== this.#byBlock) {
      const of = (name: string) => {
        const found = known.get(name) ?? { variables: [], rows: [] }
        known.set(name, found)
        return found
      }
      this.#blocks.forEach((blocks, variable) => {
        for (const name of blocks) of(name).variables.push(variable)
      })
      for (const row of this.#rows.values()) for (const name of row.blocks) of(name).rows.push(row)
      this.#byBlock = known
    }
    return known.get(block) ?? { variables: [], rows: [] }
  }

  #narrow(variable: number, range: Range): boolean {
    const before = this.range(variable)
    const after = intersection(before, range)
    if (after.low > after.high) throw new Infeasible()
    if (after.low === before.low && after.high === before.high) return false
    this.#low[variable] = after.low
    this.#high[variable] = after.high
    this.#changed[variable] = ++this.#changes
    return true
  }

  #tighten({ terms, low, high }: BlockRow): boolean {
    let [least, most] = [0, 0]
    for (const [variable, by] of terms) {
      const [from, to] = this.#ends(variable, by)
      least += from
      most += to
    }
    let changed = false
    for (const [variable, by] of terms) {
      const [from, to] = this.#ends(variable, by)
      // With an infinite end elsewhere the rest is unknown; with the only infinite end here, the sum of the rest is lost.
      const restLeast = Number.isFinite(least) ? least - from : from === Number.NEGATIVE_INFINITY ? this.#rest(terms, variable, 0) : least
      const restMost = Number.isFinite(most) ? most - to : to === Number.POSITIVE_INFINITY ? this.#rest(terms, variable, 1) : most
      const own = [(low - restMost) / by, (high - restLeast) / by].sort((a, b) => a - b)
      const [lowest = Number.NEGATIVE_INFINITY, highest = Number.POSITIVE_INFINITY] = own
      if (this.#narrow(variable, { low: Math.ceil(lowest), high: Math.floor(highest) })) {
        const [newFrom, newTo] = this.#ends(variable, by)
        if (Number.isFinite(least)) least += newFrom - from
        if (Number.isFinite(most)) most += newTo - to
        changed = true
      }
    }
    return changed
  }

  #ends(variable: number, by: number): readonly [number, number] {
    const [low, high] = [this.#low[variable] ?? 0, this.#high[variable] ?? 0]
    return by > 0 ? [low * by, high * by] : [high * by, low * by]
  }

  #rest(terms: readonly Term[], but: number, end: 0 | 1): number {
    return terms.reduce((sum, [variable, by]) => (variable === but ? sum : sum + this.#ends(variable, by)[end]), 0)
  }
}

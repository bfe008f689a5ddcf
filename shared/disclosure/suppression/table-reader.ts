import { COUNT, ProblemBuilder, type Range, type Term } from '../linear/linear-problem.ts'
import { type Model, type Solver, wholeRange } from '../linear/solver.ts'
import { type LinkedTable, linked, reachable, sumsAround } from './linked.ts'
import type { SummedTable } from './summed-table.ts'

/** A reader's knowledge about cells that are not printed. Example: an insider knows that at least one person is in their own cell. */
export type ReaderKnowledge = readonly { readonly cell: number; readonly range: Range }[]

/** Values of the atoms that may move, in a table that a reader takes for possible. */
export type FeasibleTable = ReadonlyMap<number, number>

/** The counts a cell may have, and two feasible tables in which it is lowest and highest, where both are finite. */
export type Ends = { readonly range: Range; readonly feasible: readonly FeasibleTable[] }

/** Atoms that are tied to each other by sums over unprinted numbers, as one linear problem. */
type FreeComponent = { readonly variables: ReadonlyMap<number, number>; readonly model: Model }

/**
 * A reader of a suppressed table, who knows that counts are whole numbers, never negative, and that the printed
 * ones are exact. Cells can be hidden and printed again while it is open.
 */
export class TableReader {
  readonly #solver: Solver
  readonly #table: LinkedTable
  readonly #known = new Map<number, Range>()
  readonly #printed = new Map<number, number>()
  readonly #components = new Map<number, FreeComponent>()

  constructor(solver: Solver, table: SummedTable, hidden: Iterable<number>, knowledge: ReaderKnowledge) {
    this.#solver = solver
    this.#table = linked(table)
    for (const { cell, range } of knowledge) this.#known.set(this.#atom(cell), range)
    const unprinted = new Set(hidden)
    for (const cell of table.cells.keys()) if (!unprinted.has(cell)) this.print(cell)
  }

  hide(cell: number): void {
    const atom = this.#atom(cell)
    this.#printed.delete(atom)
    for (const next of reachable(this.#table, atom, (each) => this.#printed.has(each), 1)) this.#forget(next)
  }

  print(cell: number): void {
    this.#forget(this.#atom(cell))
    this.#printed.set(this.#atom(cell), this.#table.counts[cell] ?? 0)
  }

  /** The counts a cell may have, for all this reader can tell. */
  range(cell: number): Range {
    return this.ends(cell).range
  }

  /** The same, with two feasible tables that show it. */
  ends(cell: number): Ends {
    const atom = this.#atom(cell)
    const printed = this.#printed.get(atom)
    if (printed !== undefined) return { range: { low: printed, high: printed }, feasible: [] }
    const { variables, model } = this.#componentOf(atom)
    const variable = variables.get(atom) ?? -1
    const range = model.range([[variable, 1]])
    const finite = Number.isFinite(range.low) && Number.isFinite(range.high)
    const feasible = finite ? [1, -1].flatMap((sign) => feasibleTableOf(variables, model.minimise([[variable, sign]])?.values)) : []
    return { range: wholeRange(range), feasible }
  }

  /** Tables this reader takes for possible in which half of these cells are far up and the others far down; another half for each `push`. */
  apart(cells: readonly number[], push: number): readonly FeasibleTable[] {
    const atoms = cells.map((cell) => this.#atom(cell)).filter((atom) => !this.#printed.has(atom))
    return [...Map.groupBy(atoms, (atom) => this.#componentOf(atom))].flatMap(([{ variables, model }, own]) => {
      const pushed = own.map((atom, at): Term => [variables.get(atom) ?? -1, (at >> push) % 2 === 0 ? 1 : -1])
      const { low, high } = model.range(pushed)
      if (!Number.isFinite(low) || !Number.isFinite(high)) return []
      const turned = pushed.map(([variable, sign]): Term => [variable, -sign])
      return [turned, pushed].flatMap((sum) => feasibleTableOf(variables, model.minimise(sum)?.values))
    })
  }

  /** Whether a cell's count could matter to another one's range. */
  meets(cell: number, other: number): boolean {
    return this.#componentOf(this.#atom(cell)).variables.has(this.#atom(other))
  }

  close(): void {
    for (const { model } of new Set(this.#components.values())) model.close()
    this.#components.clear()
  }

  #atom(cell: number): number {
    return this.#table.atomOf[cell] ?? -1
  }

  #forget(atom: number): void {
    const component = this.#components.get(atom)
    if (!component) return
    for (const each of component.variables.keys()) this.#components.delete(each)
    component.model.close()
  }

  #componentOf(atom: number): FreeComponent {
    const made = this.#components.get(atom)
    if (made) return made
    const free = reachable(this.#table, atom, (each) => this.#printed.has(each), Number.POSITIVE_INFINITY)
    const problem = new ProblemBuilder()
    const variables = new Map([...free].map((each) => [each, problem.variable(this.#known.get(each) ?? COUNT)]))
    for (const at of sumsAround(this.#table, free)) {
      const known = this.#table.sums[at]
      if (!known) continue
      let sum = known.sum
      const terms: Term[] = []
      for (const [each, weight] of known.terms) {
        const variable = variables.get(each)
        if (variable === undefined) sum -= weight * (this.#printed.get(each) ?? 0)
        else terms.push([variable, weight])
      }
      problem.equal(terms, sum)
    }
    const component = { variables, model: this.#solver.open(problem.build()) }
    for (const each of free) this.#components.set(each, component)
    return component
  }
}

function feasibleTableOf(variables: ReadonlyMap<number, number>, values: Float64Array | undefined): FeasibleTable[] {
  return values ? [new Map([...variables].map(([atom, variable]) => [atom, values[variable] ?? 0]))] : []
}

import { COUNT, ProblemBuilder, type Range, type Term } from '../linear/linear-problem.ts'
import { type Model, type Solver, wholeRange } from '../linear/solver.ts'
import { addAtoms, type LinkedTable, reachable } from './linked-table.ts'

/** A reader's knowledge about cells that are not printed. Example: the mark of a hidden cell says that it is under 10. */
export type ReaderKnowledge = ReadonlyMap<number, Range>

/** Values of the atoms that may move, in a table that a reader takes for possible. */
export type FeasibleTable = ReadonlyMap<number, number>

/** The counts a cell may have, and two feasible tables in which it is lowest and highest, where both are finite. */
type Ends = { readonly range: Range; readonly feasible: readonly FeasibleTable[] }

/** Atoms that are tied to each other by sums over unprinted numbers, as one linear problem. */
type FreeComponent = { readonly variables: ReadonlyMap<number, number>; readonly model: Model }

/**
 * A reader of a suppressed table, who knows that counts are whole numbers, never negative, and that the printed
 * ones are exact. Cells can be hidden and printed again while it is open.
 */
export class TableReader {
  readonly #solver: Solver
  readonly #table: LinkedTable
  readonly #known: ReaderKnowledge
  readonly #printed: Set<number>
  readonly #components = new Map<number, FreeComponent>()

  constructor(solver: Solver, table: LinkedTable, hidden: ReadonlySet<number>, knowledge: ReaderKnowledge) {
    this.#solver = solver
    this.#table = table
    this.#known = knowledge
    this.#printed = new Set(table.cells.filter((cell) => !hidden.has(cell)))
  }

  hide(cell: number): void {
    this.#printed.delete(cell)
    for (const next of reachable(this.#table, cell, (each) => this.#printed.has(each), 1)) this.#forget(next)
  }

  print(cell: number): void {
    this.#forget(cell)
    this.#printed.add(cell)
  }

  /** The counts a hidden cell may have, for all this reader can tell, with two feasible tables that show it. */
  ends(cell: number): Ends {
    const { variables, model } = this.#componentOf(cell)
    const variable = variables.get(cell) ?? -1
    const range = model.range([[variable, 1]])
    const finite = Number.isFinite(range.low) && Number.isFinite(range.high)
    const feasible = finite ? [1, -1].flatMap((sign) => feasibleTableOf(variables, model.minimise([[variable, sign]])?.values)) : []
    return { range: wholeRange(range), feasible }
  }

  /** Tables this reader takes for possible in which half of these hidden cells are far up and the others far down; another half for each `push`. */
  apart(cells: readonly number[], push: number): readonly FeasibleTable[] {
    return [...Map.groupBy(cells, (cell) => this.#componentOf(cell))].flatMap(([{ variables, model }, own]) => {
      const pushed = own.map((cell, at): Term => [variables.get(cell) ?? -1, (at >> push) % 2 === 0 ? 1 : -1])
      const { low, high } = model.range(pushed)
      if (!Number.isFinite(low) || !Number.isFinite(high)) return []
      const turned = pushed.map(([variable, sign]): Term => [variable, -sign])
      return [turned, pushed].flatMap((sum) => feasibleTableOf(variables, model.minimise(sum)?.values))
    })
  }

  /** Whether a hidden cell's count could matter to another one's range. */
  meets(cell: number, other: number): boolean {
    return this.#componentOf(cell).variables.has(other)
  }

  close(): void {
    for (const { model } of new Set(this.#components.values())) model.close()
    this.#components.clear()
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
    const variables = addAtoms(problem, this.#table, free, (each) => this.#known.get(each) ?? COUNT)
    const component = { variables, model: this.#solver.open(problem.build()) }
    for (const each of free) this.#components.set(each, component)
    return component
  }
}

function feasibleTableOf(variables: ReadonlyMap<number, number>, values: Float64Array | undefined): FeasibleTable[] {
  return values ? [new Map([...variables].map(([atom, variable]) => [atom, values[variable] ?? 0]))] : []
}

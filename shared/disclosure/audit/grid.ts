/**
 * The counts of a question's slices at one snapshot, by answer, as variables. People can be moved about in it: from one
 * answer to another within a slice, and back again in another slice, so that all sums stay as they are.
 */
export type Grid = {
  /** An answer takes the place of another one; otherwise (several may be chosen) it comes and goes alone. */
  readonly isOne: boolean
  /** A cell is absent where by definition nobody is in it. */
  readonly slices: readonly { readonly key: string; readonly by: string | undefined; readonly cells: readonly (number | undefined)[] }[]
  /** Counts that are sums of cells: they follow when people move. */
  readonly sums: readonly { readonly variable: number; readonly of: readonly number[] }[]
}

export type GridPlace = { readonly grid: number; readonly slice: number; readonly answer: number }

/** A slice that people can come from or go to, and whether it then loses (-1) or gains (1) what the other one gains. */
type Beside = { readonly slice: number; readonly sign: 1 | -1 }

export const NO_CELL = -1

/** The grids of a question, in the order of time, as one block of variables. */
export class Grids {
  readonly isOne: boolean
  readonly length: number
  readonly answers: number
  readonly #slices: readonly (string | undefined)[]
  readonly #cells: Int32Array
  readonly #places = new Map<number, GridPlace[]>()
  readonly #beside = new Map<number, readonly Beside[]>()
  /** For each cell, the sums it is part of. */
  readonly sumsWith: ReadonlyMap<number, readonly number[]>

  constructor(grids: readonly Grid[]) {
    const slices = new Map(grids.flatMap((grid) => grid.slices.map(({ key, by }) => [key, by] as const)))
    const numbers = new Map([...slices.keys()].map((key, at) => [key, at]))
    this.isOne = grids.every((grid) => grid.isOne)
    this.length = grids.length
    this.answers = Math.max(0, ...grids.flatMap((grid) => grid.slices.map(({ cells }) => cells.length)))
    this.#slices = [...slices.values()]
    this.#cells = new Int32Array(grids.length * slices.size * this.answers).fill(NO_CELL)
    grids.forEach((grid, at) => {
      for (const { key, cells } of grid.slices) {
        const slice = numbers.get(key) ?? 0
        cells.forEach((variable, answer) => {
          if (variable === undefined) return
          this.#cells[this.#at(at, slice, answer)] = variable
          this.#places.set(variable, [...(this.#places.get(variable) ?? []), { grid: at, slice, answer }])
        })
      }
    })
    const sumsWith = new Map<number, number[]>()
    for (const { variable, of } of grids.flatMap(({ sums }) => sums)) {
      for (const cell of of) sumsWith.set(cell, [...(sumsWith.get(cell) ?? []), variable])
      this.#places.set(
        variable,
        of.flatMap((cell) => this.#places.get(cell) ?? []),
      )
    }
    this.sumsWith = sumsWith
  }

  /** The variable of a cell, or NO_CELL. */
  cell(grid: number, slice: number, answer: number): number {
    return this.#cells[this.#at(grid, slice, answer)] ?? NO_CELL
  }

  /** The places of a variable in the grids; several if their people are the same by definition. */
  places(variable: number): readonly GridPlace[] {
    return this.#places.get(variable) ?? []
  }

  /** Slices where people can come from or go to when they move in this one: other groups of the same variable, and everyone. */
  beside(slice: number): readonly Beside[] {
    const known = this.#beside.get(slice)
    if (known) return known
    const by = this.#slices[slice]
    const found = this.#slices.flatMap((other, at): Beside[] =>
      at === slice || (other !== by && other !== undefined) ? [] : [{ slice: at, sign: other === by ? -1 : 1 }],
    )
    this.#beside.set(slice, found)
    return found
  }

  #at(grid: number, slice: number, answer: number): number {
    return (grid * this.#slices.length + slice) * this.answers + answer
  }
}

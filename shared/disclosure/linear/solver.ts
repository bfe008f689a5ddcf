import type { Highs, InitOptions } from 'highs'
import type { LinearProblem, Range, Term } from './linear-problem.ts'

/** Slack when a solver's number is read as a count: its own feasibility tolerance is 1e-7. */
const TOLERANCE = 1e-6

/** If only the sum changes, the last basis stays primal feasible, and the primal method is 5 to 12 times faster than the dual one. */
const PRIMAL = 4
/** If a bound changes, the last basis is not primal feasible, and the dual method continues from it. */
const DUAL = 1
const CHOOSE = 0

export type Solution = { readonly value: number; readonly values: Float64Array }

/**
 * A problem loaded into the solver. Each sum starts from the basis of the sum before, so thousands of sums of one problem
 * are cheap. `close` frees the memory, which garbage collection cannot.
 *
 *     const model = solver.open({ variables: [{ low: 0, high: 9 }], rows: [] })
 *     model.minimise([[0, -1]])?.value  // -9
 *     model.close()
 */
export type Model = {
  /** A point where the sum is smallest; undefined when no point satisfies the rows. Throws when nothing bounds the sum from below. */
  minimise(sum: readonly Term[]): Solution | undefined
  /** The lowest and highest value of the sum, infinite where nothing bounds it. Throws Infeasible when no point satisfies the rows. */
  range(sum: readonly Term[]): Range
  /** Replaces the bounds of one variable. */
  bind(variable: number, range: Range): void
  /** Replaces the bounds of one row. */
  bindRow(row: number, range: Range): void
  /** Tells the solver that the next sum differs much from the one before: it then solves by the dual simplex method. */
  afresh(): void
  /** Makes every variable an integer from here on (branch and bound): exact, and slower. */
  wholeNumbers(): void
  close(): void
}

export type Solver = { open(problem: LinearProblem): Model }

/** The rows of a problem contradict each other. Nothing may be concluded from them, least of all that a cell is safe. */
export class Infeasible extends Error {
  constructor() {
    super('no counts satisfy all that is assumed to be known')
    this.name = 'Infeasible'
  }
}

/**
 * Loads HiGHS (MIT; Huangfu and Hall, Math. Prog. Comp. 10, 2018) compiled to WebAssembly. The package finds its
 * `highs.wasm` beside its own module, or beside the bundle it was built into; `wasm` gives the bytes instead. Throws when
 * the package has another form than expected.
 */
export async function loadSolver(wasm?: Pick<InitOptions, 'wasmBinary' | 'wasmModule'>): Promise<Solver> {
  // Only now: many that import this file never solve anything.
  const { default: load }: { readonly default: unknown } = await import('highs')
  if (!isLoader(load)) throw new Error('the highs package did not give its loader')
  const highs = await load(wasm ?? {})
  return { open: (problem) => open(highs, problem) }
}

/** The package's types are those of its CommonJS build, whose default export is wrapped once more. */
function isLoader(value: unknown): value is (options: InitOptions) => Promise<Highs> {
  return typeof value === 'function'
}

/** The range of each sum over all points of a problem, in the order of the sums. Throws Infeasible. */
export function bounds(solver: Solver, problem: LinearProblem, sums: readonly (readonly Term[])[]): readonly Range[] {
  return withModel(solver, problem, (model) => sums.map((sum) => model.range(sum)))
}

/** Loads a problem, gives the model to `use` and closes it; gives what `use` gives. */
export function withModel<Result>(solver: Solver, problem: LinearProblem, use: (model: Model) => Result): Result {
  const model = solver.open(problem)
  try {
    return use(model)
  } finally {
    model.close()
  }
}

/** The integers inside a range: an attacker knows that counts are integers. */
export function wholeRange(range: Range): Range {
  return { low: Math.ceil(range.low - TOLERANCE) + 0, high: Math.floor(range.high + TOLERANCE) + 0 }
}

/** Changes of bounds and costs are collected and passed on at the next solve: each call into WebAssembly costs as much as a pivot. */
function open(highs: Highs, problem: LinearProblem): Model {
  const model = highs.createModel(modelData(problem))
  const { optimal, infeasible, unbounded, unboundedOrInfeasible, unknown } = highs.constants.modelStatus
  const { minimize, maximize } = highs.constants.objectiveSense
  model.options.set({ output_flag: false, random_seed: 0, simplex_strategy: PRIMAL })
  const costs = new Float64Array(problem.variables.length)
  const newBounds = new Map<number, Range>()
  const newRows = new Map<number, Range>()
  let strategy = PRIMAL
  let priced: readonly Term[] = []
  let moved = false
  let whole = false

  const price = (sum: readonly Term[]): void => {
    for (const [variable] of priced) costs[variable] = 0
    for (const [variable, coefficient] of sum) costs[variable] = coefficient
    priced = sum
    if (costs.length > 0) model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, costs)
  }
  const use = (wanted: number): void => {
    if (strategy !== wanted) model.options.set({ simplex_strategy: wanted })
    strategy = wanted
  }
  const run = (): number => {
    pass(newBounds, (selection, low, high) => model.changeColsBounds(selection, low, high))
    pass(newRows, (selection, low, high) => model.changeRowsBounds(selection, low, high))
    model.run()
    return model.getModelStatus()
  }
  const feasible = (): boolean => {
    price([])
    return run() === optimal
  }
  /** The optimum; undefined when nothing bounds it. */
  const best = (sense: typeof minimize): number | undefined => {
    model.changeObjectiveSense(sense)
    if (!whole) use(moved ? DUAL : PRIMAL)
    let status = run()
    moved = false
    if (status === unknown) {
      // The last basis led to numerical trouble: solve again without it.
      model.clearSolver()
      use(CHOOSE)
      status = run()
    }
    if (status === optimal) return model.getObjectiveValue()
    if (status === infeasible) throw new Infeasible()
    if (status === unbounded || status === unboundedOrInfeasible) return undefined
    throw new Error(`the solver stopped with status ${status}`)
  }

  return {
    minimise(sum) {
      price(sum)
      try {
        const value = best(minimize)
        if (value !== undefined) return { value, values: model.getSolution().colValue }
      } catch (error) {
        if (error instanceof Infeasible) return undefined
        throw error
      }
      if (!feasible()) return undefined
      throw new Error('the sum has no smallest value')
    },
    range(sum) {
      price(sum)
      const low = best(minimize)
      const high = best(maximize)
      if ((low === undefined || high === undefined) && !feasible()) throw new Infeasible()
      return { low: low ?? Number.NEGATIVE_INFINITY, high: high ?? Number.POSITIVE_INFINITY }
    },
    bind(variable, range) {
      moved = true
      newBounds.set(variable, range)
    },
    bindRow(row, range) {
      moved = true
      newRows.set(row, range)
    },
    afresh() {
      moved = true
    },
    wholeNumbers() {
      whole = true
      model.options.set({ mip_rel_gap: 0, mip_abs_gap: 0 })
      use(CHOOSE)
      for (let variable = 0; variable < problem.variables.length; variable++) {
        model.changeColIntegrality(variable, highs.constants.variableType.integer)
      }
    },
    close: () => model.dispose(),
  }
}

type Selection = { readonly kind: 'set'; readonly indices: Int32Array }

function pass(changes: Map<number, Range>, change: (selection: Selection, low: Float64Array, high: Float64Array) => void): void {
  if (changes.size === 0) return
  const indices = Int32Array.from(changes.keys()).sort()
  const low = Float64Array.from(indices, (index) => changes.get(index)?.low ?? 0)
  const high = Float64Array.from(indices, (index) => changes.get(index)?.high ?? 0)
  change({ kind: 'set', indices }, low, high)
  changes.clear()
}

function modelData(problem: LinearProblem): Parameters<Highs['createModel']>[0] {
  const { variables, rows } = problem
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const row of rows) {
    for (const [variable, coefficient] of row.terms) {
      indices.push(variable)
      values.push(coefficient)
    }
    starts.push(indices.length)
  }
  return {
    numCols: variables.length,
    numRows: rows.length,
    colCost: new Float64Array(variables.length),
    colLower: variables.map((range) => range.low),
    colUpper: variables.map((range) => range.high),
    rowLower: rows.map((range) => range.low),
    rowUpper: rows.map((range) => range.high),
    matrix: { format: 'csr', numRows: rows.length, numCols: variables.length, starts, indices, values },
  }
}

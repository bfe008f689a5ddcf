import imported, { type Highs, type InitOptions, type Model } from 'highs'
import type { LinearProblem, Range, Term } from './problem.ts'

/** Slack when a solver's number is read as a count: its own feasibility tolerance is 1e-7. */
const TOLERANCE = 1e-6

/** Where only the objective changes from one question to the next, the last basis stays primal feasible: 5 to 12 times faster than dual. */
const PRIMAL = 4
/** Where a bound has changed, it is not, and the dual method goes on from it. */
const DUAL = 1
const CHOOSE = 0

export type Solution = { readonly value: number; readonly values: Float64Array }

/**
 * A problem held by the solver: each question asked of it starts from the answer to the one before, which makes the
 * thousands of questions of an audit cheap. `close` frees its memory, which garbage collection cannot.
 */
export type OpenProblem = {
  /** A point where the sum is smallest, or undefined when no point satisfies the rows. Throws when it has no smallest value. */
  minimise(sum: readonly Term[]): Solution | undefined
  /** The values the sum can take. Ends are infinite where nothing holds it; throws Infeasible when no point satisfies the rows. */
  range(sum: readonly Term[]): Range
  /** Replaces what is known of one variable. */
  bind(variable: number, range: Range): void
  /** Replaces the range of one row. */
  bindRow(row: number, range: Range): void
  /** The next sum has little to do with the one before: its answer is no good start. */
  afresh(): void
  /** From here on every variable is a whole number: exact, and slower. */
  wholeNumbers(): void
  close(): void
}

export type Solver = { open(problem: LinearProblem): OpenProblem }

/** What was written down contradicts itself: nothing may be concluded from it, least of all that a cell is safe. */
export class Infeasible extends Error {
  constructor() {
    super('no counts satisfy all that is assumed to be known')
    this.name = 'Infeasible'
  }
}

/**
 * Loads HiGHS (MIT; Huangfu and Hall, Math. Prog. Comp. 10, 2018) compiled to WebAssembly. The package finds its
 * `highs.wasm` beside its own module, or beside the bundle it was built into; `wasm` hands the bytes over instead.
 */
export async function loadSolver(wasm?: Pick<InitOptions, 'wasmBinary' | 'wasmModule'>): Promise<Solver> {
  const load: unknown = imported
  if (!isLoader(load)) throw new Error('the highs package did not give its loader')
  const highs = await load(wasm ?? {})
  return { open: (problem) => open(highs, problem) }
}

/** The package's types are those of its CommonJS build, whose default export is wrapped once more. */
function isLoader(value: unknown): value is (options: InitOptions) => Promise<Highs> {
  return typeof value === 'function'
}

/** The range of each sum over the points of a problem (in order). Throws Infeasible. */
export function bounds(solver: Solver, problem: LinearProblem, sums: readonly (readonly Term[])[]): readonly Range[] {
  return withProblem(solver, problem, (held) => sums.map((sum) => held.range(sum)))
}

/** Opens a problem for the time of `use`. */
export function withProblem<Result>(solver: Solver, problem: LinearProblem, use: (held: OpenProblem) => Result): Result {
  const held = solver.open(problem)
  try {
    return use(held)
  } finally {
    held.close()
  }
}

/** The whole numbers inside a range: what an attacker who knows that counts are whole is left with. */
export function wholeRange(range: Range): Range {
  return { low: Math.ceil(range.low - TOLERANCE) + 0, high: Math.floor(range.high + TOLERANCE) + 0 }
}

function open(highs: Highs, problem: LinearProblem): OpenProblem {
  const model = highs.createModel(modelData(problem))
  const { optimal, infeasible, unbounded, unboundedOrInfeasible, unknown } = highs.constants.modelStatus
  const { minimize, maximize } = highs.constants.objectiveSense
  model.options.set({ output_flag: false, random_seed: 0, simplex_strategy: PRIMAL })
  let priced: readonly number[] = []
  let moved = false
  let whole = false

  const price = (sum: readonly Term[]): void => {
    for (const variable of priced) model.changeColCost(variable, 0)
    for (const [variable, coefficient] of sum) model.changeColCost(variable, coefficient)
    priced = sum.map(([variable]) => variable)
  }
  const feasible = (): boolean => {
    price([])
    return run(model) === optimal
  }
  /** The best value; undefined when nothing bounds it. */
  const best = (sense: typeof minimize): number | undefined => {
    model.changeObjectiveSense(sense)
    if (!whole) model.options.set({ simplex_strategy: moved ? DUAL : PRIMAL })
    let status = run(model)
    moved = false
    if (status === unknown) {
      // It lost its way from the last answer; it finds it from nothing.
      model.clearSolver()
      model.options.set({ simplex_strategy: CHOOSE })
      status = run(model)
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
      model.changeColBounds(variable, range.low, range.high)
    },
    bindRow(row, range) {
      moved = true
      model.changeRowBounds(row, range.low, range.high)
    },
    afresh() {
      moved = true
    },
    wholeNumbers() {
      whole = true
      model.options.set({ mip_rel_gap: 0, mip_abs_gap: 0, simplex_strategy: CHOOSE })
      for (let variable = 0; variable < problem.variables.length; variable++) {
        model.changeColIntegrality(variable, highs.constants.variableType.integer)
      }
    },
    close: () => model.dispose(),
  }
}

function run(model: Model): number {
  model.run()
  return model.getModelStatus()
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

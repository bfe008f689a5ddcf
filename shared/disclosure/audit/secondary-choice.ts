import type { LinearProblem, Range } from '../linear/linear-problem.ts'
import { Infeasible, type Model, type Solver, wholeRange } from '../linear/solver.ts'
import { type NumberFormat, rangeWithOffset, roundedFormat } from '../print-thresholds.ts'
import type { Bounded } from '../report.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { Label } from '../structure/survey-structure.ts'
import { type Attacker, attackerOf, withFullNests } from './attacker.ts'
import { firstEnough, type InPlaces } from './coarse-labels.ts'
import type { History, ReaderFacts } from './history.ts'
import { standardOf } from './standard.ts'

/** A printed number that may be shown less exactly: as one of the coarse numbers given, or hidden. */
export type SecondaryCandidate = { readonly label: Label; readonly coarse?: InPlaces }

/** A printed number that is shown less exactly: as the coarse number given, or hidden. */
export type Secondary = { readonly label: Label; readonly coarse?: Bounded }

/**
 * Finds the cheapest cell whose coarse rounding or hiding leaves another one a wide range. It asks what a reader of the printed numbers could work
 * out then, by linear programs over these numbers and over nothing else.
 */
export class SecondaryChoice {
  readonly #solver: Solver
  readonly #printed: PrintedCells
  /** By which nests they take to be full; undefined where the numbers contradict each other. */
  readonly #attackers = new Map<string, Attacker | undefined>()
  readonly #attackerOf: (fullNests: ReadonlySet<string>) => Attacker | undefined
  readonly #release: number
  readonly #width: number
  readonly #coalition: number
  /** The least count behind a printed number. */
  readonly #leastPrinted: number
  readonly #format: NumberFormat
  /** By question: how each attacker sees it. */
  readonly #questions = new Map<string, readonly HiddenBeside[]>()

  constructor(solver: Solver, printed: PrintedCells, history: History, facts: ReaderFacts) {
    const last = history.at(-1)
    if (!last) throw new Error('there is no release to repair')
    const { width, coalition } = standardOf(last.policy)
    this.#solver = solver
    this.#release = last.release
    this.#width = width
    this.#coalition = coalition
    this.#leastPrinted = last.policy.k + 1
    this.#format = roundedFormat(last.policy.b)
    this.#printed = printed
    this.#attackerOf = (fullNests) => possibleAttacker(printed, history, facts, fullNests)
  }

  /**
   * The first candidate that is enough; or the hidden one that helps most; undefined where none does. A candidate is not enough if its own
   * range is narrow, for a reader who knows that it was printed. 'none' where the target is wide already, with what was chosen before.
   * Small cells keep their bounds, whatever their mark will be: so a mark alone protects nothing.
   * `times`: how often something was looked for to hide this target. Each time, it is to be wider by as many as there are insiders.
   * `isDecoy`: a candidate is chosen although the target is wide; undefined where none is enough.
   */
  choose(
    question: string,
    target: Label,
    {
      candidates,
      times,
      isDecoy,
    }: { readonly candidates: readonly SecondaryCandidate[]; readonly times: number; readonly isDecoy: boolean },
  ): Secondary | 'none' | undefined {
    const enough = this.#width + times * this.#coalition
    const views = this.#question(question)
    const before = narrowest(views, [target])
    if (before === undefined) return undefined
    if (before >= enough && !isDecoy) return 'none'
    let helpful: Label | undefined
    let widest = before
    for (const { label, coarse } of candidates) {
      const isEnough = (number: Bounded) => this.#shorter(number).every((range) => this.#widthBeside(views, target, label, range) >= enough)
      const number = coarse && firstEnough(coarse, isEnough)
      if (coarse && !number) continue
      const undo = number ? this.#widenFor(views, label, number) : freeFor(views, label)
      const width = narrowest(views, [target]) ?? 0
      if (width >= enough && (narrowest(views, [label], this.#leastPrinted) ?? 0) >= this.#width)
        return number ? { label, coarse: number } : { label }
      undo()
      if (width <= widest || coarse) continue
      widest = width
      helpful = label
    }
    // A decoy needs nothing, so it takes nothing that would itself be narrow.
    if (isDecoy) return undefined
    if (helpful === undefined) return undefined
    freeFor(views, helpful)
    return { label: helpful }
  }

  /** The ranges of a coarse number without the last number that it stands for, on either side: then the target needs no repair with two of its numbers or more. */
  #shorter({ low, high }: Range): readonly Range[] {
    const { multipleOf } = this.#format
    return [
      { low: low + multipleOf, high },
      { low, high: high - multipleOf },
    ]
  }

  #widthBeside(views: readonly HiddenBeside[], target: Label, label: Label, range: Range): number {
    const undo = this.#widenFor(views, label, range)
    const width = narrowest(views, [target]) ?? 0
    undo()
    return width
  }

  #widenFor(views: readonly HiddenBeside[], label: Label, coarse: Range): () => void {
    return freeFor(views, label, coarse, rangeWithOffset(this.#format, coarse))
  }

  /**
   * The width that the printed numbers would leave a small cell if its count could be below 0, or that of the sum of all small cells of its row: the smaller of
   * the two. It follows from which numbers are printed, and hardly from their values. Undefined where nothing is known of the cell.
   */
  widthFromPrinted(question: string, label: Label, others: readonly Label[]): number | undefined {
    const views = this.#question(question)
    const undo = freeFor(views, label, { low: -ANYTHING.high, high: ANYTHING.high })
    const widths = [[label], [label, ...others]].flatMap((labels) => narrowest(views, labels, -ANYTHING.high) ?? [])
    undo()
    return widths.length === 0 ? undefined : Math.min(...widths)
  }

  close(): void {
    for (const view of [...this.#questions.values()].flat()) view.close()
    this.#questions.clear()
  }

  #question(question: string): readonly HiddenBeside[] {
    const found = this.#questions.get(question)
    if (found) return found
    const views = withFullNests(this.#printed, (fullNests) => {
      const name = [...fullNests].join('\n')
      if (!this.#attackers.has(name)) this.#attackers.set(name, this.#attackerOf(fullNests))
      const attacker = this.#attackers.get(name)
      if (!attacker) return undefined
      const view = new HiddenBeside(this.#solver, attacker, question, this.#release)
      if (view.isPossible()) return view
      view.close()
      return undefined
    })
    this.#questions.set(question, views)
    return views
  }
}

/** The width for the attacker who knows most; undefined where none knows anything. */
function narrowest(views: readonly HiddenBeside[], labels: readonly Label[], least?: number): number | undefined {
  const widths = views.flatMap((view) => view.widthOf(labels, least) ?? [])
  return widths.length === 0 ? undefined : Math.min(...widths)
}

/** Frees a cell for every attacker, and gives a function that takes this back. */
function freeFor(views: readonly HiddenBeside[], label: Label, within?: Range, withOffset?: Range): () => void {
  const undo = views.map((view) => view.free(label, within, withOffset))
  return () => {
    for (const each of undo) each()
  }
}

/** Undefined if the numbers contradict each other: then there is nothing to choose by. Bounds are not carried, so each comes from one number alone. */
function possibleAttacker(
  printed: PrintedCells,
  history: History,
  facts: ReaderFacts,
  fullNests: ReadonlySet<string>,
): Attacker | undefined {
  try {
    return attackerOf(printed, history, facts, { carried: false, fullNests })
  } catch (thrown) {
    if (thrown instanceof Infeasible) return undefined
    throw thrown
  }
}

/** More people than there are. */
const ANYTHING: Range = { low: 0, high: 1e6 }
const UNBOUND: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }

/** A question as readers see it, in which cells of the last release can be hidden. */
class HiddenBeside {
  readonly #problem: LinearProblem
  readonly #model: Model
  readonly #variableOf: (label: Label) => number | undefined
  /** By count: the rows that its printed numbers make of the count and its offset. There are some if it was printed more than once. */
  readonly #printedRows = new Map<number, number[]>()

  constructor(solver: Solver, attacker: Attacker, question: string, release: number) {
    const { problem, numberOf } = attacker.system.problem(question)
    const offsets = new Set(attacker.offsets.flatMap((offset) => numberOf(offset) ?? []))
    for (const [row, { terms }] of problem.rows.entries()) {
      const [count, offset] = terms
      if (!count || !offset || terms.length > 2 || !offsets.has(offset[0])) continue
      this.#printedRows.set(count[0], [...(this.#printedRows.get(count[0]) ?? []), row])
    }
    this.#problem = problem
    this.#model = solver.open(problem)
    this.#variableOf = (label) => {
      const variable = attacker.count(label, release)
      return variable === undefined ? undefined : numberOf(variable)
    }
  }

  /** Whether some counts fit all that is known. */
  isPossible(): boolean {
    return this.#model.minimise([]) !== undefined
  }

  /** The width of a sum. Undefined where nothing is known of it, or the printed numbers contradict each other. `least`: what a reader knows to be behind it. */
  widthOf(labels: readonly Label[], least = 0): number | undefined {
    const variables = labels.flatMap((label) => this.#variableOf(label) ?? [])
    if (variables.length === 0) return undefined
    try {
      const { low, high } = wholeRange(this.#model.range(variables.map((variable) => [variable, 1])))
      return high - Math.max(low, least)
    } catch (thrown) {
      if (thrown instanceof Infeasible) return undefined
      throw thrown
    }
  }

  /** Takes a cell's number away, and its bounds but for `within`, and `withOffset` for the count and its offset; gives a function that puts them back. */
  free(label: Label, within: Range = ANYTHING, withOffset: Range = UNBOUND): () => void {
    const variable = this.#variableOf(label)
    if (variable === undefined) return () => {}
    const rows = this.#printedRows.get(variable) ?? []
    this.#model.bind(variable, within)
    for (const row of rows) this.#model.bindRow(row, withOffset)
    return () => {
      this.#model.bind(variable, this.#problem.variables[variable] ?? ANYTHING)
      for (const row of rows) this.#model.bindRow(row, this.#problem.rows[row] ?? UNBOUND)
    }
  }

  close(): void {
    this.#model.close()
  }
}

import type { Survey } from '#shared/survey/survey.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import type { Term } from '../linear/problem.ts'
import { conditionMargins } from '../structure/condition-margins.ts'
import { Definition } from '../structure/definition.ts'
import type { Label } from '../structure/label.ts'
import type { Margin } from '../structure/margin.ts'
import type { SliceRef } from '../structure/survey-structure.ts'
import type { KnownSum, SummedCell, SummedTable } from './summed-table.ts'

/**
 * All tables of a closed report plan as one linked table: one atom for each set of people, one cell for each that may be
 * printed, and the margins that follow from the definition of the survey.
 */
export type ClosedPlan = {
  readonly table: SummedTable
  /** The people of each cell of `table`. */
  readonly labels: readonly Label[]
  /** Cells that stand only in groups too small to show: hidden whatever their count, and readers see no status of theirs. */
  readonly blank: ReadonlySet<number>
}

/** `isShown` says whether a group of so many people is shown at all. */
export function closedPlan(survey: Survey, tables: readonly CountedTable[], isShown: (base: number) => boolean): ClosedPlan {
  const { margins, printed } = linkedPlan(survey, tables, isShown)
  const everyone = tables.find((table) => table.by === undefined)?.slices[0]?.base ?? 0
  margins.know([[margins.atom(margins.definition.everyone()), 1]], everyone)

  const cells = [...printed].map(([label, { count }]): SummedCell => ({ count, atoms: [margins.atom(label)] }))
  const blank = [...printed.values()].flatMap(({ isBlank }, at) => (isBlank ? [at] : []))
  return {
    table: { atoms: margins.truth.length, cells, known: margins.known, truth: margins.truth },
    labels: [...printed.keys()],
    blank: new Set(blank),
  }
}

/** The margins of a report plan, and which sets of people have a place in it, everyone aside. */
export function linkedPlan(survey: Survey, tables: readonly CountedTable[], isShown: (base: number) => boolean) {
  const margins = new Margins(new Definition(survey), tables)
  const printed = new Map<Label, { readonly count: number; readonly isBlank: boolean }>()
  for (const table of tables) {
    for (const slice of table.slices) {
      const place = { question: table.question, by: table.by, group: slice.group }
      margins.addSlice(place)
      if (table.by !== undefined && !printed.has(margins.label(place)))
        printed.set(margins.label(place), { count: slice.base, isBlank: false })
      if (!margins.definition.canBeAsked(place)) continue
      for (const { answer, count } of slice.cells.filter((cell) => !margins.definition.isStructuralZero(place, cell.answer))) {
        const label = margins.label(place, answer)
        const isBlank = !isShown(slice.base) && (printed.get(label)?.isBlank ?? true)
        printed.set(label, { count, isBlank })
      }
    }
    if (table.by !== undefined) margins.addColumns(table.question, table.by)
  }
  for (const margin of conditionMargins(survey, tables)) margins.addMargin(margin)
  printed.delete(margins.definition.everyone())
  return { margins, printed }
}

/** The sums that hold between sets of people whatever anybody answers. */
class Margins {
  readonly definition: Definition
  readonly known: KnownSum[] = []
  /** Of every atom. */
  readonly truth: number[] = []
  readonly #counts: ReadonlyMap<Label, number>
  readonly #atoms = new Map<Label, number>()

  constructor(definition: Definition, tables: readonly CountedTable[]) {
    this.definition = definition
    this.#counts = new Map(
      tables.flatMap(({ question, by, slices }) =>
        slices.flatMap(({ group, base, cells }) => {
          const place = { question, by, group }
          return [[this.label(place), base] as const, ...cells.map(({ answer, count }) => [this.label(place, answer), count] as const)]
        }),
      ),
    )
  }

  label(place: SliceRef, answer?: string): Label {
    return this.definition.label(place, answer)
  }

  atom(label: Label): number {
    const known = this.#atoms.get(label)
    if (known !== undefined) return known
    const count = this.#counts.get(label)
    if (count === undefined) throw new Error('the tables leave out people that others of them count')
    const made = this.truth.push(count) - 1
    this.#atoms.set(label, made)
    return made
  }

  know(terms: readonly Term[], sum: number): void {
    this.known.push({ terms, sum })
  }

  /** Whoever was not shown a question gave the answers to others that hid it: sums that join the tables of several questions. */
  addMargin({ total, parts, less = [] }: Margin): void {
    const terms = (labels: readonly Label[], weight: number) => labels.map((label): Term => [this.atom(label), weight])
    this.know([...terms(parts, 1), ...terms(less, -1), ...terms([total], -1)], 0)
  }

  /** Answers and missing states of everybody in a slice. */
  addSlice(place: SliceRef): void {
    const { question } = place
    const { definition } = this
    const base: Term = [this.atom(this.label(place)), -1]
    const states = definition.states(question)
    if (!definition.canBeAsked(place)) {
      this.know([...this.#terms(place, states.filter(isUnasked), 1), base], 0)
      return
    }
    const options = definition.options(question)
    const missing = this.#terms(place, states, 1)
    if (!definition.isMany(question)) {
      this.know([...this.#terms(place, options, 1), ...missing, base], 0)
      return
    }
    // Whoever is in no missing state chose one option or more: an option that is chosen alone, or no more than so many.
    const alone = definition.alone(question)
    for (const option of options) this.#atMost([...this.#terms(place, [...new Set([option, ...alone])], 1), ...missing, base])
    this.#atMost([...this.#terms(place, options, -1), ...this.#terms(place, states, -1), [base[0], 1]])
    const most = definition.mostOptions(question)
    if (most < options.length) this.#atMost([...this.#terms(place, options, 1), ...this.#terms(place, states, most), [base[0], -most]])
  }

  /** Those who gave an answer are in one of the groups, or have said nothing that puts them in one. */
  addColumns(question: string, by: string): void {
    const { definition } = this
    for (const answer of definition.answers(question)) {
      const total: Term = [this.atom(this.label({ question }, answer)), -1]
      const parts = definition
        .options(by)
        .map((group) => ({ question, by, group }))
        .filter((place) => definition.canBeAsked(place) || isUnasked(answer))
        .flatMap((place) => this.#terms(place, [answer], 1))
      if (definition.isMany(by)) {
        for (const part of parts) this.#atMost([part, total])
        continue
      }
      const rest: Term = [this.#atMost([...parts, total]), 1]
      this.#atMost([rest, ...this.#terms({ question: by }, definition.states(by), -1)])
    }
  }

  #terms(place: SliceRef, answers: readonly string[], weight: number): Term[] {
    return answers
      .filter((answer) => !this.definition.isStructuralZero(place, answer))
      .map((answer): Term => [this.atom(this.label(place, answer)), weight])
  }

  /** The sum is 0 or less; gives the atom of what it lacks. */
  #atMost(terms: readonly Term[]): number {
    const lacking = this.truth.push(-terms.reduce((sum, [atom, weight]) => sum + weight * (this.truth[atom] ?? 0), 0)) - 1
    this.know([...terms, [lacking, 1]], 0)
    return lacking
  }
}

function isUnasked(state: string): boolean {
  return state === '~not_shown' || state === '~section_skipped'
}

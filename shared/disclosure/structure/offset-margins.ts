import { isRollup } from '#shared/survey/rollups.ts'
import { type CellRef, type CellSum, columnSum, groupRollupSums, sliceSums } from './cell-sums.ts'
import { type Margin, notShownMargins, overlappingMargins } from './condition-sums.ts'
import { nestColumns } from './nest-sums.ts'
import { answerClass, type PrintedCells, type TableRef } from './printed-cells.ts'
import type { Label, SliceRef } from './survey-structure.ts'

export type MarginPlan = {
  readonly margins: readonly Margin[]
  /** Labels that many questions have in common: everyone, each group, a part that was skipped. Without them the plan falls apart into blocks. */
  readonly shared: ReadonlySet<Label>
}

/** Every label of some margins, once, in the order of first mention. */
export function labelsIn(margins: readonly Margin[]): readonly Label[] {
  return [...new Set(margins.flatMap(({ total, parts, less = [] }) => [total, ...parts, ...less]))]
}

/**
 * Every "these cells add up to that one" that holds in a survey's report whatever people answer: the sums of cell-sums.ts that hold
 * with equality, between cells that are printed; the columns, where the audit takes the number of people in no group as known to the
 * attacker, which is the safe side; and the people who were not shown a question with the answers that hid it.
 */
export function offsetMargins(cells: PrintedCells, tables: readonly TableRef[]): MarginPlan {
  const plan = new OffsetMargins(cells, tables)
  const questions = [...new Set(tables.map(({ question }) => question))]
  const nested = questions.flatMap((question) =>
    plan.nested(
      question,
      tables.flatMap((table) => (table.question === question && table.by !== undefined ? [table.by] : [])),
    ),
  )
  const margins = [...tables.flatMap((table) => plan.of(table)), ...nested]
  // A part that is the whole total leaves nobody for the other parts.
  const nobody = new Set(
    margins.flatMap(({ total, parts, less }) => (!less && parts.includes(total) ? parts.filter((part) => part !== total) : [])),
  )
  const kept = margins
    .filter(({ total, parts }) => !parts.includes(total) && !nobody.has(total))
    .map((margin) => ({ ...margin, parts: margin.parts.filter((part) => !nobody.has(part)) }))
    .filter(({ parts }) => parts.length > 0)
  return { margins: distinct(kept), shared: new Set(tables.flatMap((table) => plan.shared(table))) }
}

/** Two tables state the same margin when each question is a group variable of the other. */
function distinct(margins: readonly Margin[]): readonly Margin[] {
  const spelled = ({ total, parts, less = [] }: Margin): string => [total, ...[...parts].sort(), '', ...[...less].sort()].join('\0')
  return [...new Map(margins.map((margin) => [spelled(margin), margin])).values()]
}

class OffsetMargins {
  readonly #cells: PrintedCells
  readonly #printed: ReadonlySet<Label>

  constructor(cells: PrintedCells, tables: readonly TableRef[]) {
    this.#cells = cells
    this.#printed = new Set(tables.flatMap((table) => this.#places(table).flatMap((place) => this.#labelsIn(place))))
  }

  of(table: TableRef): readonly Margin[] {
    const { question, by } = table
    const sums = [
      ...this.#places(table).flatMap((place) => sliceSums(this.#cells, place).sums),
      ...(by === undefined
        ? []
        : this.#cells.rollups(question, by).groups.flatMap((rollup) => groupRollupSums(this.#cells, { question, by }, rollup))),
    ]
    return [...this.#equalities(sums), ...this.#columns(table), ...this.#everyone(table), ...notShownMargins(this.#cells, table)]
  }

  /** The counties of a region add up to it, without those who said none: the audit takes their number as known. */
  nested(question: string, bys: readonly string[]): readonly Margin[] {
    return nestColumns(this.#cells, question, bys).flatMap(({ sums }) =>
      sums.flatMap(({ total, parts }) => {
        const [whole, ...found] = [total, ...parts].map((cell) => this.#printedOf(cell))
        const [label] = whole?.parts ?? []
        if (label === undefined || whole?.less || found.length === 0 || found.includes(undefined)) return []
        const less = found.flatMap((each) => each?.less ?? [])
        return [{ total: label, parts: found.flatMap((each) => each?.parts ?? []), ...(less.length > 0 ? { less } : {}) }]
      }),
    )
  }

  /** The labels that many questions share: everyone, the groups, and the people who skipped the question's part. */
  shared(table: TableRef): readonly Label[] {
    return this.#places(table).flatMap((place) => [this.#cells.label(place), ...this.#cells.cell(place, '~section_skipped')])
  }

  /** The slices of a table in which the question can be asked, groups taken together among them. */
  #places({ question, by }: TableRef): readonly SliceRef[] {
    const coarse = this.#cells.rollups(question, by).groups.map(({ id }) => ({ question, by, group: id }))
    return [...this.#cells.slices({ question, by }), ...coarse]
  }

  #labelsIn(place: SliceRef): readonly Label[] {
    return [this.#cells.label(place), ...this.#cells.rows(place.question, place.by).flatMap((row) => this.#cells.cell(place, row))]
  }

  /** Sums that hold with equality, said so or by two that bound each other. */
  #equalities(sums: readonly CellSum[]): readonly Margin[] {
    const labelled = sums.map(({ terms, low, high }) => ({
      terms: terms.map(([{ place, answer }, factor]) => ({ label: this.#cells.label(place, answer), factor })),
      low,
      high,
    }))
    const alike = Map.groupBy(labelled, ({ terms }) =>
      terms
        .map(({ label, factor }) => `${label}*${factor}`)
        .sort()
        .join('\0'),
    )
    return [...alike.values()].flatMap((same): Margin[] => {
      const [low, high] = [Math.max(...same.map((each) => each.low)), Math.min(...same.map((each) => each.high))]
      const terms = same[0]?.terms ?? []
      const total = terms.find(({ factor }) => factor === -1)?.label
      return low < high || total === undefined
        ? []
        : [{ total, parts: terms.filter(({ factor }) => factor === 1).map(({ label }) => label) }]
    })
  }

  /**
   * The groups of a single choice add up to each answer, with the people in no group where the report prints them. So they do to a
   * roll-up of several answers, which is no sum of others; all other roll-ups follow.
   */
  #columns({ question, by }: TableRef): readonly Margin[] {
    if (by === undefined) return []
    if (!this.#cells.isPartition(by))
      return this.#cells.people.reach([question]).has(by) ? overlappingMargins(this.#cells, question, by) : []
    const groups = this.#cells.options(by).map((group) => ({ question, by, group }))
    const taken = this.#cells.isPartition(question) ? [] : this.#cells.rollups(question, by).answers.map(({ id }) => id)
    return [...this.#cells.answers(question), ...taken].flatMap((answer) => {
      const column = columnSum(this.#cells, groups, by, { place: { question }, answer })
      const found = column.parts.map((part) => this.#printedOf(part))
      if (found.includes(undefined)) return []
      const inNone = this.#cells.states(by).flatMap((state) => this.#inNone(question, by, answer, state))
      const parts = [...found.flatMap((each) => each?.parts ?? []), ...inNone]
      const less = found.flatMap((each) => each?.less ?? [])
      return this.#cells.cell({ question }, answer).map((total) => ({ total, parts, ...(less.length > 0 ? { less } : {}) }))
    })
  }

  /** The groups add up to everyone. The audit takes the number of people in no group as known within each answer, so also in all. */
  #everyone({ question, by }: TableRef): readonly Margin[] {
    if (by === undefined || !this.#cells.isPartition(by) || !this.#cells.isPartition(question) || this.#cells.isPlanned(by, question))
      return []
    const groups = this.#cells.options(by).map((group) => this.#cells.label({ question, by, group }))
    return [{ total: this.#cells.label({ question }), parts: groups }]
  }

  /** A cell in labels that are printed: its own, or, where the group is not asked, the group without those who skipped the part; undefined where there are none. */
  #printedOf({ place, answer = '' }: CellRef): Pick<Margin, 'parts' | 'less'> | undefined {
    const label = this.#cells.label(place, answer)
    if (this.#printed.has(label)) return { parts: [label] }
    if (this.#cells.canBeAsked(place) || answer !== '~not_shown') return undefined
    const skipped = this.#cells.cell(place, '~section_skipped')
    if (!skipped.every((each) => this.#printed.has(each))) return undefined
    return { parts: [this.#cells.label(place)], ...(skipped.length > 0 ? { less: skipped } : {}) }
  }

  /** Those who gave an answer and are in no group: printed by answer, or all who are in none for that reason, or taken as known. */
  #inNone(question: string, by: string, answer: string, state: string): readonly Label[] {
    // Answers taken together make no groups of another table.
    if (isRollup(answer)) return []
    const kind = this.#cells.classOf(question, answer)
    const people = (this.#cells.people.of([question, by]) ?? []).filter((person) => person.get(by)?.[0] === answerClass(state))
    if (people.length > 0 && answer.startsWith('~') && people.every((person) => person.get(question)?.[0] === kind) && isCertain(answer))
      return this.#cells.cell({ question: by }, state)
    const place = { question: by, by: question, group: answer }
    if (!this.#cells.isPlanned(by, question) || answer.startsWith('~') || this.#cells.cell(place, state).length === 0) return []
    return this.#printedOf({ place, answer: state })?.parts ?? []
  }
}

/** Whether conditions or a skipped part decide a state: the person did not choose it. */
function isCertain(state: string): boolean {
  return answerClass(state) === state && state !== '~skipped'
}

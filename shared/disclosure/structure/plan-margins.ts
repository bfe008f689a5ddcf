import { ConditionMargins } from './condition-margins.ts'
import type { Label } from './label.ts'
import type { Margin, MarginPlan } from './margin.ts'
import { answerClass, type PlannedTable, type PrintedCells } from './printed-cells.ts'
import type { SliceRef } from './survey-structure.ts'

/**
 * Every "these cells add up to that one" that holds in a survey's report whatever people answer: the answers of a question
 * within everyone and within each group, the groups of a single-choice variable within each answer, and the people who were
 * not shown a question with the answers that hid it. Where a sum misses people who are in no group, the audit takes their
 * number as known to the attacker: the safe side.
 */
export function offsetMargins(cells: PrintedCells, tables: readonly PlannedTable[]): MarginPlan {
  const conditions = new ConditionMargins(cells)
  const plan = new PlanMargins(cells, conditions)
  const margins = tables.flatMap((table) => [
    ...plan.rows(table),
    ...plan.columns(table),
    ...plan.everyone(table),
    ...plan.rollups(table),
    ...conditions.hidden(table),
  ])
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

class PlanMargins {
  readonly #cells: PrintedCells
  readonly #conditions: ConditionMargins

  constructor(cells: PrintedCells, conditions: ConditionMargins) {
    this.#cells = cells
    this.#conditions = conditions
  }

  /** The answers of a single choice add up to each slice; answers of a choice of many overlap. */
  rows({ question, by }: PlannedTable): readonly Margin[] {
    if (!this.#cells.isPartition(question)) return []
    return this.#cells.slices({ question, by }).map((place) => ({
      total: this.#cells.label(place),
      parts: this.#cells.answers(question).flatMap((answer) => this.#cells.cell(place, answer)),
    }))
  }

  /** The groups of a single choice add up to each answer, with the people in no group where the report prints them. */
  columns({ question, by }: PlannedTable): readonly Margin[] {
    if (by === undefined) return []
    if (!this.#cells.isPartition(by)) return this.#cells.people.reach([question]).has(by) ? this.#conditions.overlapping(question, by) : []
    return this.#cells.answers(question).flatMap((answer) => {
      const groups = this.#cells.field(by).options.map((group) => this.#inGroup({ question, by, group }, answer))
      if (groups.some((part) => part === undefined)) return []
      const parts = [
        ...groups.flatMap((part) => part?.parts ?? []),
        ...this.#cells.field(by).states.flatMap((state) => this.#inNone(question, by, answer, `~${state}`)),
      ]
      const less = groups.flatMap((part) => part?.less ?? [])
      return this.#cells.cell({ question }, answer).map((total) => ({ total, parts, ...(less.length > 0 ? { less } : {}) }))
    })
  }

  /** Where those in no group are known within each answer, they are known altogether. */
  everyone({ question, by }: PlannedTable): readonly Margin[] {
    if (by === undefined || !this.#cells.isPartition(by) || !this.#cells.isPartition(question) || this.#cells.isPlanned(by, question))
      return []
    const groups = this.#cells.field(by).options.map((group) => this.#cells.label({ question, by, group }))
    return [{ total: this.#cells.label({ question }), parts: groups }]
  }

  /** Answers, and groups, that are taken together are the sum of those. */
  rollups({ question, by }: PlannedTable): readonly Margin[] {
    const { answers, groups } = this.#cells.rollups(question, by)
    const coarse = groups.map(({ id, of }) => ({ whole: { question, by, group: id }, parts: of.map((group) => ({ question, by, group })) }))
    const rows = [...this.#cells.answers(question), ...answers.map(({ id }) => id)]
    const isOne = this.#cells.isPartition(question)
    // Of answers that nobody gives together, the number is their sum.
    const isSum = (of: readonly string[]) => isOne || of.filter((answer) => !this.#cells.alone(question).includes(answer)).length < 2
    const ofAnswers = [...this.#cells.slices({ question, by }), ...coarse.map(({ whole }) => whole)].flatMap((place) =>
      answers
        .filter(({ of }) => isSum(of))
        .flatMap(({ id, of }) =>
          this.#cells.cell(place, id).map((total) => ({ total, parts: of.flatMap((answer) => this.#cells.cell(place, answer)) })),
        ),
    )
    const ofGroups = coarse.flatMap(({ whole, parts }) => [
      { total: this.#cells.label(whole), parts: parts.map((place) => this.#cells.label(place)) },
      ...rows.flatMap((answer) =>
        this.#cells.cell(whole, answer).map((total) => ({ total, parts: parts.flatMap((place) => this.#cells.cell(place, answer)) })),
      ),
    ])
    const wholes = coarse.map(({ whole }) => ({
      total: this.#cells.label(whole),
      parts: this.#cells.answers(question).flatMap((answer) => this.#cells.cell(whole, answer)),
    }))
    if (isOne) return [...ofAnswers, ...wholes, ...ofGroups]
    // Where what is left are answers that are given alone, everybody gave one of them or one of those taken together.
    const complete = answers.flatMap(({ id, of }) => {
      const others = this.#cells.answers(question).filter((answer) => !of.includes(answer))
      if (!others.every((answer) => answer.startsWith('~') || this.#cells.alone(question).includes(answer))) return []
      return [...this.#cells.slices({ question, by }), ...coarse.map(({ whole }) => whole)].map((place) => ({
        total: this.#cells.label(place),
        parts: [id, ...others].flatMap((answer) => this.#cells.cell(place, answer)),
      }))
    })
    return [...ofAnswers, ...complete, ...ofGroups]
  }

  /** The labels that many questions share: everyone, the groups, and the people who skipped the question's part. */
  shared({ question, by }: PlannedTable): readonly Label[] {
    const coarse = this.#cells.rollups(question, by).groups.map(({ id }) => ({ question, by, group: id }))
    return [...this.#cells.slices({ question, by }), ...coarse].flatMap((place) => [
      this.#cells.label(place),
      ...this.#cells.cell(place, '~section_skipped'),
    ])
  }

  /** The people of a cell in one group; undefined where they are in no cell that is printed, and so nobody's to know. */
  #inGroup(place: SliceRef, answer: string): Pick<Margin, 'parts' | 'less'> | undefined {
    if (this.#cells.canBeAsked(place)) return { parts: this.#cells.cell(place, answer) }
    if (this.#cells.isZeroForAllPeople(place, answer)) return { parts: [] }
    const skipped = this.#cells.isZeroForAllPeople(place, '~section_skipped') ? [] : this.#printedElsewhere(place, '~section_skipped')
    if (skipped === undefined) return undefined
    if (answer === '~section_skipped') return { parts: skipped }
    return { parts: [this.#cells.label(place)], ...(skipped.length > 0 ? { less: skipped } : {}) }
  }

  /** Those who gave an answer and are in no group: printed by answer, or all who are in none for that reason, or taken as known. */
  #inNone(question: string, by: string, answer: string, state: string): readonly Label[] {
    const kind = this.#cells.classOf(question, answer)
    const people = (this.#cells.people.of([question, by]) ?? []).filter((person) => person.get(by)?.[0] === answerClass(state))
    if (people.length > 0 && answer.startsWith('~') && people.every((person) => person.get(question)?.[0] === kind) && isCertain(answer))
      return this.#cells.cell({ question: by }, state)
    if (!this.#cells.isPlanned(by, question) || answer.startsWith('~')) return []
    return this.#inGroup({ question: by, by: question, group: answer }, state)?.parts ?? []
  }

  /** People who skipped a part are a row under each of its questions. */
  #printedElsewhere({ question, by, group }: SliceRef, answer: string): readonly Label[] | undefined {
    const others = this.#cells.places(question).section.questions.map(({ id }) => ({ question: id, by, group }))
    const printed = others.find((place) => this.#cells.isPlanned(place.question, by) && this.#cells.canBeAsked(place))
    return printed ? this.#cells.cell(printed, answer) : undefined
  }
}

/** Of the states, those that conditions and skipped parts decide. */
function isCertain(state: string): boolean {
  return answerClass(state) === state && state !== '~skipped'
}

import { exactCover } from './exact-cover.ts'
import type { Margin } from './offset-margins.ts'
import type { Person } from './possible-people.ts'
import { numbersOf, type PlannedTable, type PrintedCells } from './printed-cells.ts'
import type { Label, SliceRef } from './survey-structure.ts'

/** Sets of people, by the labels that name them. */
type Sets = Map<readonly Label[], ReadonlySet<number>>

/** The sums of a report that follow from who is shown what: each holds whatever people answer. */
export function conditionMargins(cells: PrintedCells, tables: readonly PlannedTable[]): readonly Margin[] {
  const conditions = new ConditionMargins(cells)
  return tables.flatMap((table) => conditions.hidden(table)).filter(({ total, parts }) => !parts.includes(total))
}

/** The sums that follow from who is shown what. */
export class ConditionMargins {
  readonly #cells: PrintedCells

  constructor(cells: PrintedCells) {
    this.#cells = cells
  }

  /**
   * The people who were not shown a question are the sum of answers that hid it, or everyone else is the sum of answers that
   * showed it. Example: where "no" to q1 hides q2, `q2 not shown = q1 no + q1 skipped`.
   */
  hidden({ question, by }: PlannedTable): readonly Margin[] {
    if (!this.#cells.answers(question).includes('~not_shown')) return []
    return this.#cells.slices({ question, by }).flatMap((place) =>
      this.#cells.cell(place, '~not_shown').flatMap((hidden): readonly Margin[] => {
        const people = this.#cells.peopleIn(place) ?? []
        const those = numbersOf(people, (person) => person.get(question)?.[0] === '~not_shown')
        const others = numbersOf(people, (person) => person.get(question)?.[0] !== '~not_shown')
        const all = this.#cells.label(place)
        return [this.#sets(place, people), this.#crossedSets(place, people)].flatMap((sets) => {
          const parts = exactCover(those, sets)
          const rest = exactCover(others, sets)
          return [
            ...(parts ? [{ total: hidden, parts: parts.flat() }] : []),
            ...(rest ? [{ total: all, parts: [hidden, ...rest.flat()] }] : []),
          ]
        })
      }),
    )
  }

  /** Groups overlap, and yet a condition on them can leave those who were asked in one each. */
  overlapping(question: string, by: string): readonly Margin[] {
    const people = this.#cells.people.of([question, by]) ?? []
    const groups = this.#cells.disjointClasses(by).filter(([first]) => first?.startsWith('~') === false)
    return this.#cells.answers(question).flatMap((answer) => {
      const sets: Sets = new Map()
      for (const alike of groups)
        this.#add(
          sets,
          people,
          alike.map((group) => ({ question, by, group })),
          [answer],
        )
      const parts = exactCover(numbersOf(people, this.#cells.isIn({ question }, answer)), sets)
      return parts ? this.#cells.cell({ question }, answer).map((total) => ({ total, parts: parts.flat() })) : []
    })
  }

  /** The people of each printed cell of the questions that decide whether one is shown, by the labels that name them. */
  #sets(place: SliceRef, people: readonly Person[]): Sets {
    const own = place.question
    const found: Sets = new Map()
    if (this.#cells.answers(own).includes('~section_skipped')) this.#add(found, people, [place], ['~section_skipped'])
    for (const question of this.#cells.deciding(own).filter((each) => this.#cells.isPlanned(each, place.by))) {
      for (const answers of this.#cells.disjointClasses(question)) this.#add(found, people, [{ ...place, question }], answers)
      for (const taken of this.#cells.overlappingRollups(question, place.by)) this.#add(found, people, [{ ...place, question }], [taken])
    }
    return found
  }

  /** The same with cells of tables in which these questions are crossed with each other; empty where none are. */
  #crossedSets(place: SliceRef, people: readonly Person[]): Sets {
    const own = place.question
    const crossed: Sets = new Map()
    if (place.by !== undefined) return crossed
    const deciding = this.#cells.deciding(own)
    for (const by of deciding) {
      for (const groups of this.#cells.disjointClasses(by).filter(([first]) => first?.startsWith('~') === false)) {
        const within = (question: string): SliceRef[] => groups.map((group) => ({ question, by, group }))
        if (this.#cells.isPlanned(own, by)) this.#add(crossed, people, within(own), ['~not_shown'])
        for (const question of deciding.filter((other) => this.#cells.isPlanned(other, by))) {
          for (const answers of this.#cells.disjointClasses(question)) this.#add(crossed, people, within(question), answers)
        }
      }
    }
    return crossed.size > 0 ? new Map([...this.#sets(place, people), ...crossed]) : crossed
  }

  #add(found: Sets, people: readonly Person[], places: readonly SliceRef[], answers: readonly string[]) {
    const [first] = places
    if (!first || !places.every((at) => this.#cells.canBeAsked(at))) return
    const names = places.flatMap((at) => answers.flatMap((answer) => this.#cells.cell(at, answer)))
    found.set(names, numbersOf(people, this.#cells.isIn(first, answers[0] ?? '')))
  }
}

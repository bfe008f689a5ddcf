import { AT_MOST_ZERO, COUNT, type LinearProblem, type Term } from '../linear/linear-problem.ts'
import { Counts } from './counts.ts'
import { decidingCells } from './deciding-cells.ts'
import { insidersAmong, type PriorKnowledge } from './prior-knowledge.ts'
import { type AttackedRelease, type PeopleKey, peopleKey } from './published.ts'
import { rangeOfCell, rangeOfNumber } from './reading.ts'
import { type AttackTarget, targetsOf } from './target.ts'
import type { AttackedHistory, GroupHistory, TableHistory } from './versions.ts'

const NOT_SHOWN = '~not_shown'
const SECTION_SKIPPED = '~section_skipped'

/** States of people who were not shown a question, or passed over its part. */
const AWAY = [NOT_SHOWN, SECTION_SKIPPED]

/** Everything that a history tells of some questions: a linear problem, and the sums worth asking it for. */
export type QuestionSystem = { readonly problem: LinearProblem; readonly targets: readonly AttackTarget[] }

/**
 * Writes down the tables of a question, and of those that decide whether it is shown, over a history: what each printed
 * cell says of its count and its offset; that the answers of a group add up to the group, and the groups of an answer to the answer, in every release, printed or not;
 * that answers which hide a question are no more people than were not shown it; that a region is made up of its counties; that little changes in a group while its
 * numbers are repeated; and what is known besides the files. Other questions only touch these counts through the sizes of
 * groups, which their own tables print.
 */
export function questionSystem(history: AttackedHistory, questions: readonly string[], knowledge: PriorKnowledge): QuestionSystem {
  const builder = new Builder(history, questions, knowledge)
  const asked = history.tables.filter((table) => questions.includes(table.question))
  const grouping = history.tables.filter((table) => table.by === undefined && asked.some(({ by }) => by === table.question))
  for (const table of [...asked, ...grouping]) for (const group of table.groups) builder.addGroup(table, group)
  for (const table of asked) {
    builder.addColumns(table, grouping)
    builder.addConditions(table, asked)
    builder.addNests(table, history.tables)
  }
  builder.counts.addGrowth()
  return { targets: asked.flatMap((table) => targetsOf(table, builder.count)), problem: builder.counts.problem.build() }
}

type Said = readonly (readonly [question: string, answer: string])[]

class Builder {
  readonly counts: Counts
  readonly #times: readonly number[]
  readonly #said = new Map<PeopleKey, Said>()
  readonly #last: AttackedRelease
  readonly #unseenNewcomers: number | undefined

  constructor({ last, times }: AttackedHistory, questions: readonly string[], knowledge: PriorKnowledge) {
    for (const question of questions) if (!last.questions.has(question)) throw new Error(`the last release says nothing about ${question}`)
    this.#last = last
    this.#times = times
    this.#unseenNewcomers = knowledge.unseenNewcomers
    this.counts = new Counts(last.reading, knowledge, (people, release) => {
      const said = this.#said.get(people)
      return said ? insidersAmong(knowledge, said, release) : 0
    })
  }

  /** The variable of a cell, or of a whole group where there is no answer. */
  readonly count = (table: TableHistory, group: string | undefined, answer: string | undefined, time: number): number =>
    this.counts.at(this.#people(table, group, answer), time)

  addGroup(table: TableHistory, { group, answers, versions }: GroupHistory): void {
    const { reading } = this.#last
    for (const version of versions) {
      const base = this.#people(table, group, undefined)
      if (version.base !== undefined) this.counts.read(base, version.asOf, rangeOfNumber(version.base, reading, version.baseRange))
      for (const cell of version.cells)
        this.counts.read(this.#people(table, group, cell.answer), version.asOf, rangeOfCell(cell, version, reading))
    }
    for (const time of this.#times) {
      const fine = answers.filter((answer) => !this.#takenIn(table.question, answer))
      this.#addRow(table, group, fine, time)
      this.#addTaken(table, group, answers, time)
      const before = versions.filter(({ asOf }) => asOf <= time).at(-1)?.asOf
      if (before === undefined || before === time || this.#unseenNewcomers === undefined) continue
      for (const answer of [undefined, ...answers])
        this.counts.steady(this.#people(table, group, answer), before, time, this.#unseenNewcomers)
    }
  }

  /** Roll-ups of answers, in a group: the sum of the finer rows, or, where several answers can be given, everybody who gave one of them. */
  #addTaken(table: TableHistory, group: string | undefined, answers: readonly string[], time: number): void {
    const { problem } = this.counts
    const at = (answer: string | undefined, by: number): Term => [this.count(table, group, answer, time), by]
    const states = answers.filter((answer) => answer.startsWith('~')).map((state) => at(state, 1))
    for (const taken of answers) {
      const of = this.#takenIn(table.question, taken)
      if (!of) continue
      const parts = of.map((answer) => at(answer, 1))
      if (!this.#isMany(table.question)) {
        problem.equal([...parts, at(taken, -1)], 0)
        continue
      }
      const others = answers.filter((answer) => !answer.startsWith('~') && !this.#takenIn(table.question, answer) && !of.includes(answer))
      for (const some of this.#apart(table.question, of)) problem.row([...some.map((answer) => at(answer, 1)), at(taken, -1)], AT_MOST_ZERO)
      problem.row([...parts, at(taken, -1)], COUNT)
      const alone = this.#aloneAmong(table.question, others)
      problem.row([at(taken, 1), ...alone.map((answer) => at(answer, 1)), ...states, at(undefined, -1)], AT_MOST_ZERO)
      // People who gave an answer gave one of these or another one.
      problem.row([at(taken, 1), ...others.map((answer) => at(answer, 1)), ...states, at(undefined, -1)], COUNT)
    }
  }

  #takenIn(question: string | undefined, name: string | undefined): readonly string[] | undefined {
    return question === undefined || name === undefined ? undefined : this.#last.questions.get(question)?.rollups?.get(name)
  }

  /** The answers of a group: each person gave one of them, or, where several can be chosen, one state or some options. */
  #addRow(table: TableHistory, group: string | undefined, answers: readonly string[], time: number): void {
    const all: Term = [this.count(table, group, undefined, time), -1]
    const terms = (own: readonly string[]): Term[] => own.map((answer) => [this.count(table, group, answer, time), 1])
    const states = answers.filter((answer) => answer.startsWith('~'))
    if (!this.#isMany(table.question)) {
      this.counts.problem.equal([...terms(answers), all], 0)
      return
    }
    const options = answers.filter((answer) => !answer.startsWith('~'))
    for (const some of this.#apart(table.question, options)) this.counts.problem.row([...terms([...some, ...states]), all], AT_MOST_ZERO)
    this.counts.problem.row([...terms(answers), all], COUNT)
    this.#addMost(table.question, options, (option) => terms([option]), [...terms(states), all])
  }

  /** Lists of answers; nobody gave two answers of one list. Each has one answer, and those that are given alone. */
  #apart(question: string, options: readonly string[]): readonly (readonly string[])[] {
    const alone = this.#aloneAmong(question, options)
    return options.map((option) => [...new Set([option, ...alone])])
  }

  #aloneAmong(question: string, options: readonly string[]): readonly string[] {
    const { alone = [] } = this.#last.questions.get(question) ?? {}
    return options.filter((option) => alone.includes(option))
  }

  /** Nobody gave more answers than the question lets them, nor a second one beside one that is given alone. `people`: minus those who gave one. */
  #addMost(question: string, options: readonly string[], termsOf: (option: string) => readonly Term[], people: readonly Term[]): void {
    const { most } = this.#last.questions.get(question) ?? {}
    const alone = this.#aloneAmong(question, options)
    const together = options.filter((option) => !alone.includes(option))
    if (most === undefined || most >= together.length) return
    const others = [...alone.flatMap(termsOf), ...people].map(([at, by]): Term => [at, by * most])
    this.counts.problem.row([...together.flatMap(termsOf), ...others], AT_MOST_ZERO)
  }

  /** The people who gave an answer are each in a group, in several where these overlap, or in none, and then in a state of the group question. */
  addColumns(table: TableHistory, grouping: readonly TableHistory[]): void {
    const { by, groups } = table
    if (by === undefined) return
    const beside = grouping.find(({ question }) => question === by)
    const states = beside?.groups[0]?.answers.filter((answer) => answer.startsWith('~')) ?? []
    const alone: TableHistory = { id: table.question, question: table.question, groups: [] }
    const fine = groups.filter(({ group }) => !this.#takenIn(by, group))
    for (const time of this.#times) {
      for (const answer of groups[0]?.answers ?? []) {
        const all: Term = [this.count(alone, undefined, answer, time), -1]
        const inGroups = (some: readonly (string | undefined)[]) => some.map((group): Term => [this.count(table, group, answer, time), 1])
        const parts = inGroups(fine.map(({ group }) => group))
        const none: Term = [this.counts.at(`${table.question}=${answer}&no group of ${by}`, time), 1]
        if (this.#isMany(by)) {
          const names = fine.flatMap(({ group }) => group ?? [])
          for (const some of this.#apart(by, names)) this.counts.problem.row([...inGroups(some), none, all], AT_MOST_ZERO)
          this.counts.problem.row([...parts, none, all], COUNT)
          this.#addMost(by, names, (group) => inGroups([group]), [none, all])
          if (beside) {
            const outside = states.map((state): Term => [this.count(beside, undefined, state, time), -1])
            this.counts.problem.row([none, ...outside], AT_MOST_ZERO)
          }
        } else this.counts.problem.equal([...parts, none, all], 0)
      }
      for (const { group, answers } of groups) {
        const of = this.#takenIn(by, group)
        if (!of) continue
        for (const answer of [undefined, ...answers]) {
          const parts = of.map((each): Term => [this.count(table, each, answer, time), 1])
          this.counts.problem.equal([...parts, [this.count(table, group, answer, time), -1]], 0)
        }
      }
    }
  }

  /** People who gave an answer that hides a question were not shown it; people who gave one that shows it were. */
  addConditions(table: TableHistory, all: readonly TableHistory[]): void {
    for (const { group, answers } of table.groups) {
      const away = AWAY.filter((state) => answers.includes(state))
      if (!away.includes(NOT_SHOWN)) continue
      for (const { hides, cells } of decidingCells(this.#last.questions, table, group, all)) {
        for (const time of this.#times) {
          const parts = cells.map((cell): Term => [this.count(cell.table, cell.group, cell.answer, time), 1])
          const unseen = (hides ? away : [NOT_SHOWN]).map((state): Term => [this.count(table, group, state, time), hides ? -1 : 1])
          const everybody: Term[] = hides ? [] : [[this.count(table, group, undefined, time), -1]]
          this.counts.problem.row([...parts, ...unseen, ...everybody], AT_MOST_ZERO)
        }
      }
    }
  }

  /** People of a county are in its region. `table` has the counties, as groups or as answers; another table has the regions. */
  addNests(table: TableHistory, all: readonly TableHistory[]): void {
    for (const { inner, outer, groups } of this.#last.nests) {
      const byGroup = table.by === inner
      if (!byGroup && table.question !== inner) continue
      const beside = all.find(({ question, by }) =>
        byGroup ? question === table.question && by === outer : question === outer && by === table.by,
      )
      if (!beside) continue
      // A cell of the counties' table, or of the regions': what is common to all of a sum, and the group or answer that nests.
      const places = byGroup ? [undefined, ...(table.groups[0]?.answers ?? [])] : table.groups.map(({ group }) => group)
      for (const time of this.#times) {
        for (const common of places) {
          const at = (from: TableHistory, nested: string): number =>
            byGroup ? this.count(from, nested, common, time) : this.count(from, common, nested, time)
          const inNone = groups.map(({ id, of }): Term => {
            const none = this.counts.at(`${table.id}=${common}&${outer}=${id}&no ${inner}`, time)
            this.counts.problem.equal([...of.map((each): Term => [at(table, each), 1]), [none, 1], [at(beside, id), -1]], 0)
            return [none, 1]
          })
          const alone: TableHistory = { id: inner, question: inner, groups: [] }
          const states = all.find(({ id }) => id === inner)?.groups[0]?.answers.filter((answer) => answer.startsWith('~')) ?? []
          const silent = states.map((state): Term => [this.count(alone, undefined, state, time), -1])
          if (silent.length > 0) this.counts.problem.row([...inNone, ...silent], AT_MOST_ZERO)
        }
      }
    }
  }

  #nameOf(question: string, answer: string | undefined): string {
    const { askedIf = [], skippedWith } = this.#last.questions.get(question) ?? {}
    if (answer === NOT_SHOWN) return `~shown ${JSON.stringify([askedIf, skippedWith ?? ''])}`
    return answer === SECTION_SKIPPED ? `~part ${skippedWith}` : question
  }

  #isMany(question: string): boolean {
    return this.#last.questions.get(question)?.many ?? false
  }

  /** People who were not shown a question are the same for all of its part that have its conditions; who passed over the part, for all of it. */
  #people({ question, by }: TableHistory, group: string | undefined, answer: string | undefined): PeopleKey {
    const named = this.#nameOf(question, answer)
    const people = group === undefined ? peopleKey(named, answer) : peopleKey(named, answer, by, group)
    const said: Said = [
      ...(answer === undefined ? [] : [[question, answer] as const]),
      ...(by === undefined || group === undefined ? [] : [[by, group] as const]),
    ]
    this.#said.set(people, said)
    return people
  }
}

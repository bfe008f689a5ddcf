import { difference, ProblemBuilder, type Range, type Term } from '../linear/linear-problem.ts'
import { mostJoinedAndLeft, type PriorKnowledge } from './prior-knowledge.ts'
import type { PeopleKey, Reading } from './published.ts'

/** Bounds that keep every linear program bounded; far beyond any count. */
const FAR = 1e6

/** The unknowns of an attack: how many people of a kind there are in each release, and the secret offset of each kind. */
export class Counts {
  readonly problem = new ProblemBuilder()
  readonly #reading: Reading
  readonly #knowledge: PriorKnowledge
  readonly #insidersAmong: (people: PeopleKey, release: number) => number
  readonly #counts = new Map<PeopleKey, Map<number, number>>()
  readonly #offsets = new Map<string, number>()
  readonly #range = new Set<string>()

  /** `insidersAmong`: how many are known to be among some people in a release. */
  constructor(reading: Reading, knowledge: PriorKnowledge, insidersAmong: (people: PeopleKey, release: number) => number) {
    this.#reading = reading
    this.#knowledge = knowledge
    this.#insidersAmong = insidersAmong
  }

  /** The variable of a count. */
  at(people: PeopleKey, release: number): number {
    const own = this.#counts.get(people) ?? new Map<number, number>()
    this.#counts.set(people, own)
    const found = own.get(release)
    if (found !== undefined) return found
    const fact = this.#knowledge.facts.find((each) => each.people === people && each.release === release)
    const variable = this.problem.variable(
      fact ? { low: fact.count, high: fact.count } : { low: this.#insidersAmong(people, release), high: FAR },
    )
    own.set(release, variable)
    return variable
  }

  /** Writes down what was printed of a count in the release that counted it. */
  read(people: PeopleKey, release: number, range: Range): void {
    const once = `${people}\n${release}\n${range.low}\n${range.high}`
    if (this.#range.has(once) || (range.low <= 0 && range.high === Number.POSITIVE_INFINITY)) return
    this.#range.add(once)
    const terms: Term[] = [[this.at(people, release), 1]]
    if (this.#reading.base > 1) terms.push([this.#offsetOf(people, release), 1])
    this.problem.row(terms, range)
  }

  /** No more people than this join those counted between two releases; any number may leave. */
  steady(people: PeopleKey, from: number, to: number, most: number): void {
    this.#change(people, from, to, { low: Number.NEGATIVE_INFINITY, high: most })
  }

  /** Nobody joins or leaves but those who are known to. */
  addGrowth(): void {
    for (const [people, own] of this.#counts) {
      const releases = [...own.keys()].sort((a, b) => a - b)
      releases.slice(1).forEach((to, i) => {
        const from = releases[i] ?? to
        const { admitted, withdrawn } = mostJoinedAndLeft(this.#knowledge, from, to)
        if (Number.isFinite(admitted) || Number.isFinite(withdrawn)) this.#change(people, from, to, { low: -withdrawn, high: admitted })
      })
    }
  }

  #change(people: PeopleKey, from: number, to: number, range: Range): void {
    this.problem.row(difference(this.at(people, to), this.at(people, from)), range)
  }

  #offsetOf(people: PeopleKey, release: number): number {
    const key = this.#reading.offsets === 'label' ? people : `${release}\n${people}`
    const found = this.#offsets.get(key)
    if (found !== undefined) return found
    const variable = this.problem.variable({ low: 0, high: this.#reading.base - 1 })
    this.#offsets.set(key, variable)
    return variable
  }
}

import { holds } from '#shared/survey/conditions.ts'
import { answerIds, type Condition, isClosed, isMany, type Question, type Section, type Survey } from '#shared/survey/survey.ts'
import { aloneOptions, choicesAmong, holdsFor, MOST_PEOPLE, type QuestionPlaces, reachOf } from './questions.ts'

/** The answers of one kind of people: options that stand for others like them, or a state. */
export type PersonKind = ReadonlyMap<string, readonly string[]>

/** Options that no condition tells apart. Any of them stands for all. */
type AnswerKinds = { readonly all: readonly (readonly string[])[]; readonly of: ReadonlyMap<string, string> }

const NO_ANSWER = ['~skipped']
const NOT_SHOWN = ['~not_shown']
const SECTION_SKIPPED = ['~section_skipped']

/**
 * Every kind of people that the conditions of a survey can tell apart by their answers to some questions and to those that
 * decide whether they are shown. People without an answer count as "skipped", for any reason.
 */
export class PossiblePeople {
  readonly #survey: Survey
  readonly #places: QuestionPlaces
  readonly #conditions: readonly Condition[]
  readonly #kinds = new Map<string, AnswerKinds>()
  readonly #found = new Map<string, readonly PersonKind[] | undefined>()

  constructor(survey: Survey, places: QuestionPlaces) {
    this.#survey = survey
    this.#places = places
    this.#conditions = survey.sections.flatMap((section) =>
      [section.if, ...section.questions.map((question) => question.if)].flatMap(leaves),
    )
  }

  /** Undefined where there are too many. */
  of(questions: readonly string[]): readonly PersonKind[] | undefined {
    const key = [...questions].sort().join('\n')
    if (!this.#found.has(key)) this.#found.set(key, this.#enumerate(this.reach(questions)))
    return this.#found.get(key)
  }

  /** Questions, and all whose answers decide whether they are shown. */
  reach(questions: readonly string[]): ReadonlySet<string> {
    return reachOf(questions, this.#places)
  }

  kindsOf(id: string): AnswerKinds {
    const found = this.#kinds.get(id) ?? this.#findKinds(this.#places(id).question)
    this.#kinds.set(id, found)
    return found
  }

  #findKinds(question: Question): AnswerKinds {
    const own = this.#conditions.filter((leaf) => 'q' in leaf && leaf.q === question.id)
    const alone = aloneOptions(question)
    const signature = (id: string): string =>
      [alone.includes(id), ...own.map((leaf) => holds(leaf, { [question.id]: { state: 'answered', options: [id] } }))].join()
    const all = isClosed(question) ? [...Map.groupBy(answerIds(question), signature).values()] : [['written']]
    return { all, of: new Map(all.flatMap((kind) => kind.map((id) => [id, kind[0] ?? id] as const))) }
  }

  #enumerate(reach: ReadonlySet<string>): readonly PersonKind[] | undefined {
    let people: readonly PersonKind[] = [new Map()]
    for (const section of this.#survey.sections) {
      const asked = section.questions.filter(({ id }) => reach.has(id))
      if (asked.length === 0) continue
      people = people.flatMap((person) => this.#through(section, asked, person))
      if (people.length > MOST_PEOPLE) return undefined
    }
    return people
  }

  #through(section: Section, asked: readonly Question[], person: PersonKind): readonly PersonKind[] {
    const all = (answer: readonly string[]): PersonKind => new Map([...person, ...asked.map(({ id }) => [id, answer] as const)])
    if (section.if && !holdsFor(section.if, person)) return [all(NOT_SHOWN)]
    let people: readonly PersonKind[] = [person]
    for (const question of asked) {
      if (people.length > MOST_PEOPLE) return people
      people = people.flatMap((one) => {
        const ways = question.if && !holdsFor(question.if, one) ? [NOT_SHOWN] : this.#ways(question)
        return ways.map((way) => new Map([...one, [question.id, way]]))
      })
    }
    return section.note ? [...people, all(SECTION_SKIPPED)] : people
  }

  /** Every way to answer a question, by kinds of options. Two options of one kind are tried together; three would show nothing new. */
  #ways(question: Question): readonly (readonly string[])[] {
    const { all } = this.kindsOf(question.id)
    if (!isMany(question)) return [NO_ANSWER, ...all.map((kind) => kind.slice(0, 1))]
    const alone = aloneOptions(question)
    const together = all.flatMap((kind) => kind.slice(0, 2)).filter((id) => !alone.includes(id))
    const ofAlone = all.filter((kind) => kind.some((id) => alone.includes(id))).map((kind) => kind.slice(0, 1))
    return [NO_ANSWER, ...choicesAmong(question, together).filter((choice) => choice.length > 0), ...ofAlone]
  }
}

function leaves(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return []
  if ('all' in condition) return condition.all.flatMap(leaves)
  return 'any' in condition ? condition.any.flatMap(leaves) : [condition]
}

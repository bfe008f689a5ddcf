import { codebookOf, type Field, fieldOf } from '#shared/survey/codebook.ts'
import { isRollup, type RolledTable, rolledTables } from '#shared/survey/rollups.ts'
import { isMany, type Survey } from '#shared/survey/survey.ts'
import { type Label, labelOf } from './label.ts'
import { type Person, PossiblePeople } from './possible-people.ts'
import { type QuestionPlaces, questionPlaces } from './question-places.ts'
import { type SliceRef, type Structure, structureOf } from './survey-structure.ts'

/** A table of the closed report plan. */
export type PlannedTable = { readonly question: string; readonly by?: string }

const NO_ROLLUPS: RolledTable = { answers: [], groups: [] }

/** The cells that a report prints, by name, and the people who can be in them by a survey's definition. */
export class PrintedCells {
  readonly structure: Structure
  readonly places: QuestionPlaces
  readonly people: PossiblePeople
  readonly #survey: Survey
  readonly #fields: ReadonlyMap<string, Field>
  readonly #planned: ReadonlySet<string>
  readonly #rollups: (question: string, by?: string) => RolledTable

  constructor(survey: Survey, tables: readonly PlannedTable[]) {
    const codebook = codebookOf(survey)
    this.#survey = survey
    this.#fields = new Map(codebook.fields.map(({ question }) => [question, fieldOf(codebook, question)]))
    this.structure = structureOf(survey)
    this.#rollups = rolledTables(survey)
    this.places = questionPlaces(survey)
    this.people = new PossiblePeople(survey, this.places)
    this.#planned = new Set(tables.map(({ question, by }) => nameOf(question, by)))
  }

  /** The closed questions whose answers decide whether one is shown. */
  deciding(own: string): readonly string[] {
    return [...this.people.reach([own])].filter((question) => question !== own && this.#fields.has(question))
  }

  /** Answers that conditions do not tell apart, in lists of which nobody gave two. */
  apart(question: string): readonly (readonly string[])[] {
    const states = this.field(question).states.map((state) => `~${state}`)
    const kinds = this.people.kindsOf(question).all
    const apart = kinds.filter((kind) => kind.length === 1 || this.isOne(question) || this.isAlone(question, kind[0] ?? ''))
    return [...Map.groupBy(states, answerClass).values(), ...apart]
  }

  isIn({ question, by, group }: SliceRef, answer: string): (person: Person) => boolean {
    const { of } = this.#rollups(question, by).answers.find(({ id }) => id === answer) ?? { of: [answer] }
    const kinds = of.map((each) => this.kindOf(question, each))
    const isInGroup = (person: Person): boolean =>
      by === undefined || group === undefined || person.get(by)?.includes(this.kindOf(by, group)) === true
    return (person) => person.get(question)?.some((each) => kinds.includes(each)) === true && isInGroup(person)
  }

  /**
   * Of several answers that are taken together, the number of people is no sum of others. What takes in all or none of the
   * answers that conditions do not tell apart can be told from other people by conditions.
   */
  overlappingRollups(question: string, by?: string): readonly string[] {
    if (this.isOne(question)) return []
    const kinds = this.people.kindsOf(question).all
    const isWhole = (of: readonly string[]) =>
      kinds.every((kind) => kind.every((id) => of.includes(id)) || !kind.some((id) => of.includes(id)))
    return this.#rollups(question, by)
      .answers.filter(({ of }) => isWhole(of))
      .map(({ id }) => id)
  }

  /** Undefined where there are too many kinds of people to go through. */
  peopleIn({ question, by, group }: SliceRef): readonly Person[] | undefined {
    const people = this.people.of(by === undefined ? [question] : [question, by])
    if (by === undefined || group === undefined) return people
    const kind = this.kindOf(by, group)
    return people?.filter((person) => person.get(by)?.includes(kind) === true)
  }

  /** What a table takes together, besides its own answers and groups. */
  rollups(question: string, by?: string): RolledTable {
    return this.#rollups(question, by)
  }

  /** Whether by the survey's definition a cell is nobody. */
  isStructuralZero(place: SliceRef, answer: string): boolean {
    const { question, by, group } = place
    const { answers, groups } = by === undefined && !isRollup(answer) ? NO_ROLLUPS : this.#rollups(question, by)
    const taken = groups.find(({ id }) => id === group)
    if (taken) return taken.of.every((each) => this.isStructuralZero({ ...place, group: each }, answer))
    const together = answers.find(({ id }) => id === answer)
    if (together) return together.of.every((each) => this.isStructuralZero(place, each))
    const kind = this.kindOf(place.question, answer)
    return this.peopleIn(place)?.some((person) => person.get(place.question)?.includes(kind) === true) === false
  }

  kindOf(question: string, answer: string): string {
    return answer.startsWith('~') ? answerClass(answer) : (this.people.kindsOf(question).of.get(answer) ?? answer)
  }

  /** The label of a cell, or none where it is nobody. */
  cell(place: SliceRef, answer: string): readonly Label[] {
    const isPlanned = isRollup(answer)
      ? this.#rollups(place.question, place.by).answers.some(({ id }) => id === answer)
      : this.answers(place.question).includes(answer)
    if (!isPlanned || this.isStructuralZero(place, answer)) return []
    return [this.#label(this.structure.predicatesOf(place, answer))]
  }

  /** The slices of a table in which the question can be asked. */
  slices({ question, by }: { readonly question: string; readonly by?: string | undefined }): readonly SliceRef[] {
    if (by === undefined) return [{ question }]
    return this.field(by)
      .options.map((group) => ({ question, by, group }))
      .filter((place) => this.structure.canBeAsked(place))
  }

  isTurned(question: string, by: string): boolean {
    return this.isPlanned(by, question)
  }

  /** Whether nobody is in two answers at once. */
  isOne(id: string): boolean {
    const { question } = this.places(id)
    if (!isMany(question)) return true
    return (question.type === 'pick' && question.max === 1) || question.options.filter((option) => option.alone !== true).length < 2
  }

  isAlone(id: string, answer: string): boolean {
    const { question } = this.places(id)
    return isMany(question) && question.options.some((option) => option.id === answer && option.alone === true)
  }

  answers(question: string): readonly string[] {
    const { options, states } = this.field(question)
    return [...options, ...states.map((state) => `~${state}`)]
  }

  field(question: string): Field {
    const field = this.#fields.get(question)
    if (field === undefined) throw new Error(`no closed question ${question} in the codebook`)
    return field
  }

  /** The label of everybody in a slice. */
  slice(place: SliceRef): Label {
    return this.#label(this.structure.predicatesOfGroup(place))
  }

  isPlanned(question: string, by: string | undefined): boolean {
    return this.#planned.has(nameOf(question, by))
  }

  #label(predicates: Parameters<typeof labelOf>[1]): Label {
    return labelOf(this.#survey.id, predicates)
  }
}

function nameOf(question: string, by: string | undefined): string {
  return by === undefined ? question : `${question}:${by}`
}

/** Reasons for no answer are one to conditions. */
export function answerClass(state: string): string {
  return state === '~not_shown' || state === '~section_skipped' ? state : '~skipped'
}

export function numbersOf(people: readonly Person[], is: (person: Person) => boolean): ReadonlySet<number> {
  return new Set(people.flatMap((person, number) => (is(person) ? [number] : [])))
}

import { codebookOf, type Field, fieldOf } from '#shared/survey/codebook.ts'
import { isMany, type Survey } from '#shared/survey/survey.ts'
import { type Places, placesIn } from '../implication.ts'
import { type Label, labelOf } from '../label.ts'
import { type PlaceInTable, type Structure, structureOf } from '../structure.ts'
import { madeUpOf } from './made-up-of.ts'
import type { Margin, MarginPlan } from './margin.ts'
import { type Person, PossiblePeople } from './possible-people.ts'

/** A table of the closed report plan. */
type Planned = { readonly question: string; readonly by?: string }

/**
 * Every "these cells add up to that one" that holds in a survey's report whatever people answer: the answers of a question
 * within everyone and within each group, the groups of a single-choice variable within each answer, and whoever was not
 * shown a question with the answers that hid it. Where a sum misses people who are in no group, the audit takes their
 * number as known to the attacker: the safe side.
 */
export function marginsOf(survey: Survey, tables: readonly Planned[]): MarginPlan {
  const plan = new PlanMargins(survey, tables)
  const margins = tables.flatMap((table) => [...plan.rows(table), ...plan.columns(table), ...plan.everyone(table), ...plan.hidden(table)])
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

/** Sets of people, by the labels that name them. */
type Sets = ReadonlyMap<readonly Label[], ReadonlySet<number>>

class PlanMargins {
  readonly #survey: Survey
  readonly #fields: ReadonlyMap<string, Field>
  readonly #structure: Structure
  readonly #places: Places
  readonly #people: PossiblePeople
  readonly #planned: ReadonlySet<string>

  constructor(survey: Survey, tables: readonly Planned[]) {
    const codebook = codebookOf(survey)
    this.#survey = survey
    this.#fields = new Map(codebook.fields.map(({ question }) => [question, fieldOf(codebook, question)]))
    this.#structure = structureOf(survey)
    this.#places = placesIn(survey)
    this.#people = new PossiblePeople(survey, this.#places)
    this.#planned = new Set(tables.map(({ question, by }) => nameOf(question, by)))
  }

  /** Answers of which people give one make up each slice; others overlap. */
  rows({ question, by }: Planned): readonly Margin[] {
    if (!this.#isOne(question)) return []
    return this.#slices({ question, by }).map((place) => ({
      total: this.#label(this.#structure.predicatesOfGroup(place)),
      parts: this.#answers(question).flatMap((answer) => this.#cell(place, answer)),
    }))
  }

  /** The groups of a single choice make up each answer, with whoever is in none where they are printed too. */
  columns({ question, by }: Planned): readonly Margin[] {
    if (by === undefined) return []
    if (!this.#isOne(by)) return this.#people.reach([question]).has(by) ? this.#overlapping(question, by) : []
    return this.#answers(question).flatMap((answer) => {
      const groups = this.#field(by).options.map((group) => this.#inGroup({ question, by, group }, answer))
      if (groups.some((part) => part === undefined)) return []
      const parts = [
        ...groups.flatMap((part) => part?.parts ?? []),
        ...this.#field(by).states.flatMap((state) => this.#inNone(question, by, answer, `~${state}`)),
      ]
      const less = groups.flatMap((part) => part?.less ?? [])
      return this.#cell({ question }, answer).map((total) => ({ total, parts, ...(less.length > 0 ? { less } : {}) }))
    })
  }

  /** Groups overlap, and yet a condition on them can leave those who were asked in one each. */
  #overlapping(question: string, by: string): readonly Margin[] {
    const people = this.#people.of([question, by]) ?? []
    const groups = this.#apart(by).filter(([first]) => first?.startsWith('~') === false)
    return this.#answers(question).flatMap((answer) => {
      const sets = new Map<readonly Label[], ReadonlySet<number>>()
      for (const alike of groups)
        this.#add(
          sets,
          people,
          alike.map((group) => ({ question, by, group })),
          [answer],
        )
      const parts = madeUpOf(numbersOf(people, this.#isIn({ question }, answer)), sets)
      return parts ? this.#cell({ question }, answer).map((total) => ({ total, parts: parts.flat() })) : []
    })
  }

  /** Where those in no group are known within each answer, they are known altogether. */
  everyone({ question, by }: Planned): readonly Margin[] {
    if (by === undefined || !this.#isOne(by) || !this.#isOne(question) || this.#isTurned(question, by)) return []
    const groups = this.#field(by).options.map((group) => this.#label(this.#structure.predicatesOfGroup({ question, by, group })))
    return [{ total: this.#label([]), parts: groups }]
  }

  /** Whoever was not shown a question is made up of answers to others that hid it, or all others of answers that did not. */
  hidden({ question, by }: Planned): readonly Margin[] {
    if (!this.#answers(question).includes('~not_shown')) return []
    return this.#slices({ question, by }).flatMap((place) =>
      this.#cell(place, '~not_shown').flatMap((hidden): readonly Margin[] => {
        const people = this.#peopleIn(place) ?? []
        const those = numbersOf(people, (person) => person.get(question)?.[0] === '~not_shown')
        const others = numbersOf(people, (person) => person.get(question)?.[0] !== '~not_shown')
        const all = this.#label(this.#structure.predicatesOfGroup(place))
        return [this.#sets(place, people), this.#crossedSets(place, people)].flatMap((sets) => {
          const parts = madeUpOf(those, sets)
          const rest = madeUpOf(others, sets)
          return [
            ...(parts ? [{ total: hidden, parts: parts.flat() }] : []),
            ...(rest && !(parts && this.#isPlain(question)) ? [{ total: all, parts: [hidden, ...rest.flat()] }] : []),
          ]
        })
      }),
    )
  }

  /** Whether one of two sums follows from the other: all that decides are choices of one, whose answers make up everyone. */
  #isPlain(question: string): boolean {
    return [...this.#people.reach([question])].every((each) => this.#isOne(each))
  }

  /** Everyone, the groups, and whoever skipped the part the question is in. */
  shared({ question, by }: Planned): readonly Label[] {
    return this.#slices({ question, by }).flatMap((place) => [
      this.#label(this.#structure.predicatesOfGroup(place)),
      ...this.#cell(place, '~section_skipped'),
    ])
  }

  /** The people of a cell in one group; undefined where they are in no cell that is printed, and so nobody's to know. */
  #inGroup(place: PlaceInTable, answer: string): Pick<Margin, 'parts' | 'less'> | undefined {
    if (this.#structure.canBeAsked(place)) return { parts: this.#cell(place, answer) }
    if (this.#isNobody(place, answer)) return { parts: [] }
    const skipped = this.#isNobody(place, '~section_skipped') ? [] : this.#printedElsewhere(place, '~section_skipped')
    if (skipped === undefined) return undefined
    if (answer === '~section_skipped') return { parts: skipped }
    return { parts: [this.#label(this.#structure.predicatesOfGroup(place))], ...(skipped.length > 0 ? { less: skipped } : {}) }
  }

  /** Those who gave an answer and are in no group: printed by answer, or all who are in none for that reason, or taken as known. */
  #inNone(question: string, by: string, answer: string, state: string): readonly Label[] {
    const kind = this.#kindOf(question, answer)
    const people = (this.#people.of([question, by]) ?? []).filter((person) => person.get(by)?.[0] === standIn(state))
    if (people.length > 0 && answer.startsWith('~') && people.every((person) => person.get(question)?.[0] === kind) && isCertain(answer))
      return this.#cell({ question: by }, state)
    if (!this.#isTurned(question, by) || answer.startsWith('~')) return []
    return this.#inGroup({ question: by, by: question, group: answer }, state)?.parts ?? []
  }

  /** Whoever skipped a part is printed under each of its questions. */
  #printedElsewhere({ question, by, group }: PlaceInTable, answer: string): readonly Label[] | undefined {
    const others = this.#places(question).section.questions.map(({ id }) => ({ question: id, by, group }))
    const printed = others.find((place) => this.#planned.has(nameOf(place.question, by)) && this.#structure.canBeAsked(place))
    return printed ? this.#cell(printed, answer) : undefined
  }

  /** The people of each printed cell of the questions that decide whether one is shown, by the labels that name them. */
  #sets(place: PlaceInTable, people: readonly Person[]): Sets {
    const own = place.question
    const found = new Map<readonly Label[], ReadonlySet<number>>()
    if (this.#answers(own).includes('~section_skipped')) this.#add(found, people, [place], ['~section_skipped'])
    for (const question of this.#deciding(own).filter((each) => this.#planned.has(nameOf(each, place.by)))) {
      for (const answers of this.#apart(question)) this.#add(found, people, [{ ...place, question }], answers)
    }
    return found
  }

  /** The same with cells of tables in which these questions are crossed with each other; empty where none are. */
  #crossedSets(place: PlaceInTable, people: readonly Person[]): Sets {
    const own = place.question
    const crossed = new Map<readonly Label[], ReadonlySet<number>>()
    if (place.by !== undefined) return crossed
    const deciding = this.#deciding(own)
    for (const by of deciding) {
      for (const groups of this.#apart(by).filter(([first]) => first?.startsWith('~') === false)) {
        const within = (question: string): PlaceInTable[] => groups.map((group) => ({ question, by, group }))
        if (this.#planned.has(nameOf(own, by))) this.#add(crossed, people, within(own), ['~not_shown'])
        for (const question of deciding.filter((other) => this.#planned.has(nameOf(other, by)))) {
          for (const answers of this.#apart(question)) this.#add(crossed, people, within(question), answers)
        }
      }
    }
    return crossed.size > 0 ? new Map([...this.#sets(place, people), ...crossed]) : crossed
  }

  #add(
    found: Map<readonly Label[], ReadonlySet<number>>,
    people: readonly Person[],
    places: readonly PlaceInTable[],
    answers: readonly string[],
  ) {
    const [first] = places
    if (!first || !places.every((at) => this.#structure.canBeAsked(at))) return
    const names = places.flatMap((at) => answers.flatMap((answer) => this.#cell(at, answer)))
    found.set(names, numbersOf(people, this.#isIn(first, answers[0] ?? '')))
  }

  /** The closed questions whose answers decide whether one is shown. */
  #deciding(own: string): readonly string[] {
    return [...this.#people.reach([own])].filter((question) => question !== own && this.#fields.has(question))
  }

  /** Answers that conditions do not tell apart, in lists of which nobody gave two. */
  #apart(question: string): readonly (readonly string[])[] {
    const states = this.#field(question).states.map((state) => `~${state}`)
    const kinds = this.#people.kindsOf(question).all
    const apart = kinds.filter((kind) => kind.length === 1 || this.#isOne(question) || this.#isAlone(question, kind[0] ?? ''))
    return [...Map.groupBy(states, standIn).values(), ...apart]
  }

  #isIn({ question, by, group }: PlaceInTable, answer: string): (person: Person) => boolean {
    const kind = this.#kindOf(question, answer)
    const isInGroup = (person: Person): boolean =>
      by === undefined || group === undefined || person.get(by)?.includes(this.#kindOf(by, group)) === true
    return (person) => person.get(question)?.includes(kind) === true && isInGroup(person)
  }

  /** Undefined where there are too many kinds of people to go through. */
  #peopleIn({ question, by, group }: PlaceInTable): readonly Person[] | undefined {
    const people = this.#people.of(by === undefined ? [question] : [question, by])
    if (by === undefined || group === undefined) return people
    const kind = this.#kindOf(by, group)
    return people?.filter((person) => person.get(by)?.includes(kind) === true)
  }

  /** Whether by the survey's definition a cell is nobody. */
  #isNobody(place: PlaceInTable, answer: string): boolean {
    const kind = this.#kindOf(place.question, answer)
    return this.#peopleIn(place)?.some((person) => person.get(place.question)?.includes(kind) === true) === false
  }

  #kindOf(question: string, answer: string): string {
    return answer.startsWith('~') ? standIn(answer) : (this.#people.kindsOf(question).of.get(answer) ?? answer)
  }

  /** The label of a cell, or none where it is nobody. */
  #cell(place: PlaceInTable, answer: string): readonly Label[] {
    if (!this.#answers(place.question).includes(answer) || this.#isNobody(place, answer)) return []
    return [this.#label(this.#structure.predicatesOf(place, answer))]
  }

  /** The slices of a table in which the question can be asked. */
  #slices({ question, by }: { readonly question: string; readonly by?: string | undefined }): readonly PlaceInTable[] {
    if (by === undefined) return [{ question }]
    return this.#field(by)
      .options.map((group) => ({ question, by, group }))
      .filter((place) => this.#structure.canBeAsked(place))
  }

  #isTurned(question: string, by: string): boolean {
    return this.#planned.has(nameOf(by, question))
  }

  /** Whether nobody is in two answers at once. */
  #isOne(id: string): boolean {
    const { question } = this.#places(id)
    if (!isMany(question)) return true
    return (question.type === 'pick' && question.max === 1) || question.options.filter((option) => option.alone !== true).length < 2
  }

  #isAlone(id: string, answer: string): boolean {
    const { question } = this.#places(id)
    return isMany(question) && question.options.some((option) => option.id === answer && option.alone === true)
  }

  #answers(question: string): readonly string[] {
    const { options, states } = this.#field(question)
    return [...options, ...states.map((state) => `~${state}`)]
  }

  #field(question: string): Field {
    const field = this.#fields.get(question)
    if (field === undefined) throw new Error(`no closed question ${question} in the codebook`)
    return field
  }

  #label(predicates: Parameters<typeof labelOf>[1]): Label {
    return labelOf(this.#survey.id, predicates)
  }
}

function nameOf(question: string, by: string | undefined): string {
  return by === undefined ? question : `${question}:${by}`
}

/** Of the states, those that conditions and skipped parts decide. */
function isCertain(state: string): boolean {
  return standIn(state) === state && state !== '~skipped'
}

/** Reasons for no answer are one to conditions. */
function standIn(state: string): string {
  return state === '~not_shown' || state === '~section_skipped' ? state : '~skipped'
}

function numbersOf(people: readonly Person[], is: (person: Person) => boolean): ReadonlySet<number> {
  return new Set(people.flatMap((person, number) => (is(person) ? [number] : [])))
}

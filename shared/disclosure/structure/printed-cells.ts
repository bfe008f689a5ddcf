import { codebookOf, type Field, fieldOf } from '#shared/survey/codebook.ts'
import { holds, questionsIn } from '#shared/survey/conditions.ts'
import { type Nest, nestsOf } from '#shared/survey/nests.ts'
import { isRollup, type RolledTable, rolledTables } from '#shared/survey/rollups.ts'
import { isMany, questionsOf, type Survey } from '#shared/survey/survey.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { equalLabels } from './equal-labels.ts'
import { type PersonKind, PossiblePeople } from './possible-people.ts'
import { aloneOptions, conditionsOf, hasNoneOf, mostOptions, type QuestionPlaces, questionPlaces } from './questions.ts'
import { type CellStructure, cellLabel, type Label, type SliceRef, structureOf } from './survey-structure.ts'

/** A table of the closed report plan. */
export type TableRef = { readonly question: string; readonly by?: string }

/**
 * The cells of a survey's report: their labels, and the people who can be in them by the survey's definition. Every reader can
 * work all of it out, so none of it is secret. Build one for a study and pass it on: what it finds, it remembers.
 */
export class PrintedCells {
  readonly survey: Survey
  readonly places: QuestionPlaces
  readonly people: PossiblePeople
  /** Group variables that lie in others. */
  readonly nests: readonly Nest[]
  readonly #structure: CellStructure
  readonly #fields: ReadonlyMap<string, Field>
  readonly #planned: ReadonlySet<string>
  readonly #rollups: (question: string, by?: string) => RolledTable
  readonly #zeros = new Map<string, boolean>()
  readonly #labels = new Map<string, Label>()
  readonly #rows = new Map<string, readonly string[]>()
  readonly #tables: readonly TableRef[]
  #equal: ReadonlyMap<Label, Label> | undefined

  /** `tables` are those of the report plan. `oneLabel` is false for numbers that had several labels for one set of people (policy.ts). */
  constructor(survey: Survey, tables: readonly TableRef[], oneLabel = true) {
    const codebook = codebookOf(survey)
    this.survey = survey
    this.#fields = new Map(codebook.fields.map(({ question }) => [question, fieldOf(codebook, question)]))
    this.#structure = structureOf(survey)
    this.#rollups = rolledTables(survey)
    this.places = questionPlaces(survey)
    this.nests = nestsOf(survey)
    this.people = new PossiblePeople(survey, this.places)
    this.#tables = tables
    this.#equal = oneLabel ? undefined : new Map()
    this.#planned = new Set(tables.map(({ question, by }) => nameOf(question, by)))
  }

  /** The label of everyone in the survey. */
  everyone(): Label {
    return cellLabel(this.survey.id, [])
  }

  /** The label of the people in a slice, or of those among them who gave an answer: one for all cells with these people. */
  label(place: SliceRef, answer?: string): Label {
    this.#equal ??= equalLabels({
      people: this.people,
      tables: this.#tables,
      questions: questionsOf(this.survey),
      slices: (table) => this.slices(table),
      answers: (question) => this.answers(question),
      classOf: (question, each) => this.classOf(question, each),
      sectionOf: (question) => this.places(question).section.id,
      label: (of, each) => this.#labelAsSaid(of, each),
    })
    const label = this.#labelAsSaid(place, answer)
    return this.#equal.get(label) ?? label
  }

  #labelAsSaid(place: SliceRef, answer?: string): Label {
    const name = [nameOf(place.question, place.by), place.group ?? '', answer ?? '\0'].join('\n')
    const known = this.#labels.get(name)
    if (known !== undefined) return known
    const predicates = answer === undefined ? this.#structure.predicatesOfGroup(place) : this.#structure.predicatesOf(place, answer)
    const label = cellLabel(this.survey.id, predicates)
    this.#labels.set(name, label)
    return label
  }

  /** The label of a cell as a list of one; empty where the cell does not exist or is a structural zero. */
  cell(place: SliceRef, answer: string): readonly Label[] {
    if (!this.rows(place.question, place.by).includes(answer) || this.isStructuralZero(place, answer)) return []
    return [this.label(place, answer)]
  }

  /** The roll-ups of a table: answers, and groups, taken together in rows of their own. */
  rollups(question: string, by?: string): RolledTable {
    return this.#rollups(question, by)
  }

  isPlanned(question: string, by: string | undefined): boolean {
    return this.#planned.has(nameOf(question, by))
  }

  /** Whether conditions let anybody of the group see the question. */
  canBeAsked(place: SliceRef): boolean {
    return this.#structure.canBeAsked(place)
  }

  /** The slices of a table in which the question can be asked. */
  slices({ question, by }: { readonly question: string; readonly by?: string | undefined }): readonly SliceRef[] {
    if (by === undefined) return [{ question }]
    return this.options(by)
      .map((group) => ({ question, by, group }))
      .filter((place) => this.canBeAsked(place))
  }

  /** Throws for a question that is not closed. */
  field(question: string): Field {
    const field = this.#fields.get(question)
    if (field === undefined) throw new Error(`no closed question ${question} in the codebook`)
    return field
  }

  options(question: string): readonly string[] {
    return this.field(question).options
  }

  /** The missing states of a question, as rows of its tables: `~skipped`, `~not_shown`. */
  states(question: string): readonly string[] {
    return this.field(question).states.map((state) => `~${state}`)
  }

  /** Options, then missing states: the rows of every table of a question. */
  answers(question: string): readonly string[] {
    return [...this.options(question), ...this.states(question)]
  }

  /** All rows of a table: answers, and answers taken together. */
  rows(question: string, by?: string): readonly string[] {
    const name = nameOf(question, by)
    const rows = this.#rows.get(name) ?? [...this.answers(question), ...this.rollups(question, by).answers.map(({ id }) => id)]
    this.#rows.set(name, rows)
    return rows
  }

  isMany(question: string): boolean {
    return this.field(question).kind === 'many'
  }

  /** Whether nobody can be in two rows of a question at once. */
  isPartition(id: string): boolean {
    const { question } = this.places(id)
    return mostOptions(question) === 1 || this.options(id).length - aloneOptions(question).length < 2
  }

  /** The largest number of options that one person can choose. */
  mostOptions(id: string): number {
    return mostOptions(this.places(id).question)
  }

  /** Options that nobody chooses together with another one. */
  alone(id: string): readonly string[] {
    return aloneOptions(this.places(id).question)
  }

  /** The closed questions whose answers decide whether one is shown. */
  deciding(own: string): readonly string[] {
    return [...this.people.reach([own])].filter((question) => question !== own && this.#fields.has(question))
  }

  /** Lists of answers that conditions do not tell apart. Nobody gave two answers of one list. */
  disjointClasses(question: string): readonly (readonly string[])[] {
    const alone = this.alone(question)
    const classes = this.people
      .kindsOf(question)
      .all.filter((kind) => kind.length === 1 || this.isPartition(question) || alone.includes(kind[0] ?? ''))
    return [...Map.groupBy(this.states(question), answerClass).values(), ...classes]
  }

  /** The answer that stands for all answers like it. */
  classOf(question: string, answer: string): string {
    return answer.startsWith('~') ? answerClass(answer) : (this.people.kindsOf(question).of.get(answer) ?? answer)
  }

  /** Whether a kind of people is in a cell. */
  isIn({ question, by, group }: SliceRef, answer: string): (person: PersonKind) => boolean {
    const { of } = this.rollups(question, by).answers.find(({ id }) => id === answer) ?? { of: [answer] }
    const classes = of.map((each) => this.classOf(question, each))
    const isInGroup = (person: PersonKind): boolean =>
      by === undefined || group === undefined || person.get(by)?.includes(this.classOf(by, group)) === true
    return (person) => person.get(question)?.some((each) => classes.includes(each)) === true && isInGroup(person)
  }

  /**
   * Roll-ups of a question with several answers whose count is no sum of other counts, and whose people conditions can tell
   * from others: a roll-up that takes in all or none of the answers that conditions do not tell apart.
   */
  overlappingRollups(question: string, by?: string): readonly string[] {
    if (this.isPartition(question)) return []
    const kinds = this.people.kindsOf(question).all
    const isWhole = (of: readonly string[]) =>
      kinds.every((kind) => kind.every((id) => of.includes(id)) || !kind.some((id) => of.includes(id)))
    return this.rollups(question, by)
      .answers.filter(({ of }) => isWhole(of))
      .map(({ id }) => id)
  }

  /** The kinds of people in a slice, by their answers to further questions, too; undefined where there are too many to enumerate. */
  peopleIn({ question, by, group }: SliceRef, further: readonly string[] = []): readonly PersonKind[] | undefined {
    const people = this.people.of([question, ...(by === undefined ? [] : [by]), ...further])
    if (by === undefined || group === undefined) return people
    const kind = this.classOf(by, group)
    return people?.filter((person) => person.get(by)?.includes(kind) === true)
  }

  /**
   * Whether a cell is a structural zero: by definition nobody is in it. People who skipped a part are in no group of a question
   * in that part, and nobody was "not shown" a question that their group was shown.
   */
  isStructuralZero(place: SliceRef, answer: string): boolean {
    return this.#everyPart(place, answer, (part, each) => {
      const { question, by, group } = part
      if (by !== undefined && group !== undefined) {
        if (each === '~section_skipped' && this.#isSamePart(question, by)) return true
        // Found without enumerating all kinds of people, who can be too many.
        if (each === '~not_shown' && this.#isShownTo(question, by, group)) return true
      }
      return this.#isZeroByEnumeration(part, each)
    })
  }

  /** Whether something holds for every part of a cell: of a roll-up, for each answer or group in it. Throws for a roll-up that the table does not have. */
  #everyPart(place: SliceRef, answer: string, holds: (place: SliceRef, answer: string) => boolean): boolean {
    const { question, by, group } = place
    const groups = by !== undefined && group !== undefined && isRollup(group) ? this.#partsOf('groups', question, by, group) : [group]
    const answers = isRollup(answer) ? this.#partsOf('answers', question, by, answer) : [answer]
    return groups.every((part) => answers.every((each) => holds({ ...place, group: part }, each)))
  }

  #partsOf(kind: 'answers' | 'groups', question: string, by: string | undefined, name: string): readonly string[] {
    const found = this.rollups(question, by)[kind].find(({ id }) => id === name)
    if (!found) throw new Error(`${name} is no roll-up of this table`)
    return found.of
  }

  #isZeroByEnumeration(place: SliceRef, answer: string): boolean {
    const { question, by, group } = place
    const kind = this.classOf(question, answer)
    const name = [question, kind, by, by === undefined ? '' : this.classOf(by, group ?? '')].join('\n')
    const known = this.#zeros.get(name)
    if (known !== undefined) return known
    const isZero = this.peopleIn(place)?.some((person) => person.get(question)?.includes(kind) === true) === false
    this.#zeros.set(name, isZero)
    return isZero
  }

  #isShownTo(question: string, by: string, group: string): boolean {
    const conditions = conditionsOf(this.places(question), 'question')
    if (conditions.flatMap(questionsIn).some((each) => each !== by)) return false
    // Somebody in the group may have chosen more, and that may be what was not to be chosen.
    const { question: grouping } = this.places(by)
    if (isMany(grouping) && !this.alone(by).includes(group) && conditions.some(hasNoneOf)) return false
    return conditions.every((condition) => holds(condition, { [by]: { state: 'answered', options: [group] } }))
  }

  #isSamePart(question: string, by: string): boolean {
    return this.places(question).section === this.places(by).section
  }
}

function nameOf(question: string, by: string | undefined): string {
  return by === undefined ? question : `${question}:${by}`
}

/** Conditions do not tell the reasons for no answer apart: all of them are "skipped", except states that conditions decide. */
export function answerClass(state: string): string {
  return state === '~not_shown' || state === '~section_skipped' ? state : '~skipped'
}

/** The places in a list of the people for whom something is true. */
export function numbersOf(people: readonly PersonKind[], is: (person: PersonKind) => boolean): ReadonlySet<number> {
  return new Set(people.flatMap((person, number) => (is(person) ? [number] : [])))
}

/** The count of every set of people in some tables: of each slice, and of each answer in it. A label in several tables has one count. */
export function countsByLabel(cells: PrintedCells, tables: readonly CountedTable[]): ReadonlyMap<Label, number> {
  return new Map(
    tables.flatMap(({ question, by, slices }) =>
      slices.flatMap(({ group, base, cells: counted }) => {
        const place = { question, by, group }
        const ofCells = counted.map(({ answer, count }) => [cells.label(place, answer), count] as const)
        return [[cells.label(place), base] as const, ...ofCells]
      }),
    ),
  )
}

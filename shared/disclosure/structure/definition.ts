import { codebookOf, type Field } from '#shared/survey/codebook.ts'
import { holds, questionsIn } from '#shared/survey/conditions.ts'
import { isRollup, type RolledTable, type Rollup, rolledTables } from '#shared/survey/rollups.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { type Label, labelOf, type Predicate } from './label.ts'
import { PrintedCells } from './printed-cells.ts'
import { conditionsOf, type QuestionPlaces, questionPlaces } from './question-places.ts'
import { type SliceRef, type Structure, structureOf } from './survey-structure.ts'

/** What every reader can work out from the definition of a survey: the margins of its report follow from it. */
export class Definition {
  readonly #survey: Survey
  readonly #fields: ReadonlyMap<string, Field>
  readonly #structure: Structure
  readonly #places: QuestionPlaces
  readonly #cells: PrintedCells
  readonly #nobody = new Map<string, boolean>()
  readonly #rollups: (question: string, by?: string) => RolledTable

  constructor(survey: Survey) {
    this.#survey = survey
    this.#fields = new Map(codebookOf(survey).fields.map((field) => [field.question, field]))
    this.#structure = structureOf(survey)
    this.#places = questionPlaces(survey)
    this.#cells = new PrintedCells(survey, [])
    this.#rollups = rolledTables(survey)
  }

  everyone(): Label {
    return this.#label([])
  }

  /** Of everybody in a slice, or of those in it who gave an answer. */
  label(place: SliceRef, answer?: string): Label {
    return this.#label(answer === undefined ? this.#structure.predicatesOfGroup(place) : this.#structure.predicatesOf(place, answer))
  }

  field(question: string): Field {
    const field = this.#fields.get(question)
    if (field === undefined) throw new Error(`no closed question ${question} in the codebook`)
    return field
  }

  options(question: string): readonly string[] {
    return this.field(question).options
  }

  states(question: string): readonly string[] {
    return this.field(question).states.map((state) => `~${state}`)
  }

  answers(question: string): readonly string[] {
    return [...this.options(question), ...this.states(question)]
  }

  isMany(question: string): boolean {
    return this.field(question).kind === 'many'
  }

  /** What a table takes together, besides its own answers and groups. */
  rollups(question: string, by?: string): RolledTable {
    return this.#rollups(question, by)
  }

  /** How many options one person can choose at most. */
  mostOptions(question: string): number {
    const found = questionsOf(this.#survey).find((each) => each.id === question)
    return found?.type === 'pick' ? found.max : this.options(question).length
  }

  /** Options that nobody chooses together with another one. */
  alone(question: string): readonly string[] {
    const found = questionsOf(this.#survey).find((each) => each.id === question)
    const options = found?.type === 'multi' || found?.type === 'pick' ? found.options : []
    return options.filter((option) => option.alone === true).map((option) => option.id)
  }

  canBeAsked(place: SliceRef): boolean {
    return this.#structure.canBeAsked(place)
  }

  /**
   * Whether by definition nobody is in a cell: whoever skipped a part is in no group of a question in that part, and nobody
   * was not shown a question that their group was shown.
   */
  isStructuralZero(place: SliceRef, answer: string): boolean {
    const { question, by, group } = place
    if (by !== undefined && group !== undefined && isRollup(group)) {
      const { of } = rollupNamed(this.rollups(question, by).groups, group)
      return of.every((each) => this.isStructuralZero({ ...place, group: each }, answer))
    }
    if (isRollup(answer))
      return rollupNamed(this.rollups(question, by).answers, answer).of.every((each) => this.isStructuralZero(place, each))
    if (by !== undefined && group !== undefined) {
      if (answer === '~section_skipped' && this.#isSamePart(question, by)) return true
      // Seen without going through all kinds of people, of whom there can be too many.
      if (answer === '~not_shown' && this.#isShownTo(question, by, group)) return true
    }
    const name = [question, this.#cells.kindOf(question, answer), by, by === undefined ? '' : this.#cells.kindOf(by, group ?? '')].join(
      '\n',
    )
    const isStructuralZero = this.#nobody.get(name) ?? this.#cells.isStructuralZero(place, answer)
    this.#nobody.set(name, isStructuralZero)
    return isStructuralZero
  }

  #isShownTo(question: string, by: string, group: string): boolean {
    const conditions = conditionsOf(this.#places(question), 'question')
    if (conditions.flatMap(questionsIn).some((each) => each !== by)) return false
    return conditions.every((condition) => holds(condition, { [by]: { state: 'answered', options: [group] } }))
  }

  #isSamePart(question: string, by: string): boolean {
    return this.#places(question).section === this.#places(by).section
  }

  #label(predicates: readonly Predicate[]): Label {
    return labelOf(this.#survey.id, predicates)
  }
}

function rollupNamed(rollups: readonly Rollup[], name: string): Rollup {
  const found = rollups.find(({ id }) => id === name)
  if (!found) throw new Error(`${name} is no roll-up of this table`)
  return found
}

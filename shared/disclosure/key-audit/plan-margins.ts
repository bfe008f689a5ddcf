import { codebookOf, type Field, fieldOf } from '#shared/survey/codebook.ts'
import { holds, questionsIn } from '#shared/survey/conditions.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { conditionsOf, type Places, placesIn } from '../implication.ts'
import { type Label, labelOf } from '../label.ts'
import { type PlaceInTable, type Structure, structureOf } from '../structure.ts'
import type { Margin, MarginPlan } from './margin.ts'

/** A table of the closed report plan. */
type Planned = { readonly question: string; readonly by?: string }

/**
 * Every "these cells add up to that one" that holds in a survey's report whatever people answer: the answers of a question
 * within everyone and within each group, the groups of a single-choice variable within each answer, and whoever was not
 * shown a question with the answers that hid it. Where a sum misses people who are in no group, or who skipped the part
 * before a condition could hide it, the audit takes their number as known to the attacker: the safe side.
 */
export function marginsOf(survey: Survey, tables: readonly Planned[]): MarginPlan {
  const plan = new PlanMargins(survey)
  const margins = tables.flatMap((table) => [
    ...plan.rows(table),
    ...plan.columns(table, tables),
    ...plan.everyone(table, tables),
    ...plan.hidden(table, tables),
  ])
  // A part that is the whole total leaves nobody for the other parts.
  const nobody = new Set(margins.flatMap(({ total, parts }) => (parts.includes(total) ? parts.filter((part) => part !== total) : [])))
  const kept = margins
    .filter(({ total, parts }) => !parts.includes(total) && !nobody.has(total))
    .map(({ total, parts }) => ({ total, parts: parts.filter((part) => !nobody.has(part)) }))
    .filter(({ parts }) => parts.length > 0)
  return {
    margins: distinct(kept),
    shared: new Set(tables.flatMap((table) => plan.shared(table))),
    granted: new Set(tables.flatMap((table) => plan.granted(table, tables))),
  }
}

/** Two tables state the same margin when each question is a group variable of the other. */
function distinct(margins: readonly Margin[]): readonly Margin[] {
  return [...new Map(margins.map((margin) => [[margin.total, ...[...margin.parts].sort()].join('\0'), margin])).values()]
}

/** Whether the groups of a table are also answers of a table by its question. */
function isTurned({ question, by }: Planned, tables: readonly Planned[]): boolean {
  return tables.some((table) => table.question === by && table.by === question)
}

class PlanMargins {
  readonly #survey: Survey
  readonly #fields: ReadonlyMap<string, Field>
  readonly #structure: Structure
  readonly #places: Places

  constructor(survey: Survey) {
    const codebook = codebookOf(survey)
    this.#survey = survey
    this.#fields = new Map(codebook.fields.map(({ question }) => [question, fieldOf(codebook, question)]))
    this.#structure = structureOf(survey)
    this.#places = placesIn(survey)
  }

  /** The answers of a single choice make up each slice; choices of many overlap. */
  rows({ question, by }: Planned): readonly Margin[] {
    if (this.#field(question).kind === 'many') return []
    return this.#slices({ question, by }).map((place) => ({
      total: this.#label(this.#structure.predicatesOfGroup(place)),
      parts: this.#answers(question).flatMap((answer) => this.#cell(place, answer)),
    }))
  }

  /** The groups of a single choice make up each answer, with whoever is in none where they are printed too. */
  columns({ question, by }: Planned, tables: readonly Planned[]): readonly Margin[] {
    if (by === undefined || this.#field(by).kind === 'many') return []
    const inNone = isTurned({ question, by }, tables) ? this.#field(by).states.map((state) => `~${state}`) : []
    return this.#answers(question).flatMap((answer) =>
      this.#cell({ question }, answer).map((total) => ({
        total,
        parts: [
          ...this.#slices({ question, by }).flatMap((place) => this.#cell(place, answer)),
          ...(answer.startsWith('~') ? [] : inNone.flatMap((state) => this.#cell({ question: by, by: question, group: answer }, state))),
        ],
      })),
    )
  }

  /** Where those in no group are known within each answer of a single choice, they are known altogether. */
  everyone({ question, by }: Planned, tables: readonly Planned[]): readonly Margin[] {
    if (by === undefined || this.#field(by).kind === 'many' || this.#field(question).kind === 'many') return []
    if (isTurned({ question, by }, tables)) return []
    return [
      {
        total: this.#label([]),
        parts: this.#field(by).options.map((group) => this.#label(this.#structure.predicatesOfGroup({ question, by, group }))),
      },
    ]
  }

  /** Whoever was not shown a question gave, to the one its conditions ask about, an answer that hides it. */
  hidden({ question, by }: Planned, tables: readonly Planned[]): readonly Margin[] {
    const asked = this.#decidedBy(question)
    if (asked === undefined || asked === by || !tables.some((table) => table.question === asked && table.by === by)) return []
    const parts = this.#answers(asked).filter(
      (answer) => !this.#shows(question, asked, answer) && !this.#skipsPartOf(question, asked, answer),
    )
    return this.#slices({ question, by }).flatMap((place) =>
      this.#cell(place, '~not_shown').map((total) => ({
        total,
        parts: parts.flatMap((answer) => this.#cell({ ...place, question: asked }, answer)),
      })),
    )
  }

  /** Everyone, the groups, and whoever skipped the part the question is in. */
  shared({ question, by }: Planned): readonly Label[] {
    return this.#slices({ question, by }).flatMap((place) => [
      this.#label(this.#structure.predicatesOfGroup(place)),
      ...this.#cell(place, '~section_skipped'),
    ])
  }

  /**
   * The cells of those in no group, where there is one way to be in none: sums over groups take their number as known in each
   * answer, and so altogether. With several ways nobody knows who is in which.
   */
  granted({ question, by }: Planned, tables: readonly Planned[]): readonly Label[] {
    if (by === undefined || this.#field(by).kind === 'many' || isTurned({ question, by }, tables)) return []
    const [only, ...others] = this.#field(by).states
    if (only === undefined || others.length > 0) return []
    const ofGroups = tables.filter((table) => table.question === by).flatMap((table) => this.#slices(table))
    return [{ question: by }, ...ofGroups].flatMap((place) => this.#cell(place, `~${only}`))
  }

  /** The single-choice question that alone decides whether a question is shown. */
  #decidedBy(question: string): string | undefined {
    const [asked, ...others] = new Set(conditionsOf(this.#places(question), 'question').flatMap(questionsIn))
    return asked !== undefined && others.length === 0 && this.#field(asked).kind === 'one' ? asked : undefined
  }

  #shows(question: string, asked: string, answer: string): boolean {
    const given = answer.startsWith('~') ? {} : { [asked]: { state: 'answered' as const, options: [answer] } }
    return conditionsOf(this.#places(question), 'question').every((condition) => holds(condition, given))
  }

  #skipsPartOf(question: string, asked: string, answer: string): boolean {
    return answer === '~section_skipped' && this.#places(question).section === this.#places(asked).section
  }

  /** The label of a cell, or none where by the survey's definition it is nobody. */
  #cell(place: PlaceInTable, answer: string): readonly Label[] {
    const { question, by, group } = place
    const impossible =
      !this.#answers(question).includes(answer) ||
      (by !== undefined &&
        group !== undefined &&
        (this.#skipsPartOf(by, question, answer) ||
          (answer === '~not_shown' && this.#decidedBy(question) === by && this.#shows(question, by, group))))
    return impossible ? [] : [this.#label(this.#structure.predicatesOf(place, answer))]
  }

  /** The slices of a table in which the question can be asked. */
  #slices({ question, by }: { readonly question: string; readonly by?: string | undefined }): readonly PlaceInTable[] {
    if (by === undefined) return [{ question }]
    return this.#field(by)
      .options.map((group) => ({ question, by, group }))
      .filter((place) => this.#structure.canBeAsked(place))
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

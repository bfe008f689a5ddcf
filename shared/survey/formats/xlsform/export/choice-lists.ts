import { type AutoState, type ClosedQuestion, isMany, type Option, type Survey } from '../../../survey.ts'
import { withMarkupWritten } from '../../form/label-markup.ts'
import { OWN_COLUMN, writeNotes } from '../../form/own-notes.ts'
import { type Cells, inLanguages } from './label-columns.ts'

/** The list of a question, and what each of its options is called in it. */
export type ChoiceList = { readonly name: string; readonly names: ReadonlyMap<string, string>; readonly states: readonly string[] }

/** The sheet "choices": a list for each question, and one for all that offer the same in the same words. */
export class ChoiceLists {
  readonly #survey: Survey
  readonly #lists = new Map<string, string>()
  readonly #taken = new Set<string>()
  readonly rows: Cells[] = []

  constructor(survey: Survey) {
    this.#survey = survey
  }

  of(question: ClosedQuestion): ChoiceList {
    const options: readonly (Option & { readonly from?: number; readonly to?: number })[] =
      question.type === 'number' ? question.bands : question.options
    const label = (id: string) =>
      inLanguages(this.#survey, 'label', (texts) => texts.questions[question.id]?.options?.[id], withMarkupWritten)
    const taken = new Set<string>()
    const named = options.map((option) => ({ option, name: freeName(option.id, taken) }))
    // A number has no choice "not sure" in other tools: there people leave it out.
    const states = question.type === 'number' ? [] : question.auto.map((state) => ({ state, name: freeName(state, taken) }))
    const rows = [
      ...named.map(({ option: { id, score, say, in: place, from, to }, name }) => ({
        name,
        ...label(id),
        [OWN_COLUMN]: writeNotes({ id: name === id ? undefined : id, score, say, in: place, from, to }),
      })),
      ...states.map(({ state, name }) => ({ name, ...this.#stateLabel(state), [OWN_COLUMN]: writeNotes({ state }) })),
    ]
    const name = this.named(question.type === 'scale' ? question.scale : question.id, rows)
    return { name, names: new Map(named.map((each) => [each.option.id, each.name])), states: states.map((each) => each.name) }
  }

  /** The name of a list of these rows: the same for the same rows. */
  named(wanted: string, rows: readonly Cells[]): string {
    const key = JSON.stringify(rows)
    const known = this.#lists.get(key)
    if (known !== undefined) return known
    const name = freeName(wanted, this.#taken)
    this.#lists.set(key, name)
    this.rows.push(...rows.map((row) => ({ list_name: name, ...row })))
    return name
  }

  #stateLabel(state: AutoState): Cells {
    return inLanguages(this.#survey, 'label', (texts) => texts.auto[state], withMarkupWritten)
  }
}

/** Writes the constraint on an answer of several options: the one that clears the others, and the most there may be. */
export function choiceConstraint(question: ClosedQuestion, { names, states }: ChoiceList): string {
  if (question.type === 'number' || !isMany(question)) return ''
  const alone = [...question.options.filter(({ alone: clears }) => clears).map(({ id }) => names.get(id) ?? id), ...states]
  const parts = alone.map((name) => `not(selected(., '${name}') and count-selected(.) > 1)`)
  return [...parts, ...(question.type === 'pick' ? [`count-selected(.) <= ${question.max}`] : [])].join(' and ')
}

function freeName(wanted: string, taken: Set<string>): string {
  let free = wanted
  for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${wanted}_${i}`
  taken.add(free.toLowerCase())
  return free
}

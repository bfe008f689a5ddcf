import type { Condition } from '../../survey.ts'
import { type Band, bandsFor } from './bands.ts'
import { partsByFilter, type QuestionPart } from './choice-filter.ts'
import { type ConditionTarget, NoSuchCondition, toCondition } from './condition.ts'
import { cutsOf } from './cuts.ts'
import type { Formula } from './expression.ts'
import type { FormFinding } from './finding.ts'
import type { FormLanguages } from './form-languages.ts'
import type { Form, FormGroup, FormPlaces, FormQuestion } from './form-shape.ts'
import { OTHER, PART } from './form-words.ts'
import { asksWhoSomebodyIs } from './identifying.ts'
import type { LabelTexts } from './label-texts.ts'
import { Names } from './plain-names.ts'

/** The questions of a survey as its files hold them, and every word of them by language. */
export type Imported = {
  readonly sections: readonly Record<string, unknown>[]
  /** By language: what `sections` and `questions` of its file hold. */
  readonly words: ReadonlyMap<string, { readonly sections: Record<string, unknown>; readonly questions: Record<string, unknown> }>
  readonly findings: readonly FormFinding[]
}

type Shown = Condition | 'always' | 'never'
type Part = { readonly id: string; readonly if?: Condition; readonly questions: Record<string, unknown>[] }

/** Characters of a written answer when the form sets no limit, and the most there can be. */
const LONGEST = 2000
const MOST_CHARACTERS = 6000

/** Makes the questions of a survey out of a form. Findings say what is left out or changed; one that stops says that nothing is left. */
export function toSurvey(form: Form, languages: FormLanguages): Imported {
  return new Import(form, languages).made()
}

class Import {
  readonly #form: Form
  readonly #languages: FormLanguages
  readonly #findings: FormFinding[] = []
  readonly #ids = new Names('question')
  readonly #sectionIds = new Names('section')
  readonly #targets = new Map<string, ConditionTarget>()
  readonly #groups = new Map<FormGroup, Shown | undefined>()
  readonly #sections: Part[] = []
  readonly #words: Map<string, { sections: Record<string, unknown>; questions: Record<string, unknown> }>
  readonly #cuts: ReadonlyMap<string, readonly number[]>
  #path: readonly FormGroup[] = []

  constructor(form: Form, languages: FormLanguages) {
    this.#form = form
    this.#languages = languages
    this.#words = new Map(languages.codes.map((code) => [code, { sections: {}, questions: {} }]))
    this.#cuts = cutsOf(form)
  }

  made(): Imported {
    for (const question of this.#form.questions) this.#take(question)
    if (this.#sections.length === 0)
      this.#findings.push({
        kind: 'outside',
        ...(this.#form.places.sheet !== undefined && { sheet: this.#form.places.sheet }),
        message: 'no question is left to ask',
        remedy: 'Add a question that people can answer with a choice, a number or words',
      })
    return { sections: this.#sections, words: this.#words, findings: this.#findings }
  }

  #say(kind: FormFinding['kind'], row: number, column: Exclude<keyof FormPlaces, 'sheet'>, message: string, remedy: string): void {
    const { sheet, ...columns } = this.#form.places
    this.#findings.push({ kind, ...(sheet !== undefined && { sheet }), row, column: columns[column], message, remedy })
  }

  #leaveOut({ name, row }: FormQuestion, column: 'relevant' | 'label' | 'type', why: string, remedy: string): void {
    this.#say('dropped', row, column, `the question "${name}" is left out: ${why}`, remedy)
  }

  #take(question: FormQuestion): void {
    if (question.identifies || asksWhoSomebodyIs(question)) {
      const remedy = 'To stay in touch, write follow_up: true in survey.yaml: people can then leave an address apart from their answers'
      this.#leaveOut(question, 'label', 'its answer would say who somebody is', remedy)
      return
    }
    const around = this.#around(question.groups)
    if (around === undefined) return
    const own = this.#condition(question.relevant, question.row, `the question "${question.name}" is left out`)
    if (own === undefined) return
    const parts = this.#partsOf(question)
    if (parts.length === 0) return
    const section = this.#sectionFor(question.groups, around)
    for (const part of parts) this.#add(section, question, part, both(own, part.shown))
  }

  /** The condition of all groups around a question. Undefined where it is left out with one of them, which is said once. */
  #around(groups: readonly FormGroup[]): Condition | 'always' | undefined {
    let all: Condition | 'always' = 'always'
    for (const group of groups) {
      if (!this.#groups.has(group))
        this.#groups.set(group, this.#condition(group.relevant, group.row, 'this part is left out with all of its questions'))
      const shown = this.#groups.get(group)
      if (shown === undefined || shown === 'never') return undefined
      if (shown !== 'always') all = both(all, shown) ?? 'always'
    }
    return all
  }

  /** The part of the survey in which a question stands: a new one wherever the groups around it change. */
  #sectionFor(groups: readonly FormGroup[], shown: Condition | 'always'): Part {
    const last = this.#sections.at(-1)
    if (last && groups.length === this.#path.length && groups.every((group, i) => group === this.#path[i])) return last
    this.#path = groups
    const id = this.#sectionIds.take(groups.at(-1)?.name ?? 'questions')
    const labelled = groups.findLast((group) => group.label.size > 0)
    for (const [code, words] of this.#words) {
      const title = labelled && this.#languages.words(labelled.label).get(code)
      words.sections[id] = title ? firstLine(title) : (PART[code] ?? PART.en)
    }
    const section = { id, ...(shown !== 'always' && { if: shown }), questions: [] }
    this.#sections.push(section)
    return section
  }

  /** The question once, or once for each answer that its choice filter looks at. */
  #partsOf(question: FormQuestion): readonly QuestionPart[] {
    if (question.choiceFilter === undefined) return [{ choices: question.choices, shown: undefined, suffix: '' }]
    const found = partsByFilter(question, (name) => this.#targets.get(name))
    if (!found) {
      const why = 'only a filter that compares a column with one earlier answer can be kept'
      this.#leaveOut(question, 'type', why, 'Write choice_filter so, or make a question of its own for each list')
      return []
    }
    const { by, parts } = found
    const message = `"${question.name}" becomes ${parts.length} questions, one for each answer to "${by}"`
    this.#say('changed', question.row, 'type', message, 'Nothing to do')
    return parts
  }

  #add(section: Part, question: FormQuestion, part: QuestionPart, shown: Condition | undefined): void {
    const wanted = `${question.name}${part.suffix}`
    const id = this.#ids.take(wanted)
    if (id !== wanted && question.kind !== 'note')
      this.#say('changed', question.row, 'name', `"${question.name}" is called "${id}" in the survey`, 'Nothing to do')
    const optionIds = new Names('option')
    const options = new Map(part.choices.map((choice) => [choice.name, optionIds.take(choice.name)]))
    const hasOther = question.orOther && !options.has('other')
    if (hasOther) options.set('other', optionIds.take('other'))
    const bands = question.kind === 'number' || question.kind === 'whole number' ? this.#bands(question) : []
    section.questions.push({ id, ...this.#typed(question, options, bands), ...(shown && { if: shown }) })
    this.#remember(question, id, options, bands)
    for (const [code, words] of this.#words) {
      const label = this.#text(question.label, code)
      const said = this.#text(question.hint, code)
      const text = label || said || question.name
      const hint = label ? said : ''
      const labels = Object.fromEntries([
        ...part.choices.map((choice) => [options.get(choice.name) ?? '', this.#text(choice.label, code) || choice.name]),
        ...(hasOther ? [[options.get('other') ?? '', (OTHER[code] ?? OTHER.en)?.[0]]] : []),
        ...bands.map((band) => [band.id, bandLabel(band)]),
      ])
      words.questions[id] = { text, ...(hint && { hint }), ...(Object.keys(labels).length > 0 && { options: labels }) }
    }
    if (question.orOther) this.#addOther(section, question, id, options.get('other') ?? 'other')
  }

  #addOther(section: Part, question: FormQuestion, asked: string, option: string): void {
    const id = this.#ids.take(`${question.name}_other`)
    section.questions.push({ id, type: 'text', max: 200, if: { q: asked, in: [option] } })
    for (const [code, words] of this.#words) words.questions[id] = (OTHER[code] ?? OTHER.en)?.[1]
  }

  #text(words: LabelTexts, code: string): string {
    return this.#languages.words(words).get(code) ?? ''
  }

  #typed(question: FormQuestion, options: ReadonlyMap<string, string>, bands: readonly Band[]): Record<string, unknown> {
    const { kind, limits, row, name } = question
    const shuffle = question.randomise && { shuffle: true }
    if (limits.lost)
      this.#say('dropped', row, 'constraint', `the constraint of "${name}" is left out`, 'Say in the hint what a good answer is')
    if (kind === 'note') return { type: 'info' }
    if (kind === 'text') return { type: 'text', max: Math.max(1, Math.min(limits.longest ?? LONGEST, MOST_CHARACTERS)) }
    if (kind === 'number' || kind === 'whole number') return { type: 'number', bands }
    const ids = [...options.values()]
    if (kind === 'one') return { type: 'single', options: ids, ...shuffle }
    const alone = aloneOf(question, options)
    const listed = ids.map((id) => (alone.includes(id) ? { id, alone: true } : id))
    const { most } = limits
    return most !== undefined && most >= 1 && most < ids.length
      ? { type: 'pick', max: most, options: listed, ...shuffle }
      : { type: 'multi', options: listed, ...shuffle }
  }

  #bands({ kind, limits, name, row }: FormQuestion): Band[] {
    const bands = bandsFor(limits.low, limits.high, this.#cuts.get(name) ?? [], kind === 'whole number' ? 1 : 0.001)
    const message = `of "${name}" only a range is kept: ${bands.map((band) => band.id).join(', ')}`
    this.#say('changed', row, 'type', message, 'Choose other ranges in survey.yaml if these are not the right ones')
    return bands
  }

  #remember(question: FormQuestion, id: string, options: ConditionTarget['options'], bands: readonly Band[]): void {
    const kind = question.kind === 'whole number' ? 'number' : question.kind
    if (kind === 'note') return
    const before = this.#targets.get(question.name)
    this.#targets.set(question.name, {
      ids: [...(before?.ids ?? []), id],
      kind,
      options: new Map([...(before?.options ?? []), ...options]),
      alone: [...(before?.alone ?? []), ...aloneOf(question, options)],
      bands,
    })
  }

  /** A condition in the survey's own words. Undefined where it has none, or can never hold: `leftOut` says what goes with it. */
  #condition(formula: Formula | undefined, row: number, leftOut: string): Condition | 'always' | undefined {
    if (formula === undefined) return 'always'
    const remedy = 'Write it with options that were chosen in earlier questions, joined by "and" and "or"'
    if ('fault' in formula) {
      this.#say('dropped', row, 'relevant', `${leftOut}: its condition cannot be read: ${formula.fault}`, remedy)
      return undefined
    }
    try {
      const { condition, whoSkipped } = toCondition(formula, {
        target: (name) => this.#targets.get(name),
        calculation: (name) => this.#form.calculations.get(name),
      })
      if (condition === 'never') {
        const why = whoSkipped ? 'it is only for people who gave no answer to an earlier question' : 'nobody can be asked it'
        this.#say('dropped', row, 'relevant', `${leftOut}: ${why}`, 'Correct its condition, or ask it of everybody')
        return undefined
      }
      if (whoSkipped)
        this.#say(
          'changed',
          row,
          'relevant',
          'people who leave out the question that decides are not shown this one',
          'Nothing to do, or ask it of everybody',
        )
      return condition
    } catch (thrown) {
      if (!(thrown instanceof NoSuchCondition)) throw thrown
      this.#say('dropped', row, 'relevant', `${leftOut}: its condition has no like here: ${thrown.message}`, remedy)
      return undefined
    }
  }
}

function aloneOf({ limits }: FormQuestion, options: ConditionTarget['options']): string[] {
  return (limits.alone ?? []).flatMap((each) => options.get(each) ?? [])
}

function both(first: Condition | 'always', second: Condition | undefined): Condition | undefined {
  if (first === 'always') return second
  return second ? { all: [first, second] } : first
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).slice(0, 200)
}

function bandLabel({ id, from, to }: Band): string {
  return id.endsWith('_plus') ? `${from}+` : from === to ? String(from) : `${from}–${to}`
}

import type { Condition } from '../../../survey.ts'
import type { FormFinding } from '../finding.ts'
import type { FormLanguages } from '../form-languages.ts'
import { asksWhoSomebodyIs } from '../identifying.ts'
import type { Imported } from '../imported.ts'
import { Names } from '../plain-names.ts'
import { markedWith } from '../plan-marks.ts'
import type { FormQuestion, SheetForm } from '../sheet-form.ts'
import { bothConditions, CellConditions } from './cell-conditions.ts'
import { type ChoicePart, choiceParts } from './choice-parts.ts'
import { FormParts, type SurveyPart } from './form-parts.ts'
import { FormWords } from './form-words.ts'
import { cutsOf } from './number-cuts.ts'
import { autoNoted, choicesOfBands, isState, rollupsNoted, withNotes } from './own-question.ts'
import type { Say } from './say.ts'
import { bandLabel, bandsOf, typedQuestion } from './typed-question.ts'

/** Goes through a form row by row, and makes parts, questions and words of them. */
export class FormImport {
  readonly #form: SheetForm
  readonly #findings: FormFinding[] = []
  readonly #ids = new Names('question')
  readonly #words: FormWords
  readonly #conditions: CellConditions
  readonly #parts: FormParts
  readonly #cuts: ReadonlyMap<string, readonly number[]>
  readonly #made: { readonly id: string; readonly marks: FormQuestion['marks'] }[] = []

  constructor(form: SheetForm, languages: FormLanguages) {
    this.#form = form
    this.#cuts = cutsOf(form)
    this.#words = new FormWords(languages)
    this.#conditions = new CellConditions(form, this.#say)
    this.#parts = new FormParts(this.#conditions, this.#words, { wholeTitles: form.release !== undefined, say: this.#say })
  }

  made(): Imported {
    for (const question of this.#form.questions) this.#take(question)
    const sections = this.#parts.main()
    if (sections.length === 0)
      this.#findings.push({
        kind: 'outside',
        sheet: 'survey',
        message: 'no question is left to ask',
        remedy: 'Add a question that people can answer with a choice, a number or words',
      })
    const marked = (mark: 'group' | 'crossed' | 'left_out') => markedWith(mark, this.#made)
    return {
      sections,
      words: this.#words.files,
      findings: this.#findings,
      more: {
        aboutYou: this.#parts.questionsOf('about_you'),
        checkIn: this.#parts.questionsOf('check_in')[0],
        scales: this.#words.scales,
        marked: { group: marked('group'), crossed: marked('crossed'), left_out: marked('left_out') },
        purposes: this.#form.purposes.map(({ id, label }) => ({ id, words: this.#words.of(label) })),
        release: this.#form.release,
      },
    }
  }

  readonly #say: Say = (kind, row, column, message, remedy) => {
    this.#findings.push({ kind, sheet: 'survey', row, column, message, remedy })
  }

  #take(question: FormQuestion): void {
    const { row, name } = question
    if (asksWhoSomebodyIs(question)) {
      this.#say(
        'dropped',
        row,
        'label',
        `the question "${name}" is left out: its answer would say who somebody is`,
        'To stay in touch, write follow_up: true in survey.yaml: people can then leave an address apart from their answers',
      )
      return
    }
    if ([...question.label.values(), ...question.hint.values()].some((text) => text.includes('${'))) {
      this.#say('outside', row, 'label', 'the text quotes an earlier answer, which pages here never do', 'Write it without the answer')
      return
    }
    const own = this.#conditions.of(question)
    if (own === 'never') {
      this.#say('dropped', row, 'relevant', `the question "${name}" is left out: nobody can be asked it`, 'Correct its column "relevant"')
      return
    }
    const part = this.#parts.of(question)
    if (!part) return
    if (this.#parts.takesWords(part, question)) return
    for (const each of choiceParts(question, (asked) => this.#conditions.target(asked), this.#say))
      this.#add(part, question, each, own === 'always' ? each.shown : bothConditions(own, each.shown))
  }

  #add(part: SurveyPart, question: FormQuestion, { choices, suffix }: ChoicePart, shown: Condition | undefined): void {
    const id = this.#idOf(question, suffix)
    const offered = choices.filter((choice) => !isState(choice))
    const optionIds = new Names('option')
    const options = new Map(offered.map((choice) => [choice.name, optionIds.claim(choice.notes.get('id')) ?? optionIds.take(choice.name)]))
    const hasOther = question.orOther && !options.has('other')
    if (hasOther) options.set('other', optionIds.take('other'))
    const isNumber = question.kind === 'number' || question.kind === 'whole number'
    const bands = isNumber ? bandsOf(question, this.#form, this.#cuts.get(question.name) ?? [], this.#say) : []
    const typed = typedQuestion(question, options, bands, this.#say)
    const labels = this.#words.labels([
      ...offered.map(({ name, label }) => ({ id: options.get(name) ?? '', label })),
      ...(hasOther ? [{ id: options.get('other') ?? '', other: true as const }] : []),
      ...this.#bandLabels(question, bands),
    ])
    const listed = Array.isArray(typed.options)
      ? typed.options.map((option: unknown, i) => withNotes(option, offered[i]?.notes))
      : undefined
    const scale = listed && question.notes.get('scale') ? this.#words.scale(question.notes.get('scale') ?? '', listed, labels) : undefined
    const auto = isNumber || listed ? autoNoted(question, this.#form) : undefined
    const rollups = rollupsNoted(question.notes)
    part.questions.push({
      id,
      ...(scale ? { type: 'scale', scale } : { ...typed, ...(listed && { options: listed }) }),
      ...(auto && { auto }),
      ...(rollups && { rollups }),
      ...(shown && { if: shown }),
    })
    this.#made.push({ id, marks: question.marks })
    this.#remember(question, id, options, bands)
    this.#words.question(id, question, scale ? new Map() : labels)
    if (question.orOther) this.#addOther(part, question, id, options.get('other') ?? 'other')
  }

  #idOf({ name, kind, row, notes }: FormQuestion, suffix: string): string {
    const claimed = this.#ids.claim(notes.get('id'))
    if (claimed !== undefined) return claimed
    const id = this.#ids.take(`${name}${suffix}`)
    if (id !== `${name}${suffix}` && kind !== 'note')
      this.#say('changed', row, 'name', `"${name}" is called "${id}" in the survey`, 'Nothing to do')
    return id
  }

  #bandLabels(question: FormQuestion, bands: ReturnType<typeof bandsOf>) {
    const noted = choicesOfBands(question, this.#form)
    return bands.map((band) => {
      const choice = noted.find(({ name, notes }) => (notes.get('id') ?? name) === band.id)
      return choice ? { id: band.id, label: choice.label } : { id: band.id, text: bandLabel(band) }
    })
  }

  #addOther(part: SurveyPart, question: FormQuestion, asked: string, option: string): void {
    const id = this.#ids.take(`${question.name}_other`)
    part.questions.push({ id, type: 'text', max: 200, if: { q: asked, in: [option] } })
    this.#words.otherQuestion(id)
  }

  #remember(question: FormQuestion, id: string, options: ReadonlyMap<string, string>, bands: ReturnType<typeof bandsOf>): void {
    const kind = question.kind === 'whole number' ? 'number' : question.kind
    if (kind === 'note') return
    this.#conditions.remember(question.name, id, { kind, options, bands, hasStates: question.choices.some(isState) })
  }
}

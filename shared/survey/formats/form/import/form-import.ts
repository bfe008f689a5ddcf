import { type Condition, MAX_OPTIONS } from '../../../survey.ts'
import type { Band } from '../bands.ts'
import { partsByFilter, type QuestionPart } from '../choice-filter.ts'
import { cutsOf } from '../cuts.ts'
import type { FormFinding } from '../finding.ts'
import type { FormLanguages } from '../form-languages.ts'
import type { Form, FormChoice, FormQuestion } from '../form-shape.ts'
import { asksWhoSomebodyIs } from '../identifying.ts'
import type { Imported } from '../imported.ts'
import { Names } from '../plain-names.ts'
import { markedWith } from '../plan-marks.ts'
import { bothConditions, FormConditions } from './form-conditions.ts'
import { FormParts, type ImportedPart } from './form-parts.ts'
import { FormWords } from './form-words.ts'
import { lostMedia } from './lost-media.ts'
import { autoNoted, choicesOfBands, isState, rollupsNoted, withNotes } from './own-question.ts'
import { autoBeside } from './said-states.ts'
import { type Say, sayIn, sayLeftOut } from './say.ts'
import { aloneOf, bandLabel, bandsOf, typedQuestion } from './typed-question.ts'
import { untranslated } from './untranslated.ts'

/** The fewest choices of a ranking: with two choices one question says it all, and later places are seldom meant. */
const FEWEST_RANKED = 3
const MOST_PLACES = 3

/** Goes through a form row by row, and makes parts, questions and words of them. */
export class FormImport {
  readonly #form: Form
  readonly #findings: FormFinding[] = []
  readonly #say: Say
  readonly #ids = new Names('question')
  readonly #words: FormWords
  readonly #conditions: FormConditions
  readonly #parts: FormParts
  readonly #cuts: ReadonlyMap<string, readonly number[]>
  readonly #nests: Record<string, string> = {}
  readonly #made: { readonly id: string; readonly marks: FormQuestion['marks']; readonly question: FormQuestion }[] = []

  constructor(form: Form, languages: FormLanguages) {
    this.#form = form
    this.#findings.push(...untranslated(form, languages), ...lostMedia(form))
    this.#say = sayIn(form.places, this.#findings)
    this.#cuts = cutsOf(form)
    this.#words = new FormWords(languages)
    this.#conditions = new FormConditions(form, this.#say)
    this.#parts = new FormParts(this.#words, form.chorus?.release !== undefined)
  }

  made(): Imported {
    for (const question of this.#form.questions) this.#take(question)
    const sections = this.#parts.main()
    const { sheet } = this.#form.places
    if (sections.length === 0)
      this.#findings.push({
        kind: 'outside',
        ...(sheet !== undefined && { sheet }),
        message: 'no question is left to ask',
        remedy: 'Add a question that people can answer with a choice, a number or words',
      })
    return {
      titles: this.#words.of(this.#form.titles ?? new Map()),
      sections,
      aboutYou: this.#parts.questionsOf('about_you'),
      checkIn: this.#parts.questionsOf('check_in')[0],
      scales: this.#words.scales,
      words: this.#words.files,
      marked: {
        group: markedWith('group', this.#made),
        crossed: markedWith('crossed', this.#made),
        left_out: markedWith('left_out', this.#made),
      },
      nests: this.#nests,
      purposes: (this.#form.chorus?.purposes ?? []).map(({ id, label }) => ({ id, words: this.#words.of(label) })),
      release: this.#form.chorus?.release,
      sources: new Map(this.#made.map(({ id, question }) => [id, question])),
      findings: this.#findings,
    }
  }

  #take(question: FormQuestion): void {
    if (question.identifies || asksWhoSomebodyIs(question)) {
      const remedy = 'To stay in touch, write follow_up: true in survey.yaml: people can then leave an address apart from their answers'
      sayLeftOut(this.#say, question, 'label', 'its answer would identify people', remedy)
      return
    }
    const isEmpty = ![question.label, question.hint].some((words) => [...this.#words.of(words).values()].some((text) => text !== ''))
    if (question.kind === 'note' && isEmpty) {
      sayLeftOut(this.#say, question, 'label', 'it has no words', 'Write a label to keep it')
      return
    }
    const around = this.#conditions.around(question.groups)
    if (around === undefined) return
    const own = this.#conditions.of(question, `the question "${question.name}" is left out`)
    if (own === undefined) return
    if (question.ranks && question.choices.length < FEWEST_RANKED) {
      sayLeftOut(
        this.#say,
        question,
        'type',
        'it ranks fewer than three choices',
        'Ask in a question with one answer which of the two comes first',
      )
      return
    }
    const parts = this.#partsOf(question)
    if (parts.length === 0) return
    const longest = Math.max(...parts.map(({ choices }) => choices.length))
    if (longest > MAX_OPTIONS) {
      sayLeftOut(this.#say, question, 'type', `it has ${longest} choices, and a question here at most ${MAX_OPTIONS}`, 'Shorten the list')
      return
    }
    const part = this.#parts.of(question.groups, around)
    if (this.#parts.takesWords(part, question)) return
    if (question.ranks) this.#addRanking(part, question, bothConditions(own, undefined))
    else for (const each of parts) this.#add(part, question, each, bothConditions(own, each.shown))
  }

  /** The question once, or once for each answer that its choice filter looks at. */
  #partsOf(question: FormQuestion): readonly QuestionPart[] {
    if (question.choiceFilter === undefined) return [{ choices: question.choices, shown: undefined, suffix: '' }]
    const found = partsByFilter(question, (name) => this.#conditions.target(name))
    if (!found) {
      const why = 'only a filter that compares columns with earlier answers can be kept'
      const remedy = 'Compare each column with one earlier answer, joined by "and", or make a question of its own for each list'
      sayLeftOut(this.#say, question, 'type', why, remedy)
      return []
    }
    const { by, parts } = found
    const message = `"${question.name}" becomes ${parts.length} questions, one for each answer to "${by.join('" and "')}"`
    this.#say('changed', question.row, 'type', message, 'Nothing to do')
    return parts
  }

  #add(part: ImportedPart, question: FormQuestion, { choices: all, suffix }: QuestionPart, shown: Condition | undefined): void {
    const id = this.#idOf(question, suffix)
    const choices = this.#once(question, all)
    const offered = choices.filter((choice) => !isState(choice))
    const optionIds = new Names('option')
    const options = new Map(offered.map((choice) => [choice.name, optionIds.claim(choice.notes?.get('id')) ?? optionIds.take(choice.name)]))
    const renamed = [...options].filter(([name, option]) => name !== option)
    const [as] = renamed
    if (as && !this.#isOurs()) {
      const more = renamed.length > 1 ? `, and ${renamed.length - 1} more` : ''
      const message = `of "${question.name}" the choice "${as[0]}" is called "${as[1]}" in the survey${more}`
      this.#say(
        'changed',
        question.row,
        'type',
        message,
        'For answers that you already hold, write what each name means in a map (chorus responses map)',
      )
    }
    const hasOther = question.orOther && !options.has('other')
    if (hasOther) options.set('other', optionIds.take('other'))
    const isNumber = question.kind === 'number' || question.kind === 'whole number'
    const bands = isNumber ? bandsOf(question, this.#form, this.#cuts.get(question.name) ?? [], this.#say) : []
    const labels = this.#words.labels([
      ...offered.map(({ name, label }) => ({ id: options.get(name) ?? '', label, otherwise: name })),
      ...(hasOther ? [{ id: options.get('other') ?? '', other: true as const, label: question.otherLabel }] : []),
      ...this.#bandLabels(question, bands),
    ])
    const { options: given, ...typed } = typedQuestion(question, options, bands, this.#say)
    const listed = Array.isArray(given) ? given.map((option: unknown, i) => withNotes(option, offered[i]?.notes)) : undefined
    const wanted = question.notes?.get('scale')
    const scale = listed && wanted !== undefined ? this.#words.scale(wanted, listed, labels) : undefined
    const auto = isNumber || listed ? (autoNoted(question, this.#form) ?? autoBeside(question.kind, offered)) : undefined
    const rollups = rollupsNoted(question.notes)
    const apart = question.notes?.get('apart')?.split(',')
    const nests = question.notes?.get('nests')
    if (nests !== undefined) this.#nests[id] = nests
    part.questions.push({
      id,
      ...(scale === undefined ? { ...typed, ...(listed && { options: listed }) } : { type: 'scale', scale }),
      ...(auto && { auto }),
      ...(question.search && scale === undefined && { search: true }),
      ...(apart && { apart }),
      ...(rollups && { rollups }),
      ...(shown && { if: shown }),
    })
    this.#made.push({ id, marks: question.marks, question })
    this.#remember(question, id, options, bands)
    this.#words.question(id, question, scale === undefined ? labels : new Map())
    if (question.orOther) this.#addOther(part, question, id, options.get('other') ?? 'other')
  }

  /** The choices that are offered together, each name once. */
  #once({ name, row }: FormQuestion, choices: readonly FormChoice[]): readonly FormChoice[] {
    const first = new Map(choices.toReversed().map((choice) => [choice.name, choice]))
    for (const again of choices.filter((choice) => first.get(choice.name) !== choice)) {
      const message = `of "${name}" the choice "${again.name}" in row ${again.row} is left out: another one has its name`
      this.#say('dropped', row, 'type', message, 'Give it a name of its own to keep it')
    }
    return choices.filter((choice) => first.get(choice.name) === choice)
  }

  /** Each place is a question of its own, and only the first few are asked. */
  #addRanking(part: ImportedPart, question: FormQuestion, shown: Condition | undefined): void {
    const { row, name } = question
    const choices = this.#once(question, question.choices)
    const id = this.#idOf(question, '')
    const optionIds = new Names('option')
    const options = choices.map((choice) => ({ id: optionIds.take(choice.name), label: choice.label, otherwise: choice.name }))
    const places = Math.max(1, Math.min(MOST_PLACES, options.length - 1, question.limits.most ?? MOST_PLACES))
    part.questions.push({ id, type: 'rank', places, options: options.map((each) => each.id), ...(shown && { if: shown }) })
    this.#words.ranking(id, question, this.#words.labels(options), places)
    const message = `of "${name}" the first ${places} places are asked, each as a question of its own`
    this.#say('changed', row, 'type', message, 'Choose another number in survey.yaml')
    const targets = new Map(options.map((each) => [each.otherwise, each.id]))
    for (let place = 1; place <= places; place++)
      this.#conditions.remember(`${name}_${place}`, `${id}_${place}`, {
        kind: 'one',
        options: targets,
        bands: [],
        alone: [],
        hasStates: false,
      })
  }

  /** Whether `survey export` made the form: then names that differ are meant. */
  #isOurs(): boolean {
    return this.#form.chorus?.release !== undefined
  }

  #idOf({ name, kind, row, notes }: FormQuestion, suffix: string): string {
    const claimed = this.#ids.claim(notes?.get('id'))
    if (claimed !== undefined) return claimed
    const wanted = `${name}${suffix}`
    const id = this.#ids.take(wanted)
    if (id !== wanted && kind !== 'note') this.#say('changed', row, 'name', `"${name}" is called "${id}" in the survey`, 'Nothing to do')
    return id
  }

  #bandLabels(question: FormQuestion, bands: readonly Band[]) {
    const noted = choicesOfBands(question, this.#form)
    return bands.map((band) => {
      const choice = noted.find(({ name, notes }) => (notes?.get('id') ?? name) === band.id)
      return { id: band.id, label: choice?.label ?? new Map(), otherwise: bandLabel(band) }
    })
  }

  #addOther(part: ImportedPart, question: FormQuestion, asked: string, option: string): void {
    const id = this.#ids.take(`${question.name}_other`)
    part.questions.push({ id, type: 'text', max: 200, if: { q: asked, in: [option] } })
    this.#words.otherQuestion(id)
  }

  #remember(question: FormQuestion, id: string, options: ReadonlyMap<string, string>, bands: readonly Band[]): void {
    const kind = question.kind === 'whole number' ? 'number' : question.kind
    if (kind === 'note') return
    const hasStates = question.choices.some(isState)
    this.#conditions.remember(question.name, id, { kind, options, bands, alone: aloneOf(question, options), hasStates })
  }
}

import type { Condition } from '../../survey.ts'
import { bandsFor } from './bands.ts'
import { type ConditionTarget, type Converted, type Lookup, NoSuchCondition, toCondition } from './condition.ts'
import { limitsOf, longestOf, manyRuleOf } from './constraint.ts'
import { answersIn, type Expression, parseExpression } from './expression.ts'
import type { FormFinding } from './finding.ts'
import type { FormLanguages } from './form-languages.ts'
import { asksWhoSomebodyIs } from './identifying.ts'
import type { LabelTexts } from './label-texts.ts'
import { Names } from './plain-names.ts'
import type { FormQuestion, SheetChoice, SheetForm } from './sheet-form.ts'

/** The questions of a survey as its files hold them, and every word of them by language. */
export type Imported = {
  readonly sections: readonly Record<string, unknown>[]
  /** By language: what `sections` and `questions` of its file hold. */
  readonly words: ReadonlyMap<string, { readonly sections: Record<string, unknown>; readonly questions: Record<string, unknown> }>
  readonly findings: readonly FormFinding[]
}

/** Characters of a written answer when the form sets no limit. */
const LONGEST = 2000

/** The title of a part for which the form has none, by language. */
const PART: Readonly<Record<string, string>> = { en: 'Questions', es: 'Preguntas', ar: 'أسئلة', de: 'Fragen' }

/** The label of the option that `or_other` adds, and of the question after it. */
const OTHER: Readonly<Record<string, readonly [option: string, question: string]>> = {
  en: ['Other', 'Other: please say'],
  es: ['Otra respuesta', 'Otra respuesta: ¿cuál?'],
  ar: ['إجابة أخرى', 'إجابة أخرى: ما هي؟'],
  de: ['Sonstiges', 'Sonstiges: bitte angeben'],
}

/** Makes the questions of a survey out of a form. Findings say what is left out or changed, and what has no like here. */
export function toSurvey(form: SheetForm, languages: FormLanguages): Imported {
  return new Import(form, languages).made()
}

class Import {
  readonly #form: SheetForm
  readonly #languages: FormLanguages
  readonly #findings: FormFinding[] = []
  readonly #ids = new Names('question')
  readonly #sectionIds = new Names('section')
  readonly #targets = new Map<string, ConditionTarget>()
  readonly #sections: { id: string; if?: Condition; questions: Record<string, unknown>[] }[] = []
  readonly #words: Map<string, { sections: Record<string, unknown>; questions: Record<string, unknown> }>
  readonly #cuts: ReadonlyMap<string, readonly number[]>
  #path = ''

  constructor(form: SheetForm, languages: FormLanguages) {
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
        sheet: 'survey',
        message: 'no question is left to ask',
        remedy: 'Add a question that people can answer with a choice, a number or words',
      })
    return { sections: this.#sections, words: this.#words, findings: this.#findings }
  }

  #say(kind: FormFinding['kind'], row: number, column: string, message: string, remedy: string): void {
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
    const own = this.#condition(question.relevant, row)
    if (own === 'never') {
      this.#say('dropped', row, 'relevant', `the question "${name}" is left out: nobody can be asked it`, 'Correct its column "relevant"')
      return
    }
    const section = this.#sectionFor(question)
    if (!section) return
    for (const part of this.#partsOf(question)) this.#add(section, question, part, own === 'always' ? part.shown : both(own, part.shown))
  }

  /** The part of the survey in which a question stands: a new one wherever the groups around it change. */
  #sectionFor({ groups, row }: FormQuestion): { questions: Record<string, unknown>[] } | undefined {
    const path = groups.map((group) => group.row).join(' ')
    const last = this.#sections.at(-1)
    if (last && path === this.#path) return last
    const conditions = groups.map((group) => this.#condition(group.relevant, group.row))
    if (conditions.includes('never')) {
      this.#say('dropped', row, 'relevant', 'this part is left out: nobody can be asked it', 'Correct the column "relevant" of its group')
      return undefined
    }
    this.#path = path
    const all = conditions.reduce<Condition | 'always'>(
      (sum, each) => (each === 'always' || each === 'never' ? sum : sum === 'always' ? each : (both(sum, each) ?? sum)),
      'always',
    )
    const id = this.#sectionIds.take(groups.at(-1)?.name ?? 'questions')
    const labelled = groups.findLast((group) => group.label.size > 0)
    for (const [code, words] of this.#words) {
      const title = labelled && this.#languages.words(labelled.label).get(code)
      words.sections[id] = title ? firstLine(title) : (PART[code] ?? PART.en)
    }
    const section = { id, ...(all !== 'always' && { if: all }), questions: [] }
    this.#sections.push(section)
    return section
  }

  /** The question once, or once for each answer that its choice filter looks at. */
  #partsOf(
    question: FormQuestion,
  ): { readonly choices: readonly SheetChoice[]; readonly shown: Condition | undefined; readonly suffix: string }[] {
    const whole = { choices: question.choices, shown: undefined, suffix: '' }
    if (question.choiceFilter === undefined) return [whole]
    const filter = parseExpression(question.choiceFilter)
    const by = 'fault' in filter ? undefined : cascade(filter)
    const target = by && this.#targets.get(by.question)
    if (
      !by ||
      !target ||
      target.kind !== 'one' ||
      target.ids.length !== 1 ||
      !question.choices.some((choice) => choice.cells.has(by.column))
    ) {
      this.#say(
        'outside',
        question.row,
        'choice_filter',
        'only a filter that compares a column with one earlier answer can be kept',
        'Write it so, or make a question of its own for each list',
      )
      return []
    }
    const [q = ''] = target.ids
    const parts = [...target.options].flatMap(([name, option]) => {
      const choices = question.choices.filter((choice) => choice.cells.get(by.column) === name)
      return choices.length === 0 ? [] : [{ choices, shown: { q, in: [option] }, suffix: `_${option}` }]
    })
    this.#say(
      'changed',
      question.row,
      'choice_filter',
      `"${question.name}" becomes ${parts.length} questions, one for each answer to "${by.question}"`,
      'Nothing to do',
    )
    return parts
  }

  #add(
    section: { questions: Record<string, unknown>[] },
    question: FormQuestion,
    part: { readonly choices: readonly SheetChoice[]; readonly suffix: string },
    shown: Condition | undefined,
  ): void {
    const id = this.#ids.take(`${question.name}${part.suffix}`)
    if (id !== `${question.name}${part.suffix}` && question.kind !== 'note')
      this.#say('changed', question.row, 'name', `"${question.name}" is called "${id}" in the survey`, 'Nothing to do')
    const optionIds = new Names('option')
    const options = new Map(part.choices.map((choice) => [choice.name, optionIds.take(choice.name)]))
    const hasOther = question.orOther && !options.has('other')
    if (hasOther) options.set('other', optionIds.take('other'))
    const bands = question.kind === 'number' || question.kind === 'whole number' ? this.#bands(question) : []
    section.questions.push({ id, ...this.#typed(question, options, bands), ...(shown && { if: shown }) })
    this.#remember(question, id, options, bands)
    for (const [code, words] of this.#words) {
      const text = this.#text(question.label.size > 0 ? question.label : question.hint, code)
      const hint = question.label.size > 0 && question.hint.size > 0 ? this.#text(question.hint, code) : undefined
      const labels = Object.fromEntries([
        ...part.choices.map((choice) => [options.get(choice.name) ?? '', this.#text(choice.label, code)]),
        ...(hasOther ? [[options.get('other') ?? '', (OTHER[code] ?? OTHER.en)?.[0]]] : []),
        ...bands.map((band) => [band.id, bandLabel(band)]),
      ])
      words.questions[id] = { text, ...(hint && { hint }), ...(Object.keys(labels).length > 0 && { options: labels }) }
    }
    if (question.orOther) this.#addOther(section, question, id, options.get('other') ?? 'other')
  }

  #addOther(section: { questions: Record<string, unknown>[] }, question: FormQuestion, asked: string, option: string): void {
    const id = this.#ids.take(`${question.name}_other`)
    section.questions.push({ id, type: 'text', max: 200, if: { q: asked, in: [option] } })
    for (const [code, words] of this.#words) words.questions[id] = (OTHER[code] ?? OTHER.en)?.[1]
  }

  #text(words: LabelTexts, code: string): string {
    return this.#languages.words(words).get(code) ?? ''
  }

  #typed(question: FormQuestion, options: ReadonlyMap<string, string>, bands: readonly unknown[]): Record<string, unknown> {
    const { kind, constraint, row, name } = question
    const shuffle = question.randomise && { shuffle: true }
    if (kind === 'note') return { type: 'info' }
    if (kind === 'text') {
      const longest = constraint === undefined ? undefined : longestOf(constraint)
      if (constraint !== undefined && longest === undefined) this.#lost(row, name)
      return { type: 'text', max: Math.max(1, Math.min(longest ?? LONGEST, 6000)) }
    }
    if (kind === 'number' || kind === 'whole number') return { type: 'number', bands }
    const ids = [...options.values()]
    if (kind === 'one') {
      if (constraint !== undefined) this.#lost(row, name)
      return { type: 'single', options: ids, ...shuffle }
    }
    const rule = constraint === undefined ? { alone: [], most: undefined } : manyRuleOf(constraint)
    if (!rule) this.#lost(row, name)
    const alone = (rule?.alone ?? []).flatMap((each) => options.get(each) ?? [])
    const listed = ids.map((id) => (alone.includes(id) ? { id, alone: true } : id))
    const most = rule?.most
    return most !== undefined && most >= 1 && most < ids.length
      ? { type: 'pick', max: most, options: listed, ...shuffle }
      : { type: 'multi', options: listed, ...shuffle }
  }

  #lost(row: number, name: string): void {
    this.#say('dropped', row, 'constraint', `the constraint of "${name}" is left out`, 'Say in the hint what a good answer is')
  }

  #bands(question: FormQuestion) {
    const step = question.kind === 'whole number' ? 1 : 0.001
    const limits = question.between
      ? { low: question.between.from, high: question.between.to }
      : question.constraint === undefined
        ? undefined
        : limitsOf(question.constraint, step)
    if (question.constraint !== undefined && !limits) this.#lost(question.row, question.name)
    const bands = bandsFor(limits?.low, limits?.high, this.#cuts.get(question.name) ?? [], step)
    this.#say(
      'changed',
      question.row,
      'type',
      `of "${question.name}" only a range is kept: ${bands.map((band) => band.id).join(', ')}`,
      'Choose other ranges in survey.yaml if these are not the right ones',
    )
    return bands
  }

  #remember(question: FormQuestion, id: string, options: ConditionTarget['options'], bands: ConditionTarget['bands']): void {
    const kind = question.kind === 'whole number' ? 'number' : question.kind
    if (kind === 'note') return
    const before = this.#targets.get(question.name)
    this.#targets.set(question.name, {
      ids: [...(before?.ids ?? []), id],
      kind,
      options: new Map([...(before?.options ?? []), ...options]),
      bands,
    })
  }

  #condition(text: string | undefined, row: number): Condition | 'always' | 'never' {
    if (text === undefined) return 'always'
    const parsed = parseExpression(text)
    if ('fault' in parsed) {
      this.#say('outside', row, 'relevant', `this condition cannot be read: ${parsed.fault}`, 'Use selected(), =, !=, <, >, and, or, not()')
      return 'always'
    }
    try {
      const { condition, whoSkipped } = this.#converted(parsed)
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
      this.#say('outside', row, 'relevant', `this condition has no like here: ${thrown.message}`, 'Write it with options that were chosen')
      return 'always'
    }
  }

  #converted(expression: Expression): Converted {
    const lookup: Lookup = {
      target: (name) => this.#targets.get(name),
      calculation: (name) => {
        const text = this.#form.calculations.get(name)
        const parsed = text === undefined ? undefined : parseExpression(text)
        if (parsed && 'fault' in parsed) throw new NoSuchCondition(`the calculation "${name}" cannot be read: ${parsed.fault}`)
        if (parsed && answersIn(parsed).includes(name)) throw new NoSuchCondition(`the calculation "${name}" uses itself`)
        return parsed
      },
    }
    return toCondition(expression, lookup)
  }
}

function both(first: Condition | 'always' | 'never', second: Condition | undefined): Condition | undefined {
  if (first === 'always' || first === 'never') return second
  return second ? { all: [first, second] } : first
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).slice(0, 200)
}

function bandLabel({ id, from, to }: { readonly id: string; readonly from: number; readonly to: number }): string {
  return id.endsWith('_plus') ? `${from}+` : from === to ? String(from) : `${from}–${to}`
}

/** `column = \${question}`, either way round. */
function cascade(filter: Expression): { readonly column: string; readonly question: string } | undefined {
  if (filter.kind !== 'binary' || filter.operator !== '=') return undefined
  const answer = [filter.left, filter.right].find((side) => side.kind === 'answer')
  const column = [filter.left, filter.right].find((side) => side.kind === 'column')
  return answer?.kind === 'answer' && column?.kind === 'column' ? { column: column.name, question: answer.name } : undefined
}

/** The numbers that conditions compare each question's answer with: ranges begin there. */
function cutsOf(form: SheetForm): ReadonlyMap<string, readonly number[]> {
  const cuts = new Map<string, number[]>()
  const whole = new Map(form.questions.map((question) => [question.name, question.kind === 'whole number']))
  const texts = form.questions.flatMap((question) => [question.relevant, ...question.groups.map((group) => group.relevant)])
  for (const text of [...texts, ...form.calculations.values()]) {
    const parsed = text === undefined ? undefined : parseExpression(text)
    if (parsed && !('fault' in parsed)) collect(parsed)
  }
  return cuts

  function collect(node: Expression): void {
    if (node.kind === 'call') node.args.forEach(collect)
    if (node.kind !== 'binary') return
    collect(node.left)
    collect(node.right)
    const [answer, value] = node.left.kind === 'answer' ? [node.left, node.right] : [node.right, node.left]
    const number = value.kind === 'number' ? value.value : value.kind === 'text' && value.value !== '' ? Number(value.value) : Number.NaN
    if (answer.kind !== 'answer' || Number.isNaN(number)) return
    const step = whole.get(answer.name) === false ? 0.001 : 1
    const after = node.left.kind === 'answer' ? ['>', '<='] : ['<', '>=']
    const found =
      node.operator === '=' || node.operator === '!=' ? [number, number + step] : after.includes(node.operator) ? [number + step] : [number]
    cuts.set(answer.name, [...(cuts.get(answer.name) ?? []), ...found])
  }
}

import { chosen, type Formula } from '../form/expression.ts'
import type { FormFinding } from '../form/finding.ts'
import type { Form, FormChoice, FormGroup, FormQuestion } from '../form/form-shape.ts'
import { GAP, type LabelTexts } from '../form/label-texts.ts'
import { fixedAnswers } from './fixed-answers.ts'
import { bothOf, isCondition, LimeConditions } from './lime-conditions.ts'
import { attributeNumber, manyLimits, numberLimits, unitOf, wordLimits } from './lime-limits.ts'
import { ARRAYS, lossesOf, whyLeftOut } from './lime-losses.ts'
import type { LimeGroup, LimePart, LimeQuestion, LimeSurvey } from './lime-structure.ts'
import { unreadAttributes } from './unread-attributes.ts'

/** Matches `{Q1}` and `{if(...)}` in a text. */
const PIPED = /\{(?!\s)[^{}\n]*[^{}\s]\}/g

/** Makes a form of a LimeSurvey structure. */
export function limeToForm(survey: LimeSurvey): Form {
  const maker = new FormMaker(survey)
  maker.beside(survey.beside)
  for (const group of survey.groups) maker.group(group)
  return {
    title: survey.title,
    titles: survey.titles,
    languages: survey.languages,
    unnamed: '',
    questions: maker.questions,
    calculations: maker.calculations,
    findings: [...maker.findings, ...unreadAttributes(survey)],
    places: { type: 'type', name: 'title', label: 'text', relevant: 'relevance', constraint: 'validation' },
  }
}

class FormMaker {
  readonly questions: FormQuestion[] = []
  readonly calculations = new Map<string, Formula>()
  readonly findings: FormFinding[] = []
  readonly #languages: readonly string[]
  readonly #conditions: LimeConditions
  /** Names of questions that take one of a list: their other answer is called -oth-. */
  readonly #names = new Map<string, number>()

  constructor(survey: LimeSurvey) {
    this.#languages = survey.languages
    this.#conditions = new LimeConditions(survey)
  }

  #say(kind: FormFinding['kind'], line: number, column: string, message: string, remedy: string): void {
    this.findings.push({ kind, row: line, column, message, remedy })
  }

  beside(things: LimeSurvey['beside']): void {
    for (const { line, name } of things)
      this.#say(
        'dropped',
        line,
        name,
        `the ${name} of the survey is left out`,
        'Write what people need to know of it into "intro", or into the consent text',
      )
  }

  group({ line, title, description, randomGroup, relevance, questions }: LimeGroup): void {
    const group: FormGroup = {
      name: 'part',
      row: line,
      label: title,
      info: this.#words(description, line, 'description'),
      relevant: this.#conditions.formula(relevance),
    }
    if (randomGroup !== '')
      this.#say('dropped', line, 'randomization_group', 'parts stand in the order of the form, not at random', 'Nothing to do')
    for (const question of questions) this.#question(question, group)
  }

  #question(question: LimeQuestion, group: FormGroup): void {
    const { type, title, line, attributes } = question
    const before = this.#names.get(title)
    if (before !== undefined)
      this.#say('invalid', line, 'title', `"${title}" is also the code of the question on line ${before}`, 'Give it another code')
    this.#names.set(title, line)
    if (type === '*') {
      const texts = [...question.text.values()]
      this.calculations.set(title, this.#conditions.parsed((texts[0] ?? '').replace(/<[^>]*>/g, '')))
      return
    }
    const why = whyLeftOut(question)
    if (why !== undefined) {
      this.#say('dropped', line, 'type', `the question "${title}" is left out: ${why}`, 'Ask it in another way, or do without')
      return
    }
    this.findings.push(...lossesOf(question))
    if (type === ':') this.#rows(question, group, (part) => [this.#boxesOf(question, part)])
    else if (ARRAYS.includes(type)) this.#rows(question, group, (part) => [this.#oneOf(question, part, question.answers, '')])
    else if (type === '1') this.#rows(question, group, (part) => this.#ofTwoScales(question, part))
    else if (type === 'K')
      this.#rows(question, group, (part) => [this.#part(question, part, { kind: 'number', limits: numberLimits(attributes) })])
    else if (type === 'Q')
      this.#rows(question, group, (part) => [this.#part(question, part, { kind: 'text', limits: wordLimits(attributes) })])
    else this.#single(question, group)
  }

  /** The boxes in a row of a table, as one question that takes several. */
  #boxesOf(question: LimeQuestion, part: LimePart): Omit<FormQuestion, 'groups' | 'relevant'> {
    const columns = question.subquestions.filter(({ scale }) => scale === 1)
    return { ...this.#part(question, part, { kind: 'many', limits: {} }), choices: this.#choices(question, columns) }
  }

  #single(question: LimeQuestion, group: FormGroup): void {
    const { type, title, line, attributes } = question
    const base = {
      name: title,
      row: line,
      label: this.#words(question.text, line, 'text'),
      hint: this.#words(question.help, line, 'help'),
      groups: [group],
      choices: [],
      orOther: question.hasOther && type !== 'R',
      ...(question.hasOther && question.wordsOf('other_replace_text').size > 0 && { otherLabel: question.wordsOf('other_replace_text') }),
      ...(type === 'N' && { unit: unitOf(question) }),
      randomise: attributes.get('random_order') === '1' || attributes.get('answer_order') === 'random',
      relevant: this.#conditions.formula(question.relevance),
      ranks: type === 'R',
      choiceFilter: undefined,
      identifies: false,
    }
    const kinds: Readonly<Record<string, () => Pick<FormQuestion, 'kind' | 'limits'> & { readonly choices?: readonly FormChoice[] }>> = {
      N: () => ({ kind: attributes.get('num_value_int_only') === '1' ? 'whole number' : 'number', limits: numberLimits(attributes) }),
      X: () => ({ kind: 'note', limits: {} }),
      ...Object.fromEntries(['S', 'T', 'U'].map((each) => [each, () => ({ kind: 'text' as const, limits: wordLimits(attributes) })])),
      ...Object.fromEntries(
        ['L', '!', 'O', 'Y', 'G', '5', 'R'].map((each) => [
          each,
          () => ({
            kind: 'one' as const,
            limits: each === 'R' ? { most: attributeNumber(attributes, 'max_answers') } : {},
            choices: this.#choices(question, question.answers),
          }),
        ]),
      ),
      ...Object.fromEntries(
        ['M', 'P'].map((each) => [
          each,
          () => ({ kind: 'many' as const, limits: manyLimits(attributes), choices: this.#choices(question, question.subquestions) }),
        ]),
      ),
    }
    const made = kinds[type]?.()
    if (!made) {
      this.#say(
        'dropped',
        line,
        'type',
        `the question "${title}" is left out: its type "${type}" is not known here`,
        'Ask it in another way',
      )
      return
    }
    if (type === 'O' || type === 'P')
      this.#say(
        'dropped',
        line,
        'type',
        `the comments beside the answers of "${title}" are left out`,
        'Ask for them in a question for words',
      )
    if (made.choices?.length === 0) {
      this.#say(
        'invalid',
        line,
        'type',
        `the question "${title}" has no answers to choose from`,
        'Add them in LimeSurvey, and export it again',
      )
      return
    }
    if ((attributes.get('array_filter') ?? '') !== '' || question.subquestions.some(({ relevance }) => isCondition(relevance)))
      this.#say(
        'dropped',
        line,
        'relevance',
        `all options of "${title}" are shown to everybody: their own conditions are left out`,
        'Nothing to do',
      )
    this.questions.push({ ...base, ...made })
  }

  /** Each row of an array as a question, under the words of the array. */
  #rows(question: LimeQuestion, outer: FormGroup, made: (part: LimePart) => readonly Omit<FormQuestion, 'groups' | 'relevant'>[]): void {
    const { title, line, attributes } = question
    const group: FormGroup = {
      name: title,
      row: line,
      label: new Map(),
      stem: this.#words(question.text, line, 'text'),
      relevant: this.#conditions.formula(question.relevance),
    }
    const rows = question.subquestions.filter(({ scale }) => scale === 0)
    if (rows.length === 0)
      this.#say('invalid', line, 'type', `the question "${title}" has no rows`, 'Add them in LimeSurvey, and export it again')
    const filter = attributes.get('array_filter') ?? ''
    for (const part of rows) {
      const own = this.#conditions.formula(part.relevance)
      const filtered = filter === '' || filter.includes(';') ? undefined : chosen(filter, part.code)
      for (const each of made(part)) this.questions.push({ ...each, groups: [outer, group], relevant: bothOf(own, filtered) })
    }
  }

  #part(question: LimeQuestion, part: LimePart, kind: Pick<FormQuestion, 'kind' | 'limits'>): Omit<FormQuestion, 'groups' | 'relevant'> {
    return {
      name: `${question.title}_${part.code}`,
      row: part.line,
      label: this.#words(rowText(part.text), part.line, 'text'),
      hint: new Map(),
      choices: [],
      orOther: false,
      ...(question.type === 'K' && { unit: unitOf(question) }),
      randomise: false,
      choiceFilter: undefined,
      identifies: false,
      ...kind,
    }
  }

  #oneOf(
    question: LimeQuestion,
    part: LimePart,
    answers: readonly LimePart[],
    suffix: string,
    header?: LabelTexts,
  ): Omit<FormQuestion, 'groups' | 'relevant'> {
    const made = this.#part(question, part, { kind: 'one', limits: {} })
    const label = header
      ? new Map([...made.label].map(([language, text]) => [language, [text, header.get(language)].filter(Boolean).join(' – ')]))
      : made.label
    return { ...made, name: `${made.name}${suffix}`, label, choices: this.#choices(question, answers) }
  }

  #ofTwoScales(question: LimeQuestion, part: LimePart): readonly Omit<FormQuestion, 'groups' | 'relevant'>[] {
    return [0, 1].map((scale) =>
      this.#oneOf(
        question,
        part,
        question.answers.filter((answer) => answer.scale === scale),
        `_scale${scale + 1}`,
        question.wordsOf(scale === 0 ? 'dualscale_headerA' : 'dualscale_headerB'),
      ),
    )
  }

  #choices(question: LimeQuestion, listed: readonly LimePart[]): readonly FormChoice[] {
    const fixed = fixedAnswers(question.type, this.#languages)
    if (fixed) return fixed.map(({ code, text }) => ({ name: code, row: question.line, label: text, cells: new Map() }))
    return listed.map(({ code, line, text }) => ({ name: code, row: line, label: this.#words(text, line, 'text'), cells: new Map() }))
  }

  #words(words: LabelTexts, line: number, column: string): LabelTexts {
    const plain = new Map([...words].map(([language, text]) => [language, text.replace(PIPED, GAP)]))
    if ([...words].some(([language, text]) => plain.get(language) !== text)) {
      const message = `the words quote an answer, which pages here never do: ${GAP} takes its place`
      this.#say('changed', line, column, message, 'Write them without the answer')
    }
    return plain
  }
}

/** `Bad|Good` names both ends of a row: both are kept, with a line between. */
function rowText(text: LabelTexts): LabelTexts {
  return new Map(
    [...text].map(([language, words]) => [
      language,
      words
        .split('|')
        .filter((each) => each.trim() !== '')
        .join(' – '),
    ]),
  )
}

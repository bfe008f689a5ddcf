import { chosen, type Expression, type Formula, mapped } from '../form/expression.ts'
import type { FormFinding } from '../form/finding.ts'
import type { Form, FormChoice, FormGroup, FormLimits, FormQuestion } from '../form/form-shape.ts'
import { GAP, type LabelTexts } from '../form/label-texts.ts'
import { type Tick, withTicks } from '../form/ticks.ts'
import { parseRelevance } from './expression-manager.ts'
import { fixedAnswers } from './fixed-answers.ts'
import type { LimeGroup, LimePart, LimeQuestion, LimeSurvey } from './lime-structure.ts'
import { unreadAttributes } from './unread-attributes.ts'

/** Matches `{Q1}` and `{if(...)}` in a text. */
const PIPED = /\{(?!\s)[^{}\n]*[^{}\s]\}/g

/** Types that a survey here cannot hold, by their letter, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  D: 'a day or a time can tell who somebody is; ask with ranges, such as "in the last 12 months"',
  '|': 'a picture, a voice or a file can show who somebody is',
  I: 'people choose the language of the pages on every page',
  ';': 'it is a table of words',
  ':': 'it is a table of numbers',
}

const ARRAYS = ['F', 'H', 'A', 'B', 'C', 'E']

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
  readonly #ticks: ReadonlyMap<string, Tick>
  /** The questions of double arrays, by the names that conditions have for them. */
  readonly #scales: ReadonlyMap<string, string>
  /** Names of questions that take one of a list: their other answer is called -oth-. */
  readonly #names = new Map<string, number>()

  constructor(survey: LimeSurvey) {
    this.#languages = survey.languages
    this.#ticks = new Map(survey.groups.flatMap((group) => group.questions.flatMap(ticksOf)))
    this.#scales = new Map(survey.groups.flatMap((group) => group.questions.flatMap(scalesOf)))
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
      relevant: this.#formula(relevance),
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
      this.calculations.set(title, this.#parsed((texts[0] ?? '').replace(/<[^>]*>/g, '')))
      return
    }
    const why = attributes.get('hidden') === '1' ? 'people never see it' : this.#whyNot(question)
    if (why !== undefined) {
      this.#say('dropped', line, 'type', `the question "${title}" is left out: ${why}`, 'Ask it in another way, or do without')
      return
    }
    if (
      (attributes.get('em_validation_q') ?? '') !== '' ||
      question.check !== '' ||
      /\{|[a-z]/i.test(`${attributes.get('min_num_value_n') ?? ''}${attributes.get('max_num_value_n') ?? ''}`)
    )
      this.#say('dropped', line, 'validation', `the check of "${title}" is left out`, 'Say in the help what a good answer is')
    if (question.hasDefault)
      this.#say(
        'dropped',
        line,
        'default',
        `the answer that "${title}" has before anybody gives one is left out`,
        'Nothing to do, where no condition counted on it',
      )
    if ((attributes.get('array_filter') ?? '').includes(';'))
      this.#say(
        'dropped',
        line,
        'array_filter',
        `all rows of "${title}" are shown: they are filtered by several questions`,
        'Nothing to do',
      )
    if ((numberIn(attributes, 'min_answers') ?? 0) > 0)
      this.#say(
        'dropped',
        line,
        'min_answers',
        `the fewest answers of "${title}" are left out: people may give fewer`,
        'Say in the help how many to give',
      )
    if ([...ARRAYS, '1', 'K', 'Q', ':'].includes(type) && attributes.get('random_order') === '1')
      this.#say('dropped', line, 'random_order', `the rows of "${title}" stand in the order of the form, not at random`, 'Nothing to do')
    if (type === ':') this.#rows(question, group, (part) => [this.#boxesOf(question, part)])
    else if (ARRAYS.includes(type)) this.#rows(question, group, (part) => [this.#oneOf(question, part, question.answers, '')])
    else if (type === '1') this.#rows(question, group, (part) => this.#ofTwoScales(question, part))
    else if (type === 'K')
      this.#rows(question, group, (part) => [this.#part(question, part, { kind: 'number', limits: numberLimits(attributes) })])
    else if (type === 'Q')
      this.#rows(question, group, (part) => [this.#part(question, part, { kind: 'text', limits: wordLimits(attributes) })])
    else this.#single(question, group)
  }

  #whyNot({ type, attributes }: LimeQuestion): string | undefined {
    if ((numberIn(attributes, 'location_mapservice') ?? 0) > 0) return 'it asks where somebody is, to the metre'
    return type === ':' && attributes.get('multiflexible_checkbox') === '1' ? undefined : LEFT_OUT[type]
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
      relevant: this.#formula(question.relevance),
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
            limits: each === 'R' ? { most: numberIn(attributes, 'max_answers') } : {},
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
      relevant: this.#formula(question.relevance),
    }
    const rows = question.subquestions.filter(({ scale }) => scale === 0)
    if (rows.length === 0)
      this.#say('invalid', line, 'type', `the question "${title}" has no rows`, 'Add them in LimeSurvey, and export it again')
    const filter = attributes.get('array_filter') ?? ''
    for (const part of rows) {
      const own = this.#formula(part.relevance)
      const filtered = filter === '' || filter.includes(';') ? undefined : chosen(filter, part.code)
      for (const each of made(part)) this.questions.push({ ...each, groups: [outer, group], relevant: joined(own, filtered) })
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
      const message = `the words quote an answer, which pages here never do: ${GAP} stands in its place`
      this.#say('changed', line, column, message, 'Write them without the answer')
    }
    return plain
  }

  #formula(relevance: string): Formula | undefined {
    return isCondition(relevance) ? this.#parsed(relevance) : undefined
  }

  #scaleNamed(node: Expression): Expression {
    const name = node.kind === 'answer' ? this.#scales.get(node.name) : undefined
    return name === undefined ? node : { kind: 'answer', name }
  }

  #parsed(text: string): Formula {
    const parsed = parseRelevance(text)
    if ('fault' in parsed) return parsed
    const ticked = withTicks(parsed, (name) => this.#ticks.get(name))
    return mapped(ticked, (node) => otherAnswer(this.#scaleNamed(node)))
  }
}

function isCondition(relevance: string): boolean {
  return !['', '1', 'true'].includes(relevance.trim().toLowerCase())
}

/** Both conditions, where there are two. */
function joined(first: Formula | undefined, second: Expression | undefined): Formula | undefined {
  if (first === undefined || second === undefined || 'fault' in first) return first ?? second
  return { kind: 'binary', operator: 'and', left: first, right: second }
}

/** The answer "other" is called -oth- in LimeSurvey. */
function otherAnswer(node: Expression): Expression {
  return node.kind === 'text' && node.value === '-oth-' ? { kind: 'text', value: 'other' } : node
}

/** The boxes of a question that takes several, by the names that conditions have for them. */
function ticksOf({ type, title, subquestions, hasOther }: LimeQuestion): [string, Tick][] {
  if (type === ':') {
    const [rows, columns] = [0, 1].map((scale) => subquestions.filter((each) => each.scale === scale))
    return (rows ?? []).flatMap((row) =>
      (columns ?? []).map((column): [string, Tick] => [
        `${title}_${row.code}_${column.code}`,
        { question: `${title}_${row.code}`, option: column.code },
      ]),
    )
  }
  if (type !== 'M' && type !== 'P') return []
  const codes = subquestions.map(({ code }): [string, Tick] => [`${title}_${code}`, { question: title, option: code }])
  return hasOther ? [...codes, [`${title}_other`, { question: title, option: 'other' }]] : codes
}

/** LimeSurvey counts the two answers of a row from 0 in conditions, and from 1 in its exports. */
function scalesOf({ type, title, subquestions }: LimeQuestion): [string, string][] {
  if (type !== '1') return []
  return subquestions.flatMap(({ code }) =>
    [0, 1].map((scale): [string, string] => [`${title}_${code}_${scale}`, `${title}_${code}_scale${scale + 1}`]),
  )
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

/** `$` before and `a week` after the box of a number. */
function unitOf({ wordsOf }: LimeQuestion): LabelTexts {
  const [before, after] = [wordsOf('prefix'), wordsOf('suffix')]
  const languages = new Set([...before.keys(), ...after.keys()])
  return new Map([...languages].map((language) => [language, [before.get(language), after.get(language)].filter(Boolean).join(' ')]))
}

function numberIn(attributes: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = (attributes.get(name) ?? '').trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

function numberLimits(attributes: ReadonlyMap<string, string>): FormLimits {
  return { low: numberIn(attributes, 'min_num_value_n'), high: numberIn(attributes, 'max_num_value_n') }
}

function wordLimits(attributes: ReadonlyMap<string, string>): FormLimits {
  return { longest: numberIn(attributes, 'maximum_chars') }
}

function manyLimits(attributes: ReadonlyMap<string, string>): FormLimits {
  const alone = (attributes.get('exclude_all_others') ?? '').split(/[;,]/).map((each) => each.trim())
  return { alone: alone.filter((each) => each !== ''), most: numberIn(attributes, 'max_answers') }
}

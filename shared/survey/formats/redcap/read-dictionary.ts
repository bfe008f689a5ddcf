import type { Formula } from '../form/expression.ts'
import type { FormFinding } from '../form/finding.ts'
import type { Form, FormChoice, FormGroup, FormLimits, FormQuestion } from '../form/form-shape.ts'
import { GAP, type LabelTexts } from '../form/label-texts.ts'
import { type ActionTags, actionTags } from './action-tags.ts'
import { parseBranchingLogic } from './branching-logic.ts'
import { COLUMNS, type DictionaryColumn, type DictionaryRow, dictionaryRows, unreadHeadings } from './dictionary-rows.ts'
import { fieldKind } from './field-kind.ts'

const NAME = /^[a-z][a-z0-9_]*$/i
/** Text that pages fill in from other fields: `[field]`, or `[event][field]`. */
const PIPED = /\[[a-z][\w-]*(?:\([^)]*\))?(?::[\w-]+)*\]/gi
const WORDS_OF_YESNO = { yesno: ['Yes', 'No'], truefalse: ['True', 'False'] } as const

/** Reads a REDCap data dictionary: its headings first, then a row a field. Every finding names its row and column. */
export function readDictionary(table: readonly (readonly string[])[]): Form {
  const rows = dictionaryRows(table)
  const reader = new DictionaryReader(rows.map((row) => row.of('field_name')))
  for (const row of rows) reader.take(row)
  return {
    title: '',
    languages: [''],
    unnamed: '',
    questions: reader.questions,
    calculations: reader.calculations,
    findings: [...unreadHeadings(table[0] ?? []).map(unread), ...reader.findings],
    places: {
      type: COLUMNS.field_type,
      name: COLUMNS.field_name,
      label: COLUMNS.field_label,
      relevant: 'Branching Logic',
      constraint: COLUMNS.text_validation_min,
    },
  }
}

function unread(column: string): FormFinding {
  return {
    kind: 'dropped',
    row: 1,
    column,
    message: 'this column is not read',
    remedy: 'Nothing to do, where it says nothing of the questions',
  }
}

class DictionaryReader {
  readonly questions: FormQuestion[] = []
  readonly calculations = new Map<string, Formula>()
  readonly findings: FormFinding[] = []
  readonly #names = new Map<string, number>()
  /** Matches `{name}`, which puts the box of another field into the words. */
  readonly #embedded: RegExp
  #group: FormGroup | undefined
  #form = ''
  #matrix = ''

  constructor(names: readonly string[]) {
    this.#embedded = new RegExp(`\\{(?:${names.filter((name) => NAME.test(name)).join('|') || '$'})(?::icons)?\\}`, 'g')
  }

  #say(kind: FormFinding['kind'], row: number, column: DictionaryColumn, message: string, remedy: string): void {
    this.findings.push({ kind, row, column: COLUMNS[column].replace(/ \(.*/, ''), message, remedy })
  }

  take(row: DictionaryRow): void {
    const name = row.of('field_name')
    if (!NAME.test(name)) {
      this.#say('invalid', row.number, 'field_name', `"${name}" cannot be a name`, 'Use letters, digits and _, starting with a letter')
      return
    }
    const before = this.#names.get(name)
    if (before !== undefined) {
      this.#say('invalid', row.number, 'field_name', `"${name}" is also the name of row ${before}`, 'Name one of them otherwise')
      return
    }
    this.#names.set(name, row.number)
    this.#groupOf(row)
    // REDCap keeps the number of a record in the first field of all.
    if (this.#names.size === 1 && isRecordNumber(row, name))
      this.#say('dropped', row.number, 'field_name', `"${name}" is left out: it is the number of a record`, 'Nothing to do')
    else this.#field(row, name)
  }

  /** A header begins a part, and so does another form or another matrix. */
  #groupOf(row: DictionaryRow): void {
    const header = row.of('section_header')
    const form = row.of('form_name')
    const matrix = row.of('matrix_group_name')
    if (this.#group && header === '' && form === this.#form && matrix === this.#matrix) return
    const words = header === '' ? '' : this.#words(row, 'section_header')
    const isMatrix = matrix !== '' && words !== ''
    const title = (isMatrix ? '' : words) || form.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase())
    this.#group = {
      name: matrix || form || 'questions',
      row: row.number,
      label: title === '' ? new Map() : new Map([['', title]]),
      ...(isMatrix && { stem: new Map([['', words]]) }),
      relevant: undefined,
    }
    this.#form = form
    this.#matrix = matrix
  }

  #field(row: DictionaryRow, name: string): void {
    const type = row.of('field_type').toLowerCase()
    const found = fieldKind(type, row.of('text_validation_type_or_show_slider_number'))
    const tags = actionTags(row.of('field_annotation'))
    if (found.kind === 'unknown') {
      const remedy = 'Use radio, dropdown, checkbox, yesno, truefalse, slider, text, notes, descriptive or calc'
      this.#say('invalid', row.number, 'field_type', `"${row.of('field_type')}" is no type of field`, remedy)
      return
    }
    if (found.kind === 'calculation') {
      this.calculations.set(name, parseBranchingLogic(row.of('select_choices_or_calculations')))
      this.#say('dropped', row.number, 'field_type', `"${name}" is left out: it calculates, and asks nothing`, 'Nothing to do')
      return
    }
    if (found.kind === 'left out' || tags.isHidden) {
      const why = found.kind === 'left out' ? found.why : 'people never see it'
      this.#say('dropped', row.number, 'field_type', `"${name}" is left out: ${why}`, 'Ask it in another way, or do without')
      return
    }
    const label = this.#words(row, 'field_label')
    const note = [this.#words(row, 'field_note'), found.kind === 'slider' ? sliderWords(row) : ''].filter((each) => each !== '').join('\n')
    if (label === '' && note === '') {
      if (found.kind === 'note') {
        this.#say('dropped', row.number, 'field_label', `"${name}" is left out: it has no words`, 'Write what people should read')
        return
      }
      this.#say('changed', row.number, 'field_label', `"${name}" has no label: its name is shown`, 'Write what people should read')
    }
    const choices = found.kind === 'one' || found.kind === 'many' ? this.#choices(row, type, tags) : []
    if (choices === undefined) return
    this.#lost(row, name, tags, found.kind)
    const logic = row.of('branching_logic')
    this.questions.push({
      name,
      row: row.number,
      kind: found.kind === 'slider' ? 'whole number' : found.kind,
      label: label === '' ? new Map() : new Map([['', label]]),
      hint: note === '' ? new Map() : new Map([['', note]]),
      groups: this.#group ? [this.#group] : [],
      choices,
      orOther: false,
      randomise: tags.isRandom,
      search: type === 'dropdown' && row.of('text_validation_type_or_show_slider_number').toLowerCase() === 'autocomplete',
      relevant: logic === '' ? undefined : parseBranchingLogic(logic),
      choiceFilter: undefined,
      limits: found.kind === 'slider' ? { low: 0, high: 100, ...limitsOf(row) } : { ...limitsOf(row), ...tags.limits },
      identifies: /^y/i.test(row.of('identifier')),
    })
  }

  /** Says what else the row asks for, and a survey here does not do. */
  #lost(row: DictionaryRow, name: string, { lost }: ActionTags, kind: FormQuestion['kind'] | 'slider'): void {
    const remedy = 'Look whether people are asked or told something by it'
    for (const tag of lost)
      this.#say('dropped', row.number, 'field_annotation', `the action tag "@${tag}" of "${name}" does nothing here`, remedy)
    const check = row.of('text_validation_type_or_show_slider_number')
    if (kind === 'text' && check !== '')
      this.#say(
        'dropped',
        row.number,
        'text_validation_type_or_show_slider_number',
        `the check "${check}" of "${name}" is left out`,
        'Say in the field note what a good answer is',
      )
    for (const column of ['text_validation_min', 'text_validation_max'] as const) {
      const limit = row.of(column)
      if (['number', 'whole number', 'slider'].includes(kind) && limit !== '' && numberOf(limit) === undefined)
        this.#say('dropped', row.number, column, `the limit "${limit}" of "${name}" is left out: it is no number`, 'Write a number')
    }
    if (/^y/i.test(row.of('matrix_ranking')))
      this.#say(
        'dropped',
        row.number,
        'matrix_ranking',
        `people may give "${name}" the same answer as another row`,
        'Ask for an order in one question',
      )
  }

  #choices(row: DictionaryRow, type: string, { shows }: ActionTags): FormChoice[] | undefined {
    const word = type === 'yesno' || type === 'truefalse' ? WORDS_OF_YESNO[type] : undefined
    if (word) return [choice('1', word[0], row.number), choice('0', word[1], row.number)]
    const found = row
      .of('select_choices_or_calculations')
      .split(/\||\n|\\n/)
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map((each) => /^([^,]*?)\s*,\s*(.*)$/s.exec(each) ?? [each, each, each])
      .map(([, code = '', label = '']) => choice(code, label.replace(PIPED, GAP) || code, row.number))
    const codes = found.map((each) => each.name)
    const twice = codes.find((code, i) => codes.indexOf(code) !== i)
    if (found.length === 0) {
      const remedy = 'Write them as 1, Yes | 2, No'
      this.#say('invalid', row.number, 'select_choices_or_calculations', 'the field has no choices', remedy)
      return undefined
    }
    if (twice !== undefined) {
      const remedy = 'Give each choice a code of its own'
      this.#say('invalid', row.number, 'select_choices_or_calculations', `the code "${twice}" is there twice`, remedy)
      return undefined
    }
    const left = found.filter((each) => shows(each.name))
    if (left.length < found.length)
      this.#say(
        'dropped',
        row.number,
        'field_annotation',
        `choices that people never see are left out: ${found
          .filter((each) => !shows(each.name))
          .map((each) => each.name)
          .join(', ')}`,
        'Nothing to do',
      )
    return left
  }

  #words(row: DictionaryRow, column: DictionaryColumn): string {
    const text = row.of(column)
    const plain = text.replace(PIPED, GAP).replace(this.#embedded, GAP)
    if (plain !== text) {
      const message = `the words quote or hold another field, which pages here never do: ${GAP} stands in its place`
      this.#say('changed', row.number, column, message, 'Write them without the answer')
    }
    return plain
  }
}

function choice(name: string, label: string, row: number): FormChoice {
  const words: LabelTexts = new Map([['', label]])
  return { name, row, label: words, cells: new Map() }
}

function numberOf(text: string): number | undefined {
  return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined
}

/** Told by the name or the words of the first field: dictionaries of one instrument have none. */
function isRecordNumber(row: DictionaryRow, name: string): boolean {
  if (row.of('field_type').toLowerCase() !== 'text') return false
  return (
    /(id|_no|number)$|^record/i.test(name) || /(^|[^\p{L}])(id|identifier|record|number|code)([^\p{L}]|$)/iu.test(row.of('field_label'))
  )
}

function limitsOf(row: DictionaryRow): FormLimits {
  const low = numberOf(row.of('text_validation_min'))
  const high = numberOf(row.of('text_validation_max'))
  return { ...(low !== undefined && { low }), ...(high !== undefined && { high }) }
}

/** The words at the ends of a slider: `Not at all | | Very much`. */
function sliderWords(row: DictionaryRow): string {
  const [low = '', middle = '', high = ''] = row
    .of('select_choices_or_calculations')
    .split('|')
    .map((each) => each.trim())
  const at = [
    ['0', low],
    ['50', middle],
    ['100', high],
  ]
  return at
    .filter(([, words]) => words !== '')
    .map(([number, words]) => `${number}: ${words}`)
    .join('\n')
}

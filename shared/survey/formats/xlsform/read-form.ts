import { MAX_OPTIONS } from '../../survey.ts'
import { answersIn, type Formula } from '../form/expression.ts'
import type { FormFinding } from '../form/finding.ts'
import type { Form, FormChoice, FormGroup, FormLimits, FormPlaces, FormQuestion } from '../form/form-shape.ts'
import { GAP, type LabelTexts } from '../form/label-texts.ts'
import { limitsIn } from './constraint.ts'
import { readParameters } from './parameters.ts'
import { isAsked, type RowType, rowType } from './question-type.ts'
import { readChoices } from './read-choices.ts'
import { refusalOf } from './refusals.ts'
import { type Sheet, type SheetRow, sheetsOf, type Workbook } from './sheet.ts'
import { languagesOf, wordsOf } from './sheet-words.ts'
import { parseExpression } from './xpath.ts'

/** Columns in which a form may name a question as \${name}. */
const NAMING = [
  'relevant',
  'constraint',
  'calculation',
  'choice_filter',
  'default',
  'required',
  'trigger',
  'repeat_count',
  'label',
  'hint',
  'constraint_message',
  'required_message',
  'guidance_hint',
]

const PLACES: FormPlaces = { sheet: 'survey', type: 'type', name: 'name', label: 'label', relevant: 'relevant', constraint: 'constraint' }

/** Names of questions: those of XML elements, without a colon. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$/u

/** Reads an XLSForm. Every finding names its sheet, row and column; `dropped` and `changed` ones do not stop it. */
export function readForm(workbook: Workbook): Form {
  const sheets = sheetsOf(workbook)
  const survey = sheets.get('survey')
  const settings = sheets.get('settings')?.rows[0]?.cells
  const title = settings?.get('form_title') ?? ''
  const first = settings?.get('default_language') ?? ''
  const empty = { title, languages: [], unnamed: first, questions: [], calculations: new Map(), places: PLACES }
  if (!survey || survey.rows.length === 0) {
    const near = [...sheets.keys()].find((name) => /^s\w{3,6}y\w?$/.test(name) && name !== 'survey')
    const remedy = near
      ? `The sheet "${near}" may be meant: name it "survey"`
      : 'Add a sheet named "survey" with the columns type, name and label'
    return { ...empty, findings: [{ kind: 'invalid', sheet: 'survey', message: 'there is no sheet of this name with rows in it', remedy }] }
  }
  const choices = readChoices(sheets.get('choices'), /^(yes|true|true\(\))$/i.test(settings?.get('allow_choice_duplicates') ?? ''))
  const walk = new SheetReader(survey, choices.lists)
  walk.all()
  for (const row of sheets.get('choices')?.rows ?? []) walk.references('choices', row)
  const languages = languagesOf([survey, ...(sheets.get('choices') ? [sheets.get('choices') as Sheet] : [])])
  return {
    ...empty,
    languages: [...languages.filter((each) => each === first), ...languages.filter((each) => each !== first)],
    questions: walk.questions,
    calculations: walk.calculations,
    findings: [...headings(sheets), ...otherSheets(sheets), ...choices.findings, ...walk.findings],
  }
}

/** Sheets that make a form do more than ask. */
function otherSheets(sheets: ReadonlyMap<string, Sheet>): FormFinding[] {
  const reasons: Readonly<Record<string, string>> = {
    entities: 'it keeps a list of people or things from one form to the next, which an anonymous survey never does',
    external_choices: 'it holds choices for another kind of list',
    osm: 'it asks where somebody is',
  }
  return Object.entries(reasons).flatMap(([name, why]): FormFinding[] =>
    (sheets.get(name)?.rows.length ?? 0) > 0
      ? [{ kind: 'outside', sheet: name, message: `this sheet has no like here: ${why}`, remedy: 'Take the sheet out' }]
      : [],
  )
}

function headings(sheets: ReadonlyMap<string, Sheet>): FormFinding[] {
  return ['survey', 'choices', 'settings'].flatMap((name) => {
    const sheet = sheets.get(name)
    if (!sheet) return []
    const twice = sheet.twice.map(
      (column): FormFinding => ({
        kind: 'invalid',
        sheet: name,
        row: 1,
        column,
        message: 'two columns have this heading',
        remedy: 'Keep one',
      }),
    )
    if (name !== 'survey' || sheet.columns.includes('type')) return twice
    return [...twice, { kind: 'invalid', sheet: name, row: 1, column: 'type', message: 'the column "type" is missing', remedy: 'Add it' }]
  })
}

class SheetReader {
  readonly questions: FormQuestion[] = []
  readonly calculations = new Map<string, Formula>()
  readonly findings: FormFinding[] = []
  readonly #sheet: Sheet
  readonly #lists: ReadonlyMap<string, readonly FormChoice[]>
  readonly #open: (FormGroup & { readonly of: string; readonly names: Map<string, number> })[] = []
  readonly #top = new Map<string, number>()
  /** Every name of the form, and the rows that have it. */
  readonly #names = new Map<string, number[]>()

  constructor(sheet: Sheet, lists: ReadonlyMap<string, readonly FormChoice[]>) {
    this.#sheet = sheet
    this.#lists = lists
  }

  all(): void {
    const rows = this.#sheet.rows.filter((row) => !/^(yes|true|true\(\))$/i.test(row.cells.get('disabled') ?? ''))
    for (const row of rows) this.#row(row)
    for (const { row, of } of this.#open) {
      this.#say('invalid', row, 'type', `this begin ${of} has no end`, `Add a row "end ${of}" where it ends`)
    }
    for (const row of rows) this.references('survey', row)
  }

  #say(kind: FormFinding['kind'], row: number, column: string, message: string, remedy: string): void {
    this.findings.push({ kind, sheet: 'survey', row, column, message, remedy })
  }

  #row(row: SheetRow): void {
    const cell = row.cells.get('type')
    if (cell === undefined) {
      if (row.cells.has('name') || wordsOf(row, 'label').size > 0)
        this.#say('invalid', row.number, 'type', 'the row has no type', 'Write one, such as text or select_one yes_no')
      return
    }
    const type = rowType(cell)
    if (type.kind === 'end') {
      this.#end(row, type.of)
      return
    }
    const name = this.#nameOf(row, type)
    if (name === undefined) return
    if (type.kind === 'begin') this.#begin(row, name, type.of)
    else this.#question(row, name, type, cell)
  }

  #nameOf(row: SheetRow, type: RowType): string | undefined {
    const name = row.cells.get('name')
    if (name === undefined) {
      if (type.kind === 'note' || (type.kind === 'begin' && type.of === 'group') || type.kind === 'metadata' || type.kind === 'kobo')
        return `row_${row.number}`
      this.#say('invalid', row.number, 'name', 'the row has no name', 'Give it a short name, as answers are stored under it')
      return undefined
    }
    if (!NAME.test(name)) {
      this.#say('invalid', row.number, 'name', `"${name}" cannot be a name`, 'Start with a letter or _; then letters, digits, - . and _')
      return undefined
    }
    const taken = this.#open.at(-1)?.names ?? this.#top
    const before = taken.get(name)
    if (before !== undefined)
      this.#say('invalid', row.number, 'name', `"${name}" is also the name of row ${before}`, 'Name one of them otherwise')
    else if (name === 'meta' && (this.#open.length === 0 || type.kind === 'begin'))
      this.#say('invalid', row.number, 'name', '"meta" is a name that forms keep for themselves', 'Choose another name')
    taken.set(name, row.number)
    this.#names.set(name, [...(this.#names.get(name) ?? []), row.number])
    return name
  }

  #begin(row: SheetRow, name: string, of: 'group' | 'repeat' | 'loop'): void {
    if (of !== 'group')
      this.#say(
        'dropped',
        row.number,
        'type',
        `the questions of "${name}" are left out: they repeat, and here each person answers a survey once`,
        'Ask once, about all of them together',
      )
    const group = { name, row: row.number, label: this.#words(row, 'label'), relevant: formulaIn(row, 'relevant') }
    this.#open.push({ ...group, of, names: new Map() })
  }

  #end(row: SheetRow, of: string): void {
    const open = this.#open.at(-1)
    if (open?.of === of) this.#open.pop()
    else
      this.#say(
        'invalid',
        row.number,
        'type',
        `nothing that is open ends here${open ? `: row ${open.row} began a ${open.of}` : ''}`,
        'Take the row out, or add the row that begins it',
      )
  }

  #question(row: SheetRow, name: string, type: RowType, cell: string): void {
    const { number } = row
    const plain = { name, row: number, label: this.#words(row, 'label'), hint: this.#words(row, 'hint') }
    const refusal = refusalOf(type, cell, name)
    if (refusal) this.#say(refusal.kind, number, 'type', refusal.message, refusal.remedy)
    if (type.kind === 'calculate') this.#calculation(row, name)
    if (refusal || !isAsked(type)) return
    const parameters = readParameters(row, type.kind)
    this.findings.push(...parameters.findings)
    if (plain.label.size === 0 && plain.hint.size === 0) {
      this.#withoutWords(row, name)
      return
    }
    const list = 'list' in type ? type.list : undefined
    const choices = list === undefined ? [] : (this.#lists.get(list) ?? [])
    if (list !== undefined && choices.length === 0) {
      const fromAnswer = list.startsWith('$')
      const message = fromAnswer
        ? `the question "${name}" is left out: its choices come from another answer`
        : `the sheet "choices" has no list "${list}"`
      this.#say(
        fromAnswer ? 'dropped' : 'invalid',
        number,
        'type',
        message,
        'Write them on the sheet "choices", under the name of the list',
      )
      return
    }
    const orOther = 'orOther' in type && type.orOther
    const choiceFilter = row.cells.get('choice_filter')
    if (orOther && choiceFilter !== undefined)
      this.#say('invalid', number, 'choice_filter', 'a filter does not work together with or_other', 'Add a choice "other" to the list')
    if (choices.length > MAX_OPTIONS) {
      const message = `the question "${name}" is left out: it has ${choices.length} choices, and an answer here is one of at most ${MAX_OPTIONS}`
      this.#say('dropped', number, 'type', message, 'Ask with a shorter list')
      return
    }
    // What repeats was said to be left out where it begins.
    if (this.#open.some(({ of }) => of !== 'group')) return
    if (type.kind === 'acknowledge')
      this.#say('changed', number, 'type', `"${name}" is shown as a note, without a box to tick`, 'Nothing to do')
    const kind = type.kind === 'range' ? 'whole number' : type.kind === 'acknowledge' ? 'note' : type.kind
    this.questions.push({
      ...plain,
      kind,
      groups: [...this.#open],
      choices,
      orOther,
      randomise: parameters.randomise,
      relevant: formulaIn(row, 'relevant'),
      choiceFilter: formulaIn(row, 'choice_filter'),
      limits: this.#limits(row, kind, parameters.between),
      identifies: kind === 'text' && (row.cells.get('constraint')?.includes('@') ?? false),
    })
  }

  #limits(row: SheetRow, kind: FormQuestion['kind'], between: { readonly from: number; readonly to: number } | undefined): FormLimits {
    return between ? { low: between.from, high: between.to } : limitsIn(row.cells.get('constraint'), kind)
  }

  /** The words of a row. Pages here never quote an answer: a gap stands in its place. */
  #words(row: SheetRow, column: string): LabelTexts {
    const words = wordsOf(row, column)
    if (![...words.values()].some((text) => text.includes('${'))) return words
    const message = `the words quote an answer, which pages here never do: ${GAP} stands in its place`
    this.#say('changed', row.number, column, message, 'Write them without the answer')
    return new Map([...words].map(([language, text]) => [language, text.replace(/\$\{[^}]*\}/g, GAP)]))
  }

  /** Rows that show nothing are calculations; those that show only a picture or a sound have no like here. */
  #withoutWords(row: SheetRow, name: string): void {
    const calculation = row.cells.get('calculation') ?? (row.cells.has('trigger') ? '' : undefined)
    const media = [...row.cells.keys()].some((column) => /^(media|image|big.image|audio|video)/.test(column))
    if (calculation !== undefined) this.calculations.set(name, parseExpression(calculation))
    else if (media)
      this.#say(
        'dropped',
        row.number,
        'label',
        `"${name}" is left out: it shows a picture or a sound and no words`,
        'Write a label to keep it',
      )
    else this.#say('invalid', row.number, 'label', `the question "${name}" has neither a label nor a hint`, 'Write what people should read')
  }

  #calculation(row: SheetRow, name: string): void {
    const calculation = row.cells.get('calculation')
    if (calculation !== undefined) this.calculations.set(name, parseExpression(calculation))
    else if (!row.cells.has('default') && !row.cells.has('trigger') && row.cells.get('type') === 'calculate')
      this.#say('invalid', row.number, 'calculation', `"${name}" has no calculation`, 'Write it, or take the row out')
  }

  /** Every question named as \${name} must be there, and once. */
  references(sheet: string, row: SheetRow): void {
    const say = (column: string, message: string, remedy: string) =>
      this.findings.push({ kind: 'invalid', sheet, row: row.number, column, message, remedy })
    for (const [heading, text] of row.cells) {
      const column = heading.split('::')[0] ?? heading
      if (!NAMING.includes(column) || !text.includes('${')) continue
      for (const name of namesIn(column, text)) {
        const rows = name === 'instanceID' ? [0] : (this.#names.get(name.replace(/^last-saved#/, '')) ?? [])
        if (rows.length === 0) say(heading, `there is no question "${name}"`, 'Correct the name between the braces')
        else if (rows.length > 1) say(heading, `"${name}" is the name of the rows ${rows.join(' and ')}`, 'Name them differently')
      }
    }
  }
}

function formulaIn(row: SheetRow, column: string): Formula | undefined {
  const text = row.cells.get(column)
  return text === undefined ? undefined : parseExpression(text)
}

function namesIn(column: string, text: string): string[] {
  const parsed = ['relevant', 'constraint', 'calculation', 'choice_filter'].includes(column) ? parseExpression(text) : undefined
  if (parsed && !('fault' in parsed)) return [...new Set(answersIn(parsed))]
  return [...new Set([...text.matchAll(/\$\{\s*([^}]*?)\s*\}/g)].map(([, name = '']) => name))]
}

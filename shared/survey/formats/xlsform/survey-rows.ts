import { purposeId } from '../../consent-text.ts'
import type { ChorusForm } from '../form/chorus-form.ts'
import type { Formula } from '../form/expression.ts'
import type { FormFinding } from '../form/finding.ts'
import type { FormChoice, FormGroup, FormLimits, FormQuestion } from '../form/form-shape.ts'
import { GAP, type LabelTexts } from '../form/label-texts.ts'
import { OWN_COLUMN, type OwnNotes, readNotes } from '../form/own-notes.ts'
import { type Marks, readMarks } from '../form/plan-marks.ts'
import { checkReferences } from './cell-references.ts'
import { limitsIn } from './constraint.ts'
import { columnCells, rowByRow } from './matrix-cells.ts'
import { type Parameters, readParameters } from './parameters.ts'
import { type AskedType, isAsked, type RowType, rowType } from './question-type.ts'
import { refusalOf } from './refusals.ts'
import { filterIn, formulaIn } from './row-formulas.ts'
import { RowNames } from './row-names.ts'
import type { Sheet, SheetRow } from './sheet.ts'
import { wordsOf } from './sheet-words.ts'
import { unreadCells } from './unread-cells.ts'
import { parseExpression } from './xpath.ts'

/** The answer of a box that is ticked. */
const TICKED = 'OK'

/** Reads the rows of the sheet "survey", one after the other. */
export class SurveyRows {
  readonly questions: FormQuestion[] = []
  readonly purposes: ChorusForm['purposes'][number][] = []
  readonly calculations = new Map<string, Formula>()
  readonly findings: FormFinding[] = []
  readonly #sheet: Sheet
  readonly #lists: ReadonlyMap<string, readonly FormChoice[]>
  readonly #open: (FormGroup & {
    readonly of: string
    readonly list: string
    readonly names: Map<string, number>
    readonly first: number
  })[] = []
  readonly #names = new RowNames((row, message, remedy) => this.#say('invalid', row, 'name', message, remedy))
  /** Whether the column `disclosure` is ours: then a wrong word in it must not pass for none. */
  readonly #hasMarks: boolean

  constructor(sheet: Sheet, lists: ReadonlyMap<string, readonly FormChoice[]>) {
    this.#sheet = sheet
    this.#lists = lists
    const marks = sheet.rows.map((row) => readMarks(row.cells.get('disclosure')))
    this.#hasMarks = sheet.columns.includes(OWN_COLUMN) || marks.some(({ sensitive, places }) => sensitive || places.size > 0)
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
    if (type.kind === 'rank row') return
    const name = this.#names.take(row, type, this.#open.at(-1)?.names)
    if (name === undefined) return
    if (type.kind === 'begin') this.#begin(row, name, type.of)
    else this.#question(row, name, type.kind === 'score row' ? { kind: 'one', list: this.#scoreList(), orOther: false } : type, cell)
  }

  /** The list of the table around a row. */
  #scoreList(): string {
    return this.#open.at(-1)?.list ?? ''
  }

  #begin(row: SheetRow, name: string, of: Extract<RowType, { kind: 'begin' | 'end' }>['of']): void {
    if (of === 'kobomatrix' && (this.#lists.get(row.cells.get('kobo__matrix_list') ?? '') ?? []).length === 0)
      this.#say(
        'invalid',
        row.number,
        'kobo--matrix_list',
        `the sheet "choices" has no list "${row.cells.get('kobo__matrix_list') ?? ''}"`,
        'Name the list whose choices are the rows of the table',
      )
    if (of === 'repeat' || of === 'loop')
      this.#say(
        'dropped',
        row.number,
        'type',
        `the questions of "${name}" are left out: they repeat, and here each person answers a survey once`,
        'Ask once, about all of them together',
      )
    const group = { name, row: row.number, label: this.#words(row, 'label'), relevant: formulaIn(row, 'relevant') }
    const own = this.#own(row)
    const isStem =
      of === 'score' ||
      of === 'kobomatrix' ||
      own.notes.has('stem') ||
      (/\btable-list\b/.test(row.cells.get('appearance') ?? '') && !group.relevant)
    this.#open.push({
      ...group,
      ...own,
      ...(isStem && { isStem }),
      of,
      list: row.cells.get(of === 'kobomatrix' ? 'kobo__matrix_list' : 'kobo__score_choices') ?? '',
      names: new Map(),
      first: this.questions.length,
    })
  }

  #end(row: SheetRow, of: string): void {
    const open = this.#open.at(-1)
    if (open?.of === of) {
      this.#open.pop()
      const rows = this.#lists.get(open.list)?.length ?? 0
      if (of === 'kobomatrix') this.questions.push(...rowByRow(this.questions.splice(open.first), rows))
    } else
      this.#say(
        'invalid',
        row.number,
        'type',
        `this row ends a ${of} that was not begun${open ? `: row ${open.row} began a ${open.of}` : ''}`,
        'Take the row out, or add the row that begins it',
      )
  }

  #question(row: SheetRow, name: string, type: RowType, cell: string): void {
    const { number } = row
    if (row.cells.has('consent_purpose')) {
      this.#purpose(row)
      return
    }
    const own = this.#own(row)
    if (own.notes.has('elsewhere')) return
    const plain = { ...own, name, row: number, label: this.#words(row, 'label'), hint: this.#words(row, 'hint') }
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
    const list = 'list' in type ? type.list || (row.cells.get('kobo__rank_items') ?? '') : undefined
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
    // A repeat was reported as left out at the row where it begins.
    if (this.#open.some(({ of }) => of === 'repeat' || of === 'loop')) return
    if (type.kind === 'acknowledge') {
      const message = `"${name}" is shown as a note, without a box to tick: conditions take it as ticked`
      this.#say('changed', number, 'type', message, 'Nothing to do: people agree on the consent page, before the first question')
      this.calculations.set(name, { kind: 'text', value: TICKED })
    }
    this.findings.push(...unreadCells('survey', row, name))
    const isHeader = (type.kind === 'one' || type.kind === 'many') && /(?:^|\s)label(?:\s|$)/.test(row.cells.get('appearance') ?? '')
    if (isHeader)
      this.#say(
        'changed',
        number,
        'appearance',
        `"${name}" only shows the labels above a table: its words are a page to read`,
        'Nothing to do, or write them as the label of the group, with the appearance table-list',
      )
    const kind = isHeader ? 'note' : askedKind(type, parameters)
    const question: FormQuestion = {
      ...plain,
      kind,
      groups: [...this.#open],
      choices: isHeader ? [] : choices,
      orOther: orOther && !isHeader,
      randomise: parameters.randomise,
      search: kind === 'one' && /\b(autocomplete|search)\b/.test(row.cells.get('appearance') ?? ''),
      ranks: type.kind === 'rank',
      relevant: formulaIn(row, 'relevant'),
      choiceFilter: filterIn(row),
      limits: own.notes.has('apart') ? {} : this.#limits(row, kind, parameters.between),
      identifies: kind === 'text' && (row.cells.get('constraint')?.includes('@') ?? false),
    }
    const table = this.#open.findLast(({ of }) => of === 'kobomatrix')
    this.questions.push(...(table ? columnCells(question, table.name, this.#lists.get(table.list) ?? []) : [question]))
  }

  /** Reads our columns of a row. */
  #own(row: SheetRow): { readonly notes: OwnNotes; readonly marks: Marks } {
    const marks = readMarks(row.cells.get('disclosure'))
    for (const word of marks.unknown)
      this.#say(
        this.#hasMarks ? 'invalid' : 'dropped',
        row.number,
        'disclosure',
        `"${word}" is not a word for this column`,
        'Use group, crossed, left_out, or sensitive for a part',
      )
    return { notes: readNotes(row.cells.get(OWN_COLUMN)), marks }
  }

  /** A row that asks whether answers may be used for something: the survey asks that itself. */
  #purpose(row: SheetRow): void {
    const cell = row.cells.get('consent_purpose')
    const id = purposeId.safeParse(cell)
    if (id.success) this.purposes.push({ id: id.data, label: this.#words(row, 'label') })
    else this.#say('invalid', row.number, 'consent_purpose', `"${cell}" is no purpose`, `Use ${purposeId.options.join(', ')}`)
  }

  #limits(row: SheetRow, kind: FormQuestion['kind'], between: { readonly from: number; readonly to: number } | undefined): FormLimits {
    return between ? { low: between.from, high: between.to } : limitsIn(row.cells.get('constraint'), kind)
  }

  /** The words of a row. Pages here never quote an answer: a gap stands in its place. */
  #words(row: SheetRow, column: string): LabelTexts {
    const words = wordsOf(row, column)
    if (![...words.values()].some((text) => text.includes('${'))) return words
    const message = `the words quote an answer, which pages here never do: ${GAP} takes its place`
    this.#say('changed', row.number, column, message, 'Write them without the answer')
    return new Map([...words].map(([language, text]) => [language, text.replace(/\$\{[^}]*\}/g, GAP)]))
  }

  /** Rows that show nothing are calculations; those that show only a picture or a sound cannot be asked here. */
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

  /** Reports names in a row that nothing in the form has. */
  references(sheet: string, row: SheetRow): void {
    this.findings.push(...checkReferences(sheet, row, (name) => this.#names.rowsOf(name)))
  }
}

function askedKind({ kind }: AskedType, { between }: Parameters): FormQuestion['kind'] {
  if (kind === 'range') return between && !between.isWhole ? 'number' : 'whole number'
  if (kind === 'acknowledge') return 'note'
  return kind === 'rank' ? 'one' : kind
}

import type { Formula } from '../form/expression.ts'
import type { FormFinding } from '../form/finding.ts'
import type { Form, FormChoice, FormGroup, FormQuestion } from '../form/form-shape.ts'
import { GAP, type LabelTexts } from '../form/label-texts.ts'
import { choicesOf, type ElementChoice, itemsOf, localizedTexts } from './element-choices.ts'
import { elementKind } from './element-kind.ts'
import { jsonLines } from './json-lines.ts'
import { knownChoices } from './known-choices.ts'
import { type KnownChoices, parseSurveyjs } from './surveyjs-expression.ts'
import { type Element, type SurveyjsSurvey, type SurveyjsText, surveyjsShape } from './surveyjs-shape.ts'
import { tableCells } from './table-cells.ts'
import { unreadKeys } from './unread-keys.ts'
import { hasOtherChecks, uncheckedPart, unreadParts } from './unread-parts.ts'

/** Matches `{went}` in a text. */
const PIPED = /\{[^{}\s][^{}\n]*\}/g

/** Reads a survey of SurveyJS from its JSON. Every finding names the line of its element. */
export function readSurveyjs(text: string): Form | { readonly findings: readonly FormFinding[] } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message.replace(/\.$/, '') : 'unknown fault'
    return { findings: [{ kind: 'invalid', message: `this is no JSON: ${why}`, remedy: 'Export the survey from SurveyJS again' }] }
  }
  const lines = jsonLines(text)
  if (!lines)
    return {
      findings: [{ kind: 'invalid', message: 'it is nested deeper than any survey', remedy: 'Export the survey from SurveyJS again' }],
    }
  const parsed = surveyjsShape.safeParse(json)
  if (!parsed.success) {
    return {
      findings: parsed.error.issues.map(({ path, message }): FormFinding => {
        const column = path.findLast((part) => typeof part === 'string')
        const row = lines.get(path.map((part) => `/${String(part)}`).join(''))
        const place = { ...(row !== undefined && { row }), ...(column !== undefined && { column }) }
        return { kind: 'invalid', ...place, message: message.replace(/\.$/, ''), remedy: 'Write it as SurveyJS does' }
      }),
    }
  }
  const form = new SurveyReader(parsed.data, lines).form()
  return { ...form, findings: [...form.findings, ...unreadKeys(json, (path) => lines.get(path) ?? 1)] }
}

class SurveyReader {
  readonly #survey: SurveyjsSurvey
  readonly #lines: ReadonlyMap<string, number>
  readonly #locale: string
  readonly #questions: FormQuestion[] = []
  readonly #calculations = new Map<string, Formula>()
  readonly #findings: FormFinding[] = []
  readonly #languages = new Set([''])
  readonly #names = new Map<string, number>()
  readonly #known: KnownChoices

  constructor(survey: SurveyjsSurvey, lines: ReadonlyMap<string, number>) {
    this.#survey = survey
    this.#lines = lines
    this.#locale = survey.locale ?? ''
    this.#known = knownChoices(survey, this.#locale)
  }

  form(): Form {
    const { pages = [], elements = [], questions = [], title, calculatedValues = [], triggers = [] } = this.#survey
    for (const { name, expression } of calculatedValues) if (expression) this.#calculations.set(name, this.#formula(expression))
    for (const [key, listed] of Object.entries({ elements, questions })) this.#elements(listed, `/${key}`, [])
    pages.forEach((page, p) => {
      const path = `/pages/${p}`
      const line = this.#lineOf(path)
      if (isNeverSeen(page)) this.#leaveOut(line, 'visible', `the page "${page.name ?? p + 1}"`, 'people never see it')
      else {
        const group = this.#group(page.name ?? `page${p + 1}`, line, page.title, page.visibleIf, { info: page.description })
        this.#elements(page.elements ?? [], `${path}/elements`, [group])
        this.#elements(page.questions ?? [], `${path}/questions`, [group])
      }
    })
    for (const [i, { type }] of triggers.entries())
      this.#leaveOut(
        this.#lineOf(`/triggers/${i}`),
        'triggers',
        `the trigger "${type}"`,
        'after an answer, pages here can only show questions',
      )
    const words = localizedTexts(title)
    return {
      title: words.get('') ?? [...words.values()][0] ?? '',
      titles: words,
      languages: [...this.#languages],
      unnamed: this.#locale,
      questions: this.#questions,
      calculations: this.#calculations,
      findings: this.#findings,
      places: { type: 'type', name: 'name', label: 'title', relevant: 'visibleIf', constraint: 'validators' },
    }
  }

  #lineOf(path: string): number {
    return this.#lines.get(path) ?? 1
  }

  #say(kind: FormFinding['kind'], row: number, column: string, message: string, remedy: string): void {
    this.#findings.push({ kind, row, column, message, remedy })
  }

  #leaveOut(row: number, column: string, what: string, why: string): void {
    this.#say('dropped', row, column, `${what} is left out: ${why}`, 'Ask it in another way, or do without')
  }

  #formula(text: string): Formula {
    return parseSurveyjs(text, this.#known)
  }

  #group(
    name: string,
    row: number,
    title: SurveyjsText | undefined,
    visibleIf: string | undefined,
    { info, stem }: { readonly info?: SurveyjsText | undefined; readonly stem?: LabelTexts },
  ): FormGroup {
    return {
      name,
      row,
      label: this.#words(title, row, 'title'),
      ...(info !== undefined && { info: this.#words(info, row, 'description') }),
      ...(stem && { stem }),
      relevant: visibleIf === undefined || visibleIf.trim() === '' ? undefined : this.#formula(visibleIf),
    }
  }

  #elements(elements: readonly Element[], path: string, groups: readonly FormGroup[]): void {
    for (const [i, element] of elements.entries()) this.#element(element, `${path}/${i}`, groups)
  }

  #element(element: Element, path: string, groups: readonly FormGroup[]): void {
    const line = this.#lineOf(path)
    const name = element.name ?? `element_${line}`
    const before = this.#names.get(name)
    if (before !== undefined)
      this.#say('invalid', line, 'name', `"${name}" is also the name of the element on line ${before}`, 'Give one of them another name')
    this.#names.set(name, line)
    const found = elementKind(element)
    if (isNeverSeen(element) && found.kind !== 'calculation') {
      this.#leaveOut(line, 'visible', `"${name}"`, 'people never see it')
      return
    }
    if (found.kind !== 'left out' && found.kind !== 'calculation')
      for (const part of unreadParts(element, name)) this.#say('dropped', line, part.property, part.message, part.remedy)
    switch (found.kind) {
      case 'left out':
        this.#leaveOut(line, 'type', `the question "${name}"`, found.why)
        return
      case 'calculation':
        if (element.expression) this.#calculations.set(name, this.#formula(element.expression))
        return
      case 'group': {
        const group = this.#group(name, line, element.title, element.visibleIf, { info: element.description })
        this.#elements(element.elements ?? [], `${path}/elements`, [...groups, group])
        return
      }
      case 'cells':
        this.#cells(element, name, line, groups)
        return
      case 'table':
      case 'texts':
        this.#rows(element, name, line, groups)
        return
      default:
        this.#single(element, name, line, groups, found)
    }
  }

  #single(
    element: Element,
    name: string,
    line: number,
    groups: readonly FormGroup[],
    { kind, limits, identifies }: Pick<FormQuestion, 'kind' | 'limits'> & { readonly identifies?: true },
  ): void {
    const choices = kind === 'one' || kind === 'many' ? this.#choices(choicesOf(element, this.#locale), name, line) : []
    if (choices === undefined) return
    const title = this.#words(kind === 'note' ? element.html : element.title, line, 'title')
    const hasOther = (kind === 'one' || kind === 'many') && (element.showOtherItem ?? element.hasOther ?? false)
    this.#questions.push({
      name: element.valueName ?? name,
      row: line,
      kind,
      label: title.size > 0 ? title : new Map([['', name]]),
      hint: this.#words(element.description, line, 'description'),
      groups,
      choices,
      orOther: hasOther && element.type !== 'ranking',
      ...(hasOther && element.otherText !== undefined && { otherLabel: this.#words(element.otherText, line, 'choices') }),
      ranks: element.type === 'ranking',
      randomise: element.choicesOrder === 'random',
      relevant: element.visibleIf === undefined || element.visibleIf.trim() === '' ? undefined : this.#formula(element.visibleIf),
      choiceFilter: undefined,
      limits,
      identifies: identifies ?? false,
    })
  }

  /** Each cell of a table with a question in each, under the words of the whole. */
  #cells(element: Element, name: string, line: number, groups: readonly FormGroup[]): void {
    const cells = tableCells(element)
    if (cells.length === 0) this.#say('invalid', line, 'rows', `"${name}" has no rows, or no columns`, 'Add them')
    const group = this.#tableGroup(element, name, line)
    for (const cell of cells) {
      const found = elementKind(cell)
      for (const part of unreadParts(cell, cell.name)) this.#say('dropped', line, part.property, part.message, part.remedy)
      if ('limits' in found) this.#single(cell, cell.name, line, [...groups, group], found)
      else this.#leaveOut(line, 'columns', `the cell "${cell.name}"`, found.kind === 'left out' ? found.why : 'it is no question')
    }
  }

  /** A group whose title stands above each of its questions. */
  #tableGroup({ title, description, visibleIf }: Element, name: string, line: number): FormGroup {
    const words = this.#words(title, line, 'title')
    return this.#group(name, line, undefined, visibleIf, { info: description, stem: words.size > 0 ? words : new Map([['', name]]) })
  }

  /** Each row of a matrix, and each box of several, as a question of its own under the words of the whole. */
  #rows(element: Element, name: string, line: number, groups: readonly FormGroup[]): void {
    const group = this.#tableGroup(element, name, line)
    const isTable = element.type === 'matrix'
    const choices = isTable ? this.#choices(itemsOf(element.columns ?? []), name, line) : []
    if (choices === undefined) return
    const rows: readonly (ElementChoice & { readonly box?: Element })[] = isTable
      ? itemsOf(Array.isArray(element.rows) ? element.rows : [])
      : (element.items ?? []).map((item) => ({ value: item.name, text: item.title ?? item.name, box: { ...item, type: 'text' } }))
    if (rows.length === 0) this.#say('invalid', line, 'rows', `"${name}" has no rows`, 'Add them')
    for (const row of rows) {
      const found = row.box && elementKind(row.box)
      if (hasOtherChecks(row.box?.validators ?? [])) {
        const { property, message, remedy } = uncheckedPart(`${name}.${row.value}`)
        this.#say('dropped', line, property, message, remedy)
      }
      if (found?.kind === 'left out') this.#leaveOut(line, 'items', `the box "${row.value}" of "${name}"`, found.why)
      else
        this.#questions.push({
          name: `${element.valueName ?? name}.${row.value}`,
          row: line,
          kind: isTable ? (element.cellType === 'checkbox' ? 'many' : 'one') : found && 'limits' in found ? found.kind : 'text',
          label: this.#words(row.text, line, 'rows'),
          hint: new Map(),
          groups: [...groups, group],
          choices,
          orOther: false,
          randomise: false,
          relevant: row.visibleIf === undefined || row.visibleIf.trim() === '' ? undefined : this.#formula(row.visibleIf),
          choiceFilter: undefined,
          limits: found && 'limits' in found ? found.limits : {},
          identifies: found !== undefined && 'identifies' in found,
        })
    }
  }

  #choices(found: readonly ElementChoice[], name: string, row: number): readonly FormChoice[] | undefined {
    const values = found.map(({ value }) => value)
    const twice = values.find((value, i) => values.indexOf(value) !== i)
    if (values.length === 0) this.#say('invalid', row, 'choices', `the question "${name}" has no choices`, 'Add them')
    else if (twice !== undefined)
      this.#say('invalid', row, 'choices', `"${name}" has the value "${twice}" twice`, 'Give each choice its own')
    if (values.length === 0 || twice !== undefined) return undefined
    return found.map(({ value, text }) => ({ name: value, row, label: this.#words(text, row, 'choices'), cells: new Map() }))
  }

  #words(text: SurveyjsText | undefined, row: number, column: string): LabelTexts {
    const words = localizedTexts(text)
    // The choices that SurveyJS adds have words in languages that the survey itself may lack.
    if (column !== 'choices') for (const language of words.keys()) this.#languages.add(language)
    if (![...words.values()].some((each) => each.search(PIPED) >= 0)) return words
    const message = `the words quote an answer, which pages here never do: ${GAP} takes its place`
    this.#say('changed', row, column, message, 'Write them without the answer')
    return new Map([...words].map(([language, each]) => [language, each.replace(PIPED, GAP)]))
  }
}

/** A condition decides what people see, whatever is said beside it. */
function isNeverSeen({
  visible,
  visibleIf = '',
}: {
  readonly visible?: boolean | undefined
  readonly visibleIf?: string | undefined
}): boolean {
  return visible === false && visibleIf.trim() === ''
}

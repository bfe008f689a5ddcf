import type { Problem } from '#shared/problem.ts'
import { answerIds, type ClosedQuestion, isClosed, isMany, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { quoted } from '../quoted.ts'
import { isChosen, splitAnswers, withPoint } from './cell-values.ts'
import { type ColumnTarget, columnTargets, keysOfHeading, optionNames, placesOf, plainKey, plainValue } from './column-keys.ts'
import type { QuestionSource, ResponsesMap } from './map-file.ts'
import type { Scanned, ScannedColumn } from './scan-columns.ts'
import { addedByTool, isOfTool, isResponseType, isTiming, isTrial, numbersAnswers, saysSent, UNREAD_WORDS } from './tool-columns.ts'

/** The column that tells the events of a study apart, by name or with labels. */
const EVENT = ['redcap_event_name', 'event_name']

type Found = Omit<Problem, 'file' | 'code'>

/** A map of an export, and what is missing in it before the export can be counted. */
export type ProposedMap = { readonly map: ResponsesMap; readonly problems: readonly Found[]; readonly said: readonly string[] }

/** Whether a heading is a column of the survey or of a tool, which tells what separates the columns. */
export function exportHeadings(survey: Survey): (heading: string) => boolean {
  const targets = columnTargets(survey)
  return (heading) => keysOfHeading(heading).some((key) => targets.has(key)) || addedByTool(plainKey(heading), heading) !== undefined
}

/** Looks at what an export holds, and proposes how it becomes answers to a survey. `absent`: questions that it has no column for. */
export function proposeMap(survey: Survey, { columns, rows }: Scanned, absent: readonly string[] = []): ProposedMap {
  return new Proposal(survey, columns, rows, absent).made()
}

class Proposal {
  readonly #survey: Survey
  readonly #columns: readonly ScannedColumn[]
  readonly #rows: number
  readonly #absent: readonly string[]
  readonly #problems: Found[] = []
  readonly #said: string[] = []
  /** By question, the column of the whole and those of its options. */
  readonly #wholes = new Map<string, ScannedColumn[]>()
  readonly #parts = new Map<string, Map<string, ScannedColumn>>()
  readonly #used = new Set<number>()

  constructor(survey: Survey, columns: readonly ScannedColumn[], rows: number, absent: readonly string[]) {
    this.#survey = survey
    this.#columns = columns
    this.#rows = rows
    this.#absent = absent
  }

  made(): ProposedMap {
    if (this.#rows === 0) this.#problems.push({ message: 'the file has no rows with answers', remedy: 'Check that it was exported whole' })
    this.#match()
    const questions: Record<string, QuestionSource> = {}
    const closed = questionsOf(this.#survey).filter(isClosed)
    for (const question of closed) {
      const source = this.#sourceOf(question)
      if (source) questions[question.id] = source
      else if (!this.#absent.includes(question.id))
        this.#problems.push({
          line: 1,
          column: question.id,
          message: 'no column could be found for this question',
          remedy: `Name its column in a map (chorus responses map), or say with --absent ${question.id} that there is none`,
        })
    }
    if (Object.keys(questions).length === 0 && closed.some(({ id }) => !this.#absent.includes(id))) this.#noHeadings()
    const map: ResponsesMap = {
      survey: this.#survey.id,
      decimals: this.#decimals(closed),
      rows: this.#rowsKept(),
      questions,
      absent: this.#absent.filter((id) => questions[id] === undefined),
      left_out: this.#leftOut(),
    }
    return { map, problems: this.#problems, said: this.#said }
  }

  #noHeadings(): void {
    const headings = this.#columns.map(({ heading }) => heading).filter((heading) => heading !== '')
    const some = `${headings.slice(0, 3).map(quoted).join(', ')}${headings.length > 3 ? ', ...' : ''}`
    this.#problems.unshift({
      line: 1,
      message: `no heading in this row is a question of the survey (${some})`,
      remedy: 'If the headings stand in a later row, take the rows above it out; else name each column in a map',
    })
  }

  /** Which column is which: the name of a question before its words, and the whole heading before its end. */
  #match(): void {
    const targets = columnTargets(this.#survey)
    const exact = new Set(questionsOf(this.#survey).map(({ id }) => id))
    const texts = textsOf(this.#survey)
    for (const column of this.#columns.filter(({ heading }) => !isTiming(heading))) {
      const keys = keysOfHeading(column.heading)
      const isExact = exact.has(column.heading)
      const found = isExact
        ? [{ question: column.heading, byWords: false }]
        : (keys.map((key) => targets.get(key)).find((each) => each) ?? [])
      const named = found.filter(({ byWords }) => !byWords)
      if (named.length === 0 && addedByTool(plainKey(column.heading), column.heading) !== undefined) continue
      const nearest: readonly ColumnTarget[] = named.length > 0 ? named : found
      // Words beside an answer often have the name of the option: then the option is counted.
      const counted = nearest.filter(({ question }) => !texts.has(question))
      const certain = counted.length > 0 ? counted : nearest
      // Rows of a table often have the same words: then only names tell them apart.
      const [first, ...others] = certain
      if (!first) continue
      if (others.length > 0 && new Set(certain.map(({ question }) => question)).size > 1) {
        const which = certain.map(({ question }) => question).join(', ')
        this.#problems.push({
          line: 1,
          column: column.index + 1,
          message: `this column may be ${which}`,
          remedy: 'Export with names in place of labels',
        })
        continue
      }
      this.#take(column, first)
    }
  }

  #take(column: ScannedColumn, { question, option }: ColumnTarget): void {
    this.#used.add(column.index)
    if (option === undefined) {
      this.#wholes.set(question, [...(this.#wholes.get(question) ?? []), column])
      return
    }
    const parts = this.#parts.get(question) ?? new Map<string, ScannedColumn>()
    this.#parts.set(question, parts)
    const before = parts.get(option)
    if (!before) {
      parts.set(option, column)
      return
    }
    // Tools name the words of "other" like its box: used/other and used_other.
    const [box, ...boxes] = [before, column].filter((each) => this.#isBox(each, question, option))
    if (mayHaveWords(option) && box && boxes.length === 0) {
      parts.set(option, box)
      this.#used.delete(box === column ? before.index : column.index)
      return
    }
    this.#problems.push({
      line: 1,
      column: question,
      message: `the columns ${before.index + 1} and ${column.index + 1} may both be the option "${option}" of this question`,
      remedy: 'Take one of them out',
    })
  }

  /** Whether every cell of a column says that an option was chosen, or was not. */
  #isBox({ values, isWhole }: ScannedColumn, id: string, option: string): boolean {
    const question = questionsOf(this.#survey).find((each) => each.id === id)
    const names = question && isClosed(question) ? optionNames(this.#survey, question) : []
    const own = names.filter((each) => each.option === option).map(({ name }) => name)
    return isWhole && values.size > 0 && [...values.keys()].every((value) => isChosen(value, own) !== undefined)
  }

  #sourceOf(question: ClosedQuestion): QuestionSource | undefined {
    const parts = this.#parts.get(question.id)
    if (parts && isMany(question)) {
      const source = this.#splitSource(question, parts)
      if (source) return source
    }
    const [column, ...others] = this.#wholes.get(question.id) ?? []
    if (!column) return this.#placeSource(question)
    if (others.length > 0) {
      const at = [column, ...others].map(({ index }) => index + 1).join(' and ')
      this.#problems.push({
        line: 1,
        column: question.id,
        message: `the columns ${at} may both be this question`,
        remedy: 'Take one of them out',
      })
    }
    if (question.type === 'number') return this.#numberSource(question, column)
    return isMany(question) ? this.#joinedSource(question, column) : this.#oneSource(question, column)
  }

  /** A place of a ranking, where the whole order stands in one cell. */
  #placeSource(question: ClosedQuestion): QuestionSource | undefined {
    const found = placesOf(this.#survey).get(question.id)
    const column = found && this.#columns.find(({ heading }) => keysOfHeading(heading).some((key) => found.whole.includes(key)))
    if (!column) return undefined
    this.#used.add(column.index)
    const { joined: _, ...source } = this.#joinedSource(question, column)
    return { ...source, place: found.place }
  }

  #splitSource(question: ClosedQuestion, parts: ReadonlyMap<string, ScannedColumn>): QuestionSource | undefined {
    const filled: string[] = []
    for (const [option, column] of parts) {
      const names = optionNames(this.#survey, question)
        .filter((each) => each.option === option)
        .map(({ name }) => name)
      const unclear = [...column.values.keys()].filter((value) => isChosen(value, names) === undefined)
      const isWords = mayHaveWords(option) && (unclear.length > 0 || !column.isWhole)
      if (isWords) filled.push(option)
      else if (unclear.length > 0 || !column.isWhole) this.#unclear(column, question.id, unclear)
    }
    const missing = answerIds(question).filter((id) => !parts.has(id))
    const whole = this.#wholes.get(question.id)?.[0]
    // A joined column beside them says more, where options have no column of their own.
    if (missing.length > 0 && whole) return undefined
    if (missing.length > 0) this.#said.push(`${question.id}: no column for ${missing.join(', ')}, which then nobody chose`)
    return {
      columns: Object.fromEntries([...parts].map(([option, { heading }]) => [option, heading])),
      ...(filled.length > 0 && { filled }),
    }
  }

  #oneSource(question: ClosedQuestion, column: ScannedColumn): QuestionSource {
    const options: Record<string, string> = {}
    const unclear: string[] = []
    for (const value of column.values.keys()) {
      const found = this.#optionOf(question, value)
      if (found === undefined) unclear.push(value)
      else if (found !== value) options[value] = found
    }
    if (unclear.length > 0 || !column.isWhole) this.#unclear(column, question.id, unclear)
    return { column: column.heading, ...(Object.keys(options).length > 0 && { options }) }
  }

  #optionOf(question: ClosedQuestion, value: string): string | undefined {
    const names = optionNames(this.#survey, question)
    const exact = names.find(({ name, option }) => name === value || option === value)
    if (exact) return exact.option
    const plain = plainValue(value)
    const near = new Set(names.filter(({ name }) => plainValue(name) === plain && plainKey(value) !== '').map(({ option }) => option))
    if (near.size === 1) return [...near][0]
    if (value === '-oth-' || /^(other|otro|sonstiges|andere[rs]?|أخرى)$/i.test(value))
      return names.find(({ option }) => option === 'other')?.option
    if (/^(n\/?a|nan|null|none|\.)$/i.test(value)) return ''
    // 1.0 and 01 are 1, and true is 1 where the options are numbers.
    const number = Number(value)
    const same = value === '' || Number.isNaN(number) ? undefined : names.find(({ option }) => option !== '' && Number(option) === number)
    if (same) return same.option
    const chosen = isChosen(value, [])
    const truth = chosen === undefined ? [] : chosen ? ['1', 'true', 'Y', 'yes'] : ['0', 'false', 'N', 'no']
    return truth.find((each) => answerIds(question).includes(each))
  }

  #joinedSource(question: ClosedQuestion, column: ScannedColumn): Extract<QuestionSource, { column: string }> {
    const names = optionNames(this.#survey, question)
    const known = new Map(names.map(({ name, option }) => [name, option]))
    const unclear = [...column.values.keys()].filter((value) => splitAnswers(value, known) === undefined)
    // Several answers make more different cells than can be looked at: the others are read, and refused by row.
    if (unclear.length > 0) this.#unclear(column, question.id, unclear)
    const own = names.filter(({ name, option }) => name !== option)
    return {
      column: column.heading,
      joined: true,
      ...(own.length > 0 && { options: Object.fromEntries(own.map(({ name, option }) => [name, option])) }),
    }
  }

  #numberSource(question: ClosedQuestion, column: ScannedColumn): QuestionSource {
    const unclear: string[] = []
    const options: Record<string, string> = {}
    for (const value of column.values.keys()) {
      if (/^[+-]?\d+([.,]\d+)*$/.test(withPoint(value, 'point'))) continue
      const found = this.#optionOf(question, value)
      if (found === undefined) unclear.push(value)
      else options[value] = found
    }
    if (unclear.length > 0) this.#unclear(column, question.id, unclear)
    return { column: column.heading, ...(Object.keys(options).length > 0 && { options }) }
  }

  #unclear(column: ScannedColumn, question: string, values: readonly string[]): void {
    const some = values.slice(0, 5).map(quoted).join(', ')
    const said = values.length === 0 ? 'long texts' : `${some}${values.length > 5 ? `, and ${values.length - 5} more` : ''}`
    this.#problems.push({
      line: 1,
      column: column.index + 1,
      message: `the question "${question}" has no option for what stands in this column: ${said}`,
      remedy: `Say what it means under "options" in a map (chorus responses map), or correct the survey. Options are ${quotedOptions(this.#survey, question)}`,
    })
  }

  /** Commas before decimals, where a number has one that cannot stand before thousands, and none has a point so. */
  #decimals(closed: readonly ClosedQuestion[]): 'point' | 'comma' {
    const numbers = closed.filter(({ type }) => type === 'number').flatMap(({ id }) => this.#wholes.get(id) ?? [])
    const values = numbers.flatMap(({ values: own }) => [...own.keys()])
    const commas = values.some((value) => /\d,(\d{1,2}|\d{4,})$/.test(value) || /\.\d{3},\d+$/.test(value))
    const points = values.some((value) => /\d\.(\d{1,2}|\d{4,})$/.test(value) || /,\d{3}\.\d+$/.test(value))
    if (commas && points)
      this.#problems.push({
        message: 'some numbers have a comma before decimals, and some a point',
        remedy: 'Write all of them in one way',
      })
    return commas ? 'comma' : 'point'
  }

  /** Rows that are no person's answers: not sent, refused afterwards, or a repeated part of somebody's. */
  #rowsKept(): ResponsesMap['rows'] {
    const rows: ResponsesMap['rows'] = []
    for (const { heading, values, blanks } of this.#columns) {
      const key = plainKey(heading)
      const raw = heading.trim().toLowerCase()
      if (saysSent(heading) && blanks > 0 && values.size > 0) {
        rows.push({ column: heading, filled: true })
        this.#said.push(`rows without a value in ${heading} are left out: these answers were never sent`)
      } else if (['redcap_repeat_instrument', 'repeat_instrument'].includes(key) && values.size > 0) {
        rows.push({ column: heading, in: [''] })
        this.#said.push(`rows with a value in ${heading} are left out: they repeat a part of somebody's answers`)
      } else if (EVENT.includes(key) && values.size > 1)
        this.#problems.push({
          line: 1,
          column: heading,
          message: `the file has rows of ${values.size} events (${[...values.keys()].slice(0, 5).map(quoted).join(', ')}): a person would be counted once for each`,
          remedy: `Export one event, or keep one: write rows: [{column: ${heading}, in: [...]}] in a map (chorus responses map)`,
        })
      else if ((raw === '_validation_status' || key === 'reviewstate') && [...values.keys()].some(isRejected)) {
        rows.push({ column: heading, in: ['', ...[...values.keys()].filter((value) => !isRejected(value))] })
        this.#said.push(`rows that were not approved (${heading}) are left out`)
      } else if (isResponseType(heading) && [...values.keys()].some(isTrial)) {
        rows.push({ column: heading, in: [...values.keys()].filter((value) => !isTrial(value)) })
        this.#said.push(`rows that somebody wrote to try the survey out, and spam (${heading}), are left out`)
      } else if (key === 'finished' && [...values.keys()].some(isNo)) {
        rows.push({ column: heading, in: [...values.keys()].filter((value) => !isNo(value)) })
        this.#said.push(`rows that nobody finished (${heading}) are left out: these answers were never sent`)
      }
    }
    for (const { heading } of this.#columns.filter((column) => column.repeatsId && this.#isIdOfPeople(column, rows)))
      this.#problems.push({
        line: 1,
        column: heading,
        message: 'an id in this column is in several rows: a person would be counted more than once',
        remedy: 'Export one row a person, or take the further rows out',
      })
    return rows
  }

  /** Whether each row that is kept should have an id of its own in this column. */
  #isIdOfPeople({ index, heading }: ScannedColumn, rows: ResponsesMap['rows']): boolean {
    if (this.#used.has(index)) return false
    const added = addedByTool(plainKey(heading), heading)
    const isRedcap = this.#columns.some((each) => isOfTool('redcap', each.heading))
    // A record of REDCap, under any name, is also in the rows of its events and of its repeated parts.
    const isRecord = plainKey(heading) === 'record_id' || (index === 0 && isRedcap && (added === undefined || added === 'who'))
    if (!isRecord) return numbersAnswers(heading)
    const hasEvents = this.#columns.some((each) => EVENT.includes(plainKey(each.heading)) && each.values.size > 1)
    return !hasEvents && rows.length === 0
  }

  #leftOut(): Record<string, string> {
    const texts = textsOf(this.#survey)
    const isText = new Set([...this.#wholes].flatMap(([id, own]) => (texts.has(id) ? own.map(({ index }) => index) : [])))
    return Object.fromEntries(
      this.#columns
        .filter(({ index, heading }) => heading !== '' && (!this.#used.has(index) || isText.has(index)))
        .map(({ heading, index }) => {
          const added = addedByTool(plainKey(heading), heading)
          return [heading, UNREAD_WORDS[isText.has(index) ? 'words' : (added ?? 'not asked')]]
        }),
    )
  }
}

/** Questions for words: their columns are known, and not read. */
function textsOf(survey: Survey): ReadonlySet<string> {
  return new Set(questionsOf(survey).flatMap(({ id, type }) => (type === 'text' ? [id] : [])))
}

/** Whether people may have written what they mean by an option. */
function mayHaveWords(option: string): boolean {
  return /^other$|_other$|oth$/i.test(option)
}

function isNo(value: string): boolean {
  return /^(false|0|no)$/i.test(value)
}

function isRejected(status: string): boolean {
  return /reject|not[ _]approved/i.test(status)
}

function quotedOptions(survey: Survey, id: string): string {
  const question = questionsOf(survey).find((each) => each.id === id)
  const ids = question && isClosed(question) ? answerIds(question) : []
  return ids.length > 12 ? `${ids.slice(0, 12).join(', ')}, ...` : ids.join(', ')
}

import { answerIds, type ClosedQuestion, isClosed, isMany, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { quoted } from '../quoted.ts'
import { isChosen, splitAnswers, withPoint } from './cell-values.ts'
import { keysOfHeading, optionNames, placesOf, plainKey, plainValue } from './column-keys.ts'
import type { QuestionSource } from './map-file.ts'
import { type ExportNotes, type MatchedColumns, mayHaveWords } from './match-columns.ts'
import type { ScannedColumn } from './scan-columns.ts'

/** Finds in which columns the answers to a question are, and what each of their values means. */
export class AnswerSources {
  readonly #survey: Survey
  readonly #columns: readonly ScannedColumn[]
  readonly #matched: MatchedColumns
  readonly #notes: ExportNotes

  constructor(survey: Survey, columns: readonly ScannedColumn[], matched: MatchedColumns, notes: ExportNotes) {
    this.#survey = survey
    this.#columns = columns
    this.#matched = matched
    this.#notes = notes
  }

  /** Undefined where no column is found. */
  of(question: ClosedQuestion): QuestionSource | undefined {
    const parts = this.#matched.parts.get(question.id)
    if (parts && isMany(question)) {
      const source = this.#splitSource(question, parts)
      if (source) return source
    }
    const [column, ...others] = this.#matched.wholes.get(question.id) ?? []
    if (!column) return this.#placeSource(question)
    if (others.length > 0) {
      const at = [column, ...others].map(({ index }) => index + 1).join(' and ')
      this.#notes.problems.push({
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
    this.#matched.used.add(column.index)
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
    const whole = this.#matched.wholes.get(question.id)?.[0]
    // A joined column beside them says more, where options have no column of their own.
    if (missing.length > 0 && whole) return undefined
    if (missing.length > 0) this.#notes.said.push(`${question.id}: no column for ${missing.join(', ')}, which then nobody chose`)
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
    // 1.0, 1,0 and 01 are 1, and true is 1 where the options are numbers.
    const number = Number(value.replace(',', '.'))
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
    this.#notes.problems.push({
      line: 1,
      column: column.index + 1,
      message: `the question "${question}" has no option for what stands in this column: ${said}`,
      remedy: `Say what it means under "options" in a map (chorus responses map), or correct the survey. Options are ${quotedOptions(this.#survey, question)}`,
    })
  }
}

function quotedOptions(survey: Survey, id: string): string {
  const question = questionsOf(survey).find((each) => each.id === id)
  const ids = question && isClosed(question) ? answerIds(question) : []
  return ids.length > 12 ? `${ids.slice(0, 12).join(', ')}, ...` : ids.join(', ')
}

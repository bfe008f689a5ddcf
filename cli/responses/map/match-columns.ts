import type { Problem } from '#shared/problem.ts'
import { isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { isChosen } from './cell-values.ts'
import { type ColumnTarget, columnTargets, keysOfHeading, optionNames, plainKey } from './column-keys.ts'
import type { ScannedColumn } from './scan-columns.ts'
import { addedByTool, isTiming } from './tool-columns.ts'

/** A problem of an export, whose file the caller knows. */
export type ExportProblem = Omit<Problem, 'file' | 'code'>

/** The problems of an export, and what a person should know of it, gathered while a map is proposed. */
export type ExportNotes = { readonly problems: ExportProblem[]; readonly said: string[] }

export type MatchedColumns = {
  /** By question, the columns that hold all of its answers. */
  readonly wholes: Map<string, readonly ScannedColumn[]>
  /** By question and option, the column that says whether the option was chosen. */
  readonly parts: Map<string, Map<string, ScannedColumn>>
  /** The places of columns that are read. */
  readonly used: Set<number>
}

/** Which column is which: the name of a question before its words, and the whole heading before its end. */
export function matchColumns(survey: Survey, columns: readonly ScannedColumn[], { problems }: ExportNotes): MatchedColumns {
  const matched: MatchedColumns = { wholes: new Map(), parts: new Map(), used: new Set() }
  const targets = columnTargets(survey)
  const exact = new Set(questionsOf(survey).map(({ id }) => id))
  const texts = textsOf(survey)
  for (const column of columns.filter(({ heading }) => !isTiming(heading))) {
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
      problems.push({
        line: 1,
        column: column.index + 1,
        message: `this column may be ${which}`,
        remedy: 'Export with names in place of labels',
      })
      continue
    }
    const both = take(survey, matched, column, first)
    if (both) problems.push(both)
  }
  return matched
}

/** Writes down what a column is; gives the problem where another one is the same already. */
function take(
  survey: Survey,
  { wholes, parts: partsOf, used }: MatchedColumns,
  column: ScannedColumn,
  { question, option }: ColumnTarget,
): ExportProblem | undefined {
  used.add(column.index)
  if (option === undefined) {
    wholes.set(question, [...(wholes.get(question) ?? []), column])
    return undefined
  }
  const parts = partsOf.get(question) ?? new Map<string, ScannedColumn>()
  partsOf.set(question, parts)
  const before = parts.get(option)
  if (!before) {
    parts.set(option, column)
    return undefined
  }
  // Tools name the words of "other" like its box: used/other and used_other.
  const [box, ...boxes] = [before, column].filter((each) => isBox(survey, each, question, option))
  if (mayHaveWords(option) && box && boxes.length === 0) {
    parts.set(option, box)
    used.delete(box === column ? before.index : column.index)
    return undefined
  }
  return {
    line: 1,
    column: question,
    message: `the columns ${before.index + 1} and ${column.index + 1} may both be the option "${option}" of this question`,
    remedy: 'Take one of them out',
  }
}

/** Whether every cell of a column says that an option was chosen, or was not. */
function isBox(survey: Survey, { values, isWhole }: ScannedColumn, id: string, option: string): boolean {
  const question = questionsOf(survey).find((each) => each.id === id)
  const names = question && isClosed(question) ? optionNames(survey, question) : []
  const own = names.filter((each) => each.option === option).map(({ name }) => name)
  return isWhole && values.size > 0 && [...values.keys()].every((value) => isChosen(value, own) !== undefined)
}

/** Questions for words: their columns are known, and not read. */
export function textsOf(survey: Survey): ReadonlySet<string> {
  return new Set(questionsOf(survey).flatMap(({ id, type }) => (type === 'text' ? [id] : [])))
}

/** Whether people may have written what they mean by an option. */
export function mayHaveWords(option: string): boolean {
  return /^other$|_other$|oth$/i.test(option)
}

import { type Codebook, fieldOf } from '#shared/survey/codebook.ts'
import { suggest } from '#shared/survey/load/nearest.ts'
import { type ClosedQuestion, isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import type { Columns } from '../answer-columns.ts'
import { type CellRead, cellReader } from '../cell.ts'
import type { ProblemList } from '../problem-list.ts'
import { quoted } from '../quoted.ts'
import { type Row, withoutBlanks } from '../rows.ts'
import { isChosen, splitAnswers, withPoint } from './cell-values.ts'
import { optionNames } from './column-keys.ts'
import type { QuestionSource, ResponsesMap } from './map-file.ts'

/** The columns of an export as its map says. A column or an option that is not there, and a question without a source, are problems. */
export function mappedColumns(
  header: Row,
  survey: Survey,
  codebook: Codebook,
  problems: ProblemList,
  { map, outsideIsSkipped }: { readonly map: ResponsesMap; readonly outsideIsSkipped: boolean },
): Columns {
  const names = header.cells.map(withoutBlanks)
  const indexOf = (column: string): number => {
    const index = names.indexOf(column.trim())
    if (index < 0)
      problems.add({
        code: 'responses-map',
        line: header.number,
        message: `there is no column ${quoted(column)}`,
        remedy: `Correct the map. ${suggest(column, names)}`,
      })
    else if (names.lastIndexOf(column.trim()) !== index)
      problems.add({
        code: 'responses-map',
        line: header.number,
        message: `there are several columns ${quoted(column)}`,
        remedy: 'Take out all but one, or give each its own heading',
      })
    return index
  }
  const closed = questionsOf(survey).filter(isClosed)
  for (const id of [...Object.keys(map.questions), ...map.absent]) {
    if (!closed.some((question) => question.id === id))
      problems.add({
        code: 'responses-map',
        message: `the survey has no closed question "${id}"`,
        remedy: `Correct the map. ${suggest(
          id,
          closed.map((question) => question.id),
        )}`,
      })
  }
  const read = closed.flatMap((question) => {
    const source = map.questions[question.id]
    if (source) {
      const decimals = map.decimals
      return [reading(question, source, { survey, codebook, problems, decimals, outsideIsSkipped, indexOf })]
    }
    if (!map.absent.includes(question.id))
      problems.add({
        code: 'responses-map',
        message: `the map has nothing for the question "${question.id}"`,
        remedy: 'Add it under "questions", or list it under "absent" if the file has no column for it',
      })
    return []
  })
  const kept = map.rows.map(({ column, in: values, filled }) => ({ index: indexOf(column), values, filled }))
  return {
    count: names.length,
    read: read.map(({ question, read: one }) => ({ question, read: one })),
    answers: [...new Set(read.flatMap(({ indexes }) => indexes))],
    keeps: (cells) =>
      kept.every(({ index, values, filled }) => {
        const value = withoutBlanks(cells[index] ?? '')
        return (filled === undefined || value !== '') && (values === undefined || values.includes(value))
      }),
  }
}

/** Cells with several answers whose meaning is kept: most files have fewer different ones. */
const MOST_KEPT = 10_000

type Context = {
  readonly survey: Survey
  readonly codebook: Codebook
  readonly problems: ProblemList
  readonly decimals: ResponsesMap['decimals']
  readonly outsideIsSkipped: boolean
  readonly indexOf: (column: string) => number
}

function reading(
  question: ClosedQuestion,
  source: QuestionSource,
  { survey, codebook, problems, decimals, outsideIsSkipped, indexOf }: Context,
): { readonly question: string; readonly indexes: readonly number[]; readonly read: (cells: readonly string[]) => CellRead } {
  const readCell = cellReader(question, fieldOf(codebook, question.id), { outsideIsSkipped })
  const names = optionNames(survey, question)
  if ('columns' in source) {
    const ids = new Set(names.map(({ option }) => option))
    const parts = Object.entries(source.columns).map(([option, column]) => ({
      option,
      index: indexOf(column),
      isFilled: source.filled?.includes(option) ?? false,
      names: names.filter((each) => each.option === option).map(({ name }) => name),
    }))
    for (const { option } of parts.filter((part) => !ids.has(part.option)))
      problems.add({
        code: 'responses-map',
        column: question.id,
        message: `the question has no option "${option}"`,
        remedy: `Correct the map. ${suggest(option, [...ids])}`,
      })
    return {
      question: question.id,
      indexes: parts.map(({ index }) => index),
      read: (cells) => {
        const chosen: string[] = []
        for (const { option, index, isFilled, names: own } of parts) {
          const cell = withoutBlanks(cells[index] ?? '')
          const is = isFilled ? cell !== '' && isChosen(cell, []) !== false : isChosen(cell, own)
          if (is === undefined)
            return {
              message: `${quoted(cell)} does not say whether ${option} was chosen`,
              remedy: 'Write 1 or 0, or list it under "filled" in the map',
            }
          if (is) chosen.push(option)
        }
        const state = chosen.find((option) => option.startsWith('~'))
        return readCell(state !== undefined && chosen.length === 1 ? state : chosen.filter((option) => !option.startsWith('~')).join('|'))
      },
    }
  }
  const index = indexOf(source.column)
  const meant = new Map(Object.entries(source.options ?? {}))
  const joined = new Map([
    ...names.filter(({ name, option }) => name === option).map(({ option }): [string, string] => [option, option]),
    ...meant,
  ])
  const split = new Map<string, string>()
  const splitOnce = (cell: string): string => {
    const known = split.get(cell)
    if (known !== undefined) return known
    const all = splitAnswers(cell, joined)
    const answers = all === undefined ? cell : source.place === undefined ? all.join('|') : (all[source.place - 1] ?? '')
    if (split.size < MOST_KEPT) split.set(cell, answers)
    return answers
  }
  const canonical = (cell: string): string => {
    if (meant.has(cell)) return meant.get(cell) ?? ''
    if (question.type === 'number') return withPoint(cell, decimals)
    if (!source.joined && source.place === undefined) return cell
    return splitOnce(cell)
  }
  return { question: question.id, indexes: [index], read: (cells) => readCell(canonical(withoutBlanks(cells[index] ?? ''))) }
}

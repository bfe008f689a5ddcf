import { isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { quoted } from '../quoted.ts'
import { AnswerSources } from './answer-sources.ts'
import { columnTargets, keysOfHeading, plainKey } from './column-keys.ts'
import { rowsKept } from './kept-rows.ts'
import type { QuestionSource, ResponsesMap } from './map-file.ts'
import { type ExportNotes, type ExportProblem, type MatchedColumns, matchColumns, textsOf } from './match-columns.ts'
import type { Scanned, ScannedColumn } from './scan-columns.ts'
import { addedByTool, UNREAD_WORDS } from './tool-columns.ts'

/** A map of an export, and what is missing in it before the export can be counted. */
export type ProposedMap = { readonly map: ResponsesMap; readonly problems: readonly ExportProblem[]; readonly said: readonly string[] }

/** Whether a heading is a column of the survey or of a tool, which tells what separates the columns. */
export function exportHeadings(survey: Survey): (heading: string) => boolean {
  const targets = columnTargets(survey)
  return (heading) => keysOfHeading(heading).some((key) => targets.has(key)) || addedByTool(plainKey(heading), heading) !== undefined
}

/** Looks at what an export holds, and proposes how it becomes answers to a survey. `absent`: questions that it has no column for. */
export function proposeMap(survey: Survey, { columns, rows }: Scanned, absent: readonly string[] = []): ProposedMap {
  const notes: ExportNotes = { problems: [], said: [] }
  const { problems } = notes
  if (rows === 0) problems.push({ message: 'the file has no rows with answers', remedy: 'Check that it was exported whole' })
  const matched = matchColumns(survey, columns, notes)
  const sources = new AnswerSources(survey, columns, matched, notes)
  const questions: Record<string, QuestionSource> = {}
  const closed = questionsOf(survey).filter(isClosed)
  for (const question of closed) {
    const source = sources.of(question)
    if (source) questions[question.id] = source
    else if (!absent.includes(question.id))
      problems.push({
        line: 1,
        column: question.id,
        message: 'no column could be found for this question',
        remedy: `Name its column in a map (chorus responses map), or say with --absent ${question.id} that there is none`,
      })
  }
  if (Object.keys(questions).length === 0 && closed.some(({ id }) => !absent.includes(id))) problems.unshift(noHeadings(columns))
  const numbers = closed.filter(({ type }) => type === 'number').flatMap(({ id }) => matched.wholes.get(id) ?? [])
  const map: ResponsesMap = {
    survey: survey.id,
    decimals: decimalsOf(numbers, notes),
    rows: rowsKept(columns, matched.used, notes),
    questions,
    absent: absent.filter((id) => questions[id] === undefined),
    left_out: leftOut(survey, columns, matched),
  }
  return { map, ...notes }
}

/** Commas before decimals, where a number has one that cannot stand before thousands, and none has a point so. */
function decimalsOf(numbers: readonly ScannedColumn[], { problems }: ExportNotes): ResponsesMap['decimals'] {
  const values = numbers.flatMap(({ values: own }) => [...own.keys()])
  const commas = values.some((value) => /\d,(\d{1,2}|\d{4,})$/.test(value) || /\.\d{3},\d+$/.test(value))
  const points = values.some((value) => /\d\.(\d{1,2}|\d{4,})$/.test(value) || /,\d{3}\.\d+$/.test(value))
  if (commas && points)
    problems.push({
      message: 'some numbers have a comma before decimals, and some a point',
      remedy: 'Write all of them in one way',
    })
  return commas ? 'comma' : 'point'
}

function noHeadings(columns: readonly ScannedColumn[]): ExportProblem {
  const headings = columns.map(({ heading }) => heading).filter((heading) => heading !== '')
  const some = `${headings.slice(0, 3).map(quoted).join(', ')}${headings.length > 3 ? ', ...' : ''}`
  return {
    line: 1,
    message: `no heading in this row is a question of the survey (${some})`,
    remedy: 'If the headings stand in a later row, take the rows above it out; else name each column in a map',
  }
}

function leftOut(survey: Survey, columns: readonly ScannedColumn[], { wholes, used }: MatchedColumns): ResponsesMap['left_out'] {
  const texts = textsOf(survey)
  const isText = new Set([...wholes].flatMap(([id, own]) => (texts.has(id) ? own.map(({ index }) => index) : [])))
  return Object.fromEntries(
    columns
      .filter(({ index, heading }) => heading !== '' && (!used.has(index) || isText.has(index)))
      .map(({ heading, index }) => {
        const added = addedByTool(plainKey(heading), heading)
        return [heading, UNREAD_WORDS[isText.has(index) ? 'words' : (added ?? 'not asked')]]
      }),
  )
}

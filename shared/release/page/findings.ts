import type { Bounded, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import type { LeadRule } from '#shared/survey/leading-questions.ts'
import { basesOf } from '../bases.ts'
import { percentOf, percentRange } from '../percent.ts'
import { rowText, type Wording } from '../wording.ts'
import type { FindingParts } from './words/page-words.ts'

/**
 * The finding of a table: the answer with the largest printed number, in the words of the question, and those that share the number; where
 * no single answer is published, the largest of those that several make together. Undefined when neither is. Every number in it is printed.
 */
export function findingOf(table: ReportTable, wording: Wording): FindingParts | undefined {
  const [slice] = table.slices
  const asked = slice && basesOf(slice).asked
  if (!slice || !asked) return undefined
  const isSeveral = canChooseSeveral(wording)
  const singles = wording.answers.map(({ id, text, alone }): Row => {
    return { id, name: text, answers: [text], isAnyAnswer: false, several: isSeveral && !alone }
  })
  const most = largest(slice, asked, singles) ?? largest(slice, asked, rolledRows(wording))
  return most && { ...most, asked, question: wording.text }
}

/** Whether people could choose more than one answer to a question. */
export function canChooseSeveral({ type }: Wording): boolean {
  return type === 'multi' || type === 'pick'
}

/** `name`: as a table names it. */
type Row = Pick<FindingParts, 'answers' | 'isAnyAnswer' | 'several'> & { readonly id: string; readonly name: string }

function rolledRows(wording: Wording): readonly Row[] {
  const { answers, rollups } = wording
  return rollups.map((rollup) => ({
    id: rollup.id,
    name: rowText(rollup),
    answers: answers.flatMap((answer) => (rollup.of.includes(answer.id) ? [answer.text] : [])),
    isAnyAnswer: rollup.of.length === answers.length,
    several: canChooseSeveral(wording),
  }))
}

/** The answer of nearly everybody is larger than any answer with a printed number. */
function largest(slice: ReportSlice, asked: Bounded, among: readonly Row[]) {
  const shown = among.flatMap(({ id, ...row }) => {
    const cell = slice.cells.find(({ answer }) => answer === id)
    if (cell?.status === 'top_coded') {
      const count = { value: cell.low, low: cell.low, high: cell.high }
      const range = percentRange(cell, asked)
      return [{ ...row, count, percent: { ...range, value: range.low }, isAtLeast: true }]
    }
    const percent = cell?.status === 'published' ? percentOf(cell.count, asked) : undefined
    return cell?.status === 'published' && percent ? [{ ...row, count: cell.count, percent, isAtLeast: false }] : []
  })
  const [most, ...others] = shown.toSorted(
    (one, other) => Number(other.isAtLeast) - Number(one.isAtLeast) || other.count.value - one.count.value,
  )
  if (!most) return undefined
  const isTied = ({ isAtLeast, count }: typeof most) => isAtLeast === most.isAtLeast && count.value === most.count.value
  const { name: _, ...parts } = most
  return { ...parts, tied: others.filter(isTied).map(({ name }) => name) }
}

/** A finding that leads, and the id of its question. */
export type LeadingFinding = FindingParts & { readonly id: string }

/**
 * The findings that lead, by the rule of the survey's plan. A question does not lead where a hidden answer is known to be larger than
 * every printed one. The rule is part of the survey, so nobody can choose what leads once the answers are in.
 */
export function leadingFindings(
  tables: readonly ReportTable[],
  wordings: readonly Wording[],
  { questions, most, order }: LeadRule,
): LeadingFinding[] {
  const byId = new Map(wordings.map((wording) => [wording.id, wording]))
  const found = questions.flatMap((id) => {
    const table = tables.find((each) => each.question === id && each.by === undefined)
    const wording = byId.get(id)
    const finding = table && wording && !hidesMore(table, wording) ? findingOf(table, wording) : undefined
    return finding ? [{ id, ...finding }] : []
  })
  const ordered = order === 'largest_first' ? found.toSorted((one, other) => other.percent.value - one.percent.value) : found
  return ordered.slice(0, most)
}

/** Whether a hidden answer is known to be of more people than any printed one. */
export function hidesMore({ slices: [slice] }: ReportTable, { answers }: Wording): boolean {
  const cells = slice?.cells.filter(({ answer }) => answers.some(({ id }) => id === answer)) ?? []
  const most = Math.max(0, ...cells.map((cell) => (cell.status === 'published' ? cell.count.high : 0)))
  return most > 0 && cells.some((cell) => cell.status === 'hidden_secondary' && cell.low > most)
}

/** Everybody who took part, as the first table that counts everybody prints it. */
export function everybody(tables: readonly ReportTable[]): Bounded | undefined {
  return tables.find((table) => table.by === undefined && table.slices[0]?.base)?.slices[0]?.base
}

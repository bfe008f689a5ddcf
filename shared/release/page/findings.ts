import type { Bounded, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { basesOf } from '../bases.ts'
import { percentOf } from '../percent.ts'
import type { Wording } from '../wording.ts'
import type { FindingParts } from './words/page-words.ts'

/** How many findings lead the first page. */
const LEADING = 3

/**
 * The finding of a table: the answer that most of those asked gave, in the words of the question; where no single answer is
 * published, the largest of those that several make together. Undefined when neither is. Everything in it is a printed number.
 */
export function findingOf(table: ReportTable, wording: Wording): FindingParts | undefined {
  const [slice] = table.slices
  const asked = slice && basesOf(slice).asked
  if (!slice || !asked) return undefined
  const most = largest(slice, asked, wording.answers) ?? largest(slice, asked, wording.rollups)
  return most && { ...most, asked, question: wording.text, several: wording.type === 'multi' || wording.type === 'pick' }
}

function largest(slice: ReportSlice, asked: Bounded, among: readonly { readonly id: string; readonly text: string }[]) {
  const texts = new Map(among.map(({ id, text }) => [id, text]))
  const shown = slice.cells.flatMap((cell) => {
    const answer = texts.get(cell.answer)
    const percent = cell.status === 'published' ? percentOf(cell.count, asked) : undefined
    return cell.status === 'published' && percent && answer !== undefined ? [{ count: cell.count, percent, answer }] : []
  })
  return shown.reduce<(typeof shown)[number] | undefined>(
    (best, each) => (!best || each.count.value > best.count.value ? each : best),
    undefined,
  )
}

/**
 * The findings that lead: those of the first three questions that have one, in the order in which they were asked. The rule
 * is fixed before anybody answers, so nobody can choose what leads once the answers are in.
 */
export function leadingFindings(tables: readonly ReportTable[], wordings: readonly Wording[]): FindingParts[] {
  const byId = new Map(wordings.map((wording) => [wording.id, wording]))
  const found = tables.flatMap((table) => {
    const wording = byId.get(table.question)
    const finding = table.by === undefined && wording ? findingOf(table, wording) : undefined
    return finding ? [finding] : []
  })
  return found.slice(0, LEADING)
}

/** Everybody who took part, as the first table that counts everybody prints it. */
export function everybody(tables: readonly ReportTable[]): Bounded | undefined {
  return tables.find((table) => table.by === undefined && table.slices[0]?.base)?.slices[0]?.base
}

import type { Bounded, ReportCell, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { type Bases, basesOf } from '../bases.ts'
import { percentOf } from '../percent.ts'
import { hiddenInWords } from './chart.tsx'
import type { PageWords } from './words/page-words.ts'

type Labels = ReadonlyMap<string, string>

/** The numbers of everybody: one row an answer, and each percentage under the name of what it is of. */
export function AnswerTable({ table, slice, labels, words }: { table: string; slice: ReportSlice; labels: Labels; words: PageWords }) {
  const { columns } = words
  const bases = basesOf(slice)
  return (
    <table data-table={table}>
      <thead>
        <tr>
          <th scope="col">{columns.answer}</th>
          <th scope="col">{columns.people}</th>
          <th scope="col">{columns.asked}</th>
          <th scope="col">{columns.everybody}</th>
          <th scope="col">{columns.answered}</th>
        </tr>
      </thead>
      <tbody>
        {slice.cells.map((cell) => (
          <tr data-answer={cell.answer}>
            <th scope="row">{labels.get(cell.answer) ?? cell.answer}</th>
            {cell.status === 'published' ? (
              <>
                <td>{withRange(cell.count)}</td>
                {(['asked', 'everybody', 'answered'] as const).map((of) => (
                  <td>{share(cell, bases, of)}</td>
                ))}
              </>
            ) : (
              <td colspan={4}>{unshown(cell, words)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Groups side by side: what share of those asked in each gave an answer. */
export function GroupTable({ table, labels, groups, words }: { table: ReportTable; labels: Labels; groups: Labels; words: PageWords }) {
  const shown = table.slices.filter((slice) => slice.base !== undefined)
  const answers = (table.slices[0]?.cells ?? []).map((cell) => cell.answer).filter((answer) => !answer.startsWith('~'))
  return (
    <table data-table={table.id}>
      <thead>
        <tr>
          <th scope="col">{words.columns.answer}</th>
          {table.slices.map((slice) => (
            <th scope="col">{groups.get(slice.group ?? '') ?? slice.group}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.length > 0 &&
          answers.map((answer) => (
            <tr data-answer={answer}>
              <th scope="row">{labels.get(answer) ?? answer}</th>
              {table.slices.map((slice) => (
                <td>{shareOfAsked(slice, answer, words)}</td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** What a slice prints of an answer, in percent of those asked; where it prints no number, what is known. */
export function shareOfAsked(slice: ReportSlice, answer: string, words: PageWords): string {
  const cell = slice.cells.find((each) => each.answer === answer)
  if (!cell || slice.base === undefined) return words.groupTooSmall
  if (cell.status !== 'published') return unshown(cell, words)
  return share(cell, basesOf(slice), 'asked')
}

function share(cell: Extract<ReportCell, { status: 'published' }>, bases: Bases, of: keyof Bases): string {
  const base = bases[of]
  const among =
    of === 'everybody' || !cell.answer.startsWith('~') || (of === 'asked' && !['~not_shown', '~section_skipped'].includes(cell.answer))
  const percent = base && among ? percentOf(cell.count, base) : undefined
  return percent ? `${percent.value}\u00A0% (${percent.low}–${percent.high})` : '–'
}

function unshown(cell: Exclude<ReportCell, { status: 'published' }>, words: PageWords): string {
  if (cell.status === 'top_coded') return words.nearlyAll
  if ('low' in cell) return hiddenInWords(cell, words)
  return cell.status === 'not_asked' ? words.notAsked : words.groupTooSmall
}

function withRange({ value, low, high }: Bounded): string {
  return low === high ? String(value) : `${value} (${low}–${high})`
}

import type { PropsWithChildren } from 'hono/jsx'
import type { Bounded, ReportCell, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { type Bases, basesOf } from '../bases.ts'
import { percentOf } from '../percent.ts'
import { columnRange, distanceOf } from './column-range.ts'
import { hiddenBriefly, hiddenInWords } from './hidden-in-words.ts'
import type { PageWords } from './words/page-words.ts'

type Labels = ReadonlyMap<string, string>

/** Whom percentages are of, in the order of their columns. */
const SHARES = ['asked', 'everybody', 'answered'] as const

type OfProps = {
  readonly people: Bounded | undefined
  /** The distance that the ranges of the percentages reach either way; left out where each is in brackets. */
  readonly reach?: number | undefined
  readonly words: PageWords
}

/** In the head of a column: of how many people its percentages are, and their range. */
export function Of({ people, reach, words }: OfProps) {
  if (!people) return ''
  return (
    <>
      <small>{words.of(people)}</small>
      {reach !== undefined && <small>{words.reach(reach)}</small>}
    </>
  )
}

/** A table that may be wider than the screen: the keyboard scrolls it, as it takes the focus. */
export function Scrolled({ label, children }: PropsWithChildren<{ readonly label: string }>) {
  return (
    <section class="scroll" tabindex={0} aria-label={label}>
      {children}
    </section>
  )
}

type AnswerTableProps = {
  readonly table: string
  readonly slice: ReportSlice
  readonly labels: Labels
  /** The answers in a row that takes several together. */
  readonly parts: Labels
  /** People could choose several answers. */
  readonly several: boolean
  readonly words: PageWords
}

/** The numbers of everybody: one row an answer, and each percentage under the name of what it is of; last what several answers make together. */
export function AnswerTable({ table, slice, labels, parts, several, words }: AnswerTableProps) {
  const { columns } = words
  const bases = basesOf(slice)
  const within = sameDistance(slice)
  const isTogether = ({ answer }: ReportCell) => answer.startsWith('^')
  const together = slice.cells.filter(isTogether)
  const reaches = reachesOf(slice, bases)
  const row = (cell: ReportCell) => (
    <AnswerRow
      cell={cell}
      bases={bases}
      reaches={reaches}
      label={labels.get(cell.answer) ?? cell.answer}
      parts={parts.get(cell.answer)}
      isWithin={within !== undefined}
      words={words}
    />
  )
  return (
    <table data-table={table}>
      <caption>
        {within !== undefined && `${words.within(within)} `}
        {words.rangesInHeads}
      </caption>
      <thead>
        <tr>
          <th scope="col">{columns.answer}</th>
          <th scope="col">{columns.people}</th>
          {SHARES.map((of) => (
            <th scope="col">
              {columns[of]}
              <Of people={bases[of]} reach={reaches[of]} words={words} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{slice.cells.filter((cell) => !isTogether(cell)).map(row)}</tbody>
      {together.length > 0 && (
        <tbody>
          <tr>
            <td colspan={5} class="together">
              {words.answersTogether(several)}
            </td>
          </tr>
          {together.map(row)}
        </tbody>
      )}
    </table>
  )
}

type AnswerRowProps = {
  readonly cell: ReportCell
  readonly bases: Bases
  readonly reaches: Reaches
  readonly label: string
  readonly parts: string | undefined
  /** The caption has the range of every count. */
  readonly isWithin: boolean
  readonly words: PageWords
}

function AnswerRow({ cell, bases, reaches, label, parts, isWithin, words }: AnswerRowProps) {
  return (
    <tr>
      <th scope="row">
        {label}
        {parts !== undefined && <small>{parts}</small>}
      </th>
      {cell.status === 'published' ? (
        <>
          <td>{isWithin ? cell.count.value : withRange(cell.count)}</td>
          {SHARES.map((of) => (
            <td>{share(cell, bases, of, reaches[of])}</td>
          ))}
        </>
      ) : (
        <td colspan={4}>{unshown(cell, words)}</td>
      )}
    </tr>
  )
}

type GroupTableProps = {
  readonly table: ReportTable
  readonly labels: Labels
  readonly groups: Labels
  /** Somebody can be in several groups. */
  readonly several: boolean
  readonly words: PageWords
}

/** Groups side by side: what share of those asked in each gave an answer. A group that is not shown is one cell. */
export function GroupTable({ table, labels, groups, several, words }: GroupTableProps) {
  const answers = (table.slices[0]?.cells ?? []).map((cell) => cell.answer).filter((answer) => !answer.startsWith('~'))
  const columns = table.slices.map((slice) => ({ slice, reach: reachesOf(answersOnly(slice), basesOf(slice)).asked }))
  return (
    <table data-table={table.id}>
      <caption>
        {words.ofThoseAsked} {several && `${words.severalGroups} `}
        {words.rangesInHeads}
      </caption>
      <thead>
        <tr>
          <th scope="col">{words.columns.answer}</th>
          {columns.map(({ slice, reach }) => (
            <th scope="col">
              {groups.get(slice.group ?? '') ?? slice.group}
              <Of people={basesOf(slice).asked} reach={reach} words={words} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {answers.map((answer, at) => (
          <tr>
            <th scope="row">{labels.get(answer) ?? answer}</th>
            {columns.map(({ slice, reach }) => {
              if (slice.base !== undefined) return <td>{shareOfAsked(slice, answer, words, reach)}</td>
              return at === 0 && <td rowspan={answers.length}>{words.groupTooSmall}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/**
 * The share of those asked who gave an answer, as a slice prints it, in percent; where it prints no number, what is known of it.
 * `reach`: how far its range reaches at most where the head of the column says so; a wider one is printed beside it.
 */
export function shareOfAsked(slice: ReportSlice, answer: string, words: PageWords, reach?: number): string {
  const cell = slice.cells.find((each) => each.answer === answer)
  if (!cell || slice.base === undefined) return words.groupTooSmall
  if (cell.status === 'published') return share(cell, basesOf(slice), 'asked', reach)
  return cell.status !== 'top_coded' && 'low' in cell ? hiddenBriefly(cell, basesOf(slice).asked, words) : unshown(cell, words)
}

type Share = (typeof SHARES)[number]
/** The distance that the ranges of each column reach either way; nothing where the head of a column does not say it. */
type Reaches = Readonly<Record<Share, number | undefined>>

function reachesOf({ cells }: Pick<ReportSlice, 'cells'>, bases: Bases): Reaches {
  const reach = (of: Share) =>
    columnRange(cells.flatMap((cell) => (cell.status === 'published' ? (percentage(cell, bases, of) ?? []) : [])))
  return { asked: reach('asked'), everybody: reach('everybody'), answered: reach('answered') }
}

function answersOnly({ cells }: ReportSlice): Pick<ReportSlice, 'cells'> {
  return { cells: cells.filter(({ answer }) => !answer.startsWith('~')) }
}

type Published = Extract<ReportCell, { status: 'published' }>

function share(cell: Published, bases: Bases, of: Share, reach: number | undefined): string {
  const percent = percentage(cell, bases, of)
  if (!percent) return '–'
  const range = reach === undefined || distanceOf(percent) > reach ? ` (${percent.low}-${percent.high})` : ''
  return `${percent.value}\u00A0%${range}`
}

/** Nothing where the answer is no share of these people, as of those who answered none skipped. */
function percentage(cell: Published, bases: Bases, of: Share): Bounded | undefined {
  const base = bases[of]
  const among =
    of === 'everybody' || !cell.answer.startsWith('~') || (of === 'asked' && !['~not_shown', '~section_skipped'].includes(cell.answer))
  return base && among ? percentOf(cell.count, base) : undefined
}

function unshown(cell: Exclude<ReportCell, { status: 'published' }>, words: PageWords): string {
  if (cell.status === 'top_coded') return words.nearlyAll
  if ('low' in cell) return hiddenInWords(cell, words)
  return cell.status === 'not_asked' ? words.notAsked : words.groupTooSmall
}

/** The distance from each count to both ends of its range, where that is the same for all of them. */
function sameDistance({ cells }: ReportSlice): number | undefined {
  const distances = cells.flatMap((cell) =>
    cell.status === 'published' ? [cell.count.high - cell.count.value, cell.count.value - cell.count.low] : [],
  )
  const [first = 0] = distances
  return first > 0 && distances.every((each) => each === first) ? first : undefined
}

function withRange({ value, low, high }: Bounded): string {
  return low === high ? String(value) : `${value} (${low}-${high})`
}

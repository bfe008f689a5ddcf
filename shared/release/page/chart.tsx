import type { ReportCell, ReportSlice } from '#shared/disclosure/report.ts'
import { isRollup } from '#shared/survey/rollups.ts'
import { basesOf } from '../bases.ts'
import { percentOf, percentRange } from '../percent.ts'
import type { PageWords } from './words/page-words.ts'

/** Units of the picture, which is scaled as a whole: wide enough for a slide, narrow enough to be read on a phone. */
const WIDTH = 420
const LINE = 20
const BAR_ROW = 32
const LEFT = 8
/** The width of 100 percent. */
const BAR = 260
/** Characters of a label in a line. */
const LABEL = 42
const TITLE = 35
const SOURCE = 60
/** Characters of a line above bars that take several answers together. */
const HEADING = 50
/** Characters of a line with the answers in one of them. */
const SMALL = 58
/** The height of a small line. */
const SMALL_LINE = 17
/** The width of a letter beside a bar, on average. */
const LETTER = 9
const INK = '#26221d'
const BRAND = '#0f5e5a'
const PALE = '#e0d8cb'

type Bar = {
  readonly isTogether: boolean
  readonly lines: readonly string[]
  /** The answers that a bar takes together, where its name does not say them. */
  readonly parts: readonly string[]
  readonly low: number
  readonly high: number
  readonly value?: number
  readonly said: string
}

/** A bar in its place. `y` is where it begins. */
type PlacedBar = Bar & { readonly top: number; readonly y: number; readonly end: number; readonly isSaidBelow: boolean }

export type BarLabel = { readonly text: string; readonly parts?: string }

type ChartProps = {
  readonly slice: ReportSlice
  /** The name of each answer that has a bar, and the answers that one takes together. */
  readonly labels: ReadonlyMap<string, BarLabel>
  readonly words: PageWords
  readonly question: string
  /** People could choose several answers. */
  readonly several: boolean
  /** Under a saved chart: of how many people it is, where it is from, and what the release is. */
  readonly source: readonly string[]
  readonly rightToLeft: boolean
}

/**
 * Bars of the percentages of those asked, each with the range that rounding leaves; where a number is hidden, the range that
 * is known. A picture of its own: it holds its colours, and when it is saved (script.ts) the question above it and its source below come
 * into view, which the page around it says already.
 */
export function Chart({ slice, labels, words, question, several, source, rightToLeft }: ChartProps) {
  const together = linesOf(words.answersTogether(several), HEADING)
  const { bars, heading, height } = placed(barsOf(slice, labels, words), together.length)
  const asked = linesOf(question, TITLE)
  const from = source.flatMap((line) => linesOf(line, SOURCE))
  const [above, below] = [asked.length * 24 + 14, from.length * 17 + 12]
  const start = rightToLeft ? WIDTH - LEFT : LEFT
  const at = (percent: number) => Math.round((percent / 100) * BAR)
  const x = (begin: number, width: number) => (rightToLeft ? WIDTH - LEFT - begin - width : LEFT + begin)
  const range = ({ low, high }: Bar, least: number) => {
    const width = Math.max(at(high) - at(low), least)
    return { x: x(at(low), width), width }
  }
  const isShown = ({ value }: Bar) => value !== undefined
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${height}`}
      data-saved={`0 ${-above} ${WIDTH} ${above + height + below}`}
      role="img"
      font-family="system-ui, sans-serif"
      font-size="17"
      fill={INK}
      {...(rightToLeft && { direction: 'rtl' })}
    >
      <title>{words.chart(question)}</title>
      <rect y={-above} width={WIDTH} height={above + height + below} fill="#fff" />
      <g font-size="19" font-weight="600">
        {asked.map((line, i) => (
          <text x={start} y={22 - above + i * 24}>
            {line}
          </text>
        ))}
      </g>
      <g font-size="12">
        {from.map((line, i) => (
          <text x={start} y={height + 16 + i * 17}>
            {line}
          </text>
        ))}
      </g>
      {heading !== undefined && (
        <g font-size="13" font-weight="600" fill={BRAND}>
          {together.map((line, i) => (
            <text x={start} y={heading + 14 + i * SMALL_LINE}>
              {line}
            </text>
          ))}
        </g>
      )}
      <g font-size="13">
        {bars.flatMap(({ lines, parts, top }) =>
          parts.map((line, i) => (
            <text x={start} y={top + lines.length * LINE + 11 + i * SMALL_LINE}>
              {line}
            </text>
          )),
        )}
      </g>
      {bars.flatMap(({ lines, top }) =>
        lines.map((line, i) => (
          <text x={start} y={top + 15 + i * LINE}>
            {line}
          </text>
        )),
      )}
      <g fill={BRAND}>
        {bars.map(({ value, y }) => value !== undefined && <rect x={x(0, at(value))} y={y} width={at(value)} height="14" />)}
      </g>
      <g fill={PALE} stroke={INK} stroke-width=".7">
        {bars.filter(isShown).map((bar) => (
          <rect {...range(bar, 1)} y={bar.y + 5} height="4" />
        ))}
      </g>
      <g fill="none" stroke={BRAND} stroke-dasharray="3 3">
        {bars
          .filter((bar) => !isShown(bar))
          .map((bar) => (
            <rect {...range(bar, 2)} y={bar.y + 1} height="12" />
          ))}
      </g>
      {bars.map(({ said, value, y, end, isSaidBelow }) => (
        <text
          x={isSaidBelow ? start : x(end + 8, 0)}
          y={isSaidBelow ? y + 31 : y + 13}
          {...(value !== undefined && { 'font-weight': '600' })}
        >
          {said}
        </text>
      ))}
    </svg>
  )
}

type Placed = { readonly bars: readonly PlacedBar[]; readonly heading: number | undefined; readonly height: number }

/** One under the other, those of several answers last and under a heading; what does not fit beside a bar is said below it. */
function placed(bars: readonly Bar[], headingLines: number): Placed {
  let top = 8
  let heading: number | undefined
  const all = [...bars.filter(({ isTogether }) => !isTogether), ...bars.filter(({ isTogether }) => isTogether)].map((bar): PlacedBar => {
    if (bar.isTogether && heading === undefined) {
      heading = top
      top += headingLines * SMALL_LINE + 9
    }
    const end = Math.max(Math.round((bar.high / 100) * BAR), 2)
    const isSaidBelow = LEFT + end + 8 + bar.said.length * LETTER > WIDTH
    const label = bar.lines.length * LINE + bar.parts.length * SMALL_LINE
    const here = { ...bar, top, y: top + label + 2, end, isSaidBelow }
    top += label + BAR_ROW + (isSaidBelow ? LINE : 0)
    return here
  })
  return { bars: all, heading, height: top + 8 }
}

function barsOf(slice: ReportSlice, labels: ReadonlyMap<string, BarLabel>, words: PageWords): Bar[] {
  const { asked } = basesOf(slice)
  return slice.cells.flatMap((cell): Bar[] => {
    const label = labels.get(cell.answer)
    if (label === undefined || !asked) return []
    const named = {
      isTogether: isRollup(cell.answer),
      lines: linesOf(label.text, LABEL),
      parts: label.parts === undefined ? [] : linesOf(label.parts, SMALL),
    }
    if (cell.status === 'published') {
      const percent = percentOf(cell.count, asked)
      return percent ? [{ ...named, ...percent, said: `${percent.value}\u00A0%` }] : []
    }
    if (!('low' in cell)) return []
    return [{ ...named, ...percentRange(cell, asked), said: cell.status === 'top_coded' ? words.nearlyAll : hiddenInWords(cell, words) }]
  })
}

function linesOf(label: string, width: number): string[] {
  const lines: string[] = []
  for (const word of label.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Words for the known range of a count that is not shown. A large one may be hidden to protect another: then its range can begin at 0. */
export function hiddenInWords({ status, low, high }: Extract<ReportCell, { readonly low: number }>, words: PageWords): string {
  return status === 'hidden_small' && low <= 0 ? words.fewer(high + 1) : words.between(Math.max(0, low), high)
}

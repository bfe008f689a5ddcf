import type { ReportSlice } from '#shared/disclosure/report.ts'
import { at, type BarLabel, barsOf, LINE, linesOf, MARGIN, type PlacedBar, placed, SMALL_LINE, WIDTH } from './chart-bars.ts'
import type { PageWords } from './words/page-words.ts'

/** Characters of a line of the question, of the source, and above bars that take several answers together. */
const TITLE = 35
const SOURCE = 60
const HEADING = 50
/** Room for the numbers of the axis. */
const AXIS = 24
const INK = '#26221d'
const BRAND = '#0f5e5a'
const PALE = '#e0d8cb'

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
 * is known. A picture of its own: it holds its colours, and when it is saved (report-script.ts) the question above it and its source
 * below come into view, which the page around it says already.
 */
export function Chart({ slice, labels, words, question, several, source, rightToLeft }: ChartProps) {
  const together = linesOf(words.answersTogether(several), HEADING)
  const { bars, heading, bottom } = placed(barsOf(slice, labels, words), together.length)
  const height = bottom + AXIS
  const asked = linesOf(question, TITLE)
  const from = source.flatMap((line) => linesOf(line, SOURCE))
  const [above, below] = [asked.length * 24 + 14, from.length * 17 + 12]
  const x = (place: number) => (rightToLeft ? WIDTH - MARGIN - place : MARGIN + place)
  const isShown = ({ value }: PlacedBar) => value !== undefined
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
      <g transform={rightToLeft ? `matrix(-1 0 0 1 ${x(0)} 0)` : `translate(${x(0)})`}>
        <path stroke={PALE} d={[0, 50, 100].map((percent) => `M${at(percent)} 4V${bottom}`).join('')} />
        <path fill={BRAND} d={bars.map(({ value, y }) => (value === undefined ? '' : box(0, y, at(value), 14))).join('')} />
        <path
          fill={PALE}
          stroke={INK}
          stroke-width=".7"
          d={bars
            .filter(isShown)
            .map((bar) => rangeOf(bar, 1, 5, 4))
            .join('')}
        />
        <path
          fill="none"
          stroke={BRAND}
          stroke-dasharray="3"
          d={bars.flatMap((bar) => (isShown(bar) ? [] : rangeOf(bar, 2, 1, 12))).join('')}
        />
      </g>
      <g transform={`translate(${x(0)})`}>
        <g font-size="19" font-weight="600">
          <Lines lines={asked} y={22 - above} step={24} />
        </g>
        <g font-size="12">
          <Lines lines={from} y={height + 16} step={17} />
        </g>
        {heading !== undefined && (
          <g font-size="13" font-weight="600" fill={BRAND}>
            <Lines lines={together} y={heading + 14} step={SMALL_LINE} />
          </g>
        )}
        {bars.map(({ lines, top }) => (
          <Lines lines={lines} y={top + 15} step={LINE} />
        ))}
        <g font-size="13">
          {bars.map(({ parts, lines, top }) => (
            <Lines lines={parts} y={top + lines.length * LINE + 11} step={SMALL_LINE} />
          ))}
        </g>
      </g>
      <g font-weight="600">{bars.filter(isShown).map((bar) => said(bar, x))}</g>
      {bars.flatMap((bar) => (isShown(bar) ? [] : said(bar, x)))}
      <g font-size="12" text-anchor="middle" class="axis">
        {['0', '50', '100\u00A0%'].map((label, i) => (
          <text x={x(at(i * 50))} y={bottom + 15}>
            {label}
          </text>
        ))}
      </g>
    </svg>
  )
}

function Lines({ lines, y, step }: { readonly lines: readonly string[]; readonly y: number; readonly step: number }) {
  return lines.map((line, i) => <text y={y + i * step}>{line}</text>)
}

/** The number of a bar, or why there is none. */
function said({ said, y, end, isSaidBelow }: PlacedBar, x: (place: number) => number) {
  return (
    <text x={isSaidBelow ? x(0) : x(end + 8)} y={isSaidBelow ? y + 31 : y + 13}>
      {said}
    </text>
  )
}

function rangeOf({ low, high, y }: PlacedBar, least: number, down: number, height: number): string {
  return box(at(low), y + down, Math.max(at(high) - at(low), least), height)
}

function box(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`
}

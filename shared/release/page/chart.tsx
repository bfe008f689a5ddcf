import type { ReportSlice } from '#shared/disclosure/report.ts'
import { basesOf } from '../bases.ts'
import { percentOf, percentRange } from '../percent.ts'
import type { PageWords } from './words/page-words.ts'

/** Units of the picture, which is scaled as a whole: wide enough for a slide, narrow enough to be read on a phone. */
const WIDTH = 480
const LINE = 19
const BAR_ROW = 30
const LEFT = 8
/** Of 100 percent. */
const BAR = 300
/** Characters of a label in a line. */
const LABEL = 54
const TITLE = 44
const SOURCE = 76
const INK = '#26221d'
const BRAND = '#0f5e5a'
const PALE = '#e0d8cb'

type Bar = {
  readonly lines: readonly string[]
  readonly low: number
  readonly high: number
  readonly value?: number
  readonly said: string
}

type ChartProps = {
  readonly slice: ReportSlice
  readonly labels: ReadonlyMap<string, string>
  readonly words: PageWords
  readonly question: string
  /** Under a saved chart: of how many people it is, where it is from, and what the release is. */
  readonly source: readonly string[]
  readonly rightToLeft: boolean
}

/**
 * Bars of the percentages of those asked, each with the range that rounding leaves; where a number is hidden, the range that
 * is known. A picture of its own: it holds its colours, and when it is saved (script.ts) the question above it and its source below come
 * into view, which the page around it says already.
 */
export function Chart({ slice, labels, words, question, source, rightToLeft }: ChartProps) {
  const bars = barsOf(slice, labels, words)
  const heights = bars.map((bar) => bar.lines.length * LINE + BAR_ROW)
  const height = heights.reduce((sum, each) => sum + each, 12)
  const asked = linesOf(question, TITLE)
  const from = source.flatMap((line) => linesOf(line, SOURCE))
  const [above, below] = [asked.length * 24 + 14, from.length * 17 + 12]
  const start = { x: rightToLeft ? WIDTH - LEFT : LEFT, ...(rightToLeft && { direction: 'rtl' }) } as const
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${height}`}
      data-saved={`0 ${-above} ${WIDTH} ${above + height + below}`}
      role="img"
      aria-label={words.chart(question)}
      font-family="system-ui, sans-serif"
      font-size="16"
      fill={INK}
    >
      <rect y={-above} width={WIDTH} height={above + height + below} fill="#fff" />
      {asked.map((line, i) => (
        <text {...start} y={22 - above + i * 24} font-size="19" font-weight="600">
          {line}
        </text>
      ))}
      {from.map((line, i) => (
        <text {...start} y={height + 16 + i * 17} font-size="12">
          {line}
        </text>
      ))}
      {bars.map((bar, i) => (
        <BarRow bar={bar} y={heights.slice(0, i).reduce((sum, each) => sum + each, 4)} rightToLeft={rightToLeft} />
      ))}
    </svg>
  )
}

function BarRow({ bar, y: top, rightToLeft }: { bar: Bar; y: number; rightToLeft: boolean }) {
  const at = (percent: number) => Math.round((percent / 100) * BAR)
  const x = (from: number, width: number) => (rightToLeft ? WIDTH - LEFT - from - width : LEFT + from)
  const end = Math.max(at(bar.high), 2)
  const y = top + (bar.lines.length - 1) * LINE + 3
  const text = { x: rightToLeft ? WIDTH - LEFT : LEFT, 'text-anchor': 'start', ...(rightToLeft && { direction: 'rtl' }) } as const
  return (
    <g>
      {bar.lines.map((line, i) => (
        <text {...text} y={top + 15 + i * LINE}>
          {line}
        </text>
      ))}
      {bar.value === undefined ? (
        <rect
          x={x(at(bar.low), Math.max(end - at(bar.low), 2))}
          y={y + 19}
          width={Math.max(end - at(bar.low), 2)}
          height="12"
          fill="none"
          stroke={BRAND}
          stroke-dasharray="3 3"
        />
      ) : (
        <>
          <rect x={x(0, at(bar.value))} y={y + 18} width={at(bar.value)} height="14" fill={BRAND} />
          <rect
            x={x(at(bar.low), Math.max(end - at(bar.low), 1))}
            y={y + 23}
            width={Math.max(end - at(bar.low), 1)}
            height="4"
            fill={PALE}
            stroke={INK}
            stroke-width=".7"
          />
        </>
      )}
      <text {...text} x={rightToLeft ? x(end + 8, 0) : LEFT + end + 8} y={y + 30} font-weight={bar.value === undefined ? '400' : '600'}>
        {bar.said}
      </text>
    </g>
  )
}

function barsOf(slice: ReportSlice, labels: ReadonlyMap<string, string>, words: PageWords): Bar[] {
  const { asked } = basesOf(slice)
  return slice.cells.flatMap((cell): Bar[] => {
    const label = labels.get(cell.answer)
    if (label === undefined || !asked) return []
    const lines = linesOf(label, LABEL)
    if (cell.status === 'published') {
      const percent = percentOf(cell.count, asked)
      return percent ? [{ lines, ...percent, said: `${percent.value}\u00A0%` }] : []
    }
    if (!('low' in cell)) return []
    return [{ lines, ...percentRange(cell, asked), said: cell.status === 'top_coded' ? words.nearlyAll : hiddenInWords(cell, words) }]
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

/** What is known of a count that is not shown. */
export function hiddenInWords({ low, high }: { readonly low: number; readonly high: number }, words: PageWords): string {
  return low <= 0 ? words.fewer(high + 1) : words.between(low, high)
}

import type { ReportSlice } from '#shared/disclosure/report.ts'
import { isRollup } from '#shared/survey/rollups.ts'
import { basesOf } from '../bases.ts'
import { percentOf, percentRange } from '../percent.ts'
import { hiddenBriefly } from './hidden-in-words.ts'
import type { PageWords } from './words/page-words.ts'

/** Units of the picture, which is scaled as a whole: wide enough for a slide, narrow enough to be read on a phone. */
export const WIDTH = 420
export const MARGIN = 8
/** The width of 100 percent. */
const FULL = 260
/** The height of a line of a label, and of a small one. */
export const LINE = 20
export const SMALL_LINE = 17
const BAR_ROW = 32
/** Characters of a label in a line. */
const LABEL = 42
/** Characters of a line with the answers that one bar takes together. */
const SMALL = 58
/** The width of a letter beside a bar, on average. */
const LETTER = 9

/** The place of a percentage, from the beginning of the bars. */
export function at(percent: number): number {
  return Math.round((percent / 100) * FULL)
}

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

/** A bar in its place. `top` is where its label begins, `y` where it does, and `end` where its range ends. */
export type PlacedBar = Bar & { readonly top: number; readonly y: number; readonly end: number; readonly isSaidBelow: boolean }

export type BarLabel = { readonly text: string; readonly parts?: string }

type Placed = {
  readonly bars: readonly PlacedBar[]
  /** Where the line above bars of several answers stands. */
  readonly heading: number | undefined
  /** Where the last bar ends. */
  readonly bottom: number
}

/** One bar an answer that has a name, in the order of the table; what is not known of a hidden one has no bar. */
export function barsOf(slice: ReportSlice, labels: ReadonlyMap<string, BarLabel>, words: PageWords): readonly Bar[] {
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
    const said = cell.status === 'top_coded' ? words.nearlyAll : hiddenBriefly(cell, asked, words)
    return [{ ...named, ...percentRange(cell, asked), said }]
  })
}

/** One under the other, those of several answers last and under a heading; what does not fit beside a bar is said below it. */
export function placed(bars: readonly Bar[], headingLines: number): Placed {
  let top = 8
  let heading: number | undefined
  const all = [...bars.filter(({ isTogether }) => !isTogether), ...bars.filter(({ isTogether }) => isTogether)].map((bar): PlacedBar => {
    if (bar.isTogether && heading === undefined) {
      heading = top
      top += headingLines * SMALL_LINE + 9
    }
    const end = Math.max(at(bar.high), 2)
    const isSaidBelow = MARGIN + end + 8 + bar.said.length * LETTER > WIDTH
    const label = bar.lines.length * LINE + bar.parts.length * SMALL_LINE
    const here = { ...bar, top, y: top + label + 2, end, isSaidBelow }
    top += label + BAR_ROW + (isSaidBelow ? LINE : 0)
    return here
  })
  return { bars: all, heading, bottom: top }
}

/** A text in lines of so many characters at most; a longer word has a line of its own. A space that holds words together stays. */
export function linesOf(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/[^\S\u00A0]+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

import { type Element, elementsIn, wordsIn } from './elements.ts'
import { brieflyHidden, type Compared, compare, numbersIn, type Report } from './report-numbers.ts'

/** Percentages of those asked are drawn 260 wide, from the margin on. */
const at = (percent: number | string | undefined) => Math.round((Number(percent) / 100) * 260)

/** Where each box of a path begins, how wide it is, and how high. */
function boxesOf(path: Element | undefined): readonly (readonly [string, string, string])[] {
  const boxes = [...(path?.attribs.d ?? '').matchAll(/M(\d+) \d+h(\d+)v(\d+)h-(\d+)z/g)]
  return boxes.map(([, begin = '', width = '', height = '', back]) => [begin, back === width ? width : 'open', height])
}

/** The range of a percentage of those asked that a hidden count leaves, whole, or with one decimal from 1,000 people on. */
function hiddenRange({ count_low, count_high, asked_low, asked_high, asked }: Readonly<Record<string, string>>): readonly [number, number] {
  const steps = Number(asked) >= 1000 ? 10 : 1
  const low = Math.floor((100 * steps * Math.max(0, Number(count_low))) / Number(asked_high)) / steps
  const high = Math.ceil((100 * steps * Number(count_high)) / Number(asked_low)) / steps
  return [Math.min(100, low), Math.min(100, high)]
}

/**
 * The number beside each bar, its length and its range; for each that is hidden its range and what is said of it; the caption; and the axis.
 */
export function chartNumbers(name: string, figure: Element, report: Report): Compared[] {
  const id = figure.attribs.id?.replace('chart-', '') ?? ''
  const asked = report.methods.questions.find((each) => each.id === id)
  const isHidden = (each: { readonly id: string }) => report.row(id, '', each.id).status !== 'published'
  const rollups = asked?.answers.some(isHidden) ? asked.rollups : []
  const drawn = [...(asked?.answers ?? []), ...rollups].map((each) => report.row(id, '', each.id))
  const shown = drawn.filter((row) => row.percent_of_asked !== '' && row.status === 'published')
  const hidden = drawn.filter((row) => row.status !== 'published' && row.count_low !== '')
  const inside = elementsIn(figure)
  const axis = inside.find(({ attribs }) => attribs.class === 'axis')
  const texts = (of: Element | undefined) => elementsIn(of).filter((each) => each.name === 'text')
  const bold = texts(inside.find(({ name: g, attribs }) => g === 'g' && attribs['font-weight'] === '600' && !attribs['font-size']))
  const beside = inside.filter((each) => each.name === 'text' && each.attribs.x !== undefined)
  const plain = beside.filter((each) => !bold.includes(each) && !texts(axis).includes(each))
  const path = (is: (attribs: Element['attribs']) => boolean) => inside.find((each) => each.name === 'path' && is(each.attribs))
  const bars = boxesOf(path(({ stroke }) => stroke === undefined))
  const ranges = boxesOf(path((attribs) => attribs['stroke-width'] !== undefined))
  const dashed = boxesOf(path((attribs) => attribs['stroke-dasharray'] !== undefined))
  const lines = [...(path(({ fill, stroke }) => fill === undefined && stroke !== undefined)?.attribs.d ?? '').matchAll(/M(\d+) /g)]
  const svg = inside.find((each) => each.name === 'svg')
  const from = svg?.attribs.direction === 'rtl' ? (place: number) => 412 - place : (place: number) => 8 + place
  const where = `${name} chart ${id}`
  const box = (low: number | string | undefined, high: number | string | undefined, least: number, height: number) =>
    [at(low), Math.max(least, at(high) - at(low)), height].join(' ')
  const joined = (boxes: readonly (readonly string[])[]) => boxes.map((each) => each.join(' '))
  return [
    ...compare(
      where,
      bold.map((each) => numbersIn(wordsIn(each))[0]),
      shown.map((row) => row.percent_of_asked),
    ),
    ...compare(
      `${where} bars`,
      joined(bars),
      shown.map((row) => box(0, row.percent_of_asked, 0, 14)),
    ),
    ...compare(
      `${where} ranges`,
      joined(ranges),
      shown.map((row) => box(row.percent_of_asked_low, row.percent_of_asked_high, 1, 4)),
    ),
    ...compare(
      `${where} hidden`,
      joined(dashed),
      hidden.map((row) => box(...hiddenRange({ ...row, ...report.askedIn(id) }), 2, 12)),
    ),
    ...compare(
      `${where} beside`,
      plain.map((each) => numbersIn(wordsIn(each)).join(' ')),
      hidden.map((row) => brieflyHidden(row, report.base(id, '', 'asked')).join(' ')),
    ),
    ...compare(`${where} caption`, numbersIn(wordsIn(inside.find((each) => each.name === 'figcaption'))), report.saidBase(id, '', 'asked')),
    ...compare(
      `${where} axis`,
      [...lines.map(([, place]) => place), ...texts(axis).flatMap((each) => [...numbersIn(wordsIn(each)), each.attribs.x])],
      ['0', '130', '260', ...[0, 50, 100].flatMap((percent) => [String(percent), String(from(at(percent)))])],
    ),
  ]
}

import { describe, expect, it } from 'vitest'
import { cellDraws } from '#shared/disclosure/series/cell-draws.ts'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import { type PrintedSlice, published } from '../audit/published.ts'
import { keyOf } from '../disclosure/sample.ts'

const ROW: PrintedSlice = { base: 200, cells: { yes: 100, no: 65, maybe: 30, '~skipped': '.' } }
const CHANGED: PrintedSlice = { base: 200, cells: { yes: 105, no: 65, maybe: 30, '~skipped': '.' } }
const ANSWERS = Object.keys(ROW.cells)
const OF_A_ROW = ['hide at random', 'decoy'] as const
const OF_A_NUMBER = ['round at random', 'place', 'order'] as const
const PURPOSES = [...OF_A_ROW, ...OF_A_NUMBER]
const MANY = 2 ** 48

type Asked = { readonly seed?: number; readonly purposes?: readonly (typeof PURPOSES)[number][] }

/** Every draw for the answers of everyone, and of the young, in a report that prints these rows. */
function drawsOf(release: number, everyone: PrintedSlice, young: PrintedSlice, { seed = 1, purposes = PURPOSES }: Asked = {}) {
  const { survey, tables } = published(release, { q: { '': everyone }, 'q:age': { young } })
  const printed = new PrintedCells(survey, tables)
  const draw = cellDraws(keyOf(seed), { printed, release, tables })
  const of = (by?: string, group?: string) =>
    purposes.flatMap((purpose) => ANSWERS.map((answer) => draw(purpose, printed.label({ question: 'q', by, group }, answer), MANY)))
  return { everyone: of(), young: of('age', 'young') }
}

describe('the draws that hide cells at random', () => {
  it('are the same in each release for a row that stays as it is, so that a later release tells nothing new', () => {
    expect(drawsOf(3, ROW, ROW)).toEqual(drawsOf(1, ROW, ROW))
    expect(drawsOf(3, ROW, CHANGED).everyone).toEqual(drawsOf(1, ROW, ROW).everyone)
  })

  it('are all others for a row with another number', () => {
    const before = new Set(drawsOf(1, ROW, ROW, { purposes: OF_A_ROW }).young)

    expect(drawsOf(2, ROW, CHANGED, { purposes: OF_A_ROW }).young.filter((each) => before.has(each))).toEqual([])
  })

  it('round a number coarsely in the same way while it stays as it is, whatever else in its row changes', () => {
    const [before, after] = [drawsOf(1, ROW, ROW, { purposes: OF_A_NUMBER }), drawsOf(2, ROW, CHANGED, { purposes: OF_A_NUMBER })]
    const isOfChanged = (_: number, at: number) => at % ANSWERS.length === ANSWERS.indexOf('yes')
    const isOfOther = (each: number, at: number) => !isOfChanged(each, at)

    expect(after.young.filter(isOfOther)).toEqual(before.young.filter(isOfOther))
    expect(after.young.filter(isOfChanged).filter((each) => before.young.includes(each))).toEqual([])
  })

  it('are secret: another key has others, and no two cells or purposes share one', () => {
    const { everyone, young } = drawsOf(1, ROW, ROW)
    const others = drawsOf(1, ROW, ROW, { seed: 2 })

    expect(new Set([...everyone, ...young, ...others.everyone, ...others.young]).size).toBe(4 * PURPOSES.length * ANSWERS.length)
  })
})

import { expect } from 'vitest'
import type { Tabulated } from './tabulated.ts'

/** Nobody answered: not part of the base that published tables use. */
const UNANSWERED = ['~skipped', '~not_shown', '~section_skipped']

/** The number of people who gave any answer to a question, "not sure" and its like among them. */
export function answered(report: Tabulated, question: string): number {
  const rows = report.rowsOf(question)
  const base = Number(rows[0]?.base)
  return base - rows.filter((row) => UNANSWERED.includes(row.answer)).reduce((sum, row) => sum + Number(row.count), 0)
}

/**
 * The promise of the `rounded` profile, against the exact report of the same responses: of these, one in ten is not counted,
 * and a number is at most four off those who are, or fourteen where its range says that it is coarse. Six standard deviations to either side, as there are thousands of numbers.
 */
export function expectRounded(rounded: Tabulated, exact: Tabulated): void {
  expect(rounded.rows.map(({ table, group, answer }) => [table, group, answer])).toEqual(
    exact.rows.map(({ table, group, answer }) => [table, group, answer]),
  )
  const broken = rounded.rows.filter((row, i) => {
    const truth = Number(exact.rows[i]?.count)
    if (row.status !== 'published') return row.count !== ''
    const count = Number(row.count)
    const chance = 6 * Math.sqrt(truth * 0.9 * 0.1)
    const off = Number(row.count_high) - count
    if (![4, 14].includes(off) || count - Number(row.count_low) !== off) return true
    return count % 5 !== 0 || count < 15 || Math.abs(count - 0.9 * truth) > chance + off || count > truth + off || truth < 11
  })
  expect(broken).toEqual([])
  const shown = rounded.rows.filter((row) => row.status === 'published').length
  expect(shown).toBeGreaterThan(0)
  expect(shown).toBeLessThan(rounded.rows.length)
}

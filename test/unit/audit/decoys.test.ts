import { beforeAll, describe, expect, it } from 'vitest'
import type { CellDraw } from '#shared/disclosure/audit/hide-labels.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { standardOf } from '#shared/disclosure/audit/standard.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import type { RoundedPolicy } from '#shared/disclosure/policy.ts'
import { careful, rounded, small } from '#shared/disclosure/profiles/rounded.ts'
import { type Printed, published, toAuditOf } from './published.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

/** Draws one number for one answer and purpose, and nothing besides. */
function drawing(of: Parameters<CellDraw>[0], answer: string, drawn: number): CellDraw {
  return (purpose, label, below) => (purpose === of && label.endsWith(`=${answer}`) ? drawn : below - 1)
}

/** The marks of a row in which nothing is narrow, as the gate shows it. */
function shown(cells: Readonly<Record<string, Printed>>, draw: CellDraw, base = 200): readonly string[] {
  const candidate = published(1, { q: { '': { base, cells } } })
  const result = audited(solver, toAuditOf(candidate, { draw }))
  if (result.kind !== 'passed') throw new Error('refused')
  expect(result.repaired).toEqual([])
  return (
    result.report.tables[0]?.slices[0]?.cells.map((cell) =>
      cell.status === 'published' && cell.count.high - cell.count.low > 8 ? 'coarse' : cell.status,
    ) ?? []
  )
}

const FOUR_NUMBERS = { yes: 100, no: 65, maybe: 35, '~skipped': '.' } as const
const THREE_NUMBERS = { yes: 100, no: 90, maybe: '.', '~skipped': '.' } as const

/** Numbers that are not rounded coarsely in their last place: there the coarse one would stand for too few people. */
const FOUR_SMALL_NUMBERS = { yes: 30, no: 30, maybe: 30, '~skipped': '.' } as const

describe('a decoy', () => {
  it('rounds a number coarsely beside a small cell that needs it not in 10 of 1,000 draws where four printed numbers tell the cell', () => {
    for (const drawn of [4, 5, 9]) {
      expect(shown(FOUR_NUMBERS, drawing('decoy', '~skipped', drawn))).toEqual(['published', 'coarse', 'published', 'hidden_small'])
    }
    expect(shown(FOUR_NUMBERS, drawing('decoy', '~skipped', 10))).toEqual(['published', 'published', 'published', 'hidden_small'])
  })

  it('hides one in these draws where all are so small that a repair would', () => {
    // Of numbers of one size the first in the public order.
    const of = (drawn: number) => shown(FOUR_SMALL_NUMBERS, drawing('decoy', '~skipped', drawn), 100)

    expect(of(4)).toEqual(['hidden_secondary', 'published', 'published', 'hidden_secondary'])
    expect(of(9)).toEqual(['hidden_secondary', 'published', 'published', 'hidden_secondary'])
    expect(of(10)).toEqual(['published', 'published', 'published', 'hidden_small'])
  })

  it('is as likely in a row with two small cells as with one: in 50 of 1,000 where three numbers tell their sum, half of them for each', () => {
    for (const answer of ['~skipped', 'maybe']) {
      const of = (drawn: number) => shown(THREE_NUMBERS, drawing('decoy', answer, drawn))

      for (const drawn of [12, 24]) expect(of(drawn)).toEqual(['published', 'coarse', 'hidden_small', 'hidden_small'])
      expect(of(25)).toEqual(['published', 'published', 'hidden_small', 'hidden_small'])
    }
  })
})

describe('a number that is rounded coarsely at random', () => {
  it('is any printed one that stands for enough people in the place that is drawn', () => {
    expect(shown(FOUR_NUMBERS, drawing('round at random', 'maybe', 0))).toEqual(['published', 'published', 'coarse', 'hidden_small'])
    expect(shown({ ...FOUR_NUMBERS, maybe: 30 }, drawing('round at random', 'maybe', 0))).toEqual([
      'published',
      'published',
      'published',
      'hidden_small',
    ])
    expect(shown(FOUR_NUMBERS, drawing('round at random', '~skipped', 0))).toEqual(['published', 'published', 'published', 'hidden_small'])
  })
})

describe('a cell that is hidden at random', () => {
  it('is any cell, printed or small, and gives its mark to the small cells of its row', () => {
    expect(shown(FOUR_NUMBERS, drawing('hide at random', 'yes', 0))).toEqual([
      'hidden_secondary',
      'published',
      'published',
      'hidden_secondary',
    ])
    expect(shown(THREE_NUMBERS, drawing('hide at random', 'maybe', 0))).toEqual([
      'published',
      'published',
      'hidden_secondary',
      'hidden_secondary',
    ])
    expect(shown(FOUR_NUMBERS, drawing('hide at random', 'yes', 1))).toEqual(['published', 'published', 'published', 'hidden_small'])
  })
})

/**
 * The probability that a small cell is found narrow, where nobody is in it and so many printed numbers tell it: over all remainders of the counts
 * behind these numbers, and all offsets. The first number is that of everybody, the others are answers.
 */
function chanceOfFinding({ b, k }: RoundedPolicy, width: number, coalition: number, numbers: number): number {
  const reach = b - 1
  const remainders = Array.from({ length: b ** (numbers - 1) }, (_, at) =>
    Array.from({ length: numbers - 1 }, (_, place) => Math.floor(at / b ** place) % b),
  )
  const chances = remainders.map((of) => {
    const errors = [{ r: of.reduce((sum, r) => sum + r, 0) % b, sign: 1 }, ...of.map((r) => ({ r, sign: -1 }))]
    let sums = new Map([[0, 1]])
    for (const { r, sign } of errors) {
      const next = new Map<number, number>()
      for (const [sum, chance] of sums)
        for (const [error, share] of [
          [-r, (b - r) / b],
          [b - r, r / b],
        ] as const)
          next.set(sum + sign * error, (next.get(sum + sign * error) ?? 0) + chance * share)
      sums = next
    }
    return [...sums].reduce((all, [left, chance]) => {
      const low = Math.max(coalition, left - reach * numbers)
      const high = Math.min(k + b - 1, left + reach * numbers)
      return high - low < width ? all + chance : all
    }, 0)
  })
  return chances.reduce((all, each) => all + each, 0) / chances.length
}

describe('the chances of decoys', () => {
  it.each([
    ['rounded', rounded, [0.16, 0.22, 0.02, 0.001]],
    ['small', small, [0.85, 0.21, 0.25, 0.03]],
    ['careful', careful, [0.165, 0.01, 0, 0]],
  ] as const)('of %s are at least a fifth of those of a finding in a row whose small cells are nobody', (_, { rounding }, findings) => {
    if (!rounding) throw new Error('it rounds nothing')
    const { width, coalition, decoys } = standardOf(rounding)
    const chances = [2, 3, 4, 5].map((numbers) => chanceOfFinding(rounding, width, coalition, numbers))

    for (const [at, chance] of chances.entries()) {
      expect(chance).toBeCloseTo(findings[at] ?? -1, 2)
      expect((decoys[at] ?? 0) / 1000).toBeGreaterThanOrEqual(chance / 5)
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOver, lastDay, lengthened, type Promised, promiseFor } from '#shared/retention/promise.ts'

const promise = (rawDays: number, storyDays = rawDays, codeDays = rawDays) => ({ rawDays, storyDays, codeDays })
const made = (id: string, hash: string, rawDays: number): Promised => ({
  version: { id, hash },
  retention: promise(rawDays),
  opened: '2026-01-01',
})

describe('a promise to delete', () => {
  it.each([
    ['2026-01-01', 1, '2026-01-02'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-12-31', 365, '2027-12-31'],
  ])('opened on %s for %i days ends on %s', (opened, days, last) => {
    expect(lastDay(opened, days)).toBe(last)
    expect(isOver(opened, days, last)).toBe(true)
    expect(isOver(opened, days, lastDay(opened, days - 1))).toBe(false)
  })

  it('is the shortest that the survey ever made, and that of no other survey', () => {
    const all = [made('a', '1', 365), made('a', '2', 100), made('b', '3', 10)]
    expect(promiseFor(made('a', '1', 365), all)).toEqual(promise(100))
  })

  it('may be made shorter and never longer, kind by kind (CO-11)', () => {
    const before = [promise(365, 200, 365), promise(300, 250, 365)]
    expect(lengthened(promise(300, 200, 365), before)).toEqual([])
    expect(lengthened(promise(301, 201, 366), before)).toEqual(['rawDays', 'storyDays', 'codeDays'])
    expect(lengthened(promise(9999), [])).toEqual([])
  })

  it('is never longer for anybody than the text they agreed to', () => {
    const days = fc.integer({ min: 1, max: 2000 })
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 6 }), (all) => {
        const versions = all.map((raw, i) => made('a', String(i), raw))
        for (const [i, raw] of all.entries()) {
          const own = versions[i]
          if (own) expect(promiseFor(own, versions).rawDays).toBeLessThanOrEqual(raw)
        }
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { anId, aStore } from './store.ts'

describe('budgets', () => {
  const store = aStore()
  const budgets = () => store.repositories().budgets
  const aBudget = () => ({ id: `sends-${Buffer.from(anId()).toString('hex')}`, window: 3_000_000, taken: 40, expires: 1_800_000_000 })

  it('come back as they were written', async () => {
    const budget = aBudget()

    expect(await budgets().replace(budget, undefined)).toBe(true)

    expect(await budgets().read(budget.id)).toStrictEqual(budget)
    expect(await budgets().read(aBudget().id)).toBeUndefined()
  })

  it('are counted on from what is stored, and from nothing else', async () => {
    const first = aBudget()
    const second = { ...first, taken: 80 }
    await budgets().replace(first, undefined)

    expect(await budgets().replace(second, undefined)).toBe(false)
    expect(await budgets().replace(second, first)).toBe(true)
    expect(await budgets().replace({ ...first, taken: 60 }, first)).toBe(false)

    expect(await budgets().read(first.id)).toStrictEqual(second)
  })

  it('are written over in the next window, so that the one before leaves nothing', async () => {
    const before = aBudget()
    const next = { ...before, window: before.window + 1, taken: 1 }
    await budgets().replace(before, undefined)

    expect(await budgets().replace(next, before)).toBe(true)

    expect(await budgets().read(before.id)).toStrictEqual(next)
  })

  it('let only one of many instances take a share', async () => {
    const budget = aBudget()
    await budgets().replace(budget, undefined)

    const taken = await Promise.all(Array.from({ length: 8 }, () => budgets().replace({ ...budget, taken: 50 }, budget)))

    expect(taken.filter(Boolean)).toHaveLength(1)
  })
})

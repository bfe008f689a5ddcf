import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { limits, limitsText } from '#functions/respond/abuse/limits.ts'
import { type RateCounter, rateCounterIn } from '#functions/respond/abuse/rate-counter.ts'
import { inMemory } from '../helpers/memory.ts'

const WINDOW_MS = 600_000
const START = new Date('2026-03-04T10:00:00Z')

function aDay() {
  const memory = inMemory()
  const clock = { now: START }
  const lines: unknown[] = []
  const instance = (): RateCounter => rateCounterIn({ repositories: memory, clock: () => clock.now, log: (line) => lines.push(line) })
  return { memory, clock, lines, instance, later: (ms: number) => (clock.now = new Date(clock.now.getTime() + ms)) }
}

async function grantedOf(budgets: RateCounter, most: number, times: number): Promise<number> {
  let granted = 0
  for (let i = 0; i < times; i++) if ((await budgets.take({ name: 'sends', most })).outcome === 'taken') granted++
  return granted
}

describe('a budget', () => {
  it('lets through what it says, and a hundredth more for each instance, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 4 }), async (most, instances) => {
        const day = aDay()
        const all = await Promise.all(Array.from({ length: instances }, () => grantedOf(day.instance(), most, 700)))
        const granted = all.reduce((sum, each) => sum + each, 0)
        expect(granted).toBeGreaterThanOrEqual(Math.min(most, 700))
        expect(granted).toBeLessThanOrEqual(most + instances * Math.ceil(most / 100))
      }),
      { numRuns: 25 },
    )
  })

  it('says when there is more: at the end of ten minutes, and then there is', async () => {
    const day = aDay()
    const budgets = day.instance()
    await grantedOf(budgets, 5, 20)
    day.later(90_000)

    expect(await budgets.take({ name: 'sends', most: 5 })).toEqual({ outcome: 'spent', retryAfter: 510 })

    day.later(510_000)
    expect(await budgets.take({ name: 'sends', most: 5 })).toEqual({ outcome: 'taken' })
  })

  it('takes nothing from the wider lane when the narrower one is spent', async () => {
    const day = aDay()
    const budgets = day.instance()
    for (let i = 0; i < 50; i++) await budgets.take({ name: 'narrow', most: 3 }, { name: 'wide', most: 20 })

    expect(await grantedOfLane(budgets, { name: 'wide', most: 20 })).toBe(21 - 4)
  })

  it('leaves no trace at all of a quiet day, and asks no store', async () => {
    const day = aDay()
    const budgets = day.instance()
    for (let person = 0; person < 40; person++) {
      await grantedOf(budgets, 10_000, 90)
      day.later(WINDOW_MS)
    }

    expect(day.memory.calls).toEqual([])
  })

  it('of a crowd keeps one number in ten minutes, in place of the one before, at two store calls for a hundredth', async () => {
    const day = aDay()
    const budgets = day.instance()
    await grantedOf(budgets, 10_000, 1000)
    expect([...day.memory.kept.budgets.values()]).toEqual([
      { id: 'sends', window: START.getTime() / WINDOW_MS, taken: 900, expires: START.getTime() / 1000 + 600 + 86_400 },
    ])
    expect(day.memory.calls).toHaveLength(18)

    day.later(WINDOW_MS)
    await grantedOf(budgets, 10_000, 101)

    expect([...day.memory.kept.budgets.values()].map(({ taken }) => taken)).toEqual([100])
  })

  it('asks once for all who come at the same moment', async () => {
    const day = aDay()
    const budgets = day.instance()
    await grantedOf(budgets, 1000, 10)

    await Promise.all(Array.from({ length: 10 }, () => budgets.take({ name: 'sends', most: 1000 })))

    expect(day.memory.calls).toEqual(['budgets.read', 'budgets.replace'])
  })

  it('asks the store no more once it is spent, so that a flood costs nothing there', async () => {
    const day = aDay()
    const budgets = day.instance()
    await grantedOf(budgets, 10, 12)
    const before = day.memory.calls.length

    await grantedOf(budgets, 10, 5000)

    expect(day.memory.calls).toHaveLength(before)
  })

  it('lets people through when its store does not answer, and logs a word and no more', async () => {
    const day = aDay()
    day.memory.before = () => {
      throw new Error('203.0.113.9 does not answer')
    }

    expect(await grantedOf(day.instance(), 10, 50)).toBe(50)
    expect(new Set(day.lines.map((line) => JSON.stringify(line)))).toEqual(
      new Set(['{"event":"failed","source":"respond","step":"budget","error":"Unexpected"}']),
    )
  })
})

describe('a counter that never answers', () => {
  it('is waited for a second at most, by one of many', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const day = aDay()
    const budgets = day.instance()
    await grantedOf(budgets, 1000, 10)
    day.memory.before = () => new Promise(() => {})

    const waiting = Promise.all(Array.from({ length: 5 }, () => budgets.take({ name: 'sends', most: 1000 })))
    await vi.advanceTimersByTimeAsync(1000)

    expect(await waiting).toEqual(Array(5).fill({ outcome: 'taken' }))
    expect(day.memory.calls).toEqual(['budgets.read'])
  })
})

describe('two instances whose clocks stand on either side of an edge', () => {
  it('count in the later window, and neither takes the count of the other away', async () => {
    const day = aDay()
    const [late, early] = [day.instance(), day.instance()]
    day.later(WINDOW_MS)
    await grantedOf(late, 10, 4)
    day.later(-1)
    await grantedOf(early, 10, 4)

    expect([...day.memory.kept.budgets.values()]).toMatchObject([{ window: START.getTime() / WINDOW_MS + 1, taken: 6 }])
  })
})

describe('the limits', () => {
  it('let two hundred a second through for ten minutes unless somebody sets them lower', () => {
    expect(limits.parse({}).surveySends).toBeGreaterThanOrEqual(200 * 600)
    expect(limits.parse({}).sends).toBeGreaterThanOrEqual(limits.parse({}).surveySends)
    expect(limitsText.parse(undefined)).toEqual(limits.parse({}))
    expect(limitsText.parse('{"sends": 7}')).toMatchObject({ sends: 7 })
  })

  it.each(['{"sends": 0}', '{"sends": "7"}', '{"senders": 7}', 'seven', '{"sends": 1.5}'])(
    'are refused when they make no sense: %s',
    (text) => {
      expect(limitsText.safeParse(text).success).toBe(false)
    },
  )
})

async function grantedOfLane(budgets: RateCounter, lane: { name: string; most: number }): Promise<number> {
  let granted = 0
  while ((await budgets.take(lane)).outcome === 'taken') granted++
  return granted
}

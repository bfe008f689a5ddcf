import type { Context } from 'aws-lambda'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { withBelievedTime } from '#functions/believed-time.ts'
import { functions } from '#infra/topology.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** The time that a handler of ten seconds sees, at once and 4 s later, where the platform says so many milliseconds. */
function seen(said: number): Promise<readonly [number, number]> {
  let now = 50_000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const told = withBelievedTime(10, async (_, context) => {
    const first = context.getRemainingTimeInMillis()
    now += 4000
    return [first, context.getRemainingTimeInMillis()] as const
  })
  const context: Partial<Context> = { getRemainingTimeInMillis: () => said }
  return told({}, context as Context)
}

describe('the time that a call still has', () => {
  it.each([
    ['what the platform says', 9500, 9500],
    ['all of it, when the clock was put on by hours', -36_000_000, 10_000],
    ['all of it, when the clock was put back by hours', 36_000_000, 10_000],
    ['all of it, when there is said to be none', 0, 10_000],
  ])('is %s, counted down by a clock that only goes on', async (_, said, believed) => {
    expect(await seen(said)).toStrictEqual([believed, believed - 4000])
  })

  it('is what the topology gives each function', () => {
    const seconds = Object.fromEntries(Object.entries(functions).map(([name, { timeoutSeconds }]) => [name, timeoutSeconds]))

    // As the constants in their handlers say.
    expect(seconds).toStrictEqual({ respond: 10, console: 15, tabulate: 900, retain: 900, publish: 300, findings: 20 })
  })
})

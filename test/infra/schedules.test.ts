import { describe, expect, it } from 'vitest'
import { everyHour, scheduledRuns } from '#infra/local/schedules.ts'
import { schedules } from '#infra/topology.ts'

describe('what the topology schedules, on this machine', () => {
  const clock = { now: new Date('2026-03-04T23:30:00Z') }
  const at = (instant: string) => {
    clock.now = new Date(instant)
  }

  it('runs at the start, and then once a day, at the first call after midnight UTC, or once an hour', async () => {
    const ran: string[] = []
    const daily = scheduledRuns(
      async (workflow) => ran.push(workflow),
      () => clock.now,
    )

    at('2026-03-04T22:30:00Z')
    await daily()
    at('2026-03-04T23:30:00Z')
    await daily()
    expect(ran).toStrictEqual(['retention', 'publication', 'publication'])
    at('2026-03-05T00:30:00Z')
    await daily()
    await daily()

    expect(ran.slice(3)).toStrictEqual(['retention', 'publication'])
    expect(Object.values(schedules).map(({ workflow }) => workflow)).toStrictEqual(['retention', 'publication'])
  })

  it('tries again at the next call what failed, and tells it', async () => {
    let calls = 0
    const daily = scheduledRuns(
      async () => {
        if (++calls === 1) throw new Error('no answer')
        return undefined
      },
      () => clock.now,
    )
    const told: unknown[] = []
    const stop = await everyHour(daily, (failed) => told.push(failed))
    stop()
    await daily()
    await daily()

    expect(told).toStrictEqual([new Error('no answer')])
    // Of the two that failed and the one that did not, only the first is asked again.
    expect(calls).toBe(3)
  })
})

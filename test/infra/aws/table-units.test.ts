import { describe, expect, it } from 'vitest'
import type { FaultyDatabase } from '#test/lambda/faulty-database.ts'
import { metered } from '#test/lambda/table-units.ts'

/** A table of 4 read units and 2 write units a second, and a clock that a test moves. */
function table() {
  const database: FaultyDatabase = {
    endpoint: '',
    calls: new Set(),
    faultOf: () => undefined,
    answerTo: () => undefined,
    onDone: () => {},
    stop: async () => {},
  }
  const clock = { seconds: 0 }
  const meter = metered(
    database,
    () => ({ reads: 4, writes: 2 }),
    () => clock.seconds,
  )
  /** Gives whether it was let through. */
  const ask = (operation: string, asked: unknown, answer: unknown = {}) => {
    if (database.faultOf(operation, 'series') === 'busy') return false
    database.onDone(operation, 'series', JSON.stringify(asked), JSON.stringify(answer))
    return true
  }
  return { clock, meter, ask }
}

const bytes = (count: number) => ({ B: Buffer.alloc(count).toString('base64') })

describe('the meter of the tables', () => {
  it('counts a write by the kilobyte, names included, and a query by four kilobytes of its page', () => {
    const { ask, meter } = table()

    // 1,023 bytes and a name of one, and one byte more.
    ask('PutItem', { Item: { a: bytes(1023) } })
    expect(meter.used('series')).toStrictEqual({ reads: 0, writes: 1 })
    ask('PutItem', { Item: { a: bytes(1024) } })
    expect(meter.used('series')).toStrictEqual({ reads: 0, writes: 3 })
    // Three items of 1,500 bytes: 4,503 with their names.
    ask('Query', {}, { Items: [{ a: bytes(1500) }, { a: bytes(1500) }, { a: bytes(1500) }] })
    expect(meter.used('series')).toStrictEqual({ reads: 2, writes: 3 })
    ask('Query', {}, { ConsumedCapacity: { CapacityUnits: 7 } })
    expect(meter.used('series')).toStrictEqual({ reads: 9, writes: 3 })
    expect(meter.used('responses')).toStrictEqual({ reads: 0, writes: 0 })
  })

  it('refuses once a second of units is used, until enough of them have come back', () => {
    const { ask, clock, meter } = table()
    const write = () => ask('PutItem', { Item: { a: bytes(10) } })

    expect([write(), write(), write()]).toStrictEqual([true, true, false])
    // Reads have units of their own.
    expect(ask('Query', {})).toBe(true)
    clock.seconds += 0.5
    expect([write(), write()]).toStrictEqual([true, false])
    // A page larger than what is left is paid for later: 12 units, of 3 that are left and 4 a second.
    expect(ask('Query', {}, { ConsumedCapacity: { CapacityUnits: 12 } })).toBe(true)
    clock.seconds += 2
    expect(ask('Query', {})).toBe(false)
    clock.seconds += 0.5
    expect(ask('Query', {})).toBe(true)
    expect(meter.refused()).toBe(3)
  })

  it('saves up no more than a second', () => {
    const { ask, clock } = table()
    clock.seconds += 3600
    const write = () => ask('PutItem', { Item: { a: bytes(10) } })

    expect([write(), write(), write()]).toStrictEqual([true, true, false])
  })
})

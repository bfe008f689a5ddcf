import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeConsent, encodeConsent } from '#shared/consent/record.ts'
import { weekOf } from '#shared/consent/weeks.ts'

describe('a consent record', () => {
  it('is read back from its 36 bytes', () => {
    const record = fc.record({
      textHash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
      given: fc.subarray(['aggregate', 'quote', 'future_reuse'] as const),
      week: fc.nat({ max: 65_535 }),
    })

    fc.assert(
      fc.property(record, (each) => {
        const bytes = encodeConsent(each)
        expect(bytes.length).toBe(36)
        expect(decodeConsent(bytes)).toEqual(each)
      }),
    )
  })

  it('of an unknown format is refused', () => {
    expect(() => decodeConsent(new Uint8Array(36))).toThrow('not a consent record')
    expect(() => decodeConsent(new Uint8Array(35).fill(1))).toThrow('not a consent record')
  })

  it('knows the week and nothing finer: Monday to Sunday are one', () => {
    const week = weekOf(new Date('2026-11-16T00:00:00Z'))

    expect(weekOf(new Date('2026-11-21T13:37:42.123Z'))).toBe(week)
    expect(weekOf(new Date('2026-11-22T23:59:59.999Z'))).toBe(week)
    expect(weekOf(new Date('2026-11-23T00:00:00Z'))).toBe(week + 1)
    expect(weekOf(new Date('2026-11-15T23:59:59Z'))).toBe(week - 1)
  })
})

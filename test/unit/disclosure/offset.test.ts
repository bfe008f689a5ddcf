import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offsetOf } from '#shared/disclosure/keyed-draws.ts'
import { cellLabel } from '#shared/disclosure/structure/survey-structure.ts'
import { keyOf } from './sample.ts'

describe('the label of a cell', () => {
  it('is the study and its predicates, sorted, whatever order they come in', () => {
    const one = { question: 'q1', answer: '~skipped' }
    const two = { question: 'age', answer: '18_24' }

    expect(cellLabel('study', [one, two])).toBe('study\nage=18_24&q1=~skipped')
    expect(cellLabel('study', [two, one])).toBe('study\nage=18_24&q1=~skipped')
  })

  it('is the study alone for everybody', () => {
    expect(cellLabel('study', [])).toBe('study\n')
  })

  it('names the same people once when two predicates are one', () => {
    const one = { question: 'q1', answer: 'a' }

    expect(cellLabel('study', [one, one])).toBe('study\nq1=a')
  })

  it.each(['a=b', 'a&b', 'a\nb', 'a\0b'])('refuses an id that could be read as two: %j', (id) => {
    expect(() => cellLabel('study', [{ question: 'q', answer: id }])).toThrow('cannot be part of a label')
    expect(() => cellLabel('study', [{ question: id, answer: 'a' }])).toThrow('cannot be part of a label')
    expect(() => cellLabel(id, [])).toThrow('cannot be part of a label')
  })
})

describe('the offset of a label', () => {
  it('is the first 16 bytes of an HMAC-SHA256 over "u1", a zero byte and the label, modulo the base', () => {
    const key = keyOf(1)
    const digest = createHmac('sha256', key)
      .update(Buffer.from('7531007374756479 0a'.replaceAll(' ', ''), 'hex'))
      .digest()
    const drawn = digest.subarray(0, 16).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)

    expect(offsetOf(key, 'study\n', 5)).toBe(Number(drawn % 5n))
    expect(offsetOf(key, 'study\n', 10)).toBe(Number(drawn % 10n))
  })

  it('is always in 0..base-1 and the same each time', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(5, 10), fc.nat({ max: 20 }), (label, base, counter) => {
        const offset = offsetOf(keyOf(1), label, base, counter)
        expect(Number.isInteger(offset) && offset >= 0 && offset < base).toBe(true)
        expect(offsetOf(keyOf(1), label, base, counter)).toBe(offset)
      }),
    )
  })

  it('is spread evenly over labels, and drawn afresh for another key or counter', () => {
    const labels = Array.from({ length: 5000 }, (_, i) => `study\nq=${i}`)
    const first = labels.map((label) => offsetOf(keyOf(1), label, 5))
    const again = labels.map((label) => offsetOf(keyOf(1), label, 5, 1))
    const other = labels.map((label) => offsetOf(keyOf(2), label, 5))

    for (const drawn of [first, again, other]) {
      for (const value of [0, 1, 2, 3, 4]) expect(Math.abs(drawn.filter((each) => each === value).length - 1000)).toBeLessThan(150)
    }
    for (const drawn of [again, other]) expect(Math.abs(first.filter((each, i) => each === drawn[i]).length - 1000)).toBeLessThan(150)
  })

  it('refuses a key that is not 32 bytes', () => {
    expect(() => offsetOf(new Uint8Array(16), 'study\n', 5)).toThrow('32 bytes')
  })
})

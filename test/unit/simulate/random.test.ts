import { describe, expect, it } from 'vitest'
import { randomFrom } from '#shared/made-up-people/random.ts'

describe('random numbers of a synthetic person', () => {
  it('come out the same for the same labels, and differ for any other', () => {
    const first = draw(randomFrom('spring', 1).uniform, 5)
    expect(draw(randomFrom('spring', 1).uniform, 5)).toEqual(first)
    expect(draw(randomFrom('spring', 2).uniform, 5)).not.toEqual(first)
    expect(draw(randomFrom('autumn', 1).uniform, 5)).not.toEqual(first)
  })

  it('are spread evenly over [0, 1)', () => {
    const numbers = draw(randomFrom('even').uniform, 20_000)
    const tenths = Array.from({ length: 10 }, (_, i) => numbers.filter((u) => Math.floor(u * 10) === i).length)
    // Five standard deviations of a count with n = 20,000 and p = 0.1.
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(5 * 42.4)
  })

  it('follow the weights they are drawn by', () => {
    const random = randomFrom('weights')
    const drawn = draw(() => random.weighted([1, 0, 3]), 8_000)
    expect(drawn).not.toContain(1)
    expect(Math.abs(drawn.filter((index) => index === 2).length - 6000)).toBeLessThan(5 * 38.7)
  })

  it('are normal when asked to be', () => {
    const numbers = draw(randomFrom('normal').normal, 20_000)
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length
    const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length
    expect(mean).toBeCloseTo(0, 1)
    expect(variance).toBeCloseTo(1, 1)
  })
})

function draw<T>(next: () => T, count: number): T[] {
  return Array.from({ length: count }, () => next())
}

import { describe, expect, it } from 'vitest'
import { offsetOf } from '#shared/disclosure/keyed-draws.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'

const B = 5

/**
 * Somebody has learned count plus offset of every answer and of their total. The answers add up to the total, so what is
 * left open is which offsets have the difference that is known.
 */
function solutions(answers: number, difference: number): number {
  let found = 0
  for (let code = 0; code < B ** (answers + 1); code++) {
    const digits = Array.from({ length: answers + 1 }, (_, i) => Math.floor(code / B ** i) % B)
    const [total = 0, ...parts] = digits
    if (parts.reduce((sum, each) => sum + each, 0) - total === difference) found++
  }
  return found
}

function exactRows(answers: number, rows: number): number {
  const unique = new Map<number, boolean>()
  let exact = 0
  for (let row = 0; row < rows; row++) {
    const key = keyOf(row % 97)
    const parts = Array.from({ length: answers }, (_, i) => offsetOf(key, `s\nq${row}=${i}`, B))
    const difference = parts.reduce((sum, each) => sum + each, 0) - offsetOf(key, `s\nq${row}`, B)
    if (!unique.has(difference)) unique.set(difference, solutions(answers, difference) === 1)
    if (unique.get(difference)) exact++
  }
  return exact / rows
}

describe('who has probed every cell', () => {
  it('knows one and a half in a hundred rows of two answers exactly when offsets were not audited', () => {
    const exact = exactRows(2, 8_000)

    expect(exact).toBeGreaterThan(0.012)
    expect(exact).toBeLessThan(0.02)
  })

  it('knows three in a thousand rows of three answers exactly when offsets were not audited', () => {
    const exact = exactRows(3, 20_000)

    expect(exact).toBeGreaterThan(0.002)
    expect(exact).toBeLessThan(0.0045)
  })
})

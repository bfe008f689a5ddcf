import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TESTS = join(import.meta.dirname, '..')

/** Wait for reports with charts, and their tests. */
const WAITING: readonly string[] = []

const text = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.includes('requirements'))
  .map((path) => readFileSync(join(TESTS, path), 'utf8'))
  .join('\n')

function numbered(letters: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letters}-${String(i + 1).padStart(2, '0')}`)
}

describe('what respondents were promised', () => {
  it('has a test, or a line of the bench, that is named by the number of each requirement', () => {
    expect(numbered('RX', 28).filter((number) => !text.includes(number))).toEqual(WAITING)
  })
})

describe('what a board was promised', () => {
  it('has a test that is named by the number of each requirement', () => {
    const named = [...text.matchAll(/\b(?:it|describe)(?:\.each[^\n]*)?\(\s*['"`]([^\n]*)/g)].map(([, name = '']) => name).join('\n')
    expect(numbered('GO', 17).filter((number) => !named.includes(number))).toEqual([])
  })
})

describe('what tellers of stories were promised', () => {
  it('has a test that names the number of each requirement', () => {
    expect(
      numbered('ST', 12).filter(
        (number) => !text.includes(`(${number}`) && !text.includes(`'${number}:`) && !text.includes(`, ${number})`),
      ),
    ).toEqual([])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TESTS = join(import.meta.dirname, '..')

/** Wait for reports with charts, and their tests. */
const WAITING: readonly string[] = []

describe('what respondents were promised', () => {
  it('has a test, or a line of the bench, that is named by the number of each requirement', () => {
    const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && !path.includes('requirements'),
    )
    const text = files.map((path) => readFileSync(join(TESTS, path), 'utf8')).join('\n')
    const numbers = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}-${String(i + 1).padStart(2, '0')}`)
    const all = [...numbers('RX', 28), ...numbers('GO', 17), ...numbers('ST', 12)]

    expect(all.filter((number) => !text.includes(number))).toEqual(WAITING)
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const page = readFileSync('docs/security.md', 'utf8')

describe('the page on security', () => {
  it('names only tests that exist', () => {
    const named = [...page.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path)

    expect(named.length).toBeGreaterThan(60)
    expect(new Set(named.filter((path) => !existsSync(path)))).toStrictEqual(new Set())
  })

  it('says of every row by which test it is shown', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.includes('shown by'))

    expect(rows.length).toBeGreaterThan(35)
    expect(rows.filter((row) => !row.includes('`test/'))).toStrictEqual([])
  })
})

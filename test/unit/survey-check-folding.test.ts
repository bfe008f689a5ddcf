import { describe, expect, it } from 'vitest'
import { foldFindings } from '#cli/check/fold-findings.ts'
import type { Problem } from '#shared/problem.ts'

const stale = (id: string, line: number): Problem => ({
  code: 'support-verified',
  file: 'common.yaml',
  line,
  message: `nobody has tried out "${id}" yet`,
  remedy: 'Try it out',
})

describe('findings that say the same of different things', () => {
  it('are one from three on, with the places of the others, and no more than six of these', () => {
    const [folded, ...others] = foldFindings(Array.from({ length: 9 }, (_, i) => stale(`place-${i}`, i + 1)))

    expect(others).toEqual([])
    expect(folded?.problem.message).toBe('nobody has tried out "place-0" yet')
    expect(folded?.also).toEqual([2, 3, 4, 5, 6, 7].map((line) => `common.yaml:${line}`).concat('and 2 more'))
  })

  it('stay apart when there are two, and when they say something else or have another remedy', () => {
    const two = [stale('a', 1), stale('b', 2)]
    const other: Problem = { ...stale('c', 3), remedy: 'Take it out' }

    expect(foldFindings([...two, other]).map(({ also }) => also)).toEqual([[], [], []])
  })
})

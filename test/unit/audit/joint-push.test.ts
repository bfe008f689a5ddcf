import { beforeAll, expect, it } from 'vitest'
import { audit } from '#shared/disclosure/audit/audit-history.ts'
import type { Check } from '#shared/disclosure/audit/check.ts'
import { CHECKS } from '#shared/disclosure/audit/check-catalogue.ts'
import { NO_FACTS, type PublishedReport } from '#shared/disclosure/audit/history.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { communityOf, seriesOf } from './community.ts'
import { printedOf, published } from './published.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

/** Nobody leaves: no count may fall, which is where one release alone cannot be moved. */
function judged(history: readonly PublishedReport[], checks: readonly Check[]) {
  const growth = new Map(history.map(({ release }) => [release, { withdrawn: 0 }]))
  return audit(solver, { printed: printedOf(history), history, facts: { ...NO_FACTS, growth }, checks })
}

const oneByOne: readonly Check[] = CHECKS.map(({ targets: _, ...check }) => check)

const tight = (base: number, yes: number, asOf: number) => ({ base, asOf, cells: { yes, no: 15, maybe: 15, '~skipped': '.' as const } })

it.each<[string, readonly PublishedReport[]]>([
  ['of a series that passes', seriesOf(communityOf(1, 2, 320), [200, 240, 280, 320])],
  ['of a series that does not', [published(1, { q: { '': tight(35, 20, 1) } }), published(2, { q: { '': tight(45, 30, 2) } })]],
])('pushing many counts at once changes nothing in the verdict %s', { timeout: 60_000 }, (_, history) => {
  const results = judged(history, CHECKS)

  expect(results).toEqual(judged(history, oneByOne))
})

it('pushing many counts at once shows nearly every change to be wide, sooner than anything is looked at alone', { timeout: 60_000 }, () => {
  const history = seriesOf(communityOf(1, 1, 520), [400, 440, 480, 520])
  const known: boolean[] = []
  const a3 = CHECKS.filter(({ id }) => id === 'A3')
  const watching = a3.map((check) => ({
    ...check,
    question: (...[context, block]: Parameters<NonNullable<Check['question']>>) => {
      for (const { sum, enough } of check.targets?.(context, block) ?? []) {
        const range = block.search.seenBounds(sum)
        known.push(range !== undefined && enough(range))
      }
      return { examined: 0, findings: [] }
    },
  }))
  const share = (checks: readonly Check[]) => {
    known.length = 0
    judged(history, checks)
    return known.filter((each) => each).length / known.length
  }

  expect(share(watching.map(({ targets: _, ...check }) => check))).toBeLessThan(0.8)
  expect(share(watching)).toBeGreaterThan(0.95)
  expect(known.length).toBeGreaterThan(50)
})

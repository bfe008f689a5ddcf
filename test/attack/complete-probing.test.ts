import { beforeAll, describe, expect, test } from 'vitest'
import { auditKey } from '#shared/disclosure/key-audit/key-audit.ts'
import { offsetOf } from '#shared/disclosure/keyed-draws.ts'
import { ProblemBuilder } from '#shared/disclosure/linear/linear-problem.ts'
import { loadSolver, type Solver, wholeRange, withModel } from '#shared/disclosure/linear/solver.ts'
import { labelsIn, type MarginPlan } from '#shared/disclosure/structure/offset-margins.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

const BASE = 5
const KEY = Uint8Array.from({ length: 32 }, (_, at) => at)

/** Questions of two and three answers by groups of two and three, and 600 people who answer them all. */
const QUESTIONS = { q1: 2, q2: 2, q3: 3, q4: 2, q5: 3, q6: 2 }
const GROUPINGS = { g1: 2, g2: 3 }

const plan = planOf()
const counts = countsOf(600)

/**
 * An attacker who has learned count plus offset of every cell of the plan, by sending known answers one at a time and
 * watching each number move, and who then solves for the counts.
 */
function solvedBy(offset: (label: string) => number): ReadonlyMap<string, { low: number; high: number }> {
  const labels = labelsIn(plan.margins)
  const problem = new ProblemBuilder()
  for (const label of labels) {
    const learned = (counts.get(label) ?? 0) + offset(label)
    problem.variable({ low: Math.max(0, learned - (BASE - 1)), high: learned })
  }
  for (const { total, parts } of plan.margins) {
    problem.equal([...parts.map((part) => [labels.indexOf(part), 1] as const), [labels.indexOf(total), -1]], 0)
  }
  return withModel(solver, problem.build(), (model) => new Map(labels.map((label, at) => [label, wholeRange(model.range([[at, 1]]))])))
}

describe('complete probing', () => {
  test('of offsets that were not audited gives exact counts', () => {
    const solved = solvedBy((label) => offsetOf(KEY, label, BASE))

    const exact = [...solved].filter(([, { low, high }]) => low === high)
    expect(exact.length).toBeGreaterThan(5)
    for (const [label, { low }] of exact) expect(low).toBe(counts.get(label))
  })

  test('of audited offsets leaves three candidates for every count', () => {
    const draw = (label: string, counter: number): number => offsetOf(KEY, label, BASE, counter)
    const counters = auditKey(solver, { plan, base: BASE, atLeast: 3, draw })

    const solved = solvedBy((label) => draw(label, counters.get(label) ?? 0))

    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(BASE)
    for (const [label, { low, high }] of solved) {
      expect(high - low + 1, label).toBeGreaterThanOrEqual(3)
      expect(counts.get(label)).toBeGreaterThanOrEqual(low)
      expect(counts.get(label)).toBeLessThanOrEqual(high)
    }
  })
})

function planOf(): MarginPlan {
  const cells = (variable: string, size: number, within = ''): readonly string[] =>
    Array.from({ length: size }, (_, at) => `${variable}=${at}${within}`)
  const groups = Object.entries(GROUPINGS)
  return {
    margins: [
      ...groups.map(([grouping, size]) => ({ total: 'all', parts: cells(grouping, size) })),
      ...Object.entries(QUESTIONS).flatMap(([question, answers]) => [
        { total: 'all', parts: cells(question, answers) },
        ...groups.flatMap(([grouping, size]) => [
          ...cells(grouping, size).map((group) => ({ total: group, parts: cells(question, answers, ` ${group}`) })),
          ...cells(question, answers).map((answer) => ({
            total: answer,
            parts: cells(grouping, size).map((group) => `${answer} ${group}`),
          })),
        ]),
      ]),
    ],
    shared: new Set(['all', ...groups.flatMap(([grouping, size]) => cells(grouping, size))]),
  }
}

function countsOf(people: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const add = (label: string): void => void found.set(label, (found.get(label) ?? 0) + 1)
  let state = 12345
  const choice = (size: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 16) % size
  }
  for (let person = 0; person < people; person++) {
    const groups = Object.entries(GROUPINGS).map(([grouping, size]) => `${grouping}=${choice(size)}`)
    for (const label of ['all', ...groups]) add(label)
    for (const [question, size] of Object.entries(QUESTIONS)) {
      const answer = `${question}=${choice(size)}`
      for (const label of [answer, ...groups.map((group) => `${answer} ${group}`)]) add(label)
    }
  }
  return found
}

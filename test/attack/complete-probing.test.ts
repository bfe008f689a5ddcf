import { beforeAll, describe, expect, test } from 'vitest'
import { auditKey } from '#shared/disclosure/key-audit/key-audit.ts'
import { offsetOf } from '#shared/disclosure/keyed-draws.ts'
import { ProblemBuilder } from '#shared/disclosure/linear/linear-problem.ts'
import { loadSolver, type Solver, wholeRange, withModel } from '#shared/disclosure/linear/solver.ts'
import { studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { labelsIn, type MarginPlan } from '#shared/disclosure/structure/offset-margins.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, multi, section, single, surveyOf } from '#test/unit/disclosure/sample.ts'

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

/** Three questions with several answers, some of them taken together, by groups of two and three. */
const SEVERAL: Survey = {
  ...surveyOf([
    section('x', [
      ...['s1', 's2', 's3'].map((id) => ({
        ...multi(id, ['a', 'b', 'c', 'd']),
        rollups: [
          { id: 'ab', of: ['a', 'b'] },
          { id: 'cd', of: ['c', 'd'] },
        ],
      })),
      single('g', ['x', 'y']),
      single('h', ['u', 'v', 'w']),
    ]),
  ]),
  plan: { by: ['g', 'h'], cross: ['s1', 's2', 's3'], also: [], except: [] },
}

/** The fewest candidates of any label, to who knows all margins of the report and that those who gave any of some answers are those of all groups. */
function fewestCandidates(margins: MarginPlan['margins'], offset: (label: string) => number): number {
  const label = (...said: readonly string[]) => `${SEVERAL.id}\n${said.toSorted().join('&')}`
  const own = ['s1', 's2', 's3'].flatMap((question) =>
    ['^ab', '^cd'].flatMap((taken) =>
      [
        ['g=x', 'g=y'],
        ['h=u', 'h=v', 'h=w'],
      ].map((groups) => ({
        total: label(`${question}=${taken}`),
        parts: groups.map((group) => label(`${question}=${taken}`, group)),
      })),
    ),
  )
  const all = [
    ...margins.map(({ total, parts, less = [] }) => ({ total: [total, ...less], parts })),
    ...own.map(({ total, parts }) => ({ total: [total], parts })),
  ]
  const labels = [...new Set(all.flatMap(({ total, parts }) => [...total, ...parts]))]
  const problem = new ProblemBuilder()
  for (const _ of labels) problem.variable({ low: 0, high: BASE - 1 })
  for (const { total, parts } of all) {
    const terms = [...parts.map((each) => [labels.indexOf(each), 1] as const), ...total.map((each) => [labels.indexOf(each), -1] as const)]
    problem.equal(
      terms,
      terms.reduce((sum, [at, by]) => sum + by * offset(labels[at] ?? ''), 0),
    )
  }
  return withModel(solver, problem.build(), (model) =>
    Math.min(...labels.map((_, at) => wholeRange(model.range([[at, 1]]))).map(({ low, high }) => high - low + 1)),
  )
}

describe('complete probing of several answers taken together', () => {
  test('leaves three candidates, in ten keys, also to who adds the groups up', () => {
    const { margins, shared } = studyPlan(SEVERAL).margins()
    const candidates = Array.from({ length: 10 }, (_, at) => at + 1).map((seed) => {
      const draw = (label: string, counter: number): number => offsetOf(keyOf(seed), label, BASE, counter)
      const counters = auditKey(solver, { plan: { margins, shared }, base: BASE, atLeast: 3, draw })
      return fewestCandidates(margins, (label) => draw(label, counters.get(label) ?? 0))
    })

    expect(Math.min(...candidates)).toBeGreaterThanOrEqual(3)
  })
})

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

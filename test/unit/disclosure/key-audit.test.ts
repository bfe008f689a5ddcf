import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { narrowVariables } from '#shared/disclosure/key-audit/exact-candidates.ts'
import { auditKey, toDrawAgain } from '#shared/disclosure/key-audit/key-audit.ts'
import { labelBlocks, marginSystemOf } from '#shared/disclosure/key-audit/margin-system.ts'
import { KeyRefused } from '#shared/disclosure/key-audit/refused.ts'
import { offsetOf } from '#shared/disclosure/keyed-draws.ts'
import { ProblemBuilder } from '#shared/disclosure/linear/linear-problem.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { Margin } from '#shared/disclosure/structure/condition-sums.ts'
import { labelsIn, type MarginPlan } from '#shared/disclosure/structure/offset-margins.ts'
import { anySurvey } from './any-survey.ts'
import { keyOf, section, single, surveyOf } from './sample.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

const BASE = 5

/** A question by two groups, with everyone. */
const SMALL: MarginPlan = {
  margins: [
    { total: 'all', parts: ['a', 'b', 'c'] },
    { total: 'all', parts: ['g', 'h'] },
    { total: 'g', parts: ['ag', 'bg', 'cg'] },
    { total: 'h', parts: ['ah', 'bh', 'ch'] },
    { total: 'a', parts: ['ag', 'ah'] },
    { total: 'b', parts: ['bg', 'bh'] },
    { total: 'c', parts: ['cg', 'ch'] },
  ],
  shared: new Set(['all', 'g', 'h']),
}

describe('how many candidates complete probing leaves', () => {
  test.each([
    { answers: 3, of: 625, exact: 2 },
    { answers: 2, of: 125, exact: 2 },
  ])('independent offsets give a row of $answers answers away in $exact of $of draws', ({ answers, of, exact }) => {
    const row: Margin = { total: 'total', parts: Array.from({ length: answers }, (_, at) => `answer ${at}`) }
    const draws = everyDraw(answers + 1)

    const given = draws.filter((offsets) => {
      const { problem, point, labels } = probed([row], (label) => offsets[labelsIn([row]).indexOf(label)] ?? 0)
      return narrowVariables(solver, problem, Int32Array.from(point), [...labels.keys()], () => 2).length > 0
    })

    expect(draws).toHaveLength(of)
    expect(given).toHaveLength(exact)
  })

  test('is what trying every combination of offsets finds', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const draw = (label: string): number => offsetOf(keyOf(seed), label, BASE)
        const { problem, point, labels } = probed(SMALL.margins, draw)
        const tried = candidates(SMALL.margins, draw)

        const found = narrowVariables(solver, problem, Int32Array.from(point), [...labels.keys()], () => 3)

        const expected = labels.filter((label) => (tried.get(label)?.size ?? 0) < 3)
        expect(found.map((variable) => labels[variable])).toEqual(expected)
      }),
      { numRuns: 60, seed: 2 },
    )
  })
})

describe('the audit of a key', () => {
  test('finds offsets for a key that needs many draws: it draws again what is narrow, and a large block as a whole only now and then', async () => {
    const study = studyPlan(await readSurvey(join(import.meta.dirname, '..', '..', '..', 'surveys', 'crisis-response')))
    const key = Buffer.from('42af385cc3c78b450e0820d85df0dc4ddbbb7b45c247283fe70aa0e90f44a412', 'hex')

    const counters = [...redrawnOffsets(solver, study, key).values()]

    expect(counters.length).toBeGreaterThan(100)
    expect(Math.max(...counters)).toBeLessThan(100)
  })

  const audited = (seed: number): { draw: (label: string) => number; drawnAgain: number } => {
    const draw = (label: string, counter: number): number => offsetOf(keyOf(seed), label, BASE, counter)
    const counters = auditKey(solver, { plan: SMALL, base: BASE, atLeast: 3, draw })
    return { draw: (label) => draw(label, counters.get(label) ?? 0), drawnAgain: counters.size }
  }
  const fewest = (draw: (label: string) => number): number =>
    Math.min(...[...candidates(SMALL.margins, draw).values()].map(({ size }) => size))

  test('leaves every cell three candidates, where some keys left one', () => {
    const seeds = Array.from({ length: 40 }, (_, at) => at + 40)

    const before = seeds.map((seed) => fewest((label) => offsetOf(keyOf(seed), label, BASE)))
    const after = seeds.map((seed) => fewest(audited(seed).draw))

    expect(before.filter((least) => least === 1).length).toBeGreaterThan(0)
    expect(Math.min(...after)).toBeGreaterThanOrEqual(3)
  })

  test('accepts or refuses all offsets that an attacker cannot tell apart, so that passing it rules none out', () => {
    const { draw } = audited(7)
    const { labels } = probed(SMALL.margins, draw)
    const alike = [...points(SMALL.margins, draw)]
    expect(alike.length).toBeGreaterThan(20)

    for (const point of alike.filter((_, at) => at % 7 === 0)) {
      const other = (label: string): number => point[labels.indexOf(label)] ?? 0
      expect(auditKey(solver, { plan: SMALL, base: BASE, atLeast: 3, draw: other }).size).toBe(0)
    }
  })

  test('draws the same labels again for all offsets an attacker cannot tell apart, and leaves none with too few', () => {
    let accepted = 0
    let refused = 0
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const plan = anyPlan(seed)
        const system = marginSystemOf(plan)
        const draw = (label: string): number => offsetOf(keyOf(seed), label, BASE)
        const again = (offsets: readonly number[]) =>
          [...toDrawAgain(solver, { system, offsets: Int32Array.from(offsets), base: BASE, atLeast: 3 })].sort((a, b) => a - b)
        const alike = [...points(plan.margins, draw)]
        const isEnough = system.labels.every((_, at) => new Set(alike.map((point) => point[at])).size >= 3)

        const found = again(system.labels.map(draw))

        if (!isEnough) expect(found).not.toEqual([])
        for (const point of alike.filter((_, at) => at % Math.ceil(alike.length / 12) === 0)) expect(again(point)).toEqual(found)
        if (found.length === 0) accepted++
        else refused++
      }),
      { numRuns: 120, seed: 5 },
    )
    expect(Math.min(accepted, refused)).toBeGreaterThan(10)
  })

  test('gives the same counters for the same key, and most labels keep their first draw', () => {
    const again = Array.from({ length: 20 }, (_, seed) => [audited(seed).drawnAgain, audited(seed).drawnAgain])

    for (const [one, other] of again) expect(one).toBe(other)
    expect(again.reduce((sum, [one = 0]) => sum + one, 0)).toBeLessThan(20 * labelsIn(SMALL.margins).length * 0.5)
  })

  test('refuses a base too small to leave three candidates', () => {
    const plan: MarginPlan = { margins: [{ total: 'all', parts: ['a', 'b'] }], shared: new Set(['all']) }
    const draw = (label: string, counter: number): number => offsetOf(keyOf(1), label, 2, counter)

    expect(() => auditKey(solver, { plan, base: 2, atLeast: 3, draw })).toThrow(KeyRefused)
  })

  test('names the place in words when no draw helps', () => {
    const refused = new KeyRefused(['study\nbh03=always&ay_age=young', 'study\n~part:money=~section_skipped'])

    expect(refused.message).toContain('bh03 = always within ay_age = young; people who skipped the part money')
  })
})

test('a plan falls apart at its shared labels, and stays together where a condition ties two questions', () => {
  const second = SMALL.margins.map(({ total, parts }) => ({ total: renamed(total), parts: parts.map(renamed) }))
  const apart = labelBlocks({ ...SMALL, margins: [...SMALL.margins, ...second] })
  const terms = labelBlocks({ ...SMALL, margins: [...SMALL.margins, ...second, { total: 'a', parts: ['second b'] }] })

  expect(apart.map(({ own }) => own.length)).toEqual([9, 9])
  expect(terms.map(({ own }) => own.length)).toEqual([18])
})

test('a survey whose group variable is crossed with another one has a key that passes', () => {
  const hair = single('hair', ['black', 'brown', 'red', 'blond'])
  const eye = single('eye', ['brown', 'blue', 'hazel', 'green'])
  const sex = single('sex', ['one', 'other'])
  const survey = {
    ...surveyOf([section('all', [hair, eye, sex])]),
    plan: { by: ['sex', 'eye'], cross: 'all' as const, also: [], except: [] },
  }

  for (const seed of [1, 2, 3]) expect(() => redrawnOffsets(solver, studyPlan(survey), keyOf(seed))).not.toThrow()
})

test('surveys of any shape have keys that pass', () => {
  for (const seed of Array.from({ length: 20 }, (_, at) => at + 1)) {
    const survey = anySurvey(seed, { questions: 3 + (seed % 4), options: 2 + (seed % 4), groupings: 1 + (seed % 3) })

    expect(() => redrawnOffsets(solver, studyPlan(survey), keyOf(seed)), `survey ${seed}`).not.toThrow()
  }
}, 60_000)

function renamed(label: string): string {
  return SMALL.shared.has(label) ? label : `second ${label}`
}

/** Two or three questions by a group variable, one of them without its groups, and now and then a condition between two. */
function anyPlan(seed: number): MarginPlan {
  const names = ['a', 'b', 'c'].slice(0, 2 + (seed % 2))
  const second = ['d', 'e']
  const crossed = [{ total: 'all', parts: ['g', 'h'] }, ...(seed % 3 === 0 ? [] : [{ total: 'all', parts: second }])]
  const table = ['g', 'h'].map((group) => ({ total: group, parts: names.map((name) => `${name}${group}`) }))
  const columns = names.map((name) => ({ total: name, parts: [`${name}g`, `${name}h`] }))
  const condition = seed % 3 !== 0 && seed % 5 === 0 ? [{ total: 'd', parts: ['a', 'b'] }] : []
  return { margins: [{ total: 'all', parts: names }, ...crossed, ...table, ...columns, ...condition], shared: new Set(['all', 'g', 'h']) }
}

function probed(margins: readonly Margin[], draw: (label: string) => number) {
  const labels = labelsIn(margins)
  const problem = new ProblemBuilder()
  for (const _ of labels) problem.variable({ low: 0, high: BASE - 1 })
  for (const { total, parts } of margins) {
    problem.equal([...parts.map((part) => [labels.indexOf(part), 1] as const), [labels.indexOf(total), -1]], known({ total, parts }, draw))
  }
  return { problem: problem.build(), point: labels.map(draw), labels }
}

function known({ total, parts }: Margin, offsetOf: (label: string) => number): number {
  return parts.reduce((sum, part) => sum + offsetOf(part), 0) - offsetOf(total)
}

/** The offsets each label may have, found by trying all. */
function candidates(margins: readonly Margin[], draw: (label: string) => number): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map(labelsIn(margins).map((label) => [label, new Set<number>()]))
  for (const point of points(margins, draw)) for (const [at, label] of [...found.keys()].entries()) found.get(label)?.add(point[at] ?? 0)
  return found
}

/** Every combination of offsets that fits what an attacker knows, in the order of the labels. */
function* points(margins: readonly Margin[], draw: (label: string) => number): Generator<readonly number[]> {
  const labels = labelsIn(margins)
  const rows = margins.map((margin) => ({
    margin,
    last: Math.max(...labelsIn([margin]).map((label) => labels.indexOf(label))),
    is: known(margin, draw),
  }))
  const point: number[] = []
  const at = (label: string): number => point[labels.indexOf(label)] ?? 0
  const from = function* (next: number): Generator<readonly number[]> {
    if (next === labels.length) yield [...point]
    else {
      for (let value = 0; value < BASE; value++) {
        point[next] = value
        if (rows.every(({ margin, last, is }) => last !== next || known(margin, at) === is)) yield* from(next + 1)
      }
    }
  }
  yield* from(0)
}

function everyDraw(labels: number): readonly (readonly number[])[] {
  if (labels === 0) return [[]]
  return everyDraw(labels - 1).flatMap((rest) => Array.from({ length: BASE }, (_, offset) => [...rest, offset]))
}

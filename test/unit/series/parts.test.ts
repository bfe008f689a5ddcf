import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { churnBySlice, churnOfRelease } from '#shared/disclosure/series/churn.ts'
import { countedSince, decodeMembership, encodeMembership, memberOf } from '#shared/disclosure/series/membership.ts'
import { mayRelease, slicesBelowMinimum } from '#shared/disclosure/series/pace.ts'
import { definitionHash, type SeriesState, seriesState } from '#shared/disclosure/series/state.ts'
import { addToCohorts, cohortsBySlice, emptyCohorts, mergeCohorts } from '#shared/tabulate/cohorts.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { keyOf, section, single, surveyOf } from '../disclosure/sample.ts'
import { coded, type Person, range, survey } from './study.ts'

const PACE = { heldBackOneIn: 10, releaseNewcomers: 25, sliceNewcomers: 10, jitter: 10 }
const id = (number: number) => Uint8Array.from({ length: 16 }, (_, i) => (number >> (8 * (i % 4))) & 255)
const KEY = keyOf(1)

const state: SeriesState = {
  format: 'chorus-series/1',
  study: 'sample',
  release: 3,
  definition: definitionHash(survey),
  members: 200,
  slices: {
    '': { asOf: 3, base: 200 },
    'age=young': { asOf: 1, base: 40 },
    'age=middle': { asOf: 2, base: 60 },
    'age=old': { asOf: 3, base: 90 },
  },
  releases: ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)],
  withdrawals: [0, 3, 1],
}

describe('a secret draw', () => {
  it('holds back about one in ten, each on its own, and another tenth at the next release', () => {
    const members = range(0, 4000).map((number) => memberOf(KEY, id(number)))
    const held = (release: number) =>
      members.filter((member) => countedSince(KEY, PACE, { known: new Map(), release }, member) === undefined)
    const first = new Set(held(1))
    const both = held(2).filter((member) => first.has(member))

    // 400 and 40 on average; the bounds are five standard deviations away.
    for (const release of [1, 2]) expect(Math.abs(held(release).length - 400)).toBeLessThan(95)
    expect(Math.abs(both.length - 40)).toBeLessThan(32)
    expect(held(1)).toEqual([...first])
  })

  it('holds nobody back whom a report has counted, and nobody where a study is counted once or in batches', () => {
    const members = range(0, 200).map((number) => memberOf(KEY, id(number)))
    const known = new Map(members.map((member) => [member, 1]))

    for (const member of members) {
      expect(countedSince(KEY, PACE, { known, release: 2 }, member)).toBe(1)
      for (const pace of ['once', 'batches'] as const) expect(countedSince(KEY, pace, { known: new Map(), release: 3 }, member)).toBe(3)
    }
  })

  it('adds 0 to 9 to the newcomers a release needs, another number after each', () => {
    const least = range(1, 200).map((release) =>
      range(0, 60).find((added) => mayRelease(KEY, PACE, { ...state, release }, { added, withdrawn: 0, base: 0 })),
    )

    expect([...new Set(least)].sort()).toEqual(range(25, 35))
  })

  it('adds 0 to 9 to the newcomers a group needs, another number for each group and each time, no matter who left', () => {
    const least = (asOf: number, slice: string) =>
      range(0, 60).find((added) => {
        const before = { ...state, slices: { [slice]: { asOf, base: 100 } } }
        return !slicesBelowMinimum(KEY, PACE, before, new Map([[slice, { added, withdrawn: 3, base: 0 }]])).has(slice)
      })
    const found = range(1, 60).flatMap((asOf) => ['', 'age=old', 'age=young'].map((slice) => least(asOf, slice)))

    expect([...new Set(found)].sort((a = 0, b = 0) => a - b)).toEqual(range(10, 20))
  })
})

describe('the members of a series', () => {
  it('are kept without an answer and without an order, and come back as they were', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(5000), { maxLength: 60 }), fc.nat(99), (numbers, seed) => {
        const entries = numbers.map((number) => [memberOf(KEY, id(number)), 1 + (number % 4)] as const)
        const shuffled = entries.toSorted(([a], [b]) => ((a.charCodeAt(0) * (seed + 1)) % 97) - ((b.charCodeAt(0) * (seed + 1)) % 97))

        expect(encodeMembership(new Map(shuffled))).toEqual(encodeMembership(new Map(entries)))
        expect(decodeMembership(encodeMembership(new Map(entries)), 4)).toEqual(new Map(entries))
      }),
    )
  })

  it('of a tabulation that made no release are no members', () => {
    const members = new Map(range(0, 8).map((number) => [memberOf(KEY, id(number)), 1 + (number % 2)]))

    expect(decodeMembership(encodeMembership(members), 1).size).toBe(4)
    expect(decodeMembership(encodeMembership(members), 0).size).toBe(0)
  })

  it('fit the items of a table, however many', () => {
    const members = new Map(range(0, 45_000).map((number) => [memberOf(KEY, id(number)), 1]))
    const blocks = encodeMembership(members)

    expect(Math.max(...blocks.map((block) => block.length))).toBeLessThan(390_000)
    expect(decodeMembership(blocks, 1).size).toBe(45_000)
  })

  it('have names that only the key makes, and that are not the ids', () => {
    expect(memberOf(KEY, id(7))).not.toBe(memberOf(keyOf(2), id(7)))
    expect(Buffer.from(memberOf(KEY, id(7)), 'latin1')).not.toEqual(Buffer.from(id(7)))
  })

  it.each<[string, Uint8Array[]]>([
    ['cut short', [new Uint8Array(19)]],
    ['of no release', [new Uint8Array(20)]],
    ['listing somebody twice', [Uint8Array.from({ length: 36 }, (_, i) => (i === 3 ? 1 : i > 3 ? 9 : 0))]],
  ])('are refused in a block %s', (_, blocks) => {
    expect(() => decodeMembership(blocks, 3)).toThrow()
  })
})

describe('the state of a series', () => {
  it('comes back from JSON unchanged', () => {
    expect(seriesState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state)
  })

  it.each([
    { ...state, answers: [1, 2] },
    { ...state, release: 4 },
    { ...state, members: -1 },
    { ...state, slices: { '': { asOf: 4, base: 1 } } },
  ])('is refused when it is anything else (%#)', (other) => {
    expect(() => seriesState.parse(other)).toThrow()
  })

  it('tells a changed definition from changed wording', () => {
    const renamed = { ...survey, texts: { ...survey.texts, en: { ...survey.texts.en, title: 'Another title' } }, version: '1.0.1' }
    const more = surveyOf([...survey.sections, section('b', [single('more', ['x', 'y'])])])

    expect(definitionHash({ ...survey, ...renamed } as typeof survey)).toBe(definitionHash(survey))
    expect(definitionHash(more)).not.toBe(definitionHash(survey))
    expect(definitionHash({ ...survey, plan: { ...survey.plan, cross: 'none' } })).not.toBe(definitionHash(survey))
  })
})

const person = fc.record<Person>({
  age: fc.constantFrom('young', 'middle', 'old', ''),
  q: fc.constantFrom('yes', 'no'),
  went: fc.constantFrom([], ['here'], ['here', 'there']),
  rating: fc.constantFrom('low', ''),
})
const people = fc.array(fc.tuple(person, fc.integer({ min: 1, max: 3 })), { maxLength: 40 })

describe('cohorts', () => {
  const plan = reportPlan(survey)
  const counted = (list: readonly (readonly [Person, number])[]) =>
    addToCohorts(
      emptyCohorts(plan, 3),
      list.map(([each]) => coded(each)),
      list.map(([, release]) => release),
    )

  it('count, for each group and everyone, who came in which release, in any order and in parts', () => {
    fc.assert(
      fc.property(people, fc.nat(40), (list, cut) => {
        const whole = counted(list)
        const by = cohortsBySlice(whole)
        for (const release of [1, 2, 3]) {
          const of = list.filter(([, each]) => each === release)
          expect(by.get('')?.[release - 1]).toBe(of.length)
          for (const age of ['young', 'middle', 'old']) {
            expect(by.get(`age=${age}`)?.[release - 1]).toBe(of.filter(([each]) => each.age === age).length)
          }
        }
        expect(mergeCohorts(counted(list.slice(cut).toReversed()), counted(list.slice(0, cut)))).toEqual(whole)
      }),
    )
  })

  it('are refused for a release that is not one of theirs', () => {
    const row = coded({ age: 'old', q: 'yes', went: [], rating: '' })
    for (const release of [0, 4, 1.5]) expect(() => addToCohorts(emptyCohorts(plan, 3), [row], [release])).toThrow('no known release')
    expect(() => mergeCohorts(emptyCohorts(plan, 3), emptyCohorts(plan, 2))).toThrow()
  })

  it('say who came and who left since a group was last counted', () => {
    const of = (age: string, release: number, n: number) =>
      range(0, n).map(() => [{ age, q: 'yes', went: [], rating: '' }, release] as const)
    const now = counted([...of('young', 1, 37), ...of('young', 2, 4), ...of('middle', 1, 58), ...of('old', 3, 90), ...of('', 1, 3)])
    const churn = churnBySlice({ ...state, slices: { ...state.slices, '': { asOf: 3, base: 200 } } }, now)

    expect(churn.get('age=young')).toEqual({ added: 4, withdrawn: 3, base: 41 })
    expect(churn.get('age=middle')).toEqual({ added: 0, withdrawn: 2, base: 58 })
    expect(churn.get('age=old')).toEqual({ added: 0, withdrawn: 0, base: 90 })
    expect(churnOfRelease(state, now)).toEqual({ added: 0, withdrawn: 8, base: 192 })
  })

  it('are refused when more are left than there were', () => {
    const now = counted(range(0, 45).map(() => [{ age: 'young', q: 'yes', went: [], rating: '' }, 1] as const))

    expect(() => churnBySlice(state, now)).toThrow('did not have then')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { structureOf } from '#shared/disclosure/structure/survey-structure.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { holds } from '#shared/survey/conditions.ts'
import type { Condition, Question, Section } from '#shared/survey/survey.ts'
import { multi, section, single, surveyOf } from './sample.ts'

const LARGE = Array.from({ length: 20 }, (_, i) => `o${i}`)
const large = multi('large', LARGE)
const asked = [single('x', ['a', 'b', 'c']), single('y', ['a', 'b']), multi('m', ['a', 'b', 'c']), large]

/** The names of "not shown" of one question each, shown under one condition each. */
function namesOf(conditions: readonly Condition[], before: readonly Question[] = asked): string[] {
  const questions = conditions.map((condition, i) => single(`q${i}`, ['yes'], { if: condition }))
  const structure = structureOf(surveyOf([section('a', before), section('b', questions)]))
  return questions.map(({ id }) => JSON.stringify(structure.predicatesOf({ question: id }, '~not_shown')))
}

const x = (...ids: string[]): Condition => ({ q: 'x', in: ids })
const m = (...ids: string[]): Condition => ({ q: 'm', in: ids })
const l = (...ids: string[]): Condition => ({ q: 'large', in: ids })
const n = (...ids: string[]): Condition => ({ q: 'm', none_of: ids })
const ln = (...ids: string[]): Condition => ({ q: 'large', none_of: ids })
const y: Condition = { q: 'y', in: ['a'] }

describe('people who were not shown something', () => {
  it.each<[string, Condition[]]>([
    ['a list', [x('a', 'b'), x('b', 'a'), x('a', 'b', 'b'), { any: [x('a'), x('b')] }, { q: 'x', any_except: ['c'] }]],
    ['every option', [x('a', 'b', 'c'), { q: 'x', answered: true }, { any: [{ q: 'x', any_except: ['a'] }, x('a')] }]],
    ['what two lists share', [x('a'), { all: [x('a', 'b'), x('c', 'a')] }, { all: [{ all: [x('a')] }, { any: [x('a'), y] }] }]],
    ['a list of a choice of many', [m('a', 'b'), { q: 'm', any_except: ['c'] }, { any: [m('b'), m('a')] }]],
    [
      'a list of a large choice of many',
      [l('o1', 'o2'), { any: [l('o2'), l('o1', 'o1')] }, { any: [l('o1', 'o2'), { all: [l('o1', 'o2'), y] }] }],
    ],
    ['none of a list of a choice of one', [x('a'), { q: 'x', none_of: ['b', 'c'] }]],
    ['none of a list of a choice of many', [n('a', 'b'), { all: [n('a'), n('b')] }, { all: [{ q: 'm', answered: true }, n('b', 'a')] }]],
    [
      'none of a list of a large choice of many',
      [
        ln('o1', 'o2'),
        { all: [ln('o1'), ln('o2')] },
        { all: [{ q: 'large', answered: true }, ln('o2', 'o1', 'o1')] },
        { any: [ln('o2', 'o1'), ln('o3', 'o1', 'o2')] },
      ],
    ],
    ['a list of a large choice of many, or none of it', [l(...LARGE), { any: [l('o1', 'o2'), ln('o1')] }]],
    ['a list of a large choice of many, and none of a part', [{ all: [l('o1'), ln('o2')] }, { all: [ln('o2'), l('o1', 'o2')] }]],
    ['two questions', [{ any: [{ all: [x('a'), y] }, { all: [x('b'), y] }] }, { all: [y, x('b', 'a')] }]],
    ['a question that decides nothing', [x('a'), { any: [{ all: [x('a'), y] }, x('a'), { all: [x('a'), m('a')] }] }]],
  ])('have one name for %s, however it is spelled', (_, spellings) => {
    expect(new Set(namesOf(spellings)).size).toBe(1)
  })

  it('have a name each for different sets of them', () => {
    const of = [x('a'), x('b'), x('a', 'b'), m('a'), { all: [m('a'), m('b')] }, m('a', 'b'), l('o1'), { all: [l('o1'), l('o2')] }, y]
    const different = [...of, n('a'), n('a', 'b'), ln('o1'), ln('o1', 'o2'), { all: [l('o1'), ln('o2')] }]

    expect(new Set(namesOf(different)).size).toBe(different.length)
  })

  it('have one name when a condition is said again that had to hold for an earlier answer', () => {
    const later = single('later', ['a', 'b'], { if: x('a') })

    const [alone, again] = namesOf([{ q: 'later', in: ['b'] }, { all: [x('a', 'c'), { q: 'later', in: ['b'] }] }], [...asked, later])

    expect(again).toBe(alone)
  })

  it('are those who skipped a question, where it is asked of those who answered it and "skipped" is all that somebody without an answer can be', () => {
    const own = (first: Question, more: Partial<Section> = {}) => {
      const later = single('later', ['yes'], { if: { q: first.id, answered: true } })
      return structureOf(surveyOf([section('a', [first], more), section('b', [later])])).predicatesOf({ question: 'later' }, '~not_shown')
    }
    const skipped = [{ question: 'x', answer: '~skipped' }]

    expect(own(single('x', ['a', 'b']))).toEqual(skipped)
    expect(own(single('x', ['a', 'b'], { auto: ['pns'] }))).not.toEqual(skipped)
    expect(own(single('x', ['a', 'b']), { note: true })).not.toEqual(skipped)
  })

  it('have one name exactly when the same people are shown it, whatever the conditions', () => {
    const ids = fc.subarray(['a', 'b', 'c'], { minLength: 1 })
    const leaf: fc.Arbitrary<Condition> = fc.oneof(
      fc.record({ q: fc.constantFrom('x', 'm'), in: ids }),
      fc.record({ q: fc.constantFrom('x', 'm'), any_except: ids }),
      fc.record({ q: fc.constantFrom('x', 'm'), none_of: ids }),
      fc.record({ q: fc.constantFrom('x', 'y', 'm'), answered: fc.constant(true as const) }),
      fc.constant(y),
    )
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      ),
    }))
    const everybody = peopleWhoAnswered()

    fc.assert(
      fc.property(condition, condition, (one, other) => {
        const [nameOfOne, nameOfOther] = namesOf([one, other])
        const same = everybody.every((answers) => holds(one, answers) === holds(other, answers))
        expect(nameOfOne === nameOfOther).toBe(same)
      }),
      { numRuns: 300 },
    )
  })

  it('have one name whatever is nested, repeated and turned round in it', () => {
    const shuffled = fc
      .shuffledSubarray(['o0', 'o1', 'o2', 'o3'], { minLength: 1 })
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.constantFrom<Condition>(
            { q: 'large', in: [...list, ...list] },
            { any: list.map((id) => ({ any: [{ q: 'large', in: [id] }] })) },
            { all: [{ q: 'large', in: list.toReversed() }, { any: [{ q: 'large', in: list }, y] }] },
            { q: 'large', any_except: Array.from({ length: 20 }, (_, i) => `o${i}`).filter((id) => !list.includes(id)) },
          ),
        ),
      )

    fc.assert(
      fc.property(shuffled, ([list, spelled]) => {
        const [plain, other] = namesOf([l(...list), spelled])
        expect(other).toBe(plain)
      }),
    )
  })
})

describe('people of a group who gave an answer', () => {
  it('have the name of the answer alone when the conditions leave one group only, however they say so', () => {
    const narrow: Condition = { all: [x('a', 'b'), { any: [x('a'), x('c')] }] }
    const structure = structureOf(
      surveyOf([section('a', asked), section('b', [single('q', ['yes'], { if: narrow })], { if: x('a', 'c') })]),
    )

    expect(structure.predicatesOf({ question: 'q', by: 'x', group: 'a' }, 'yes')).toEqual([{ question: 'q', answer: 'yes' }])
    expect(structure.canBeAsked({ question: 'q', by: 'x', group: 'b' })).toBe(false)
  })
})

/** By hand: each of x and y or nothing, each set of m or nothing. */
function peopleWhoAnswered(): Answers[] {
  const none: string[] = []
  const some = (options: string[]): Answers[string] => (options.length > 0 ? { state: 'answered', options } : { state: 'skipped' })
  return [none, ['a'], ['b'], ['c']].flatMap((ofX) =>
    [none, ['a'], ['b']].flatMap((ofY) =>
      [none, ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c'], ['a', 'b', 'c']].map((ofM) => ({
        x: some(ofX),
        y: some(ofY),
        m: some(ofM),
      })),
    ),
  )
}

import { describe, expect, it } from 'vitest'
import { studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { sliceSums } from '#shared/disclosure/structure/cell-sums.ts'
import { structureOf } from '#shared/disclosure/structure/survey-structure.ts'
import type { Condition } from '#shared/survey/survey.ts'
import { multi, section, single, surveyOf } from './sample.ts'

const age = single('age', ['young', 'middle', 'old'])
const asked = (condition: Condition, more = {}) =>
  structureOf(
    surveyOf([section('a', [age, multi('went', ['a', 'b'])]), section('b', [single('q', ['yes', 'no'], { if: condition })], more)]),
  )

describe('who can be asked a question, by its conditions alone', () => {
  it.each<[string, Condition, string[]]>([
    ['an answer in a list', { q: 'age', in: ['young', 'old'] }, ['young', 'old']],
    ['any answer except some', { q: 'age', any_except: ['old'] }, ['young', 'middle']],
    ['any answer', { q: 'age', answered: true }, ['young', 'middle', 'old']],
    [
      'all of several',
      {
        all: [
          { q: 'age', in: ['young', 'old'] },
          { q: 'age', any_except: ['old'] },
        ],
      },
      ['young'],
    ],
    [
      'any of several',
      {
        any: [
          { q: 'age', in: ['young'] },
          { q: 'age', in: ['old'] },
        ],
      },
      ['young', 'old'],
    ],
    [
      'any of several, one about something else',
      {
        any: [
          { q: 'age', in: ['young'] },
          { q: 'went', in: ['a'] },
        ],
      },
      ['young', 'middle', 'old'],
    ],
    ['a choice of many, whose groups overlap', { q: 'went', in: ['a'] }, ['young', 'middle', 'old']],
  ])('%s', (_, condition, groups) => {
    const structure = asked(condition)

    expect(['young', 'middle', 'old'].filter((group) => structure.canBeAsked({ question: 'q', by: 'age', group }))).toEqual(groups)
  })

  it('looks at the condition of the section too, and through the questions a condition names', () => {
    const chain = structureOf(
      surveyOf([
        section('a', [age]),
        section('b', [single('first', ['yes', 'no'])], { if: { q: 'age', in: ['old'] } }),
        section('c', [single('second', ['yes', 'no'], { if: { q: 'first', in: ['yes'] } })]),
      ]),
    )

    expect(chain.canBeAsked({ question: 'second', by: 'age', group: 'young' })).toBe(false)
    expect(chain.canBeAsked({ question: 'second', by: 'age', group: 'old' })).toBe(true)
  })

  it('never says so of overlapping groups, except where an option stands alone', () => {
    const went = { ...multi('went', ['a', 'b']), options: [{ id: 'a' }, { id: 'b' }, { id: 'nowhere', alone: true as const }] }
    const structure = structureOf(
      surveyOf([section('a', [went, single('q', ['yes', 'no'], { if: { q: 'went', any_except: ['nowhere'] } })])]),
    )

    expect(structure.canBeAsked({ question: 'q', by: 'went', group: 'a' })).toBe(true)
    expect(structure.canBeAsked({ question: 'q', by: 'went', group: 'nowhere' })).toBe(false)
  })
})

describe('one spelling for one set of people', () => {
  it('is the same for a cell whichever question makes the groups', () => {
    const structure = structureOf(surveyOf([section('a', [age, single('q', ['yes', 'no'])])]))
    const oneWay = structure.predicatesOf({ question: 'q', by: 'age', group: 'old' }, 'yes')
    const other = structure.predicatesOf({ question: 'age', by: 'q', group: 'yes' }, 'old')

    expect(new Set(oneWay)).toEqual(new Set(other))
  })

  it('gives a group its own cell in the one-way table', () => {
    const structure = structureOf(surveyOf([section('a', [age, single('q', ['yes', 'no'])])]))

    expect(structure.predicatesOfGroup({ question: 'q', by: 'age', group: 'old' })).toEqual(
      structure.predicatesOf({ question: 'age' }, 'old'),
    )
  })

  it('is the same for every question of a part that was skipped', () => {
    const structure = structureOf(surveyOf([section('hard', [single('one', ['a']), single('two', ['a'])], { note: true })]))

    expect(structure.predicatesOf({ question: 'one' }, '~section_skipped')).toEqual(
      structure.predicatesOf({ question: 'two' }, '~section_skipped'),
    )
    expect(structure.predicatesOf({ question: 'one' }, '~skipped')).not.toEqual(structure.predicatesOf({ question: 'two' }, '~skipped'))
  })

  it('is the same for every question under the same conditions, and another under others', () => {
    const old: Condition = { q: 'age', in: ['old'] }
    const structure = structureOf(
      surveyOf([
        section('a', [age]),
        section('b', [single('one', ['a']), single('two', ['a'])], { if: old }),
        section('c', [single('three', ['a'], { if: { all: [old] } }), single('four', ['a'], { if: { q: 'age', in: ['young'] } })]),
        section('d', [single('five', ['a'], { if: old })], { note: true }),
      ]),
    )
    const notShown = (question: string) => structure.predicatesOf({ question }, '~not_shown')

    expect(notShown('two')).toEqual(notShown('one'))
    expect(notShown('three')).toEqual(notShown('one'))
    expect(notShown('four')).not.toEqual(notShown('one'))
    // People who skipped part d were not "not shown" its question.
    expect(notShown('five')).not.toEqual(notShown('one'))
  })

  it('leaves out a group that follows from the answer', () => {
    const structure = asked({ q: 'age', in: ['old'] })
    const inGroup = structure.predicatesOf({ question: 'q', by: 'age', group: 'old' }, 'yes')

    expect(inGroup).toEqual(structure.predicatesOf({ question: 'q' }, 'yes'))
    expect(structure.predicatesOf({ question: 'q', by: 'age', group: 'old' }, '~not_shown')).toHaveLength(2)
  })

  it('leaves out an answer that follows from the group', () => {
    const structure = structureOf(
      surveyOf([section('a', [single('q', ['yes', 'no'])]), section('b', [age], { if: { q: 'q', in: ['yes'] } })]),
    )

    expect(structure.predicatesOf({ question: 'q', by: 'age', group: 'old' }, 'yes')).toEqual([{ question: 'age', answer: 'old' }])
    expect(structure.predicatesOf({ question: 'q', by: 'age', group: 'old' }, 'no')).toHaveLength(2)
  })
})

it('of four options, two of three at most and the fourth alone: nobody makes more of the three than twice those who chose among them', () => {
  const options = [...['a', 'b', 'c'].map((id) => ({ id })), { id: 'none', alone: true as const }]
  const { printed } = studyPlan(surveyOf([section('a', [{ id: 'helps', type: 'pick', max: 2, auto: [], options }])]))

  const sums = sliceSums(printed, { question: 'helps' }).sums.map(({ terms, low, high }) => ({
    terms: Object.fromEntries(terms.map(([{ answer = 'all' }, factor]) => [answer, factor])),
    low,
    high,
  }))

  // Those who chose among the three are all, without those who chose "none" and those who skipped.
  const limit = { a: 1, b: 1, c: 1, none: 2, '~skipped': 2, all: -2 }
  expect(sums).toContainEqual({ terms: limit, low: Number.NEGATIVE_INFINITY, high: 0 })
})

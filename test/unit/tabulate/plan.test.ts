import { describe, expect, it } from 'vitest'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { multi, sectionOf, single, surveyOf } from './surveys.ts'

const yesNo = ['yes', 'no']
const sections = [
  sectionOf([single('q1', yesNo), { id: 'words', type: 'text', max: 100 }]),
  sectionOf([single('q2', yesNo)], { id: 'hard', sensitive: true }),
  sectionOf([single('age', yesNo), multi('roles', yesNo)], { id: 'you', part: 'about_you' }),
  sectionOf([single('feel', yesNo)], { id: 'end', part: 'check_in' }),
]
const tablesOf = (plan: Parameters<typeof surveyOf>[1]) => reportPlan(surveyOf(sections, plan)).tables.map((table) => table.id)

describe('the report plan', () => {
  it('has one table for every closed question, and crosses nothing when asked for none', () => {
    expect(tablesOf({ cross: 'none', by: ['age'] })).toEqual(['q1', 'q2', 'age', 'roles', 'feel'])
  })

  it('crosses every question with every group variable, but not with itself, nor sensitive or check-in questions', () => {
    expect(tablesOf({ cross: 'all', by: ['age', 'roles'] })).toEqual([
      ...['q1', 'q1:age', 'q1:roles'],
      'q2',
      ...['age', 'age:roles'],
      ...['roles', 'roles:age'],
      'feel',
    ])
  })

  it('crosses only the questions named, a sensitive one too', () => {
    expect(tablesOf({ cross: ['q2'], by: ['age'] })).toEqual(['q1', 'q2', 'q2:age', 'age', 'roles', 'feel'])
  })

  it('adds single tables, once each', () => {
    const also = [
      { question: 'q1', by: 'q2' },
      { question: 'q1', by: 'age' },
    ]

    expect(tablesOf({ cross: ['q1'], by: ['age'], also })).toEqual(['q1', 'q1:age', 'q1:q2', 'q2', 'age', 'roles', 'feel'])
  })

  it('leaves a question out of every table, as a group variable too', () => {
    expect(tablesOf({ cross: 'all', by: ['age'], except: ['age', 'q2'] })).toEqual(['q1', 'roles', 'feel'])
  })

  it.each([
    ['as a question', { cross: ['feel'], by: ['age'] }],
    ['as a group variable', { cross: 'all' as const, by: ['feel'] }],
    ['in a table of its own', { also: [{ question: 'q1', by: 'feel' }] }],
  ])('refuses to split a check-in into groups, %s', (_, plan) => {
    expect(() => tablesOf(plan)).toThrow('check-in question feel')
  })

  it.each([
    ['a written answer', { by: ['words'] }],
    ['a question that does not exist', { cross: ['q1'], by: ['gone'] }],
  ])('refuses %s as a group variable', (_, plan) => {
    expect(() => tablesOf(plan)).toThrow('no closed question')
  })

  it('is told apart from every other plan by its hash', () => {
    const one = reportPlan(surveyOf(sections, { by: ['age'] }))
    const same = reportPlan(surveyOf(sections, { by: ['age'] }))
    const other = reportPlan(surveyOf(sections, { by: ['roles'] }))

    expect(same.hash).toBe(one.hash)
    expect(other.hash).not.toBe(one.hash)
  })
})

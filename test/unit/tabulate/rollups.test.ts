import { describe, expect, it } from 'vitest'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { rolledTables } from '#shared/survey/rollups.ts'
import { addToCohorts, cohortsBySlice, emptyCohorts, sliceName } from '#shared/tabulate/cohorts.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { anyAnswers, anySurvey, chanceOf, withRollups } from '../disclosure/any-survey.ts'
import { multi, section, single, surveyOf } from '../disclosure/sample.ts'

function chose(answers: Answers, question: string, any: readonly string[]): boolean {
  const answer = answers[question]
  return answer !== undefined && 'options' in answer && answer.options.some((option) => any.includes(option))
}

describe('answers and groups that are taken together', () => {
  it.each(Array.from({ length: 20 }, (_, at) => at + 1))('are counted as the people who gave any of them (survey %i)', (seed) => {
    const survey = withRollups(anySurvey(seed, { questions: 5, options: 10, groupings: 2, ordinary: seed % 2 === 0 }), seed)
    const chance = chanceOf(seed)
    const people = Array.from({ length: 300 }, () => anyAnswers(survey, chance))
    const plan = reportPlan(survey)
    const rows = people.map((answers) => encodeAnswers(plan.codebook, answers))
    const rolled = rolledTables(survey)
    const tables = countedTables(addResponses(emptyTally(plan), rows))
    const newcomers = cohortsBySlice(
      addToCohorts(
        emptyCohorts(plan, 1),
        rows,
        rows.map(() => 1),
      ),
    )
    let looked = 0

    for (const { question, by, slices } of tables) {
      const { answers, groups } = rolled(question, by)
      for (const { group, base, cells } of slices) {
        const of = groups.find(({ id }) => id === group)?.of ?? [group ?? '']
        const own = by === undefined ? people : people.filter((each) => chose(each, by, of))
        expect([question, by, group, base]).toEqual([question, by, group, own.length])
        if (by !== undefined) expect(newcomers.get(sliceName(by, group))).toEqual([own.length])
        for (const rollup of answers) {
          looked++
          const counted = cells.find(({ answer }) => answer === rollup.id)?.count
          expect(counted).toBe(own.filter((each) => chose(each, question, rollup.of)).length)
        }
      }
    }
    expect(looked).toBeGreaterThan(0)
  })

  it('are in no table whose question and groups have to do with each other by conditions, so that no people have two names', () => {
    const survey = {
      ...surveyOf([
        section('a', [
          single('age', ['young', 'middle', 'old'], { rollups: [{ id: 'older', of: ['middle', 'old'] }] }),
          single('pension', ['some', 'more', 'none'], {
            if: { q: 'age', in: ['old'] },
            rollups: [{ id: 'any', of: ['some', 'more'] }],
          }),
          single('free', ['a', 'b', 'c'], { rollups: [{ id: 'ab', of: ['a', 'b'] }] }),
        ]),
      ]),
      plan: { by: ['age'], cross: 'all' as const, also: [], except: [] },
    }
    const rolled = rolledTables(survey)

    expect(rolled('pension').answers.map(({ id }) => id)).toEqual(['^any'])
    expect(rolled('pension', 'age')).toEqual({ answers: [], groups: [] })
    expect(rolled('free', 'age').groups.map(({ id }) => id)).toEqual(['^older'])
  })

  it('are not planned where groups overlap, nor where numbers are protected in a way that has no audit of sums', () => {
    const overlapping = { ...multi('gender', ['woman', 'man', 'another']), rollups: [{ id: 'any', of: ['woman', 'man'] }] }
    const free = single('free', ['a', 'b', 'c'], { rollups: [{ id: 'ab', of: ['a', 'b'] }] })
    const survey = {
      ...surveyOf([section('a', [overlapping, free])]),
      plan: { by: ['gender'], cross: 'all' as const, also: [], except: [] },
    }

    expect(rolledTables(survey)('free', 'gender').groups).toEqual([])
    expect(rolledTables(survey)('free', 'gender').answers.map(({ id }) => id)).toEqual(['^ab'])
    for (const profile of ['exact-closed', 'ckm'] as const)
      expect(rolledTables({ ...survey, disclosure: { profile } })('free').answers).toEqual([])
  })
})

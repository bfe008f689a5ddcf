import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer, Answers } from '#shared/survey/answer.ts'
import { holds, questionsIn } from '#shared/survey/conditions.ts'
import { applySkipLogic, isShown } from '#shared/survey/skip-logic.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from '../disclosure/sample.ts'
import { sampleSurvey } from './sample.ts'

const survey = sampleSurvey()
const chosen = (...options: string[]): Answer => ({ state: 'answered', options })
const full: Answers = {
  where: chosen('clinic'),
  most: chosen('clinic'),
  heard: chosen('never'),
  wanted: chosen('time', 'say'),
  visits: chosen('1_9'),
  story: { state: 'answered', text: 'It went well.', share: 'none' },
  age: chosen('18_49'),
  felt: chosen('fine'),
}
const nothing = new Set<string>()

describe('settling answers at Send', () => {
  test('keeps every answer to a question that was shown', () => {
    expect(applySkipLogic(survey, full, nothing)).toEqual(full)
  })

  test('drops an answer whose question was not shown, and the whole chain that hung on it', () => {
    const settled = applySkipLogic(survey, { ...full, where: chosen('nowhere') }, nothing)
    const hidden = ['most', 'heard', 'wanted', 'visits', 'story']
    expect(
      Object.entries(settled)
        .filter(([, answer]) => answer.state === 'not_shown')
        .map(([id]) => id),
    ).toEqual(hidden)
    expect(hidden.every((id) => !isShown(settled, id))).toBe(true)
    expect(settled.age).toEqual(chosen('18_49'))
  })

  test('does not trust a condition that held before the answer was changed', () => {
    const settled = applySkipLogic(survey, { ...full, heard: chosen('often') }, nothing)
    expect(settled.wanted).toEqual({ state: 'not_shown' })
  })

  test('marks a part that was skipped, which only a part with a content note can be', () => {
    const settled = applySkipLogic(survey, full, new Set(['a', 'b']))
    expect(settled.where).toEqual(chosen('clinic'))
    expect([settled.wanted, settled.visits, settled.story]).toEqual(Array(3).fill({ state: 'section_skipped' }))
  })

  test('says not shown rather than skipped of a part that was both', () => {
    expect(applySkipLogic(survey, { where: chosen('nowhere') }, new Set(['b'])).wanted).toEqual({ state: 'not_shown' })
  })

  test('ends every question that takes an answer in a state, and no other, whatever is given', () => {
    const state = fc.constantFrom('skipped', 'pns', 'dk', 'na', 'not_shown', 'section_skipped')
    const anyAnswer = fc.oneof(
      state.map((each): Answer => ({ state: each }) as Answer),
      fc.subarray(['clinic', 'nowhere', 'often', 'x']).map((each) => chosen(...each)),
    )
    const given = fc.dictionary(
      fc.constantFrom('where', 'most', 'heard', 'wanted', 'visits', 'age', 'thanks', 'intruder', '__proto__'),
      anyAnswer,
    )
    fc.assert(
      fc.property(given, fc.subarray(['a', 'b', 'c', 'x']), (answers, skipped) => {
        const settled = applySkipLogic(survey, answers, new Set(skipped))
        expect(Object.keys(settled)).toEqual(['where', 'most', 'heard', 'wanted', 'visits', 'story', 'age', 'felt'])
      }),
    )
  })

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.subarray(['clinic', 'peers', 'nowhere']), fc.constantFrom('often', 'rarely'), (where, heard) => {
        const once = applySkipLogic(survey, { ...full, where: chosen(...where), heard: chosen(heard) }, nothing)
        expect(applySkipLogic(survey, once, nothing)).toEqual(once)
      }),
    )
  })
})

describe('a condition', () => {
  const answers: Answers = {
    many: chosen('a', 'b'),
    one: chosen('a'),
    none: { state: 'pns' },
    text: { state: 'answered', text: 'x', share: 'none' },
  }

  test.each([
    ['in, when one of the chosen is named', { q: 'many', in: ['b', 'z'] }, true],
    ['in, when none is', { q: 'many', in: ['z'] }, false],
    ['any_except, when another is chosen too', { q: 'many', any_except: ['a'] }, true],
    ['any_except, when nothing else is chosen', { q: 'one', any_except: ['a'] }, false],
    ['none_of, when one of the chosen is named', { q: 'many', none_of: ['b', 'z'] }, false],
    ['none_of, when none is', { q: 'many', none_of: ['z'] }, true],
    ['none_of, for "prefer not to say"', { q: 'none', none_of: ['a'] }, false],
    ['answered, for a choice', { q: 'one', answered: true }, true],
    ['answered, for a text', { q: 'text', answered: true }, true],
    ['answered, for "prefer not to say"', { q: 'none', answered: true }, false],
    ['any_except, for "prefer not to say"', { q: 'none', any_except: ['a'] }, false],
    ['answered, for a question not reached', { q: 'later', answered: true }, false],
    [
      'all, when both hold',
      {
        all: [
          { q: 'one', in: ['a'] },
          { q: 'text', answered: true },
        ],
      },
      true,
    ],
    [
      'all, when one does not',
      {
        all: [
          { q: 'one', in: ['a'] },
          { q: 'none', answered: true },
        ],
      },
      false,
    ],
    [
      'any, when one holds',
      {
        any: [
          { q: 'one', in: ['z'] },
          { q: 'text', answered: true },
        ],
      },
      true,
    ],
    [
      'any, when none holds',
      {
        any: [
          { q: 'one', in: ['z'] },
          { q: 'none', answered: true },
        ],
      },
      false,
    ],
  ] as const)('of %s', (_, condition, expected) => {
    expect(holds(structuredClone(condition) as Parameters<typeof holds>[0], answers)).toBe(expected)
  })

  test('names the questions it looks at', () => {
    expect(questionsIn({ any: [{ q: 'x', in: ['a'] }, { all: [{ q: 'y', answered: true }] }] })).toEqual(['x', 'y'])
  })
})

describe('groups that nest', () => {
  const nested: Survey = {
    ...surveyOf([
      section('place', [
        single('country', ['uk', 'ie']),
        single('region', [
          { id: 'south', in: 'uk' },
          { id: 'north', in: 'uk' },
          { id: 'west', in: 'ie' },
        ]),
        single('county', [
          { id: 'kent', in: 'south' },
          { id: 'mayo', in: 'west' },
        ]),
      ]),
    ]),
    plan: { by: ['country', 'region', 'county'], cross: 'none', also: [], except: [], nests: { region: 'country', county: 'region' } },
  }

  test('are counted as the smallest says, all the way up', () => {
    const said = { county: chosen('mayo'), region: chosen('north') }
    expect(applySkipLogic(nested, said, nothing)).toEqual({ county: chosen('mayo'), region: chosen('west'), country: chosen('ie') })
  })

  test('are left as they are where the smaller one was left out', () => {
    const said = { county: { state: 'pns' as const }, region: chosen('north'), country: chosen('ie') }
    expect(applySkipLogic(nested, said, nothing)).toEqual({ ...said, country: chosen('uk') })
    expect(applySkipLogic(nested, { country: chosen('ie') }, nothing)).toEqual({
      county: { state: 'skipped' },
      region: { state: 'skipped' },
      country: chosen('ie'),
    })
  })
})

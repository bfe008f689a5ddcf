import { describe, expect, test } from 'vitest'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { rolledTables, rollupsOf } from '#shared/survey/rollups.ts'
import { isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { filesOf, STRUCTURE, swap, WORDING } from './sample.ts'

/** The roll-ups of a question of the sample survey, in which some words were changed. */
function rollupsIn(id: string, ...changes: readonly (readonly [from: string, to: string])[]) {
  const structure = changes.reduce((text, [from, to]) => swap(text, from, to), STRUCTURE)
  const survey: Survey = loadSurvey(
    filesOf(structure, swap(WORDING, '10+: 10 or more', MORE.test(structure) ? '10+: 10 or more, more: Many' : '10+: 10 or more')),
  )
  const question = questionsOf(survey).find((each) => each.id === id)
  if (!question || !isClosed(question)) throw new Error('no such question')
  return rollupsOf(survey, question)
}

const MORE = /id: more/

describe('the roll-ups of a question', () => {
  test('are those it names, in the order of its answers', () => {
    expect(rollupsIn('wanted', ['options: [time, say, rest]}', 'options: [time, say, rest], rollups: {a_pause: [rest, time]}}'])).toEqual([
      { id: '^a_pause', of: ['time', 'rest'] },
      { id: '^any_answer', of: ['time', 'say', 'rest'] },
    ])
  })

  test('are the halves of bands from four on, unless it asks for none', () => {
    const fourth: readonly [string, string] = ['from: 10, to: 99}', 'from: 10, to: 99}, {id: more, from: 100, to: 999}']
    expect(rollupsIn('visits').map(({ id }) => id)).toEqual(['^any_answer'])
    expect(rollupsIn('visits', fourth)).toEqual([
      { id: '^0_or_1_9', of: ['0', '1_9'] },
      { id: '^10+_or_more', of: ['10+', 'more'] },
      { id: '^any_answer', of: ['0', '1_9', '10+', 'more'] },
    ])
    expect(rollupsIn('visits', fourth, ['to: 999}]}', 'to: 999}], rollups: none}'])).toEqual([])
  })

  test('are not those that decide whether another question is shown: how many were shown that one is printed already', () => {
    const rolled: readonly [string, string] = ['scale: often, if', 'scale: often, rollups: {seldom: [rarely, never]}, if']
    const named = (...changes: Parameters<typeof rollupsIn> extends [string, ...infer Changes] ? Changes : never) =>
      rollupsIn('heard', rolled, ...changes).map(({ id }) => id)
    expect(named()).toEqual(['^any_answer'])
    expect(named(['in: [rarely, never]', 'in: [never]'])).toEqual(['^seldom', '^any_answer'])
    expect(named(['in: [rarely, never]', 'in: [often, rarely, never]'])).toEqual(['^seldom'])
  })

  test('are all answers together where not everybody is asked, in the table of everybody alone, unless it asks for none or has that already', () => {
    expect(rollupsIn('where')).toEqual([])
    expect(rollupsIn('wanted', ['options: [time, say, rest]}', 'options: [time, say, rest], rollups: none}'])).toEqual([])
    const all: readonly [string, string] = [
      'options: [time, say, rest]}',
      'options: [time, say, rest], rollups: {wanted_one: [time, say, rest]}}',
    ]
    expect(rollupsIn('wanted', all).map(({ id }) => id)).toEqual(['^wanted_one'])

    const survey = loadSurvey(filesOf(swap(STRUCTURE, 'cross: [where]', 'cross: [wanted]'), WORDING))
    const [alone, byAge] = [rolledTables(survey)('wanted'), rolledTables(survey)('wanted', 'age')]
    expect([alone, byAge].map(({ answers }) => answers.map(({ id }) => id))).toEqual([['^any_answer'], []])
  })
})

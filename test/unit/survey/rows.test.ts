import { describe, expect, it } from 'vitest'
import { InputRefused } from '#shared/problem.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { questionsOf } from '#shared/survey/survey.ts'
import { filesOf, refusals, STRUCTURE, swap, WORDING } from './sample.ts'

const GRID = '{id: trust, type: grid, scale: often, rows: [clinic, peers]}'
const RANK = '{id: matters, type: rank, places: 2, options: [time, say, rest], auto: [pns]}'
const LIST = '{id: land, type: single, search: true, options: [fr, es, de], auto: []}'
const GRID_WORDS = 'trust: {text: How often do these help?, hint: In the last year., rows: {clinic: A clinic, peers: Peers}}'
const RANK_WORDS =
  'matters: {text: Put them in order., places: {1: What matters most?, 2: And next?}, options: {time: Time, say: A say, rest: Rest}}'
const LIST_WORDS = 'land: {text: Where?, options: {fr: France, es: Spain, de: Germany}}'

function files(question: string, words: string) {
  return filesOf(
    swap(STRUCTURE, '      - {id: thanks, type: info}', `      - ${question}\n      - {id: thanks, type: info}`),
    swap(WORDING, '  thanks:', `  ${words}\n  thanks:`),
  )
}

/** Everything that is wrong, with what to do about it. */
function remedies(all: ReadonlyMap<string, string>): string {
  try {
    loadSurvey(all)
    return ''
  } catch (thrown) {
    if (!(thrown instanceof InputRefused)) throw thrown
    return thrown.problems.map(({ message, remedy }) => `${message}. ${remedy}`).join('\n')
  }
}

const inPartC = (question: string, words: string) => {
  const survey = loadSurvey(files(question, words))
  return { survey, asked: survey.sections.find(({ id }) => id === 'c')?.questions.slice(0, -1), said: survey.texts.en?.questions }
}

describe('a grid of statements', () => {
  it('is one question with one answer for each row, each with the words above the grid', () => {
    const { asked, said } = inPartC(GRID, GRID_WORDS)

    expect(asked).toMatchObject([
      { id: 'trust_clinic', type: 'scale', scale: 'often', auto: ['dk', 'pns'] },
      { id: 'trust_peers', type: 'scale', scale: 'often', auto: ['dk', 'pns'] },
    ])
    expect(said?.trust_peers).toEqual({
      stem: 'How often do these help?',
      text: 'Peers',
      hint: 'In the last year.',
      options: { often: 'Often', rarely: 'Rarely', never: 'Never' },
    })
    expect(said?.trust).toBeUndefined()
  })

  it('may list its own answers, and be looked at by conditions and by the plan, row by row', () => {
    const own = swap(GRID, 'scale: often', "options: ['yes', 'no'], if: {q: heard, in: [never]}")
    const grid = files(own, swap(GRID_WORDS, 'rows:', 'options: {yes: Yes, no: No}, rows:'))
    const structure = swap(
      swap(grid.get('survey.yaml') ?? '', '{id: thanks, type: info}', '{id: thanks, type: info, if: {q: trust_peers, in: ["yes"]}}'),
      'by: [age]',
      'by: [age, trust_clinic]',
    )
    const survey = loadSurvey(new Map([...grid, ['survey.yaml', structure]]))

    expect(questionsOf(survey).find(({ id }) => id === 'trust_clinic')).toMatchObject({ type: 'single', if: { q: 'heard', in: ['never'] } })
    expect(
      codebookOf(survey)
        .fields.filter(({ question }) => question.startsWith('trust'))
        .map(({ kind, options }) => [kind, options]),
    ).toEqual([
      ['one', ['yes', 'no']],
      ['one', ['yes', 'no']],
    ])
  })

  it.each([
    [swap(GRID, 'scale: often, ', ''), GRID_WORDS, 'Name a scale, or list options: one of the two'],
    [swap(GRID, '[clinic, peers]', '[clinic, clinic]'), GRID_WORDS, 'Name each row once'],
    [GRID, swap(GRID_WORDS, ', peers: Peers', ''), 'no words for the row "peers" of "trust"'],
    [GRID, swap(GRID_WORDS, 'peers: Peers', 'peers: Peers, pears: Pears'), 'words for the row "pears", which "trust" does not have'],
    [LIST, swap(LIST_WORDS, 'text:', 'rows: {a: A}, text:'), '"land" has no rows'],
    [swap(GRID, '}', ', if: {q: trust, answered: true}}'), GRID_WORDS, 'the condition looks at "trust", which is no question'],
  ])('says what is wrong: %#', (question, words, message) => {
    expect(remedies(files(question, words))).toContain(message)
  })
})

describe('a ranking', () => {
  it('is one question for each place: the second is asked of those who named a first, and does not offer it again', () => {
    const { asked, said } = inPartC(RANK, RANK_WORDS)

    expect(asked).toEqual([
      { id: 'matters_1', type: 'single', options: [{ id: 'time' }, { id: 'say' }, { id: 'rest' }], auto: ['pns'] },
      {
        id: 'matters_2',
        type: 'single',
        options: [{ id: 'time' }, { id: 'say' }, { id: 'rest' }],
        auto: ['pns'],
        if: { q: 'matters_1', answered: true },
        apart: ['matters_1'],
        rollups: [{ id: 'any_answer', of: ['time', 'say', 'rest'] }],
      },
    ])
    expect(said?.matters_2).toMatchObject({ stem: 'Put them in order.', text: 'And next?' })
  })

  it('counts what was said twice at the earlier place, and the later one as left out', () => {
    const { survey } = inPartC(RANK, RANK_WORDS)
    const chosen = (option: string) => ({ state: 'answered' as const, options: [option] })
    const twice = applySkipLogic(survey, { matters_1: chosen('say'), matters_2: chosen('say') }, new Set())
    const none = applySkipLogic(survey, { matters_1: { state: 'pns' }, matters_2: chosen('say') }, new Set())

    expect([twice.matters_1, twice.matters_2]).toEqual([chosen('say'), { state: 'skipped' }])
    expect([none.matters_1, none.matters_2]).toEqual([{ state: 'pns' }, { state: 'not_shown' }])
  })

  it.each([
    [swap(RANK, 'places: 2', 'places: 3'), RANK_WORDS, 'Let there be fewer places than options'],
    [RANK, swap(RANK_WORDS, ', 2: And next?', ''), 'no words for the place "2" of "matters"'],
    [swap(LIST, 'search: true', 'apart: [where]'), LIST_WORDS, '"where" is no earlier question with one answer'],
  ])('says what is wrong: %#', (question, words, message) => {
    expect(remedies(files(question, words))).toContain(message)
  })

  it('makes no groups at a later place: who is in one could not have said that before', () => {
    const grouped = files(RANK, RANK_WORDS)
    const structure = swap(grouped.get('survey.yaml') ?? '', 'by: [age]', 'by: [age, matters_1, matters_2]')

    expect(refusals(new Map([...grouped, ['survey.yaml', structure]]))).toEqual([
      expect.stringContaining('"matters_2" leaves out what was chosen before: that makes no groups'),
    ])
  })
})

describe('a long list', () => {
  it('is a question with one answer, and its page is told to search it', () => {
    expect(inPartC(LIST, LIST_WORDS).asked).toEqual([
      { id: 'land', type: 'single', search: true, options: [{ id: 'fr' }, { id: 'es' }, { id: 'de' }], auto: [] },
    ])
  })
})

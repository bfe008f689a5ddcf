import { describe, expect, it } from 'vitest'
import { compareSurveys } from '#shared/survey/compare/compare-surveys.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { filesOf, STRUCTURE, sampleSurvey, swap, WORDING } from './sample.ts'

const differences = (structure: string, wording: string = WORDING) =>
  compareSurveys(sampleSurvey(), loadSurvey(filesOf(structure, wording))).map(({ means, where, what }) => `${means}: ${where} ${what}`)

describe('two versions of a survey', () => {
  it('that are the same have no differences', () => {
    expect(differences(STRUCTURE)).toEqual([])
  })

  it.each([
    [
      'a question less',
      swap(STRUCTURE, '      - {id: story, type: text, max: 100, share: ask}\n', ''),
      swap(WORDING, '  story: What happened?\n', ''),
      'comparability: question story is not asked any more',
    ],
    [
      'a question more',
      swap(STRUCTURE, '      - {id: thanks, type: info}', '      - {id: thanks, type: info}\n      - {id: more, type: text, max: 9}'),
      swap(WORDING, '  story:', '  more: More?\n  story:'),
      'comparability: question more is new',
    ],
    [
      'an answer more',
      swap(STRUCTURE, '[18_49, 50_plus]', '[18_49, 50_plus, other]'),
      swap(WORDING, '50_plus: 50 or older}}\n  felt', '50_plus: 50 or older, other: Other}}\n  felt'),
      'comparability: question age has the new answers other',
    ],
    [
      'another kind of question',
      swap(STRUCTURE, 'type: multi, options: [clinic', 'type: pick, max: 2, options: [clinic'),
      WORDING,
      'comparability: question where is "pick", and was "multi"',
    ],
    [
      'another condition',
      swap(STRUCTURE, 'in: [rarely, never]', 'in: [never]'),
      WORDING,
      'comparability: question wanted is asked to other people: its condition, or that of its part, has changed',
    ],
    [
      'another wording of a question',
      STRUCTURE,
      swap(WORDING, 'Were you heard?', 'Did they hear you?'),
      'comparability: question heard (en) says "Did they hear you?", and said "Were you heard?"',
    ],
    ['another title', STRUCTURE, swap(WORDING, 'title: A sample', 'title: A test'), 'pages: title (en) says "A test", and said "A sample"'],
    [
      'another sentence of the consent text',
      STRUCTURE,
      swap(WORDING, 'complaint: To the board', 'complaint: To the office'),
      'consent: consent.complaint (en) says "To the office", and said "To the board"',
    ],
    [
      'answers kept for longer',
      swap(
        STRUCTURE,
        'retention: {raw_days: 30, story_days: 30, code_days: 30}',
        'retention: {raw_days: 60, story_days: 30, code_days: 60}',
      ),
      WORDING,
      'consent: retention rawDays is 60 days, and was 30',
    ],
    [
      'another way to protect numbers',
      swap(STRUCTURE, 'profile: rounded', 'profile: careful'),
      WORDING,
      'comparability: disclosure is careful, and was rounded',
    ],
    [
      'another purpose',
      swap(STRUCTURE, 'quote: optional}', 'quote: optional, future_reuse: optional}'),
      swap(WORDING, 'quote: You may quote me.', 'quote: You may quote me., future_reuse: Later too.'),
      'consent: purposes are aggregate (needed), quote, future_reuse, and were aggregate (needed), quote',
    ],
  ])('differ by %s, and it is said what that means', (_, structure, wording, said) => {
    expect(differences(structure, wording)).toContain(said)
  })

  it('that ask in another order say so', () => {
    const [wanted = '', visits = ''] = STRUCTURE.split('\n').filter((line) => /id: (?:wanted|visits),/.test(line))
    const turned = STRUCTURE.replace(wanted, '#').replace(visits, wanted).replace('#', visits)

    expect(differences(turned)).toEqual(['comparability: the order of questions has changed'])
  })
})

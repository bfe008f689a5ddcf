import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputRefused } from '#shared/problem.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { filesOf, lineOf, refusals, STRUCTURE, swap, WORDING } from './sample.ts'

/** The change in survey.yaml, the place where the fault must be reported, and the words for it. */
const STRUCTURE_FAULTS: readonly [name: string, from: string, to: string, at: string, said: string][] = [
  ['YAML that is broken', 'languages: [en]', 'languages: [en', 'scales:', 'not valid YAML'],
  ['a tab to indent', '  often: [{id', '\toften: [{id', '\toften', 'a tab is used to indent'],
  ['a key that stands twice', 'minutes: 3', 'minutes: 3\nid: again', 'id: again', '"id" is written twice'],
  ['a key every object has', 'minutes: 3', 'minutes: 3\n__proto__: {x: 1}', '__proto__', 'the key "__proto__" cannot be used'],
  ['an unknown key', 'minutes: 3', 'minutes: 3\nminuets: 3', 'minuets', 'unknown key "minuets"'],
  ['an unknown key of a question', 'max: 100', 'maxx: 100', '{id: story', 'unknown key "maxx"'],
  ['an unknown type', 'type: scale', 'type: scael', '{id: heard', 'unknown type "scael"'],
  ['no type', '{id: most, type: single, ', '{id: most, ', '{id: most', '"type" is missing'],
  ['no consent', 'consent: {version: "1", purposes: {aggregate: required, quote: optional}}\n', '', 'id: sample', '"consent" is missing'],
  ['no disclosure', 'disclosure: {profile: rounded}\n', '', 'id: sample', '"disclosure" is missing'],
  ['no retention', 'retention: {raw_days: 30, story_days: 30, code_days: 30}\n', '', 'id: sample', '"retention" is missing'],
  ['no plan', 'plan: {by: [age], cross: [where]}\n', '', 'id: sample', '"plan" is missing'],
  ['no release', 'release: {cadence: Once, return_to_community: At a meeting}\n', '', 'id: sample', '"release" is missing'],
  ['a version that is a number', 'version: 1.0.0', 'version: 1.0', 'version: 1.0', '"version" cannot be 1'],
  ['a question id that ends in .share', 'id: where', 'id: where.share', 'where.share', '"id" cannot be "where.share"'],
  ['a question id every object has', 'id: thanks', 'id: constructor', 'constructor', '"id" cannot be "constructor"'],
  ['an option id that looks like a state', '[time, say, rest]', '[time, ~dk, rest]', '~dk', '"options" cannot be "~dk"'],
  ['an option id with a bar', '[time, say, rest]', '[time, "a|b", rest]', 'a|b', 'cannot be "a|b"'],
  ['an option id that a spreadsheet would run', '[time, say, rest]', '[time, "=1", rest]', '"=1"', 'cannot be "=1"'],
  ['a question id that ends in .say', 'id: where', 'id: where.say', 'where.say', '"id" cannot be "where.say"'],
  [
    'two boxes to say which',
    '[clinic, peers]}',
    '[{id: clinic, say: 20}, {id: peers, say: 20}]}',
    'peers, say',
    '"clinic" and "peers" both have a box',
  ],
  ['a box on a scale', '{id: often, score: 3}', '{id: often, score: 3, say: 20}', '{id: heard', 'an option of a scale has no box'],
  ['a box for a story', '[time, say, rest]', '[time, {id: say, say: 9000}, rest]', '{id: say', '"say" is too large'],
  ['an option twice', '[time, say, rest]', '[time, say, time]', '[time, say, time]', 'the id "time" is used twice: option in wanted'],
  [
    'a roll-up of what is no answer',
    'options: [time, say, rest]}',
    'options: [time, say, rest], rollups: {two: [time, sya]}}',
    'two: [time, sya]',
    'the roll-up "two" takes in "sya", which is no answer here',
  ],
  [
    'two roll-ups of the same answers',
    'options: [time, say, rest]}',
    'options: [time, say, rest], rollups: {two: [time, say], also: [say, time]}}',
    'also: [say, time]',
    'the roll-ups "two" and "also" take the same answers together',
  ],
  [
    'a nest of no question',
    'cross: [where]}',
    'cross: [where], nests: {age: area}}',
    'plan: {',
    'the plan nests "area", which is no question',
  ],
  ['a nest in itself', 'cross: [where]}', 'cross: [where], nests: {age: age}}', 'plan: {', '"age" lies in itself'],
  ['a nest of several answers', 'cross: [where]}', 'cross: [where], nests: {age: where}}', 'plan: {', '"where" is multi: it cannot nest'],
  ['a nest over two parts', 'cross: [where]}', 'cross: [where], nests: {age: most}}', 'plan: {', '"age" and "most" are in two parts'],
  [
    'a nest that decides',
    'cross: [where]}',
    'cross: [where], nests: {most: heard}}',
    '{id: heard',
    '"most" nests, and decides what else is asked',
  ],
  ['a nest with a condition', 'cross: [where]}', 'cross: [where], nests: {most: heard}}', '{id: most', '"most" nests and has a condition'],
  [
    'an option that lies nowhere',
    'cross: [where]}',
    'cross: [where], nests: {most: heard}}',
    '{id: most',
    '"clinic" does not say where it lies',
  ],
  [
    'an option in nothing',
    'options: [18_49, 50_plus]',
    'options: [{id: 18_49, in: adult}, 50_plus]',
    '{id: age',
    'the plan does not say what "age" nests in',
  ],
  ['a question twice', 'id: story', 'id: visits', 'id: visits, type: text', 'the id "visits" is used twice: question'],
  ['a part twice', '- id: c', '- id: a', 'id: a\n    questions:\n      - {id: thanks', 'the id "a" is used twice: part'],
  ['a condition that points forward', 'if: {q: where, any_except', 'if: {q: wanted, any_except', '{id: most', 'not asked before this'],
  ['a condition on itself', 'if: {q: most, answered', 'if: {q: heard, answered', '{id: heard', 'not asked before this'],
  ['a condition on no question', 'if: {q: most, answered', 'if: {q: mots, answered', '{id: heard', '"mots", which is no question'],
  ['a condition on no option', 'in: [rarely, never]', 'in: [rarely, nevr]', 'in: [rarely', '"heard" has no option "nevr"'],
  ['a condition on a state', 'in: [rarely, never]', 'in: [rarely, "~pns"]', 'in: [rarely', 'item 2 of "in" cannot be "~pns"'],
  [
    'a condition that never holds',
    'any_except: [nowhere]',
    'any_except: [nowhere, clinic, peers]',
    '{id: most',
    'the condition never holds',
  ],
  [
    'a condition on the options of a text',
    '{id: thanks, type: info}',
    '{id: thanks, type: info, if: {q: story, in: [x]}}',
    '{id: thanks',
    '"story" is a written answer',
  ],
  ['a scale that is not there', 'scale: often', 'scale: oftn', '{id: heard', 'there is no scale "oftn"'],
  ['a shared question that is not there', '  - {id: age,', '  - ay_age\n  - {id: age,', '- ay_age', 'there is no shared question "ay_age"'],
  ['picks beyond the options', 'max: 2', 'max: 4', '{id: wanted', 'people may choose 4 of 3 options'],
  [
    'alone where one is chosen',
    '[18_49, 50_plus]',
    '[18_49, {id: 50_plus, alone: true}]',
    '{id: age',
    '"alone" on "50_plus" has no meaning',
  ],
  ['bands that overlap', 'from: 10, to: 99', 'from: 9, to: 99', '{id: visits', 'the bands "1_9" and "10+" overlap'],
  ['a band that is empty', 'from: 10, to: 99', 'from: 99, to: 10', '{id: visits', 'the band "10+" is empty'],
  [
    'too many options',
    '[time, say, rest]',
    `[${Array.from({ length: 250 }, (_, i) => `o${i}`).join(', ')}]`,
    '{id: wanted',
    '"options" is too long',
  ],
  ['a plan of unknown questions', 'by: [age]', 'by: [agee]', 'plan:', 'the plan names "agee"'],
  ['a plan of written answers', 'cross: [where]', 'cross: [where, story]', 'plan:', '"story" is a written answer'],
  ['a plan of the check-in', 'cross: [where]', 'cross: [felt]', 'plan:', '"felt" is a safety signal'],
  ['groups of a pick', 'by: [age]', 'by: [wanted]', 'plan:', 'that makes no groups'],
  ['a check-in that leads', 'cross: [where]}', 'cross: [where], lead: {questions: [felt]}}', 'plan:', '"felt" is a safety signal'],
  [
    'a question that leads twice',
    'cross: [where]}',
    'cross: [where], lead: {questions: [where, where]}}',
    'plan:',
    'is in "questions" twice',
  ],
  [
    'a question that leads and has no table',
    'cross: [where]}',
    'cross: [where], except: [most], lead: {questions: [most]}}',
    'plan:',
    '"most" leads and is left out of every table',
  ],
  ['more findings than fit a page', 'cross: [where]}', 'cross: [where], lead: {most: 4}}', 'plan:', '"most" is too large'],
  ['a sensitive part without a note', '    note: true\n', '', 'sens: high', 'sensitive and has no content note'],
  ['counts that are not agreed to', 'aggregate: required', 'aggregate: optional', 'consent:', '"aggregate" cannot be "optional"'],
  ['quotes as the price of taking part', 'quote: optional', 'quote: required', 'consent:', '"quote" cannot be "required"'],
  ['words asked for without their purpose', ', quote: optional', '', 'consent:', 'the consent names no such purpose'],
  ['codes that end before the answers', 'code_days: 30', 'code_days: 29', 'retention:', 'codes end before the answers are deleted'],
  ['a support entry that is not there', 'support:\n', 'support:\n  - lifeline\n', '- lifeline', 'there is no support entry "lifeline"'],
  [
    'an address that is no https',
    'kind: call, value: 555-0100',
    'kind: web, value: "javascript:alert(1)"',
    'javascript',
    '"value" cannot be "javascript:alert(1)"',
  ],
  ['a language without a file', 'languages: [en]', 'languages: [en, es]', 'languages:', 'there is no file es.yaml'],
]

const WORDING_FAULTS: readonly [name: string, from: string, to: string, at: string, said: string][] = [
  ['no words for a question', '  heard: Were you heard?\n', '', 'questions:', 'no words for the question "heard"'],
  ['words for no question', '  heard: Were', '  heared: Now?\n  heard: Were', 'heared', 'words for "heared", which is not in survey.yaml'],
  ['no title for a part', '  c: Part three\n', '', 'sections:', 'no title for the part "c"'],
  ['no content note', ', note: This part is harder.', '', 'b: {title', 'no content note for the part "b"'],
  ['a content note too many', 'c: Part three', 'c: {title: Part three, note: Careful}', 'note: Careful', 'a content note for "c"'],
  ['a label too few', ', rest: Rest', '', 'wanted:', 'no label for the option "rest" of "wanted"'],
  ['a label too many', 'rest: Rest', 'rest: Rest, sleep: Sleep', 'sleep: Sleep', 'a label for "sleep", which is no option of "wanted"'],
  [
    'a name for answers that are not taken together',
    'rest: Rest}}',
    'rest: Rest}, rollups: {calm: Calm}}',
    'calm: Calm',
    'a name for "calm", which "wanted" does not take together',
  ],
  ['two labels alike', 'say: A say', 'say: Time', 'say: Time', 'two options of "wanted" say "Time"'],
  ['a scale without a label', ', never: Never}', '}', '  often: {', 'no label for the option "never" of the scale "often"'],
  [
    'labels at a scale question',
    'heard: Were you heard?',
    'heard: {text: Were you heard?, options: {often: Yes}}',
    'heard:',
    'labels for "heard", which is a scale',
  ],
  ['an empty text', 'heard: Were you heard?', 'heard: ""', 'heard: ""', '"heard" is empty'],
  [
    'no words for the automatic options',
    'auto: {dk: Not sure, na: Not for me, pns: Rather not say}\n',
    '',
    'language: en',
    'no words for the automatic options',
  ],
  ['another language than its name', 'language: en', 'language: es', 'language: es', 'the file is named for "en"'],
  ['more than seven summary lines', '[We ask about care.]', '[a, b, c, d, e, f, g, h]', 'summary: [', '"summary" is too long'],
  ['no words for a purpose', ', quote: You may quote me.', '', 'purposes:', 'no words for the purpose "quote"'],
  [
    'a purpose that is not asked',
    'quote: You may quote me.',
    'quote: Q, future_reuse: Later.',
    'future_reuse',
    'the purpose "future_reuse" is not in survey.yaml',
  ],
  ['a consent element missing', '  complaint: To the board\n', '', 'consent:', '"complaint" is missing'],
  ['control characters', 'heard: Were you heard?', 'heard: "a\\u0000b"', 'heard:', '"heard" cannot be'],
  ['words turned round', 'heard: Were you heard?', 'heard: "a\\u202Eb"', 'heard:', '"heard" cannot be'],
]

describe('a structure file', () => {
  test.each(STRUCTURE_FAULTS)('with %s is refused at its line', (_, from, to, at, said) => {
    const structure = swap(STRUCTURE, from, to)
    const found = refusals(filesOf(structure))
    expect(found).toContainEqual(expect.stringContaining(said))
    expect(found.find((each) => each.includes(said))).toMatch(new RegExp(`^survey\\.yaml:${lineOf(structure, at)} `))
  })
})

describe('a language file', () => {
  test.each(WORDING_FAULTS)('with %s is refused at its line', (_, from, to, at, said) => {
    const wording = swap(WORDING, from, to)
    const found = refusals(filesOf(STRUCTURE, wording))
    expect(found).toContainEqual(expect.stringContaining(said))
    expect(found.find((each) => each.includes(said))).toMatch(new RegExp(`^en\\.yaml:${lineOf(wording, at)} `))
  })

  test('in a second language has the same questions, options and hints as the first', () => {
    const spanish = swap(swap(swap(WORDING, 'language: en', 'language: es'), ', rest: Rest', ''), ', unit: visits', '')
    const structure = swap(STRUCTURE, 'languages: [en]', 'languages: [en, es]')
    const files = new Map([...filesOf(structure), ['es.yaml', spanish] as const])
    expect(refusals(files)).toEqual([
      `survey.yaml:${lineOf(structure, 'name: {en')} "name" is not said in "es"`,
      `survey.yaml:${lineOf(structure, 'hours:')} "hours" is not said in "es"`,
      `survey.yaml:${lineOf(structure, 'release:')} "cadence" is not said in "es"`,
      `survey.yaml:${lineOf(structure, 'release:')} "return_to_community" is not said in "es"`,
      `es.yaml:${lineOf(spanish, 'wanted:')} no label for the option "rest" of "wanted"`,
      `es.yaml:${lineOf(spanish, 'visits:')} the source language has a "unit" here`,
    ])
  })
})

describe('refusal', () => {
  test('names every fault of every file in one go, in the order of the lines, each with a remedy', () => {
    const structure = [
      ['type: scale', 'type: scael'],
      ['max: 2', 'max: 9'],
      ['by: [age]', 'by: [story]'],
    ].reduce((text, [from, to]) => swap(text, from ?? '', to ?? ''), STRUCTURE)
    const wording = swap(WORDING, '  thanks: That was the main part.\n', '')
    expect(refusals(filesOf(structure, wording))).toEqual([
      `survey.yaml:${lineOf(structure, 'scael')} unknown type "scael"`,
      `survey.yaml:${lineOf(structure, 'max: 9')} people may choose 9 of 3 options`,
      `survey.yaml:${lineOf(structure, 'plan:')} "story" is a written answer: it is never in a table`,
      `en.yaml:${lineOf(wording, 'questions:')} no words for the question "thanks"`,
    ])
  })

  test('proposes the word that was meant', () => {
    const files = filesOf(swap(STRUCTURE, 'type: scale', 'type: scael'))
    expect(() => loadSurvey(files)).toThrow('Did you mean "scale"?')
  })

  test('of aliases that multiply comes before they do', () => {
    const bomb = Array.from({ length: 12 }, (_, i) => `x${i + 1}: &x${i + 1} [${Array(10).fill(`*x${i}`).join(', ')}]`)
    expect(refusals(filesOf(`x0: &x0 [1]\n${bomb.join('\n')}\n${STRUCTURE}`))).toEqual(['survey.yaml:- too many aliases (*name)'])
  })

  test('of bottomless nesting is a refusal like any other', () => {
    expect(refusals(filesOf(`${STRUCTURE}deep: ${'['.repeat(50_000)}`))[0]).toMatch(/^survey\.yaml/)
  })

  test('says so when there is no survey.yaml', () => {
    expect(refusals(new Map([['en.yaml', WORDING]]))).toEqual(['survey.yaml:- there is no such file'])
  })

  test('is all that any mutilated file can lead to', () => {
    const cut = fc.tuple(
      fc.constantFrom('survey.yaml', 'en.yaml'),
      fc.nat(),
      fc.nat(60),
      fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('[', '{', ': ', '\n', '- ', '&a', '*a', '!!x ', '"', '~', 'null', '1e999')),
    )
    fc.assert(
      fc.property(cut, ([file, at, length, put]) => {
        const files = filesOf(STRUCTURE)
        const text = files.get(file) ?? ''
        const from = at % text.length
        files.set(file, text.slice(0, from) + put + text.slice(from + length))
        try {
          loadSurvey(files)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(InputRefused)
        }
      }),
      { numRuns: 300 },
    )
  }, 60_000)
})

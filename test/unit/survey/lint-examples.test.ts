import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { checksPage } from '#docs/make/checks-page.ts'
import { InputRefused } from '#shared/problem.ts'
import { SHIPPED } from '#shared/survey/lint/copied-title.ts'
import type { Example } from '#shared/survey/lint/lint.ts'
import { LINTS } from '#shared/survey/lint/survey-lints.ts'
import { LOAD_RULES } from '#shared/survey/load/checks/load-rules.ts'
import { isRecord } from '#shared/survey/load/flaws.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'

const TODAY = '2026-11-29'
const place = (id: string) => ({
  ...{ id, region: 'US', name: { en: `The ${id}` }, peer_run: true, channels: [{ kind: 'call', value: '555-0100', cost: 'free' }] },
  ...{ hours: { en: 'Always' }, languages: ['en'], emergency_services: 'never', last_verified: '2026-11-01', verified_by: 'the board' },
})
const told = (id: string): [string, object] => [id, { title: `About ${id}`, text: 'As you know.' }]

/** A survey that breaks no rule, as small as one can be. */
const SURVEY = {
  ...{ id: 'small', version: '1.0.0', license: 'CC-BY-4.0', minutes: 2, languages: ['en'] },
  scales: { often: ['often', 'rarely', 'never'] },
  sections: [{ id: 'a', questions: [{ id: 'heard', type: 'scale', scale: 'often' }] }],
  about_you: [{ id: 'age', type: 'single', options: ['18_49', '50_plus'], auto: ['pns'] }],
  consent: { version: '1', purposes: { aggregate: 'required' } },
  disclosure: { profile: 'rounded', reports: 1 },
  plan: { by: [], cross: ['heard'] },
  retention: { raw_days: 365, story_days: 365, code_days: 365 },
  support: ['one', 'two', 'three'].map(place),
  release: { cadence: 'Once', return_to_community: 'At a meeting' },
}
const EN = {
  ...{ language: 'en', title: 'Our visits', intro: 'Some words.', reviewed: { on: '2026-11-01', by: 'Rosa of the board', people: 5 } },
  auto: { dk: 'Not sure', na: 'Not for me', pns: 'Rather not say' },
  share: {
    text: 'May we share it?',
    hint: 'We check it first.',
    words: 'Yes',
    summary: 'In short',
    none: 'No',
    wait: { text: 'When?', weeks_2: 'Soon', weeks_13: 'Later', weeks_52: 'Much later' },
  },
  scales: { often: { often: 'Often', rarely: 'Rarely', never: 'Never' } },
  sections: { a: 'Part one', about_you: 'About you' },
  questions: { heard: 'Were you heard?', age: { text: 'How old are you?', options: { '18_49': '18 to 49', '50_plus': '50 or older' } } },
  consent: {
    controller: { name: 'A group', contact: 'Room 1', board: 'A board', funder: 'Its members' },
    summary: ['We ask about care.'],
    ...Object.fromEntries(
      [
        'research',
        'purpose',
        'procedures',
        'duration',
        'risks',
        'benefits',
        'alternatives',
        'confidentiality',
        'voluntary',
        'future_use',
        'basis',
        'transfers',
        'deletion',
        'questions',
      ].map(told),
    ),
    purposes: { aggregate: 'You may count me.' },
    ...{ data: ['Answers'], storage: [{ region: 'Here', processor: 'Nobody else' }], recipients: ['The board'], jurisdiction: 'Here' },
    ...{ rights: ['You may delete'], complaint: 'To the board', withdrawal: { how: 'With your code', until: 'We delete all' } },
  },
}

/** A JSON merge patch, RFC 7386. */
function merged(value: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch
  const into: Record<string, unknown> = isRecord(value) ? { ...value } : {}
  for (const [key, each] of Object.entries(patch)) {
    if (each === null) delete into[key]
    else into[key] = merged(into[key], each)
  }
  return into
}

const withChanges = ({ survey = {}, en = {} }: Example) =>
  loadSurvey(
    new Map([
      ['survey.yaml', stringify(merged(SURVEY, survey))],
      ['en.yaml', stringify(merged(EN, en), { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' })],
    ]),
  )

/** Only told in words: they need a second language. */
const isRun = ({ survey, en, says }: Example) => says === undefined || survey !== undefined || en !== undefined

describe.each(LINTS.map((lint) => [lint.id, lint] as const))('the rule %s', (id, lint) => {
  it.each(lint.bad.filter(isRun))('finds what breaks it: %j', (example) => {
    const found = lint.check(withChanges(example), TODAY)

    expect(found.length).toBeGreaterThan(0)
    for (const { message, remedy } of found)
      expect([id, message, remedy]).toEqual([id, expect.stringMatching(/^\S.*[^.]$/s), expect.stringMatching(/^\S.*[^.]$/s)])
  })

  it.each(lint.good.filter(isRun))('lets pass what keeps it: %j', (example) => {
    expect(lint.check(withChanges(example), TODAY)).toEqual([])
  })

  it('has an example of each, and is on the page docs/survey-checks.md', () => {
    expect([lint.bad.length, lint.good.length].every((count) => count > 0)).toBe(true)
    expect(readFileSync('docs/survey-checks.md', 'utf8')).toContain(`### ${id}\n`)
  })
})

describe.each(LOAD_RULES.map((rule) => [rule.id, rule] as const))('the condition %s', (_, { code, says, bad, good }) => {
  it.each(bad)('keeps a survey from loading that breaks it: %j', (example) => {
    let refused: unknown
    try {
      withChanges(example)
    } catch (thrown) {
      refused = thrown
    }

    expect(refused).toBeInstanceOf(InputRefused)
    expect((refused as InputRefused).problems).toContainEqual(
      expect.objectContaining({ code, message: expect.stringContaining(says), file: expect.stringMatching(/\.yaml$/) }),
    )
  })

  it.each(good)('lets a survey load that keeps it: %j', (example) => {
    expect(withChanges(example).id).toBe('small')
  })
})

describe('the catalogue of rules', () => {
  it('is the page that npm run reference writes', () => {
    expect(readFileSync('docs/survey-checks.md', 'utf8')).toBe(checksPage())
  })

  it('knows the titles of the instruments that come with Chorus', () => {
    const folders = readdirSync('surveys', { withFileTypes: true }).flatMap((each) =>
      each.isDirectory() && each.name !== 'common' ? [each.name] : [],
    )
    expect(
      Object.values(SHIPPED)
        .map(([folder]) => folder)
        .toSorted(),
    ).toEqual(folders.toSorted())
    for (const [folder, titles] of Object.values(SHIPPED)) {
      const said = ['en', 'es', 'ar'].map(
        (language) => /^title: (.*)$/m.exec(readFileSync(`surveys/${folder}/${language}.yaml`, 'utf8'))?.[1],
      )
      expect(titles).toEqual(said)
    }
  })
})

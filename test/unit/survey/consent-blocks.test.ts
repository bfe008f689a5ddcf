import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { versionOf } from '#shared/survey/canonical.ts'
import { loadSurvey, loadWithPlaces, type SurveyFiles } from '#shared/survey/load-survey.ts'
import { refusals, STRUCTURE, swap, WORDING } from './sample.ts'

/** A building block as small as one can be: a gap of the survey's, two that are worked out, and sentences that depend on it. */
const BLOCK = `block: consent-1
language: en
defaults: {hard: It may hurt.}
summary: ['About {topic}.', 'It takes {minutes} minutes. {hard}', {sharing: Your words are yours., closed: You tick boxes.}, {noise: There is noise.}]
elements:
${[
  ...['research', 'purpose', 'duration', 'risks', 'benefits', 'alternatives', 'confidentiality', 'voluntary', 'future_use'],
  ...['basis', 'transfers', 'deletion', 'questions'],
]
  .map((id) => `  ${id}: {title: About ${id}, text: As you know.}`)
  .join('\n')}
  procedures: {title: What you do, text: ['Up to {questions} questions.', {about_you: 'Some about you.'}, Then you send.]}
purposes: {aggregate: Count me., quote: Quote me., future_reuse: Later too.}
data: [Answers, {sharing: What you write}]
recipients: [Everybody]
rights: [You may delete]
complaint: To the board
withdrawal: {how: With your code, until: All of it}
`
const GROUP = `language: en
group:
  controller: {name: A group, contact: Room 1, board: A board, funder: Its members}
  storage: [{region: Here, processor: None}]
  jurisdiction: Here
`
const FILL = 'consent:\n  from: consent-1\n  fill: {topic: care}\n'

function filesWith(fill: string, structure = STRUCTURE, block = BLOCK): SurveyFiles {
  return new Map([
    ['survey.yaml', structure],
    ['en.yaml', `${WORDING.slice(0, WORDING.indexOf('consent:\n'))}${fill}`],
    ['../common/common.yaml', 'support: []\n'],
    ['../common/en.yaml', GROUP],
    ['../common/consent-1.en.yaml', block],
  ])
}

const consentOf = (files: SurveyFiles) => loadSurvey(files).texts.en?.consent

describe('a consent text from a building block', () => {
  it('has the survey’s own words in its gaps, and the minutes and the number of questions of survey.yaml', () => {
    const consent = consentOf(filesWith(FILL))

    expect(consent?.summary).toEqual(['About care.', 'It takes 3 minutes. It may hurt.', 'Your words are yours.'])
    expect(consent?.procedures.text).toBe('Up to 6 questions. Some about you. Then you send.')
    expect(consent?.controller.name).toBe('A group')
  })

  it('says only what is true of the survey: nothing about words where nobody writes, no purpose that it does not have', () => {
    const closed = swap(swap(STRUCTURE, '      - {id: story, type: text, max: 100, share: ask}\n', ''), ', quote: optional', '')
    const files = new Map(filesWith(FILL, swap(closed, 'profile: rounded', 'profile: dp')))
    files.set('en.yaml', swap(files.get('en.yaml') ?? '', '  story: What happened?\n', ''))
    const consent = consentOf(files)

    expect(consent?.summary).toEqual(['About care.', 'It takes 3 minutes. It may hurt.', 'You tick boxes.', 'There is noise.'])
    expect(consent?.data).toEqual(['Answers'])
    expect(consent?.purposes).toEqual({ aggregate: 'Count me.' })
  })

  it('gives way to what the survey writes out itself', () => {
    const own = `${FILL}  complaint: To the office\n  jurisdiction: There\n`

    expect(consentOf(filesWith(own))).toMatchObject({ complaint: 'To the office', jurisdiction: 'There' })
  })

  it('is part of the hash as it is filled in, so that another building block is another version', () => {
    const [one, other] = [filesWith(FILL), filesWith(FILL, STRUCTURE, swap(BLOCK, 'To the board', 'To the council'))]

    expect(versionOf(loadSurvey(one)).hash).not.toBe(versionOf(loadSurvey(other)).hash)
  })

  it.each([
    ['a gap that nothing fills', '  fill: {}\n', 'nothing fills the gap {topic} of consent-1'],
    ['a gap that is not there', '  fill: {topic: care, topik: care}\n', 'consent-1 has no gap {topik}'],
    ['a number that is worked out', '  fill: {topic: care, minutes: "9"}\n', 'consent-1 has no gap {minutes}'],
    ['a field of no consent text', '  fill: {topic: care}\n  sumary: [x]\n', 'unknown key "sumary"'],
  ])('is refused with %s', (_, fill, said) => {
    expect(refusals(filesWith(`consent:\n  from: consent-1\n${fill}`))).toContainEqual(expect.stringMatching(/^en\.yaml:\d+ /))
    expect(refusals(filesWith(`consent:\n  from: consent-1\n${fill}`)).join('\n')).toContain(said)
  })

  it('is refused where there is no such building block, where it is faulty, and where nobody says who asks', () => {
    const without = (name: string) => new Map([...filesWith(FILL)].filter(([file]) => file !== name))

    expect(refusals(filesWith(FILL.replace('consent-1', 'consent-2')))).toEqual([
      expect.stringContaining('there is no building block consent-2 in "en"'),
    ])
    expect(refusals(filesWith(FILL, STRUCTURE, swap(BLOCK, 'complaint: To the board\n', '')))).toEqual([
      expect.stringMatching(/^\.\.\/common\/consent-1\.en\.yaml:\d+ "complaint" is missing/),
    ])
    expect(refusals(without('../common/en.yaml')).map((each) => each.replace(/^\S+ /, ''))).toEqual([
      'nothing says "controller"',
      'nothing says "storage"',
      'nothing says "jurisdiction"',
    ])
  })

  it('is spoken of where a person would change it: who asks in the shared file, the rest at the survey’s own words', () => {
    const { locate } = loadWithPlaces(filesWith(FILL))
    const at = (...path: string[]) => locate({ language: 'en', path: ['consent', ...path] }, 'x', 'y').file

    expect(at('controller', 'name')).toBe('../common/en.yaml')
    expect(at('summary')).toBe('en.yaml')
  })
})

/** SHA-256 of what each file says, comments left out. People agreed to it: a better text is a new building block, consent-2. */
const SHIPPED: Readonly<Record<string, string>> = {
  en: 'd89b2c6c3bc28d39b7b06977e94daff3e6bbd666b160e250bced317a11d30f3d',
  es: 'aea9c1deb29d42a0f3351b94215c68197db1819d4edfb02bcff4f13a61525e1c',
  ar: '6cc2a0f9b8499dab6ff59e24dab4f2200b86a4535ecacd125b91250c92fab42d',
  de: 'a893ea40d5a20ab8df883ea73b8addaeecf07193c41e01f1201956e944c8e939',
}

describe('the building blocks that surveys here share', () => {
  it.each(Object.entries(SHIPPED))(
    'are never changed once there are surveys with them, but followed by a new one: consent-1.%s',
    (language, hash) => {
      const said: unknown = parse(readFileSync(`surveys/common/consent-1.${language}.yaml`, 'utf8'))

      expect(createHash('sha256').update(JSON.stringify(said)).digest('hex')).toBe(hash)
    },
  )
})

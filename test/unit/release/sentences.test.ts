import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseDocument } from 'htmlparser2'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { run } from '#cli/main.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { type ReadRelease, readRelease, withQuotes, withSentences } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { flawsOf, leadingQuestions, type Sentences } from '#shared/release/sentences/board-sentences.ts'
import { flawsIn } from '#shared/release/sentences/sentence-flaws.ts'
import { keyOf, section, single, surveyOf, table } from '../disclosure/sample.ts'
import { elementsIn, wordsIn } from './elements.ts'

const survey = surveyOf([
  section('a', [
    single('q', ['yes', 'no', 'maybe']),
    single('later', ['good', 'bad'], { if: { q: 'q', in: ['yes'] } }),
    { id: 'words', type: 'text', max: 100, share: 'ask' },
  ]),
])

function candidate() {
  const tables = [
    table('q', { '': { yes: 200, no: 87, maybe: 10, '~skipped': 3 } }),
    table('later', { '': { good: 150, bad: 40, '~skipped': 10, '~not_shown': 100 } }),
  ]
  const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' }).files
}

const files = candidate()
const read: ReadRelease = readRelease('there', files)
const OWN = { en: '{count} of {asked} found it good.' }
const sentences: Sentences = [{ question: 'later', words: OWN }]

const text = (of: Files, name: string) => new TextDecoder().decode(of.get(name))
const leading = (of: Files, name = 'report.html') =>
  elementsIn(elementsIn(parseDocument(text(of, name))).find(({ attribs }) => attribs.class === 'leading'))
    .filter((each) => each.name === 'li')
    .map(wordsIn)

describe('the words of a board for a finding that leads', () => {
  it('CI-05: stand on the page with the numbers of the tables, the percentage, and what was asked and chosen', () => {
    const [row] = Papa.parse<Record<string, string>>(text(files, 'report.csv'), { header: true }).data.filter(
      ({ table: of, answer }) => of === 'later' && answer === 'good',
    )
    const said = leading(withSentences(read, sentences).files)

    expect(said[1]).toContain(
      `About ${row?.count} of about ${row?.asked} people who were asked found it good. That is ${row?.percent_of_asked}\u00A0%: `,
    )
    expect(said[1]).toContain('In the words of the board. The question was “Question later?”, and the answer “')
    expect(said[0]).toBe(leading(files)[0])
  })

  it('are part of what the board votes on, are read back, and change no number and no series', () => {
    const worded = withSentences(read, sentences)
    const again = readRelease('there', worded.files)

    expect(worded.id).not.toBe(read.id)
    expect(again.content.sentences).toEqual(sentences)
    expect(again.tabulated).toBe(read.id)
    expect(text(worded.files, 'report.csv')).toBe(text(files, 'report.csv'))
    expect(JSON.parse(text(worded.files, 'methods.json')).leading_findings.in_the_words_of_the_board).toEqual([sentences[0]?.question])
    expect(files.has('sentences.json')).toBe(false)
    expect(withSentences(again, []).id).toBe(read.id)
  })

  it('come before the quotes, whose readers sign for the files as they are', () => {
    const quoted = withQuotes(read, {
      format: 'chorus-quotes/1',
      selection: { by: 'Heron and Fox', how: 'chosen', from: { low: 20, high: 24 } },
      quotes: [{ question: 'words', as: 'words', language: 'en', text: 'Nobody asked me.' }],
      someWereRemoved: false,
    })

    expect(() => withSentences(readRelease('there', quoted.files), sentences)).toThrow('come before the quotes')
    const both = withQuotes(readRelease('there', withSentences(read, sentences).files), readRelease('there', quoted.files).content.quotes)
    expect(readRelease('there', both.files).content.sentences).toEqual(sentences)
  })

  it('are refused for a finding that does not lead, and where a language is missing', () => {
    const kinds = (value: Sentences) => flawsOf(read, value).map(({ flaw }) => flaw.kind)

    expect(kinds([{ question: 'words', words: OWN }])).toEqual(['does not lead'])
    expect(kinds([{ question: 'later', words: {} }])).toEqual(['missing'])
    expect(kinds([{ question: 'later', words: { ...OWN, es: OWN.en } }])).toEqual(['other language'])
    expect(() => withSentences(read, [{ question: 'words', words: OWN }])).toThrow('does not lead')
  })

  it.each<[string, string, string]>([
    ['en', 'a digit', '{count} of {asked} said it in 3 places.'],
    ['en', 'a digit of another script', '{count} of {asked} said it in ٣ places.'],
    ['en', 'a digit in a circle', '{count} of {asked} said it in ③ places.'],
    ['en', 'a fraction', '{count} of {asked}, more than ½, said it.'],
    ['en', 'a number word', '{count} of {asked} said it, which is two in three.'],
    ['en', 'a number word in parts', '{count} of {asked} said it, and ninety-nine did not.'],
    ['en', 'a share in words', '{count} of {asked}, a majority, said it.'],
    ['en', 'percent', '{count} of {asked} said it, a large percentage.'],
    ['es', 'a number word', 'De {asked}, {count} lo dijeron: veintiún lugares.'],
    ['es', 'a share in words', 'De {asked}, {count} lo dijeron, la mitad.'],
    ['ar', 'a number word', 'من {asked} قال ذلك {count}، وهم ثلاثة أرباع.'],
    ['ar', 'a number word with marks', 'من {asked} قال ذلك {count}، أي النِّصْف.'],
    ['ar', 'a share in words', 'من {asked} قال ذلك {count}، وهم الأغلبية.'],
    ['de', 'a number word', '{count} von {asked} sagten es, also dreiundzwanzig.'],
    ['de', 'a share in words', '{count} von {asked} sagten es, also die Hälfte.'],
    ['en', 'no place for the count', 'Many of {asked} said it.'],
    ['en', 'a place twice', '{count} and {count} of {asked} said it.'],
    ['en', 'another place', '{count} of {asked} said it: {percent}.'],
    ['en', 'CI-03: a claim', '{count} of {asked} said it, which is representative.'],
    ['es', 'CI-03: a claim', 'De {asked}, {count} lo dijeron, y eso demuestra algo.'],
    ['ar', 'CI-03: a claim', 'من {asked} قال ذلك {count}، وهذا يثبت الأمر.'],
    ['de', 'CI-03: a claim', '{count} von {asked} sagten es, das ist repräsentativ.'],
    ['en', 'words in quotation marks', '{count} of {asked} said “never”.'],
    ['en', 'a letter that nobody sees', '{count} of {asked} said th\u200Bree things.'],
    ['en', 'a line break', '{count} of {asked}\nsaid it.'],
    ['en', 'an address', '{count} of {asked} wrote to river@example.org.'],
    ['en', 'more than fits', `{count} of {asked} said it ${'again and '.repeat(30)}again.`],
    ['en', 'nothing', ' '],
    ['fr', 'a language whose numbers the program does not know', '{count} de {asked} le disent.'],
  ])('are refused with %s in them: %s', (language, _why, sentence) => {
    expect(flawsIn(sentence, language)).not.toEqual([])
  })

  it.each([
    ['en', '{count} of {asked} were not listened to at all, or seldom.'],
    ['en', 'When they raised a concern, {count} of {asked} saw nothing change for the first time in years.'],
    ['es', 'De {asked}, {count} no fueron escuchadas casi nunca en una consulta.'],
    ['ar', 'من {asked}، لم يستمع أحد إلى {count} عندما احتاجوا إلى ذلك.'],
    ['de', '{count} von {asked} wurde selten oder nie zugehört, wenn sie eine Sorge hatten.'],
  ])('may be said so (%s): %s', (language, sentence) => {
    expect(flawsIn(sentence, language)).toEqual([])
  })
})

describe('chorus board words', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-words-'))
    for (const [name, bytes] of files) {
      await mkdir(dirname(join(folder, 'report', name)), { recursive: true })
      await writeFile(join(folder, 'report', name), bytes)
    }
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('prints a sheet with what the program says of each finding, and refuses a sheet with a number in it, naming place and remedy', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    try {
      expect(await run(['board', 'words', join(folder, 'report')])).toBe(0)
      const printed = log.mock.calls.flat().join('\n')
      expect(Object.keys(parse(printed))).toEqual(leadingQuestions(read))
      expect(printed).toContain('# About ')

      const sheet = join(folder, 'words.yaml')
      await writeFile(sheet, 'q: {en: "{count} of {asked} said it in 3 places."}\nlater: {en: "Of {asked}."}\n')
      expect(await run(['board', 'words', join(folder, 'report'), '--sentences', sheet, '--out', join(folder, 'worded')])).toBe(1)
      const said = error.mock.calls.flat().join('\n')
      expect(said).toContain('words.yaml - q, en: "3" is a number, and numbers come from the tables alone. Use {count} and {asked}')
      expect(said).toContain('later, en: {count} must be in the sentence once')
    } finally {
      log.mockRestore()
      error.mockRestore()
    }
  })
})

import { parseDocument } from 'htmlparser2'
import { beforeAll, describe, expect, it } from 'vitest'
import { NO_QUOTES, type Quotes } from '#shared/release/quotes.ts'
import { type ReadRelease, readRelease, withQuotes } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { elementsIn, wordsIn } from './elements.ts'
import { hardRelease } from './hard-words.ts'
import { instrumentRelease } from './instrument-release.ts'

let read: ReadRelease
beforeAll(async () => {
  read = readRelease('there', (await instrumentRelease('being-heard', 150)).files)
})

const text = (files: Files, name: string) => new TextDecoder().decode(files.get(name))
const section = (files: Files, name = 'report.html') =>
  elementsIn(parseDocument(text(files, name))).find(({ attribs }) => attribs.id === 'quotes')
const wordsOf = (files: Files, name?: string) => wordsIn(section(files, name)).replaceAll(/\s+/g, ' ')

const QUOTES: Quotes = {
  format: 'chorus-quotes/1',
  selection: { by: 'Heron and Fox', how: 'chosen', from: { low: 20, high: 24 } },
  quotes: [
    { question: 'bh15', as: 'words', language: 'en', text: 'Nobody asked me what I needed [ ] until the peer group did.' },
    { question: 'bh15', as: 'summary', language: 'es', text: 'Una persona contó que la escucharon.', of: '35 to 49' },
  ],
  someWereRemoved: true,
}

describe('ST-12: words of single people in a release', () => {
  it('are none before review, and the page says why; a survey that asks for no words has no place for them', () => {
    const { files } = withQuotes(read, NO_QUOTES)

    expect(wordsOf(files)).toContain('There are no words of single people in this report.')
    expect(JSON.parse(text(files, 'quotes.json'))).toMatchObject({ quotes: [], someWereRemoved: false })
    expect(section(hardRelease().files)).toBeUndefined()
  })

  it('say that they were chosen, by whom, and from how many people who allowed it', () => {
    const said = wordsOf(withQuotes(read, QUOTES).files)

    expect(said).toContain('Chosen by Heron and Fox, from the words of 20 to 24 people who allowed it.')
    expect(said).toContain('They were chosen, so they do not say what most people think')
    expect(said).toContain('A quote was removed at its author’s wish.')
  })

  it('keep what their tellers allowed: their own words in their own language, or a summary that says so', () => {
    const { files } = withQuotes(read, QUOTES)
    const quotes = elementsIn(section(files, 'report.ar.html')).filter(({ name }) => name === 'blockquote')

    expect(quotes.map((each) => [each.attribs.lang, wordsIn(each).trim()])).toEqual(QUOTES.quotes.map((each) => [each.language, each.text]))
    expect(wordsOf(files)).toMatch(/until the peer group did\. ?Their own words/)
    expect(wordsOf(files)).toMatch(/la escucharon\. ?In our words, as the teller wished · 35 to 49/)
    expect(wordsOf(files)).toContain('[ ] is where something was left out')
  })

  it('are read back with the release, which is another one than without them', () => {
    const { files, id } = withQuotes(read, QUOTES)
    const again = readRelease('there', files)

    expect(again.content.quotes).toEqual(QUOTES)
    expect(id).not.toBe(read.id)
    expect(again.tables).toEqual(read.tables)
  })

  it.each<[string, Partial<Quotes>]>([
    ['without a selection', { selection: undefined }],
    ['with an exact number of people', { selection: { by: 'Heron', how: 'all', from: { low: 23, high: 23 } } }],
    ['from so few that each could be found', { selection: { by: 'Heron', how: 'all', from: { low: 0, high: 4 } } }],
    ['under a question that asks for no words', { quotes: [{ question: 'bh03', as: 'words', language: 'en', text: 'So it was.' }] }],
    ['with a number that leads to a person', { quotes: [{ question: 'bh15', as: 'words', language: 'en', text: 'Call 555 123 4567.' }] }],
  ])('are refused %s', (_why, change) => {
    expect(() => withQuotes(read, { ...QUOTES, ...change })).toThrow()
  })
})

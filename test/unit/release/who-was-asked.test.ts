import { parseDocument } from 'htmlparser2'
import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Files } from '#shared/release/release.ts'
import { conditionInWords } from '#shared/survey/condition-in-words.ts'
import type { Condition } from '#shared/survey/survey.ts'
import { type Element, elementsIn, wordsIn } from './elements.ts'
import { instrumentRelease } from './instrument-release.ts'

let files: Files
/** Every element of each page. */
let pages: ReadonlyMap<string, readonly Element[]>
beforeAll(async () => {
  ;({ files } = await instrumentRelease('being-heard', 400))
  pages = new Map(['report.html', 'report.es.html', 'report.ar.html'].map((name) => [name, elementsIn(parseDocument(text(name)))]))
})

const text = (name: string) => new TextDecoder().decode(files.get(name)).replace(/^\uFEFF/, '')

/** The text of a page between a question and its chart. */
function saidUnder(name: string, question: string): string {
  const section = pages.get(name)?.find(({ attribs }) => attribs.id === question)
  return elementsIn(section)
    .filter(({ name: element, attribs }) => element === 'p' && attribs.class === 'soft')
    .map(wordsIn)
    .join(' ')
}

describe('a finding page says of each question who was asked it', () => {
  it.each([
    [
      'report.html',
      'bh02',
      'Asked only of people who chose something other than “I did not look for support” when asked “Where did you go for support in the last 12 months?”. People who left that question empty, or chose “Prefer not to say”, were not asked.',
    ],
    [
      'report.es.html',
      'bh02',
      'Solo se preguntó a quienes eligieron algo distinto de «No busqué apoyo» en la pregunta «¿Adónde fuiste a buscar apoyo en los últimos 12 meses?». No se preguntó a quienes dejaron esa pregunta vacía o eligieron «Prefiero no decirlo».',
    ],
    [
      'report.ar.html',
      'bh02',
      'لم يُسأل إلا من اختاروا شيئًا غير «لم أبحث عن دعم» عند سؤالهم «أين ذهبتم للبحث عن دعم في آخر 12 شهرًا؟». ولم يُسأل من تركوا ذلك السؤال فارغًا أو اختاروا «أفضّل عدم القول».',
    ],
    [
      'report.html',
      'bh03',
      'Asked only of people who answered “Think of the one place you went to most. Which was it?”. People who left that question empty, or chose “Not sure or do not remember” or “Prefer not to say”, were not asked.',
    ],
    [
      'report.html',
      'bh10',
      'Asked only of people who chose “Yes” when asked “In the last 12 months, did you raise a concern about your care?”.',
    ],
  ])('in words, in %s of %s', (name, question, sentence) => {
    expect(saidUnder(name, question)).toContain(sentence)
  })

  it('says of a question without a condition that everybody was asked, and of one in a part that could be skipped that those who did are left out', () => {
    expect(saidUnder('report.html', 'bh01')).toMatch(/^[^.]*Everybody was asked: about \d+ people \(between \d+ and \d+\)\./)
    expect(saidUnder('report.html', 'bh09')).toContain(
      'The part of the survey that it is in could be skipped; people who skipped it are not counted as asked.',
    )
    expect(saidUnder('report.html', 'bh09')).not.toContain('Everybody was asked')
  })

  it('with the number of those asked that report.csv has, in every language', () => {
    const rows = Papa.parse<Record<string, string>>(text('report.csv'), { header: true, skipEmptyLines: true }).data
    const own = rows.filter((row) => row.table === row.question && row.asked !== '' && !row.answer?.startsWith('~'))

    expect(new Set(own.map(({ question }) => question)).size).toBe(18)
    for (const name of pages.keys())
      for (const row of own) {
        const said = saidUnder(name, row.question ?? '').replaceAll(/[“«][^”»]*[”»]/g, '')
        const [asked, low, high] = /(\d+)[^\d(]+\(\D*(\d+)\D+(\d+)\)/.exec(said)?.slice(1) ?? []
        const [least, most, middle] = /(\d+)[^\d.]+(\d+)[^\d.]+[;،] \D+(\d+)\./.exec(said)?.slice(1) ?? []
        const isWide = Number(row.asked_high) - Number(row.asked_low) > 0.3 * Number(row.asked)
        expect([name, row.question, ...(isWide ? [middle, least, most] : [asked, low, high])]).toEqual([
          name,
          row.question,
          row.asked,
          row.asked_low,
          row.asked_high,
        ])
      }
    expect(own.some((row) => Number(row.asked_high) - Number(row.asked_low) > 0.3 * Number(row.asked))).toBe(true)
  })
})

describe('a condition in words', () => {
  const words = {
    and: ' and ',
    or: ' or ',
    option: (_: string, option: string) => option,
    chose: (options: string, question: string) => `${question} is ${options}`,
    choseOther: (options: string, question: string) => `${question} is not ${options}`,
    choseNone: (options: string, question: string) => `${question} is answered without ${options}`,
    answered: (question: string) => `${question} is answered`,
  }
  const a: Condition = { q: 'a', in: ['x', 'y'] }
  const b: Condition = { q: 'b', answered: true }
  const c: Condition = { q: 'c', any_except: ['z'] }

  it('joins its parts, and puts brackets where "and" and "or" meet', () => {
    expect(conditionInWords({ all: [a, b] }, words)).toBe('a is x or y and b is answered')
    expect(conditionInWords({ all: [{ any: [a, b] }, c] }, words)).toBe('(a is x or y or b is answered) and c is not z')
    expect(conditionInWords({ any: [b, { q: 'd', none_of: ['x', 'y'] }] }, words)).toBe('b is answered or d is answered without x or y')
    expect(conditionInWords({ any: [{ all: [b, c] }, { all: [a] }] }, words)).toBe('(b is answered and c is not z) or a is x or y')
  })
})

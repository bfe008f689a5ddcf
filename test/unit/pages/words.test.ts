import { describe, expect, it } from 'vitest'
import { LANGUAGES, type PageLanguage } from '#shared/languages.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'

const languages = Object.keys(LANGUAGES) as PageLanguage[]
const words = new Map(await Promise.all(languages.map(async (language) => [language, await loadWords(language)] as const)))

/** Every text of the pages by the place it stands; one that takes something is given the same in every language. */
function textsOf(value: unknown, at = ''): [at: string, text: string][] {
  if (typeof value === 'string') return [[at, value]]
  if (typeof value === 'function') return textsOf(value(8, 3), `${at}()`)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => textsOf(each, `${at}.${key}`))
}
const texts = (language: PageLanguage) => textsOf(words.get(language))
const english = new Map(texts('en'))

describe.each(languages)('the words of the pages in %s', (language) => {
  it('are called by their language, and by nobody said to be gone through', () => {
    expect(words.get(language)).toMatchObject({ language, reviewed: 'unreviewed' })
  })

  it('name the buttons they speak of as the buttons are named', () => {
    const labels = new Set(texts(language).map(([, text]) => text))
    const spoken = texts(language).flatMap(([at, text]) =>
      at === '.all.quote()' ? [] : [...text.matchAll(/[“«„]([^”»“]+)[”»“]/g)].map(([, name = '']) => ({ at, name })),
    )
    // A part of a label, such as the word that marks the box one needs, is enough.
    const unknown = spoken.filter(
      ({ name }) => !/^[83]$/.test(name) && ![...labels].some((label) => label !== name && label.startsWith(name)) && !labels.has(name),
    )
    expect(spoken.length).toBeGreaterThan(8)
    expect(unknown).toEqual([])
  })

  it.skipIf(language === 'en')('say the numbers that English says, and not its sentences', () => {
    const numbersIn = (text: string) => (text.match(/\d+/g) ?? []).toSorted().join(' ')
    const different = texts(language).filter(([at, text]) => numbersIn(text) !== numbersIn(english.get(at) ?? ''))
    expect(different).toEqual([])
    expect(texts(language).filter(([at, text]) => text === english.get(at) && text.split(' ').length > 2)).toEqual([])
  })
})

describe('Arabic', () => {
  it('counts as it is counted in Arabic', () => {
    const minutes = (count: number) => words.get('ar')?.start.minutes(count)
    expect([1, 2, 3, 10, 11, 15].map(minutes)).toEqual(
      ['دقيقة واحدة', 'دقيقتين', '3 دقائق', '10 دقائق', '11 دقيقة', '15 دقيقة'].map(
        (said) => `يستغرق نحو ${said}. خذوا الوقت الذي تحتاجونه.`,
      ),
    )
    expect([365, 100].map((days) => words.get('ar')?.consent.codes(days))).toEqual([
      'يمكنكم سحب إجاباتكم بالرمز خلال 365 يومًا.',
      'يمكنكم سحب إجاباتكم بالرمز خلال 100 يوم.',
    ])
  })
})

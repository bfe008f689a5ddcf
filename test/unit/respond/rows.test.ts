import { describe, expect, it } from 'vitest'
import type { Browser, Shown } from '#cli/simulate/browser.ts'
import { gridsIn } from '#functions/respond/pages/grid-tables.ts'
import { decodeAnswers } from '#shared/response/coding.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Question, Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from './helpers/surveys.ts'
import { AGREES, begin, goOn, press, receiptOn, type Town, townWith } from './helpers/town.ts'

const ITEMS = ['time', 'say', 'rest']
const PLACES: Question[] = [
  single('first', ITEMS),
  {
    id: 'second',
    type: 'single',
    options: ITEMS.map((id) => ({ id })),
    auto: ['pns'],
    if: { q: 'first', answered: true },
    apart: ['first'],
  },
]
const LANDS = ['es', 'fr', 'gf', 'ci']
const list: Question = { id: 'land', type: 'single', options: LANDS.map((id) => ({ id })), auto: ['pns'], search: true }

function withWords(survey: Survey): Survey {
  const labels = { en: ['Spain', 'France', 'French Guiana', 'Côte d’Ivoire'], ar: ['إسبانيا', 'فرنسا', 'غويانا الفرنسية', 'ساحل العاج'] }
  const texts = Object.entries(survey.texts).map(([language, said]) => {
    const options = Object.fromEntries(LANDS.map((id, i) => [id, labels[language === 'ar' ? 'ar' : 'en'][i] ?? id]))
    return [language, { ...said, questions: { ...said.questions, land: { text: 'Where?', options } } }]
  })
  return { ...survey, texts: Object.fromEntries(texts) }
}

const ranking = surveyOf([section('a', PLACES)])
const lands = withWords(surveyOf([section('a', [list])], { languages: ['en', 'ar'] }))

async function begun(survey: Survey) {
  const town = await townWith(survey)
  const browser = town.browser()
  return { town, browser, first: await begin(browser, survey) }
}

async function sentFrom(town: Town, browser: Browser, survey: Survey) {
  receiptOn(await press(browser, await goOn(browser, await browser.open(`/s/${linkOf(survey.id)}/check`), '/send')))
  const [response] = [...town.memory.kept.responses.values()]
  return decodeAnswers(codebookOf(survey), response?.answers ?? new Uint8Array())
}

const offered = (shown: Shown, name: string) =>
  shown.page.forms[0]?.controls.flatMap((each) => (each.name === name && 'value' in each ? [each.value] : []))

describe('a ranking on its pages', () => {
  it('does not offer at the second place what was chosen first', async () => {
    const { town, browser, first } = await begun(ranking)
    const second = await press(browser, first, { first: ['say'] })
    expect(offered(second, 'second')).toEqual(['time', 'rest', '~pns'])
    await press(browser, second, { second: ['rest'] })

    expect(await sentFrom(town, browser, ranking)).toEqual({
      first: { state: 'answered', options: ['say'] },
      second: { state: 'answered', options: ['rest'] },
    })
  })

  it('leaves the second place open when what stood there becomes the first, and shows that before sending', async () => {
    const { town, browser, first } = await begun(ranking)
    await press(browser, await press(browser, first, { first: ['say'] }), { second: ['rest'] })
    const check = await browser.open(`/s/${linkOf(ranking.id)}/check`)
    expect(check.page.text).toContain('rest')
    await press(browser, await browser.open(`/s/${linkOf(ranking.id)}/check/1`), { first: ['rest'] })
    const again = await browser.open(`/s/${linkOf(ranking.id)}/check`)
    expect(again.page.text).toContain('Not answered')

    expect(await sentFrom(town, browser, ranking)).toEqual({
      first: { state: 'answered', options: ['rest'] },
      second: { state: 'skipped' },
    })
  })

  it('asks again when a page from before still offers what has become the first, and sends nothing until then', async () => {
    const { town, browser, first } = await begun(ranking)
    const before = await press(browser, first, { first: ['say'] })
    await press(browser, await browser.open(`/s/${linkOf(ranking.id)}/check/1`), { first: ['rest'] })
    const again = await press(browser, before, { second: ['rest'] })
    expect(again.page.title).toMatch(/^Error: /)
    expect(again.page.text).toContain('You have chosen this for an earlier place')
    expect((await browser.open(`/s/${linkOf(ranking.id)}/send`)).page.title).toMatch(/^Error: /)
    await press(browser, again, { second: ['time'] })

    expect(await sentFrom(town, browser, ranking)).toEqual({
      first: { state: 'answered', options: ['rest'] },
      second: { state: 'answered', options: ['time'] },
    })
  })

  it('asks again on one page when the same is chosen twice, with all as it was', async () => {
    const town = await townWith(ranking)
    const browser = town.browser()
    const all = await browser.open(`/s/${linkOf(ranking.id)}/all`)
    expect(all.page.text).toContain('Choose each answer once only.')
    const again = await press(browser, all, { ...AGREES, first: ['say'], second: ['say'] })
    expect(again.page.title).toMatch(/^Error: /)
    expect(again.page.text).toContain('You have chosen this for an earlier place')
    expect(town.counts().responses).toBe(0)
    receiptOn(await press(browser, again, { second: ['time'] }))

    const [response] = [...town.memory.kept.responses.values()]
    expect(decodeAnswers(codebookOf(ranking), response?.answers ?? new Uint8Array())).toMatchObject({ second: { options: ['time'] } })
  })
})

describe('a long list on its page', () => {
  it.each([
    ['the whole label, with or without its marks', 'cote d ivoire', 'ci'],
    ['the whole label in another language of the survey', 'فرنسا', 'fr'],
  ])('takes %s as the answer', async (_, typed, option) => {
    const { town, browser, first } = await begun(lands)
    await press(browser, first, { 'land.find': [typed] })

    expect(await sentFrom(town, browser, lands)).toEqual({ land: { state: 'answered', options: [option] } })
  })

  it('shows what a few letters stand in, and takes what is chosen there', async () => {
    const { town, browser, first } = await begun(lands)
    const again = await press(browser, first, { 'land.find': ['FREN'] })
    expect(again.page.text).toContain('These 1 have your letters in them')
    expect(offered(again, 'land')?.[0]).toBe('gf')
    expect(offered(again, 'land.find')).toEqual(['FREN'])
    await press(browser, again, { land: ['gf'] })

    expect(await sentFrom(town, browser, lands)).toEqual({ land: { state: 'answered', options: ['gf'] } })
  })

  it('says when nothing fits, and still has the whole list', async () => {
    const { town, browser, first } = await begun(lands)
    const again = await press(browser, first, { 'land.find': ['atlantis'] })
    expect(again.page.text).toContain('Nothing on the list has these letters in it')
    expect(again.page.links).toContain('#in-land.find')
    expect(offered(again, 'land')).toEqual([...LANDS, '~pns'])
    await press(browser, again, { land: ['es'], 'land.find': [''] })

    expect(await sentFrom(town, browser, lands)).toEqual({ land: { state: 'answered', options: ['es'] } })
  })

  it('searches anew when other letters are written after a choice, and lets "prefer not to say" stand', async () => {
    const { town, browser, first } = await begun(lands)
    const found = await press(browser, first, { 'land.find': ['fr'] })
    const anew = await press(browser, found, { land: ['fr'], 'land.find': ['spa'] })
    expect(anew.page.text).toContain('These 1 have your letters in them')
    await press(browser, anew, { land: ['~pns'] })

    expect(await sentFrom(town, browser, lands)).toEqual({ land: { state: 'pns' } })
  })

  it('keeps the letters out of every address, and out of what is stored', async () => {
    const { town, browser, first } = await begun(lands)
    const again = await press(browser, first, { 'land.find': ['fren'] })
    expect(again.url.search).not.toContain('fren')
    await press(browser, again, { land: ['gf'] })
    await sentFrom(town, browser, lands)

    expect(JSON.stringify([...town.memory.kept.responses.values(), ...town.memory.kept.stories.values()])).not.toContain('fren')
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 0 })
  })
})

describe('rows of a grid, all on one page', () => {
  const row = (id: string, more: Partial<Question> = {}): Question => Object.assign(single(id, ['yes', 'no']), more)
  const gridded = (questions: readonly Question[], stems: Readonly<Record<string, string>>) => {
    const { texts } = surveyOf([section('a', [...questions])])
    const said = texts.en
    if (!said) throw new Error('the survey speaks English')
    const withStems = Object.entries(said.questions).map(([id, each]) => [id, { ...each, ...(stems[id] ? { stem: stems[id] } : {}) }])
    return gridsIn(questions, { ...said, questions: Object.fromEntries(withStems) }).map((rows) => rows.map(({ id }) => id))
  }

  it('stand together as a table where they have the same words before them and the same answers', () => {
    const questions = [row('plain'), row('a'), row('b'), row('c'), row('other'), row('last')]
    expect(gridded(questions, { a: 'Trust', b: 'Trust', c: 'Trust', other: 'Another', last: 'Another' })).toEqual([
      ['plain'],
      ['a', 'b', 'c'],
      ['other', 'last'],
    ])
  })

  it.each<[string, Partial<Question>]>([
    ['have a condition of their own', { if: { q: 'a', in: ['yes'] } }],
    ['are places of a ranking', { type: 'single', apart: ['a'] }],
    ['are searched', { type: 'single', search: true }],
    ['have a box to say which', { type: 'single', options: [{ id: 'yes', say: 50 }, { id: 'no' }] }],
    ['offer other answers', { type: 'single', options: [{ id: 'yes' }] }],
    ['have more answers than columns', { type: 'single', options: ['1', '2', '3', '4', '5', '6', '7', '8'].map((id) => ({ id })) }],
  ])('stand alone where they %s', (_, more) => {
    expect(gridded([row('a'), row('b', more)], { a: 'Trust', b: 'Trust' })).toEqual([['a'], ['b']])
  })
})

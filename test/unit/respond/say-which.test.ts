import { describe, expect, it } from 'vitest'
import type { Browser, Shown } from '#cli/simulate/browser.ts'
import { fillForm } from '#cli/simulate/fill-form.ts'
import { decodeAnswers } from '#shared/response/coding.ts'
import { openStory } from '#shared/response/story.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Question } from '#shared/survey/survey.ts'
import { keeperOf } from '#test/unit/retain/keeper.ts'
import { section, single, surveyOf } from './helpers/surveys.ts'
import { AGREES, begin, goOn, press, receiptOn, STORY_SECRET, type Town, takePart, townWith } from './helpers/town.ts'

const where: Question = {
  id: 'where',
  type: 'multi',
  options: [{ id: 'clinic' }, { id: 'other', say: 40 }, { id: 'nowhere', alone: true }],
  auto: ['pns'],
}
const most: Question = { id: 'most', type: 'single', options: [{ id: 'clinic' }, { id: 'other', say: 40 }], auto: ['dk'] }
const survey = surveyOf([section('a', [where, most, single('heard', ['yes', 'no'], { if: { q: 'where', in: ['other'] } })])], {
  languages: ['en', 'ar'],
})
const link = linkOf(survey.id)
const SAID = 'A neighbour who listened'

const stories = (town: Town) => [...town.memory.kept.stories.values()].map(({ sealed }) => openStory(sealed, STORY_SECRET))
const answers = (town: Town) =>
  [...town.memory.kept.responses.values()].map((response) => decodeAnswers(codebookOf(survey), response.answers))
const boxOn = (shown: Shown, name = 'where.say') => shown.page.forms[0]?.controls.find((each) => each.name === name)?.value

async function begun() {
  const town = await townWith(survey)
  const browser = town.browser()
  return { town, browser, first: await begin(browser, survey, { ...AGREES, _purpose: ['aggregate', 'quote'] }) }
}

async function sendFrom(browser: Browser): Promise<string> {
  return receiptOn(await press(browser, await goOn(browser, await browser.open(`/s/${link}/check`), '/send')))
}

describe('what somebody writes beside "other"', () => {
  it('is sealed apart, shared with nobody, and in no counted answer', async () => {
    const { town, browser, first } = await begun()
    await press(browser, first, { where: ['clinic', 'other'], 'where.say': [SAID] })
    const check = await browser.open(`/s/${link}/check`)
    expect(check.page.text).toContain(SAID)
    await sendFrom(browser)
    expect(stories(town)).toMatchObject([{ question: 'where.say', text: SAID, share: 'none', quote: true, language: 'en' }])
    expect(answers(town)).toMatchObject([{ where: { state: 'answered', options: ['clinic', 'other'] } }])
    expect(JSON.stringify(answers(town))).not.toContain(SAID)
  })

  it('stands for the choice beside it, where nothing else was chosen or several may be', async () => {
    const { town, browser, first } = await begun()
    const second = await press(browser, first, { where: ['clinic'], 'where.say': [SAID] })
    const third = await press(browser, second, { 'most.say': ['A friend'] })
    // The question that is shown to those who chose "other".
    expect(third.url.pathname).toBe(`/s/${link}/3`)
    await sendFrom(browser)
    expect(answers(town)).toMatchObject([
      { where: { state: 'answered', options: ['clinic', 'other'] }, most: { state: 'answered', options: ['other'] } },
    ])
    expect(new Set(stories(town).map(({ question, text }) => `${question} ${text}`))).toEqual(
      new Set([`where.say ${SAID}`, 'most.say A friend']),
    )
  })

  it.each([
    ['another single choice', 2, { most: ['clinic'], 'most.say': [SAID] }, 'chose another'],
    ['"not sure"', 2, { most: ['~dk'], 'most.say': [SAID] }, 'chose another'],
    ['an option that stands alone', 1, { where: ['nowhere'], 'where.say': [SAID] }, 'chose another'],
    ['more than fits', 1, { where: ['other'], 'where.say': ['x'.repeat(41)] }, 'up to 40 characters. It has 41 now'],
  ])('is not lost beside %s: it is all there again, and the person is asked', async (_, step, wishes, said) => {
    const { town, browser } = await begun()
    const again = await press(browser, await browser.open(`/s/${link}/${step}`), wishes)
    const [[name, [value]] = ['', ['']]] = Object.entries(wishes).filter(([key]) => key.endsWith('.say'))
    expect([again.url.pathname, again.page.title, boxOn(again, name)]).toEqual([
      `/s/${link}/${step}`,
      expect.stringMatching(/^Error: /),
      value,
    ])
    expect(again.page.text).toContain(said)
    expect(again.page.links).toContain(`#in-${name}`)
    expect((await browser.open(`/s/${link}/send`)).url.pathname).toBe(`/s/${link}/check/${step}`)
    await press(browser, again, { [name]: [''] })
    await sendFrom(browser)
    expect(stories(town)).toEqual([])
  })

  it('comes along to support, back, and into the other language; empty and invisible words are none', async () => {
    const { town, browser, first } = await begun()
    for (const button of ['support', 'back', 'ar']) {
      const [form] = (await browser.open(first.url.pathname)).page.forms
      const pressed = form?.submits.find(({ value }) => value === button)
      if (!form || !pressed) throw new Error(button)
      const shown = await browser.submit(first, fillForm(form, { 'where.say': [`${SAID} ${button}`] }), pressed)
      if (button === 'ar') await press(browser, shown, AGREES)
      expect(boxOn(await browser.open(`/s/${link}/1`)), button).toBe(`${SAID} ${button}`)
    }
    await press(browser, await browser.open(`/s/${link}/1`), { where: ['other'], 'where.say': ['\u200b\u2067 '] })
    await sendFrom(browser)
    expect([stories(town), answers(town)]).toMatchObject([[], [{ where: { options: ['other'] } }]])
  })

  it('in two tabs is shown side by side, and nothing is sent before the person has chosen', async () => {
    const { town, browser } = await begun()
    const old = await browser.open(`/s/${link}/1`)
    await press(browser, old, { where: ['other'], 'where.say': ['In the second tab'] })
    const both = await press(browser, old, { where: ['other'], 'where.say': ['In the first'] })
    expect([boxOn(both), both.page.text]).toEqual(['In the first', expect.stringContaining('In the second tab')])
    await press(browser, both)
    await sendFrom(browser)
    expect(stories(town)).toMatchObject([{ text: 'In the first' }])
  })

  it('is on the one-page form too, which leads to the box when something is wrong with it', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    const again = await press(browser, page, { ...AGREES, most: ['clinic'], 'most.say': [SAID] })
    expect(again.page.links).toContain('#in-most.say')
    expect(boxOn(again, 'most.say')).toBe(SAID)
    receiptOn(await press(browser, again, { most: ['other'] }))
    expect(stories(town)).toMatchObject([{ question: 'most.say', text: SAID }])
  })

  it('goes with the words when these are taken back, and again after a backup was restored', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const code = await takePart(browser, survey, { where: ['other'], 'where.say': [SAID] })
    const [[key, story] = ['', undefined]] = town.memory.kept.stories
    expect(town.counts()).toMatchObject({ responses: 1, stories: 1 })
    await press(browser, await browser.open('/withdraw'), { _code: [code] }, 'Delete only my own words')
    expect(town.counts()).toMatchObject({ responses: 1, stories: 0 })
    if (story) town.memory.kept.stories.set(key, story)
    await keeperOf(town.memory, { today: '2026-03-05' }).restored()
    expect(town.counts()).toMatchObject({ responses: 1, stories: 0 })
  })
})

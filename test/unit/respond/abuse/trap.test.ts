import { describe, expect, it } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import { section, single, surveyOf, text } from '../helpers/surveys.ts'
import { AGREES, begin, goOn, press, receiptOn, townWith } from '../helpers/town.ts'

const survey = { ...surveyOf([section('a', [single('one'), text('words')])]), followUp: true as const }
const link = linkOf(survey.id)
const JUNK = { _url: ['https://junk.example/'] }

describe('the box that people cannot see', () => {
  it('is out of everybody’s way: hidden as a whole, out of the order of keys, never filled in by a browser, and named', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await goOn(browser, await begin(browser, survey), '/send')
    for (const path of [`/s/${link}/send`, `/s/${link}/all`, `/s/${link}/contact`]) {
      await browser.open(path)
      const [whole, inside] = /<p hidden="">(.*?)<\/p>/s.exec(town.lastPage()) ?? []
      expect(whole, path).toBeDefined()
      expect(inside).toContain('<label for="_url">Leave this box empty</label>')
      expect(inside).toMatch(/<input[^>]* id="_url"[^>]*>/)
      expect(inside).toMatch(/autocomplete="off"/)
      expect(inside).toMatch(/tabindex="-1"/)
    }
  })

  it('filled in before Send: nothing is stored, the page says what happened, and the next press sends everything', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send', { words: ['My words'] })

    const caught = await press(browser, ready, JUNK)

    expect(caught.status).toBe(422)
    expect(caught.page.text).toContain('So nothing was sent. What you entered is still here.')
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0, drafts: 1 })
    receiptOn(await press(browser, caught, JUNK))
    expect(town.counts()).toMatchObject({ responses: 1, stories: 1, drafts: 0 })
  })

  it('filled in on the one page: the same, with every answer still there', async () => {
    const town = await townWith(survey)
    const browser = town.browser()

    const caught = await press(browser, await browser.open(`/s/${link}/all`), { ...AGREES, ...JUNK, one: ['two'], words: ['My words'] })

    expect(caught.status).toBe(422)
    expect(town.lastPage()).toContain('My words')
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
    receiptOn(await press(browser, caught, JUNK))
    expect(town.counts()).toMatchObject({ responses: 1, stories: 1 })
  })

  it('filled in where somebody leaves a way to be reached: the same', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const caught = await press(browser, await browser.open(`/s/${link}/contact`), { ...JUNK, _contact: ['robin@example.org'] })

    expect([caught.status, town.memory.kept.followups.size]).toEqual([422, 0])
    expect((await press(browser, caught, JUNK)).status).toBe(200)
    expect(town.memory.kept.followups.size).toBe(1)
  })

  it('stands on no page that takes back, stops or leaves: nothing keeps anybody from those', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await begin(browser, survey)
    for (const path of ['/withdraw', `/s/${link}/1`, `/s/${link}/check`]) {
      await browser.open(path)
      expect(town.lastPage()).not.toContain('_url')
    }
  })
})

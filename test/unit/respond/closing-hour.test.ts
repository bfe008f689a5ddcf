import { describe, expect, it } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import { section, single, surveyOf, text } from './helpers/surveys.ts'
import { AGREES, begin, goOn, press, receiptOn, townWith } from './helpers/town.ts'

const survey = {
  ...surveyOf([section('a', [single('heard'), text('words')])], { languages: ['en', 'es', 'ar', 'de'] }),
  closes: '2026-03-05 18:00 Europe/Madrid',
}
const link = linkOf(survey.id)
const BEFORE = new Date('2026-03-05T16:59:59.999Z')
const AT = new Date('2026-03-05T17:00:00.000Z')
const LAST = new Date('2026-03-05T17:59:59.999Z')
const OVER = new Date('2026-03-05T18:00:00.000Z')

describe('a survey that closes at an hour', () => {
  it.each([
    ['en', 'This survey closes on March 5, 2026 at 6:00 PM Central European Standard Time.'],
    ['es', 'Esta encuesta se cierra el 5 de marzo de 2026 a las 18:00 hora estándar de Europa central.'],
    ['ar', '5 مارس 2026'],
    ['de', 'Diese Umfrage schließt am 5. März 2026 um 18:00 Mitteleuropäische Normalzeit.'],
  ])('says so from the start, in %s', async (language, said) => {
    const browser = (await townWith(survey)).browser()
    for (const path of ['', '/all']) expect((await browser.open(`/s/${link}${path}?lang=${language}`)).page.text).toContain(said)
  })

  it('lets people begin until then, and from then on says when it closed', async () => {
    const town = await townWith(survey)
    town.clock.now = BEFORE
    await begin(town.browser(), survey)
    const late = town.browser()
    const consent = await late.open(`/s/${link}/consent`)
    town.clock.now = AT
    const refused = await press(late, consent, AGREES)
    expect([refused.status, refused.url.pathname, town.counts().drafts]).toEqual([410, `/s/${link}`, 1])
    for (const path of ['', '/consent', '/all', '/1', '/check', '/send']) {
      const shown = await town.browser().open(`/s/${link}${path}`)
      expect([shown.status, shown.page.text], path).toEqual([410, expect.stringContaining('It closed on March 5, 2026 at 6:00 PM')])
    }
  })

  it('lets who began before answer and send for an hour more, and says until when on each page', async () => {
    const town = await townWith(survey)
    town.clock.now = BEFORE
    const browser = town.browser()
    await begin(browser, survey)
    town.clock.now = AT
    const page = await browser.open(`/s/${link}/1`)
    expect(page.page.forms).toHaveLength(1)
    expect(town.lastPage()).toContain('you can still send your answers until 7:00 PM Central European Standard Time')
    const ready = await goOn(browser, page, '/send', { heard: ['one'], words: ['At last'] })
    town.clock.now = LAST
    receiptOn(await press(browser, ready))
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
  })

  it('takes nothing after that hour, keeps what was written for its writer only, and says what becomes of it', async () => {
    const town = await townWith(survey)
    town.clock.now = BEFORE
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send', { words: ['Too late'] })
    town.clock.now = OVER
    const shown = await press(browser, ready)
    expect([shown.status, shown.page.text]).toEqual([410, expect.stringContaining('What you began here was not sent')])
    expect(town.counts()).toEqual({ drafts: 1, responses: 0, stories: 0 })
    // Also for a browser that comes back to a page of its visit.
    expect((await browser.open(`/s/${link}/1`)).status).toBe(410)
  })

  it('takes a one-page form that was on a screen before, mended or in another language, and makes no new one', async () => {
    const town = await townWith(survey)
    town.clock.now = BEFORE
    const browser = town.browser()
    const form = await browser.open(`/s/${link}/all`)
    town.clock.now = AT
    const incomplete = await press(browser, form, { words: ['On one page'] })
    expect([incomplete.status, incomplete.page.title]).toEqual([422, expect.stringMatching(/^Error: /)])
    town.clock.now = LAST
    receiptOn(await press(browser, incomplete, { ...AGREES, words: ['On one page'] }))
    expect((await town.browser().open(`/s/${link}/all`)).status).toBe(410)

    town.clock.now = BEFORE
    const other = town.browser()
    const late = await other.open(`/s/${link}/all`)
    town.clock.now = OVER
    const shown = await press(other, late, { ...AGREES, words: ['All there'] })
    expect([shown.status, shown.page.text]).toEqual([410, expect.stringContaining('your answers are not sent')])
    expect(shown.page.forms[0]?.controls.find(({ name }) => name === 'words')?.value).toBe('All there')
    expect(town.counts().responses).toBe(1)
  })

  it('is closed, and not taking a break, when its hour comes during one; support and Stop are there as ever', async () => {
    const town = await townWith(survey)
    town.clock.now = BEFORE
    const browser = town.browser()
    await begin(browser, survey)
    await town.memory.community.shut(link, 'paused')
    expect((await browser.open(`/s/${link}`)).status).toBe(503)
    town.clock.now = OVER
    expect((await browser.open(`/s/${link}`)).page.text).toContain('This survey has closed')
    expect((await browser.open(`/s/${link}/support`)).page.text).toContain('A warmline')
    await press(browser, await browser.open(`/s/${link}`), {}, 'Stop and delete my answers')
    expect(town.counts().drafts).toBe(0)
  })

  it('says no hour where a steward closed it before', async () => {
    const town = await townWith(survey)
    town.clock.now = BEFORE
    await town.memory.community.shut(link, 'closed')
    const shown = await town.browser().open(`/s/${link}`)
    expect(shown.page.text).toContain('This survey has closed')
    expect(shown.page.text).not.toContain('It closed on')
  })
})

import { describe, expect, it } from 'vitest'
import type { Browser, Shown } from '#cli/simulate/browser.ts'
import { fillForm } from '#cli/simulate/fill-form.ts'
import { openStory } from '#shared/response/story.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { number, pick, section, single, surveyOf, text } from './helpers/surveys.ts'
import { AGREES, begin, goOn, PLAIN_ORIGIN, press, receiptOn, STORY_SECRET, type Town, townWith } from './helpers/town.ts'

const survey = surveyOf([section('a', [single('heard'), text('words', 1000), pick('few'), number('age')])], { languages: ['en', 'ar'] })
const link = linkOf(survey.id)
/** 900 characters, none like the one before. */
const WRITTEN = `${Array.from({ length: 100 }, (_, at) => `line ${String(at).padStart(3, '0')}`).join('\n')}.`

function pressed(browser: Browser, shown: Shown, value: string, wishes: Record<string, string[]> = {}): Promise<Shown> {
  for (const form of shown.page.forms) {
    const button = form.submits.find((each) => each.value === value)
    if (button) return browser.submit(shown, fillForm(form, wishes), button)
  }
  throw new Error(`${shown.url.pathname} has no button ${value}`)
}

const wordsOn = (shown: Shown) => shown.page.forms[0]?.controls.find(({ name }) => name === 'words')?.value
const stories = (town: Town) => [...town.memory.kept.stories.values()].map(({ sealed }) => openStory(sealed, STORY_SECRET).text)

describe('what somebody writes', () => {
  it.each(['en', 'ar'])(
    'is in the sealed story, every character and once, over support, another language and two pages back (%s first)',
    async (first) => {
      const other = first === 'en' ? 'ar' : 'en'
      const town = await townWith(survey)
      const browser = town.browser()
      await press(browser, await browser.open(`/s/${link}/consent?lang=${first}`), AGREES)
      const page = await browser.open(`/s/${link}/2`)

      const support = await pressed(browser, page, 'support', { words: [WRITTEN.slice(0, 502)] })
      expect(support.url.pathname).toBe(`/s/${link}/support/2`)
      const back = await browser.open(support.page.links.find((href) => href.startsWith(`/s/${link}/2`)) ?? '')
      expect(wordsOn(back)).toBe(WRITTEN.slice(0, 502))

      const consent = await pressed(browser, back, other, { words: [WRITTEN.slice(0, 700)] })
      expect(consent.url.pathname).toBe(`/s/${link}/consent`)
      const again = await press(browser, consent, AGREES)
      expect([again.url.pathname, wordsOn(again)]).toEqual([`/s/${link}/2`, WRITTEN.slice(0, 700)])

      const before = await pressed(browser, again, 'back', { words: [WRITTEN] })
      expect(before.url.pathname).toBe(`/s/${link}/1`)
      expect((await pressed(browser, before, 'back')).url.pathname).toBe(`/s/${link}/consent`)
      receiptOn(await press(browser, await goOn(browser, await browser.open(`/s/${link}/1`), '/send')))

      expect(WRITTEN).toHaveLength(900)
      expect(stories(town)).toEqual([WRITTEN])
    },
  )

  it('is not undone by a tab that was only looked at, whichever of its buttons is pressed', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await begin(browser, survey)
    const old = await browser.open(`/s/${link}/2`)
    await press(browser, old, { words: ['Written in the second tab'] })
    for (const button of ['back', 'support', 'stop', 'withdraw', 'ar']) {
      await pressed(browser, old, button)
      if (button !== 'ar') expect(wordsOn(await browser.open(`/s/${link}/2`)), button).toBe('Written in the second tab')
    }
    await press(browser, await browser.open(`/s/${link}/consent?lang=ar`), AGREES)
    await press(browser, old)
    receiptOn(await press(browser, await goOn(browser, await browser.open(`/s/${link}/1`), '/send')))
    expect(stories(town)).toEqual(['Written in the second tab'])
  })

  it('is followed by ticks that stay as they are, "no" and the shortest wait among them, until somebody skips', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await goOn(browser, await begin(browser, survey), '/3', { words: ['Mine'] })
    const ticked = { 'words.share': ['none'], 'words.wait': ['2'] }
    const tickedOn = (shown: Shown) =>
      shown.page.forms[0]?.controls.filter(({ checked }) => checked).map(({ name, value }) => `${name} ${value}`)
    for (const button of ['support', 'back', 'stop']) {
      await pressed(browser, await browser.open(`/s/${link}/3`), button, ticked)
      expect(tickedOn(await browser.open(`/s/${link}/3`)), button).toEqual(['words.share none', 'words.wait 2'])
    }
    await pressed(browser, await browser.open(`/s/${link}/3`), 'skip')
    expect(tickedOn(await browser.open(`/s/${link}/3`))).toEqual([])
  })

  it('in two tabs is shown side by side, and nothing is sent before the person has chosen', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await begin(browser, survey)
    const old = await browser.open(`/s/${link}/2`)
    await press(browser, old, { words: ['Written in the second tab'] })
    const both = await press(browser, old, { words: ['Written in the first'] })
    expect(both.url.pathname).toBe(`/s/${link}/2`)
    expect([wordsOn(both), both.page.text]).toEqual(['Written in the first', expect.stringContaining('Written in the second tab')])
    expect((await browser.open(`/s/${link}/send`)).url.pathname).toBe(`/s/${link}/check/2`)
    receiptOn(await press(browser, await goOn(browser, await press(browser, both), '/send')))
    expect(stories(town)).toEqual(['Written in the first'])
  })

  it.each([
    ['too many choices', 4, { few: ['one', 'two', 'three'] }],
    ['a number that is none', 5, { age: ['forty'] }],
  ])('is kept when it cannot be an answer yet: %s', async (_, step, wishes) => {
    const town = await townWith(survey)
    const browser = town.browser()
    await goOn(browser, await begin(browser, survey), `/${step - 1}`, { words: ['x'] })
    for (const button of ['back', 'support', 'stop', 'withdraw']) {
      await pressed(browser, await browser.open(`/s/${link}/${step}`), button, wishes)
      const again = await browser.open(`/s/${link}/${step}`)
      expect(again.page.title, button).toMatch(/^Error: /)
      const kept = again.page.forms[0]?.controls.filter(({ kind, checked, value }) => checked || (kind === 'text' && value !== ''))
      expect(
        kept?.map(({ value }) => value),
        button,
      ).toEqual(Object.values(wishes)[0])
    }
    expect((await browser.open(`/s/${link}/send`)).url.pathname).toBe(`/s/${link}/check/${step}`)
    await pressed(browser, await browser.open(`/s/${link}/${step}`), 'skip')
    receiptOn(await press(browser, await goOn(browser, await browser.open(`/s/${link}/check`), '/send')))
  })

  it('is kept when the survey was paused meanwhile', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await begin(browser, survey)
    const page = await browser.open(`/s/${link}/2`)
    await town.memory.community.shut(link, 'paused')
    expect((await press(browser, page, { words: [WRITTEN] })).page.text).toContain('taking a break')
    await town.open(survey)
    expect(wordsOn(await browser.open(`/s/${link}/2`))).toBe(WRITTEN)
  })

  it('is not undone by a save of the script that was overtaken, and is saved by one that was not', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await begin(browser, survey)
    const page = await browser.open(`/s/${link}/2`)
    const [form] = page.page.forms
    if (!form) throw new Error('no form')
    const save = (words: string, times: number) => {
      const controls = form.controls.map((each) =>
        each.name === '_shown' ? { ...each, value: each.value.replace(/\d+$/, `${times}`) } : each,
      )
      const button = { name: '_go', value: 'save', label: '', action: undefined }
      return browser.submit(page, fillForm({ ...form, controls }, { words: [words] }), button)
    }
    await save('They', 1)
    expect(wordsOn(await browser.open(`/s/${link}/2`))).toBe('They')
    await save('They listened', 3)
    await save('They lis', 2)
    expect(wordsOn(await browser.open(`/s/${link}/2`))).toBe('They listened')
    await press(browser, page, { words: ['They listened to me'] })
    await save('They listened to', 4)
    expect(wordsOn(await browser.open(`/s/${link}/2`))).toBe('They listened to me')
  })
})

describe('what is entered outside the questions', () => {
  const invited = { ...survey, access: 'invitation' as const, followUp: true as const }
  const chosen = { _adult: ['yes'], _purpose: ['aggregate', 'quote'], _invitation: ['7K2M QX4D'] }
  const enteredOn = (shown: Shown) =>
    Object.fromEntries(
      Object.keys(chosen).map((name) => [
        name,
        shown.page.forms[0]?.controls
          .filter((each) => each.name === name && (each.checked || each.kind === 'text'))
          .map(({ value }) => value),
      ]),
    )

  it.each(['support', 'back', 'withdraw', 'ar'])(
    'on the consent page, ticks and the code of an invitation, is there again after %s',
    async (button) => {
      const town = await townWith(invited)
      const browser = town.browser()
      const away = await pressed(browser, await browser.open(`/s/${link}/consent?lang=en`), button, chosen)
      const back =
        button === 'support' ? (away.page.links.find((href) => href.startsWith(`/s/${link}/consent`)) ?? '') : `/s/${link}/consent?lang=en`
      const again = button === 'ar' ? away : await browser.open(back)
      expect([again.url.pathname, again.status, enteredOn(again)]).toEqual([`/s/${link}/consent`, 200, chosen])
      expect(town.counts().drafts).toBe(0)
    },
  )

  it('on the consent page is not taken for agreement, also where a visit has begun in another language', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await begin(browser, survey)
    const consent = await browser.open(`/s/${link}/consent?lang=ar`)
    await pressed(browser, consent, 'stop', { _adult: ['yes'], _purpose: ['aggregate'] })
    expect((await browser.open(`/s/${link}/1`)).url.pathname).toBe(`/s/${link}/1`)
    expect((await browser.open(`/s/${link}/consent?lang=ar`)).page.text).toContain('بلغة أخرى')
    expect(town.counts()).toEqual({ drafts: 1, responses: 0, stories: 0 })
  })

  it('in the box for a way to be reached, and in that for a receipt code, is there again too, 600 characters of it', async () => {
    const long = 'They asked me what I wanted, and waited. '.repeat(15).trim().padEnd(601, '.')
    for (const [path, name, buttons] of [
      [`/s/${link}/contact`, '_contact', ['support', 'withdraw', 'ar']],
      ['/withdraw', '_code', ['support', 'withdraw', 'ar']],
    ] as const) {
      for (const button of buttons) {
        const browser = (await townWith(invited)).browser()
        const away = await pressed(browser, await browser.open(path), button, { [name]: [long] })
        const again = button === 'ar' ? away : await browser.open(path)
        expect(again.page.forms[0]?.controls.find((each) => each.name === name)?.value, `${path} ${button}`).toBe(long)
      }
    }
  })

  it('comes back from support without cookies too, where a page works without them', async () => {
    const browser = (await townWith(invited)).browser({}, PLAIN_ORIGIN)
    const away = await pressed(browser, await browser.open(`/s/${link}/contact`), 'support', { _contact: ['robin@example.org'] })
    expect(away.page.text).toContain('Find support')
    const again = await browser.open(away.page.links.find((href) => href.startsWith('/p/')) ?? '')
    expect(again.page.forms[0]?.controls.find(({ name }) => name === '_contact')?.value).toBe('robin@example.org')
  })

  it('that nobody would see is empty in the box for a way to be reached', async () => {
    const town = await townWith(invited)
    const browser = town.browser()
    const again = await press(browser, await browser.open(`/s/${link}/contact`), { _contact: ['\u200b\u2066\u00ad\u2069 \u2800'] })
    expect([again.status, again.page.text]).toEqual([422, expect.stringContaining('Write how we can reach you')])
    expect(town.memory.kept.followups.size).toBe(0)
  })
})

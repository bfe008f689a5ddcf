import { describe, expect, it } from 'vitest'
import { decodeConsent } from '#shared/consent/record.ts'
import { decodeAnswers } from '#shared/response/coding.ts'
import { openStory } from '#shared/response/story.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { fullSurvey, number, section, single, surveyOf, text } from './helpers/surveys.ts'
import { AGREES, begin, goOn, press, receiptOn, STORY_SECRET, type Town, takePart, townWith } from './helpers/town.ts'

const survey = fullSurvey()

/** The answers of the only response, as tabulation will read them. */
function answersIn(town: Town, of = survey) {
  const [response] = [...town.memory.kept.responses.values()]
  if (!response) throw new Error('nothing was stored')
  return decodeAnswers(codebookOf(of), response.answers)
}

describe('one question a page', () => {
  it('leads from the link to a receipt, and stores what was answered, in its seven states, kept apart (RX-15)', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const wishes = {
      went: ['yes'],
      where: ['~dk'],
      who: ['one', 'three'],
      want: ['two'],
      age: ['40'],
      hard: ['two'],
      words: ['A quiet room'],
      area: ['~pns'],
    }

    const code = await takePart(browser, survey, { ...wishes, 'words.share': ['summary'], checkin: ['fine'] })

    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}-[0-9A-Z]$/)
    expect(answersIn(town)).toEqual({
      went: { state: 'answered', options: ['yes'] },
      where: { state: 'dk' },
      who: { state: 'answered', options: ['one', 'three'] },
      want: { state: 'answered', options: ['two'] },
      age: { state: 'answered', options: ['older'] },
      hard: { state: 'answered', options: ['two'] },
      area: { state: 'pns' },
      gender: { state: 'skipped' },
      checkin: { state: 'answered', options: ['fine'] },
    })
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
    expect(browser.cookieNames()).toEqual(['__Host-page', '__Host-receipt'])
  })

  it('keeps words apart, sealed, with the choice made under them, and the consent record inside the response', async () => {
    const town = await townWith(survey)
    const agrees = { _adult: ['yes'], _purpose: ['aggregate', 'quote'] }

    await takePart(town.browser(), survey, { words: ['First line\nsecond'], 'words.share': ['words'] }, agrees)

    const [story] = [...town.memory.kept.stories.values()]
    const [response] = [...town.memory.kept.responses.values()]
    if (!story || !response) throw new Error('nothing was stored')
    // 4 March 2026 lies in the week of Monday 2 March, 2,930 weeks after Monday 5 January 1970.
    expect(openStory(story.sealed, STORY_SECRET)).toEqual({
      question: 'words',
      language: 'en',
      text: 'First line\nsecond',
      share: 'words',
      quote: true,
      wait: 2,
      week: 2930,
    })
    expect(decodeConsent(response.consent)).toMatchObject({ given: ['aggregate', 'quote'], week: 2930 })
  })

  it('seals the longer wait that a person asks for, keeps it when the words change, and lists it among the answers (ST-03)', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const agrees = { _adult: ['yes'], _purpose: ['aggregate', 'quote'] }
    const choices = { words: ['Mine'], 'words.share': ['words'], 'words.wait': ['52'] }
    const check = await goOn(browser, await begin(browser, survey, agrees), '/check', choices)
    expect(check.page.text).toContain('Yes, my words (en) (A year (en))')
    await press(browser, await browser.open(`/s/${linkOf(survey.id)}/check/9`), { words: ['Mine, in other words'] })
    receiptOn(await press(browser, await goOn(browser, await browser.open(`/s/${linkOf(survey.id)}/check`), '/send')))
    const [story] = [...town.memory.kept.stories.values()]
    expect(openStory(story?.sealed ?? new Uint8Array(), STORY_SECRET)).toMatchObject({
      text: 'Mine, in other words',
      share: 'words',
      wait: 52,
    })
  })

  it('quotes nobody who did not agree to it, and says so where the words are and on the list of answers', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const shares = await goOn(browser, await begin(browser, survey), '/10', { words: ['Mine'] })

    const check = await press(browser, shares, { 'words.share': ['words'] })
    await press(browser, await goOn(browser, check, '/send'))

    expect(shares.page.text).toContain('did not agree that we may quote you')
    expect(check.page.text).toContain('No. You did not agree that we may quote you')
    const [story] = [...town.memory.kept.stories.values()]
    expect(openStory(story?.sealed ?? new Uint8Array(), STORY_SECRET).share).toBe('none')
  })

  it('asks a conditional question only when its condition holds, and counts questions as the person meets them', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const first = await begin(browser, survey)

    const yes = await press(browser, first, { went: ['yes'] })
    const no = await press(browser, await browser.open(`/s/${linkOf(survey.id)}/1`), { went: ['no'] })

    expect([yes.url.pathname, yes.page.title]).toEqual([`/s/${linkOf(survey.id)}/2`, 'Question 2 - Community survey'])
    expect([no.url.pathname, no.page.title]).toEqual([`/s/${linkOf(survey.id)}/3`, 'Question 2 - Community survey'])
    expect((await browser.open(`/s/${linkOf(survey.id)}/2`)).url.pathname).toBe(`/s/${linkOf(survey.id)}/3`)
  })

  it('tells what a hard part is about before it, skips it in one press, and comes back to it from the list of answers (RX-19)', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const note = await goOn(browser, await begin(browser, survey), '/4')
    expect(note.page.text).toContain('Note of b (en)')

    const after = await press(browser, note, {}, 'Skip this part')
    expect(after.url.pathname).toMatch(/\/9$/)
    const check = await goOn(browser, after, '/check')
    expect(check.page.text).toContain('You skipped this part')

    const again = await browser.open(`/s/${linkOf(survey.id)}/check/4`)
    const wanted = await press(browser, await press(browser, again), {})
    const answered = await press(browser, wanted, { want: ['one'] })
    const back = await goOn(browser, answered, '/check', { age: ['20'] })
    expect(back.page.text).not.toContain('You skipped this part')
    await press(browser, await goOn(browser, back, '/send'))
    expect(answersIn(town)).toMatchObject({ want: { state: 'answered' }, age: { state: 'answered', options: ['young'] } })
  })

  it('stores a skipped part as skipped, not as skipped questions', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const note = await goOn(browser, await begin(browser, survey), '/4')
    const after = await press(browser, note, {}, 'Skip this part')
    await press(browser, await goOn(browser, after, '/send'))
    expect(answersIn(town)).toMatchObject({
      want: { state: 'section_skipped' },
      age: { state: 'section_skipped' },
      hard: { state: 'section_skipped' },
      went: { state: 'skipped' },
      where: { state: 'not_shown' },
    })
  })

  it('forgets what a person said about themselves when they skip that part', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const about = await goOn(browser, await goOn(browser, await begin(browser, survey), '/check'), '/12', { area: ['one'] })
    await press(browser, about, { area: ['one'] })
    const skipped = await press(browser, await browser.open(`/s/${linkOf(survey.id)}/11`), {}, 'Skip this part')
    await press(browser, await goOn(browser, skipped, '/send'))
    expect(answersIn(town)).toMatchObject({ area: { state: 'skipped' }, gender: { state: 'skipped' } })
  })

  it('changes one answer from the list, asks what the change brings up, and returns to the list', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const check = await goOn(browser, await begin(browser, survey), '/check', { went: ['no'], words: ['Old words'] })
    const link = linkOf(survey.id)
    expect(check.page.links).toContain(`/s/${link}/check/1`)

    const where = await press(browser, await browser.open(`/s/${link}/check/1`), { went: ['yes'] })
    const back = await press(browser, where, { where: ['there'] })
    const words = await press(browser, await browser.open(`/s/${link}/check/9`), { words: ['New words'] })
    const done = await press(browser, words, { 'words.share': ['summary'] })

    expect(where.url.pathname).toBe(`/s/${link}/check/2`)
    expect(back.url.pathname).toBe(`/s/${link}/check`)
    expect(back.page.text).toContain('Option there (en)')
    expect(words.url.pathname).toBe(`/s/${link}/check/10`)
    expect(done.url.pathname).toBe(`/s/${link}/check`)
    expect(done.page.text).toContain('New words')
    expect(done.page.text).toContain('A summary (en)')
  })

  it('shows given answers again on the way back, and keeps the band of a number it never kept', async () => {
    const survey = surveyOf([section('a', [single('first'), number('age'), text('words')])])
    const town = await townWith(survey)
    const browser = town.browser()
    const link = linkOf(survey.id)
    await goOn(browser, await begin(browser, survey), '/check', { first: ['two'], age: ['52'] })

    const first = await browser.open(`/s/${link}/1`)
    const age = await browser.open(`/s/${link}/2`)
    const check = await goOn(browser, await press(browser, age), '/check')

    expect(first.page.forms[0]?.controls.filter((control) => control.checked).map((control) => control.value)).toEqual(['two'])
    expect(age.page.text).toContain('What we have from you so far: Option older (en)')
    expect(age.page.text).not.toContain('52')
    expect(check.page.text).toContain('Option older (en)')
  })

  it('lets a person who comes back go on where they were', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await goOn(browser, await begin(browser, survey), '/6')
    const start = await browser.open(`/s/${linkOf(survey.id)}`)
    expect(start.page.links).toContain(`/s/${linkOf(survey.id)}/4`)
  })

  it('keeps both answers when two tabs answer at the same time', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const one = await begin(browser, survey)
    const three = await browser.open(`/s/${linkOf(survey.id)}/3`)

    await Promise.all([press(browser, one, { went: ['no'] }), press(browser, three, { who: ['two'] })])

    const check = await browser.open(`/s/${linkOf(survey.id)}/check`)
    expect(check.page.text).toContain('Option no (en)')
    expect(check.page.text).toContain('Option two (en)')
  })

  it('looks nothing up for an address that can be no link', async () => {
    const town = await townWith(survey)
    town.memory.community.readOpen = () => Promise.reject(new Error('looked up'))
    town.memory.community.readShut = () => Promise.reject(new Error('looked up'))
    for (const name of ['__proto__', 'constructor', 'x', 'ABCDEFGHJK', 'iiiiiiiiii']) {
      for (const page of ['', '/all', '/1', '/send', '/support'])
        expect([name, page, (await town.browser().open(`/s/${name}${page}`)).status]).toStrictEqual([name, page, 404])
    }
  })

  it('shows a closed survey, an unknown one and an unknown page as a page with dignity', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const link = linkOf(survey.id)
    await begin(browser, survey)
    expect((await browser.open(`/s/${link}/99`)).status).toBe(404)
    await town.memory.community.shut(link, 'closed')
    for (const path of [`/s/${link}`, `/s/${link}/consent`, `/s/${link}/1`, `/s/${link}/check`, `/s/${link}/all`]) {
      const shown = await browser.open(path)
      expect([path, shown.status, shown.page.title]).toEqual([path, 410, 'Thank you - Community survey'])
      expect(shown.page.text).toContain('This survey has closed')
      // What it says about: what was begun, what was sent, and where to turn to.
      for (const each of ['“Stop and delete my answers”', 'Take back answers I sent', 'A warmline']) expect(shown.page.text).toContain(each)
      expect(shown.page.forms).toEqual([])
      expect(shown.page.links).toContain(`/s/${link}/stop`)
      expect(shown.page.text).not.toMatch(/Xylophones|A group/)
    }
    expect((await browser.open(`/s/${link}/support`)).page.text).toContain('A warmline')
    for (const path of ['/wp-login.php', '/s/0000000000']) {
      const shown = await browser.open(path)
      expect([path, shown.status]).toEqual([path, 404])
      expect(shown.page.text).toContain('There is no such page')
    }
  })

  it('keeps what was begun while a survey is paused, and goes on with it afterwards', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const shown = await goOn(browser, await begin(browser, survey), '/10', { words: ['Mine'] })
    await town.memory.community.shut(linkOf(survey.id), 'paused')

    const paused = await press(browser, shown, { words: ['Mine'] })

    expect([paused.status, paused.page.text]).toEqual([503, expect.stringContaining('This survey is taking a break')])
    expect(paused.page.text).toContain('is kept for a day')
    expect(town.counts()).toEqual({ drafts: 1, responses: 0, stories: 0 })
    await town.open(survey)
    expect((await browser.open(shown.url.pathname)).status).toBe(200)
    receiptOn(await press(browser, await goOn(browser, await browser.open(shown.url.pathname), '/send')))
  })

  it.each(['paused', 'closed'] as const)('gives a one-page form back whole when the survey was %s meanwhile', async (because) => {
    const town = await townWith(survey)
    const browser = town.browser()
    const form = await browser.open(`/s/${linkOf(survey.id)}/all`)
    await town.memory.community.shut(linkOf(survey.id), because)

    const again = await press(browser, form, { ...AGREES, words: ['My own words'] })

    expect(again.status).toBe(because === 'paused' ? 503 : 410)
    expect(again.page.text).toContain('What you wrote is still here')
    expect(again.page.forms[0]?.controls.find((control) => control.name === 'words')?.value).toBe('My own words')
    // Encrypted, for an hour, under a key that only the browser has.
    expect(town.counts()).toEqual({ drafts: 1, responses: 0, stories: 0 })
  })

  it('has a page for those who come without a link, and support without one', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const home = await browser.open('/')
    const support = await browser.open('/support')
    expect(home.page.text).not.toContain('Xylophones')
    expect(support.page.text).toContain('A warmline')
    expect(support.page.text).not.toContain('Xylophones')
    expect((await browser.open(`/s/${linkOf(survey.id)}/support`)).page.text).toContain('They never call emergency services.')
  })

  it('shows the same receipt for a second click on Send', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send')
    const [first, second] = await Promise.all([press(browser, ready), press(browser, ready)])
    expect(receiptOn(second)).toBe(receiptOn(first))
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 0 })
  })
})

describe('how far somebody is', () => {
  it('is told where the number of questions is about known, and else the part is named alone', async () => {
    const few = surveyOf([
      section('a', [single('q1'), single('q2', ['one', 'two'], { if: { q: 'q1', in: ['one'] } }), single('q3'), single('q4')]),
    ])
    const many = surveyOf([
      section(
        'a',
        ['q1', 'q2', 'q3', 'q4'].map((id) => single(id, ['one', 'two'], id === 'q1' ? {} : { if: { q: 'q1', in: ['one'] } })),
      ),
    ])
    const said = async (survey: Survey, answer: string) => {
      const browser = (await townWith(survey)).browser()
      const first = await begin(browser, survey)
      const second = await press(browser, first, { q1: [answer] })
      return [first, second].map(({ page }) => /Question \d of about \d/.exec(page.text)?.[0])
    }
    expect(await said(few, 'one')).toEqual(['Question 1 of about 4', 'Question 2 of about 4'])
    expect(await said(few, 'two')).toEqual(['Question 1 of about 4', 'Question 2 of about 3'])
    expect(await said(many, 'one')).toEqual([undefined, 'Question 2 of about 4'])
  })
})

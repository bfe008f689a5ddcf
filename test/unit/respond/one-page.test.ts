import { describe, expect, it } from 'vitest'
import { fillForm } from '#cli/simulate/fill-form.ts'
import { codeOn } from '#cli/simulate/receipt-code.ts'
import { decodeAnswers } from '#shared/response/coding.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { AGREES, begin, press, receiptOn, type Town, textOf, townWith } from './helpers/town.ts'

const survey = fullSurvey()
const link = linkOf(survey.id)
const wishes = {
  ...AGREES,
  went: ['no'],
  where: ['here'],
  want: ['one'],
  age: ['20'],
  words: ['Some words'],
  'words.share': ['summary'],
  gender: ['none'],
}

function stored(town: Town) {
  return [...town.memory.kept.responses.values()].map((response) => decodeAnswers(codebookOf(survey), response.answers))
}

describe('all questions on one page', () => {
  it('takes the whole survey in one form, without a visit or a draft', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const receipt = await press(browser, await browser.open(`/s/${link}/all`), wishes)
    receiptOn(receipt)
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
    expect(town.memory.calls.filter((call) => call.startsWith('drafts.') && call !== 'drafts.read')).toEqual([])
    expect(browser.cookieNames()).toEqual(['__Host-page', '__Host-receipt'])
    expect(stored(town)[0]).toMatchObject({
      went: { state: 'answered', options: ['no'] },
      // Answered, though the page says it is only for those who went.
      where: { state: 'not_shown' },
      who: { state: 'skipped' },
      age: { state: 'answered', options: ['young'] },
      gender: { state: 'answered', options: ['none'] },
      checkin: { state: 'skipped' },
    })
  })

  it('says each condition in words, and lets a whole part be skipped', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    expect(page.page.text).toContain('Only answer this if you chose “Option yes (en)” in question 1.')
    await press(browser, page, { ...wishes, _skip: ['b'] })
    expect(stored(town)[0]).toMatchObject({ want: { state: 'section_skipped' }, age: { state: 'section_skipped' } })
  })

  it('makes a double click one response with one code, and two sendings of other answers two', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    const [first, second] = await Promise.all([press(browser, page, wishes), press(browser, page, wishes)])
    const other = await press(browser, page, { ...wishes, went: ['yes'] })
    expect(receiptOn(second)).toBe(receiptOn(first))
    expect(receiptOn(other)).not.toBe(receiptOn(first))
    expect(town.counts()).toMatchObject({ responses: 2, stories: 2 })
  })

  it('gives two people who write the same two codes', async () => {
    const town = await townWith(survey)
    const codes = await Promise.all(
      [1, 2].map(async () => {
        const browser = town.browser()
        return receiptOn(await press(browser, await browser.open(`/s/${link}/all`), wishes))
      }),
    )
    expect(codes[0]).not.toBe(codes[1])
  })

  it('shows every error at once, keeps everything that was entered, and takes the corrected form', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const wrong = await press(browser, await browser.open(`/s/${link}/all`), {
      words: ['Kept while I correct'],
      want: ['one', 'two', 'three'],
      age: ['old'],
      _purpose: ['quote'],
    })
    expect(wrong.status).toBe(422)
    expect(wrong.page.title).toMatch(/^Error: /)
    for (const message of [
      'Choose whether you are 18',
      'tick the box marked',
      'Choose up to 2. You chose 3, so please untick 1',
      'Write a number, such as 12',
    ]) {
      expect(wrong.page.text.split(message)).toHaveLength(3)
    }
    const values = wrong.page.forms[0]?.controls
    expect(values?.find((control) => control.name === 'words')?.value).toBe('Kept while I correct')
    expect(values?.find((control) => control.name === 'age')?.value).toBe('old')
    expect(values?.filter((control) => control.checked).map((control) => control.value)).toEqual(['quote', 'one', 'two', 'three'])
    expect(town.counts().responses).toBe(0)
    receiptOn(await press(browser, wrong, { ...AGREES, want: ['one'], age: ['30'] }))
    expect(town.counts()).toMatchObject({ responses: 1, stories: 1 })
  })

  it('completes one whole response after a store failed at any call', async () => {
    const calls = ['stories.store', 'responses.store']
    for (const moment of ['before', 'after'] as const) {
      for (const failing of calls) {
        const town = await townWith(survey)
        const browser = town.browser()
        const page = await browser.open(`/s/${link}/all`)
        town.memory[moment] = (call) => {
          if (call === failing) throw new Error('no answer')
        }
        const failed = await press(browser, page, wishes)
        town.memory[moment] = () => {}
        expect([failed.status, failed.page.text.includes('your answers are not sent yet')]).toEqual([503, true])
        receiptOn(await press(browser, failed))
        expect(town.counts(), `${moment} ${failing}`).toEqual({ drafts: 0, responses: 1, stories: 1 })
      }
    }
  })

  it('shows a changed survey again, with the answers and without the agreement', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    const changed = fullSurvey({ version: '2.0.0', summary: 'Something new.' })
    await town.open(changed)
    const again = await press(browser, page, wishes)
    expect(again.status).toBe(409)
    expect(again.page.text).toContain('Something new. (en)')
    const checked = again.page.forms[0]?.controls.filter((control) => control.checked).map((control) => control.value)
    expect(checked).toEqual(['no', 'here', 'one', 'summary', 'none'])
    expect(town.counts().responses).toBe(0)
    receiptOn(await press(browser, again, AGREES))
    expect([...town.memory.kept.responses.keys()][0]).toContain(versionOf(changed).hash)
  })

  it('shows a survey again whose questions changed under the same consent text', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    await town.open(fullSurvey({ version: '2.0.0' }))
    const again = await press(browser, page, wishes)
    expect([again.status, town.counts().responses]).toEqual([409, 0])
  })

  it('ignores what the page did not offer, and does not let it make a second response', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    const form = page.page.forms.find((each) => each.action.endsWith('/all'))
    if (!form) throw new Error('no form')
    const filled = fillForm(form, wishes)
    const extra = [
      { name: 'fingerprint', kind: 'text' as const, value: 'device-42', checked: false },
      { name: 'who', kind: 'checkbox' as const, value: 'forged', checked: true },
    ]
    const plain = receiptOn(await browser.submit(page, filled, undefined))
    const noisy = receiptOn(await browser.submit(page, { ...filled, controls: [...filled.controls, ...extra] }, undefined))
    expect(noisy).toBe(plain)
    expect(town.counts().responses).toBe(1)
  })

  it('takes any "no" to being 18 for a no', async () => {
    const town = await townWith(survey)
    for (const body of ['_adult=yes&_adult=no', '_adult=no&_adult=yes']) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const result = await town.follow(
        await town.call({ rawPath: `/s/${link}/all`, requestContext: { http: { method: 'POST' } }, headers, body }),
      )
      expect([result.statusCode, textOf(result).includes('only for people who are 18 or older. We did not keep')]).toEqual([200, true])
    }
    expect(town.counts().responses).toBe(0)
  })
})

describe('answers taken back, sent again by loading the receipt page anew', () => {
  const HOUR = 60 * 60 * 1000

  async function sentAndTakenBack(button: string) {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    const code = receiptOn(await press(browser, page, wishes))
    const takeBack = async () => press(browser, await browser.open('/withdraw'), { _code: [code] }, button)
    await takeBack()
    return { town, browser, takeBack, reload: () => press(browser, page, wishes) }
  }

  it('stay away for as long as the form is good, and after that the form is shown again', async () => {
    const { town, browser, reload } = await sentAndTakenBack('Delete everything I sent')
    const start = town.clock.now.getTime()
    for (let hours = 0; hours <= 60; hours += 0.5) {
      town.clock.now = new Date(start + hours * HOUR)
      const again = await reload()
      // The page was made at 10:20:30, so it is good until 10:00 the day after.
      expect([hours, again.status]).toEqual([hours, hours <= 23.5 ? 200 : 409])
      expect(again.page.text).toContain(hours <= 23.5 ? 'everything that was sent with it is now deleted' : 'has been open for a day')
      expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
    }
    // What was written is in the form that came back, and can be sent on purpose.
    const form = await reload()
    expect(form.page.forms[0]?.controls.find((control) => control.name === 'words')?.value).toBe('Some words')
    receiptOn(await press(browser, form))
    expect(town.counts()).toMatchObject({ responses: 1, stories: 1 })
  })

  it('do not bring back words alone, and all can still be taken back after them', async () => {
    const { town, reload, takeBack } = await sentAndTakenBack('Delete only my own words')
    expect((await reload()).page.text).toContain('The other answers still count.')
    expect(town.counts()).toMatchObject({ responses: 1, stories: 0 })
    await takeBack()
    expect(town.counts().stories).toBe(0)
  })

  it('leave a mark that looks like any draft, also for a code that never was', async () => {
    const { town } = await sentAndTakenBack('Delete everything I sent')
    const [mark] = [...town.memory.kept.drafts.values()]
    const other = await townWith(survey)
    await begin(other.browser(), survey)
    const [draft] = [...other.memory.kept.drafts.values()]
    expect([mark?.expires, mark?.revision, mark?.ciphertext.length, mark?.id.length]).toEqual([
      draft?.expires,
      draft?.revision,
      draft?.ciphertext.length,
      draft?.id.length,
    ])
  })

  it('are not stored by a click that was under way when they were taken back', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    const code = receiptOn(await press(browser, page, wishes))
    const second = town.browser()
    let isTakenBack = false
    town.memory.before = async (call) => {
      if (call !== 'stories.store' || isTakenBack) return
      isTakenBack = true
      await press(second, await second.open('/withdraw'), { _code: [code] }, 'Delete everything I sent')
    }
    const late = await press(browser, page, wishes)
    expect(codeOn(late.page.text)).toBeUndefined()
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
  })
})

import { describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '#functions/web/allow-list.ts'
import { decodeAnswers } from '#shared/response/coding.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { multi, number, pick, section, single, surveyOf, text } from './helpers/surveys.ts'
import { begin, goOn, press, receiptOn, textOf, townWith } from './helpers/town.ts'

const survey = surveyOf([section('a', [single('one'), multi('some'), pick('few'), number('age'), text('words', 20)])])
const link = linkOf(survey.id)

async function at(step: number) {
  const town = await townWith(survey)
  const browser = town.browser()
  await begin(browser, survey)
  return { town, browser, shown: await browser.open(`/s/${link}/${step}`) }
}

/** Posts a body as it is, with the cookie of the visit. */
async function post(
  step: number,
  body: string | undefined,
  headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' },
) {
  const { town, browser } = await at(step)
  const cookies = town.results.flatMap((result) => result.cookies).map((cookie) => cookie.split(';')[0])
  const result = await town.call({
    rawPath: `/s/${link}/${step}`,
    requestContext: { http: { method: 'POST' } },
    cookies,
    headers,
    body,
  })
  const shown = await town.follow(result)
  return { town, browser, result, shown, page: textOf(shown) }
}

describe('a posted page', () => {
  it.each([
    [3, { few: ['one', 'two', 'three'] }, 'few', 'Choose up to 2. You chose 3, so please untick 1'],
    [4, { age: ['forty'] }, 'age', 'Write a number, such as 12'],
    [4, { age: ['17'] }, 'age', 'Write a number from 18 to 120'],
    [5, { words: ['x'.repeat(21)] }, 'words', 'Make this shorter: up to 20 characters. It has 21 now'],
  ])('says what to look at, in the same words twice, linked, and keeps the input (RX-25)', async (step, wishes, field, message) => {
    const { town, browser, shown } = await at(step)
    const wrong = await press(browser, shown, wishes)
    expect([wrong.status, wrong.url.pathname]).toEqual([200, shown.url.pathname])
    expect(wrong.page.title).toBe(`Error: Question ${step} - Community survey`)
    expect(wrong.page.text.split(message)).toHaveLength(3)
    expect(wrong.page.links).toContain(`#in-${field}`)
    const body = town.lastPage()
    expect(body).toMatch(/<main[^>]*><div class="wrong" role="alert"[^>]*autofocus/)
    expect(body).toContain(`id="in-${field}"`)
    const kept = wrong.page.forms[0]?.controls.filter((control) => control.checked || (control.kind === 'text' && control.value !== ''))
    expect(kept?.map((control) => control.value)).toEqual(Object.values(wishes)[0])
    expect((await press(browser, wrong, {}, 'Skip this question')).status).toBe(200)
  })

  it.each([
    ['zero-width spaces and joiners', '\u200B\u200C\u200D\u2060\uFEFF'],
    ['direction controls', '\u202A\u202E\u2066\u2069\u200E\u061C'],
    ['fillers and blank braille', '\u3164\u115F\uFFA0\u2800\u00AD\u034F\uFE0F'],
  ])('takes %s alone for an empty box', async (_, invisible) => {
    const { browser, shown } = await at(5)
    const next = await press(browser, shown, { words: [invisible] })
    expect(next.page.text).not.toContain('You wrote:')
    expect((await browser.open(`/s/${link}/check`)).page.text).toMatch(/Question words\? \(en\) Not answered/)
  })

  it('counts a line break as one character, as the person who typed it does', async () => {
    const { browser, shown } = await at(5)
    const next = await press(browser, shown, { words: [`${'x'.repeat(10)}\n${'y'.repeat(9)}`] })
    expect(next.status).toBe(200)
    expect(next.page.text).toContain('You wrote:')
  })

  it('ignores fields and options that the page did not offer', async () => {
    const { town, browser } = await post(1, 'one=forged&one=two&some=one&words=smuggled&admin=1&__proto__=x&constructor=y')
    const check = await browser.open(`/s/${link}/check`)
    expect(check.page.text).toContain('Option two (en)')
    expect(check.page.text).not.toContain('smuggled')
    await press(browser, await goOn(browser, check, '/send'))
    const [response] = [...town.memory.kept.responses.values()]
    expect(decodeAnswers(codebookOf(survey), response?.answers ?? new Uint8Array())).toMatchObject({
      one: { state: 'answered', options: ['two'] },
      some: { state: 'skipped' },
    })
    expect(town.counts().stories).toBe(0)
  })

  it('takes an option that stands alone for the only answer', async () => {
    const { browser, shown } = await at(2)
    await press(browser, shown, { some: ['one', 'none'] })
    const check = await browser.open(`/s/${link}/check`)
    expect(check.page.text).toContain('Option none (en)')
    expect(check.page.text).not.toContain('Option one (en)')
  })

  it.each([undefined, '', '%', '%E0%A4%A', '&&&===', 'one', 'one=%00', `one=${'%41'.repeat(1000)}`])(
    'survives any body: %j',
    async (body) => {
      const { result, browser } = await post(1, body)
      expect(result.statusCode).toBe(303)
      expect((await browser.open(`/s/${link}/check`)).page.text).toContain('Not answered')
    },
  )

  it('refuses a body that is too large or no form, with a page that says so, and changes nothing', async () => {
    const tooLarge = await post(5, `words=${'x'.repeat(MAX_BODY_BYTES)}`)
    expect([tooLarge.shown.statusCode, tooLarge.page.includes('That is too much for one page')]).toEqual([413, true])
    const tenMegabytes = await post(5, 'x'.repeat(10_000_000))
    expect(tenMegabytes.shown.statusCode).toBe(413)
    const json = await post(5, '{"words":"x"}', { 'content-type': 'application/json' })
    expect(json.shown.statusCode).toBe(415)
    for (const { town } of [tooLarge, tenMegabytes, json]) expect([...town.memory.kept.drafts.values()][0]?.revision).toBe(1)
  })

  it('shows what a person wrote as text, whatever it is', async () => {
    const survey = surveyOf([section('a', [text('words')])])
    const town = await townWith(survey)
    const browser = town.browser()
    const share = await press(browser, await begin(browser, survey), { words: ['</textarea><script>alert(1)</script><b>"&amp;'] })
    const page = town.lastPage()
    expect(page).not.toContain('<script>')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(share.page.text).toContain('</textarea><script>alert(1)</script><b>"&amp;')
    receiptOn(await press(browser, await goOn(browser, share, '/send')))
  })
})

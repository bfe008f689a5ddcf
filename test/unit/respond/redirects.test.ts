import { describe, expect, it } from 'vitest'
import type { Shown } from '#cli/simulate/browser.ts'
import { codeOn } from '#cli/simulate/receipt-code.ts'
import { decryptFlash, encryptFlash } from '#functions/respond/flash.ts'
import { parseCode } from '#shared/response/receipt.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { AGREES, begin, goOn, limitedTown, PEPPER, PLAIN_ORIGIN, press, receiptOn, type Town, townWith } from './helpers/town.ts'

const survey = { ...fullSurvey(), followUp: true as const }
const link = linkOf(survey.id)
const MINUTE = 60_000
const WORDS = 'Words that only I know'
const wrongForm = { ...AGREES, age: ['old'], want: ['one', 'two', 'three'], words: [WORDS] }

/** Every way to answer, to go wrong and to take back that has a form. */
async function everyForm(town: Town, origin?: URL) {
  const browser = town.browser({}, origin)
  const all = `/s/${link}/all`
  await press(browser, await press(browser, await browser.open(all)), { _adult: ['no'] })
  await press(browser, await press(browser, await browser.open(all), wrongForm), { age: ['20'], want: ['one'] })
  await press(browser, await browser.open(`/s/${link}/contact`))
  await press(browser, await browser.open(`/s/${link}/contact`), { _contact: ['x'.repeat(300)] })
  await press(browser, await browser.open(`/s/${link}/contact`), { _contact: ['robin@example.org'] })
  await press(browser, await browser.open('/withdraw'))
  await press(browser, await browser.open('/withdraw'), { _code: ['7K2M'] })
  await press(browser, await browser.open('/withdraw'), { _code: ['7K2M-QX4D-9TBC-0EFG-V'] })
  await press(browser, await browser.open(`/s/${link}/consent`))
  await press(browser, await browser.open(`/s/${link}/consent`), {}, 'No, thank you')
}

describe('every form', () => {
  it('is answered by a redirect and nothing else, so that no browser keeps what was in it', async () => {
    const town = await townWith(survey)
    await everyForm(town)
    const browser = town.browser()
    let shown = await begin(browser, survey)
    while (!shown.url.pathname.endsWith('/send')) shown = await press(browser, shown, { age: ['20'], words: [WORDS] })
    await press(browser, shown)
    await press(browser, await begin(browser, survey), {}, 'Stop and delete my answers')
    for (const result of town.posted) {
      expect([result.path, result.statusCode, result.body]).toEqual([result.path, 303, ''])
    }
    expect(town.posted.length).toBeGreaterThan(25)
  })

  it('is so for a browser without cookies, and where stores fail or too many come', async () => {
    const town = await townWith(survey)
    await everyForm(town, PLAIN_ORIGIN)
    const failing = await townWith(survey)
    const page = await failing.browser().open(`/s/${link}/all`)
    failing.memory.before = (call) => {
      if (/^(responses|stories|withdrawals|followups)/.test(call)) throw new Error('no answer')
    }
    const browser = failing.browser()
    await press(browser, page, { ...AGREES, words: [WORDS] })
    await press(browser, await browser.open(`/s/${link}/contact`), { _contact: ['robin@example.org'] })
    await press(browser, await browser.open('/withdraw'), { _code: ['7K2M-QX4D-9TBC-0EFG-V'] })
    failing.memory.before = () => {
      throw new Error('no answer at all')
    }
    await press(browser, page, { ...AGREES, words: [WORDS] })
    const full = await limitedTown({ visits: 1, sends: 1, withdrawals: 1, contacts: 1 }, survey)
    for (let times = 0; times < 4; times++) await everyForm(full)
    for (const { posted } of [town, failing, full]) {
      for (const result of posted) expect([result.path, result.statusCode, result.body]).toEqual([result.path, 303, ''])
    }
  })

  it('holds what was written in the answer itself where nothing can keep it, as nobody shall lose their words', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    town.memory.before = (call) => {
      if (call === 'drafts.create') throw new Error('no answer')
    }
    const again = await press(browser, page, wrongForm)
    expect(again.page.forms[0]?.controls.find(({ name }) => name === 'words')?.value).toBe(WORDS)
  })
})

describe('a receipt', () => {
  async function sent(mode: 'pages' | 'one page', origin?: URL) {
    const town = await townWith(survey)
    const browser = town.browser({}, origin)
    const shown =
      mode === 'pages'
        ? await press(browser, await goOn(browser, await begin(browser, survey), '/send'))
        : await press(browser, await browser.open(`/s/${link}/all`), AGREES)
    return { town, browser, shown, code: receiptOn(shown) }
  }

  it.each(['pages', 'one page'] as const)(
    'can be loaded again for half an hour, %s, and after that the code is gone for good',
    async (mode) => {
      const { town, browser, shown, code } = await sent(mode)
      expect(shown.url.pathname).toBe(`/s/${link}/receipt`)
      const start = town.clock.now.getTime()
      for (const minutes of [0, 1, 15, 29]) {
        town.clock.now = new Date(start + minutes * MINUTE)
        await browser.open('/withdraw')
        expect(receiptOn(await browser.open(shown.url.pathname))).toBe(code)
      }
      town.clock.now = new Date(start + 30 * MINUTE)
      const gone = await browser.open(shown.url.pathname)
      expect([gone.status, codeOn(gone.page.text)]).toEqual([410, undefined])
      expect(gone.page.text).toContain('Answers that were sent from here are in.')
      expect(gone.page.text).toContain('gone for good')
    },
  )

  it.each(['pages', 'one page'] as const)(
    'is nowhere but on the page and in the code that the browser carries encrypted: %s',
    async (mode) => {
      const { town, code } = await sent(mode)
      const bits = Buffer.from(parseCode(code) ?? [])
      const spellings = [
        code,
        code.replaceAll('-', ''),
        bits.toString('hex'),
        bits.toString('base64').slice(0, 13),
        bits.toString('latin1'),
      ]
      const kept = JSON.stringify(
        Object.values(town.memory.kept).map((map) => [...map]),
        (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value),
      )
      const cookies = town.results.flatMap((result) => result.cookies)
      const raw = cookies.map((each) => Buffer.from(each.split(/[=;]/)[1] ?? '', 'base64url').toString('latin1'))
      for (const spelling of spellings) {
        for (const place of [kept, ...cookies, ...raw, ...town.lines]) expect(place).not.toContain(spelling)
      }
    },
  )

  it.each([
    ['with cookies', undefined, 29],
    ['without', PLAIN_ORIGIN, 9],
  ] as const)(
    'has a page of its own to print, with the code in groups, seen for no longer than the receipt: %s',
    async (_, origin, last) => {
      const { town, browser, shown, code } = await sent('one page', origin)
      const at = (page: Shown, end: RegExp) => page.page.links.find((href) => end.test(href)) ?? ''
      const toPaper = at(shown, /\/receipt\/paper(\?|$)|^\/p\/[\w-]+(\?|$)/)
      const start = town.clock.now.getTime()
      town.clock.now = new Date(start + last * MINUTE)
      const paper = await browser.open(toPaper)
      expect(paper.page.text.replaceAll('- ', '-')).toContain(code)
      expect(paper.page.text).toMatch(/works for \d+ days/)
      expect(paper.page.text).not.toMatch(/Xylophone|agreed/i)
      expect(receiptOn(await browser.open(at(paper, /\/receipt(\?|$)|^\/p\//)))).toBe(code)
      town.clock.now = new Date(start + (last + 1) * MINUTE)
      expect((await browser.open(toPaper)).status).toBe(410)
      expect((await browser.open(at(paper, /\/receipt(\?|$)|^\/p\//))).status).toBe(410)
    },
  )

  it('goes with Leave, and with taking back everything', async () => {
    for (const end of ['leave', 'withdraw'] as const) {
      const { browser, shown, code } = await sent('one page')
      if (end === 'leave') await browser.open('/leave')
      else await press(browser, await browser.open('/withdraw'), { _code: [code] }, 'Delete everything I sent')
      expect((await browser.open(shown.url.pathname)).status).toBe(410)
    }
  })

  it('is shown without cookies too, for ten minutes, at an address that says nothing', async () => {
    const { town, browser, shown, code } = await sent('one page', PLAIN_ORIGIN)
    expect(shown.url.pathname).toMatch(/^\/p\/[\w-]+$/)
    expect(receiptOn(await browser.open(shown.url.pathname))).toBe(code)
    town.clock.now = new Date(town.clock.now.getTime() + 10 * MINUTE)
    const gone = await browser.open(shown.url.pathname)
    expect([gone.status, codeOn(gone.page.text)]).toEqual([410, undefined])
  })

  it('is not shown for a token that was made up, changed, or made with another pepper', async () => {
    const { town, browser } = await sent('one page', PLAIN_ORIGIN)
    const token = encryptFlash(
      { at: '/withdrawn', until: 4_000_000_000, why: 'everything' },
      { pepper: new Uint8Array(32).fill(8), random: (n) => new Uint8Array(n) },
    )
    for (const made of [token, 'AAAA', 'A'.repeat(300)]) {
      expect(decryptFlash(made, { pepper: PEPPER })).toBeUndefined()
      expect((await browser.open(`/p/${made}`)).status).toBe(404)
      const answer = await town.call({
        rawPath: '/withdrawn',
        requestContext: { http: { method: 'GET' } },
        cookies: [`__Host-page=${made}`],
      })
      expect(answer.headers.location).toBe('/withdraw')
    }
  })
})

describe('a page that says that something is done', () => {
  it('says so to nobody else', async () => {
    const town = await townWith(survey)
    const claims = /If that code matched|answers are deleted|We did not keep anything|We keep it apart|Your answers are in\./
    for (const path of [
      '/withdrawn',
      ...['stopped', 'declined', 'adults', 'contact/kept', 'receipt'].map((each) => `/s/${link}/${each}`),
    ]) {
      expect([path, claims.test((await town.browser().open(path)).page.text)]).toEqual([path, false])
    }
  })
})

describe('a browser that keeps no cookies', () => {
  it('is told so where it would begin, and offered the one-page form, which works to the receipt and back', async () => {
    const town = await townWith(survey)
    const browser = town.browser({}, PLAIN_ORIGIN)
    const told = await begin(browser, survey)
    expect(told.page.text).toContain('This browser keeps no cookies')
    expect(town.counts().drafts).toBe(0)
    const form = told.page.links.find((href) => href.endsWith('/all'))
    const wrong = await press(browser, await browser.open(form ?? ''), wrongForm)
    expect(wrong.status).toBe(422)
    expect(wrong.page.forms[0]?.controls.find(({ name }) => name === 'words')?.value).toBe(WORDS)
    const code = receiptOn(await press(browser, wrong, { ...AGREES, age: ['20'], want: ['one'] }))
    // What came back for its errors opens for nobody any more, and is gone within two hours.
    expect(town.counts()).toEqual({ drafts: 1, responses: 1, stories: 1 })
    const typo = await press(browser, await browser.open('/withdraw'), { _code: [code.slice(0, 8)] })
    expect([typo.status, typo.page.forms[0]?.controls.find(({ name }) => name === '_code')?.value]).toEqual([422, code.slice(0, 8)])
    const done = await press(browser, typo, { _code: [code] }, 'Delete everything I sent')
    expect(done.page.text).toContain('everything that was sent with it is now deleted')
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
  })

  it('begins as ever once it does', async () => {
    const town = await townWith(survey)
    expect((await begin(town.browser(), survey)).url.pathname).toBe(`/s/${link}/1`)
  })
})

describe('what was entered in a one-page form and not taken', () => {
  it('is kept encrypted, an hour, opens for that browser and that survey alone, and goes when it is sent or left', async () => {
    const other = fullSurvey({ id: 'other-one' })
    const town = await townWith(survey, other)
    const browser = town.browser()
    const wordsOn = async (of = link, by = browser) =>
      (await by.open(`/s/${of}/all`)).page.forms[0]?.controls.find(({ name }) => name === 'words')?.value
    await press(browser, await browser.open(`/s/${link}/all`), wrongForm)
    const [kept] = [...town.memory.kept.drafts.values()]
    expect(Buffer.from(kept?.ciphertext ?? []).toString('latin1')).not.toContain('Words')
    expect((kept?.expires ?? 1) % 3600).toBe(0)
    expect([await wordsOn(), await wordsOn(linkOf(other.id)), await wordsOn(link, town.browser())]).toEqual([WORDS, '', ''])
    town.clock.now = new Date(town.clock.now.getTime() + 59 * MINUTE)
    expect(await wordsOn()).toBe(WORDS)
    town.clock.now = new Date(town.clock.now.getTime() + MINUTE)
    expect(await wordsOn()).toBe('')

    await press(browser, await browser.open(`/s/${link}/all`), wrongForm)
    const before = town.counts().drafts
    await browser.open('/leave')
    expect(town.counts().drafts).toBe(before - 1)
    expect(await wordsOn()).toBe('')
  })
})

describe('a link that leads away from the one-page form', () => {
  const entered = { ...AGREES, went: ['yes'], age: ['old'], words: [WORDS] }
  const on = (shown: Shown) => {
    const controls = shown.page.forms.find(({ action }) => action.split('?')[0]?.endsWith('/all'))?.controls ?? []
    return controls
      .filter(({ name, kind, checked, value }) => !name.startsWith('_') && (checked || (kind === 'text' && value !== '')))
      .map(({ name, value }) => `${name}=${value}`)
  }
  const all = ['went=yes', 'age=old', `words=${WORDS}`]

  it.each([
    ['Find support', PLAIN_ORIGIN],
    ['Find support', undefined],
  ])('takes what was entered along, and back: %s, from %s', async (label, origin) => {
    const town = await townWith(survey)
    const browser = town.browser({}, origin)
    const away = await press(browser, await browser.open(`/s/${link}/all`), entered, label)
    expect(away.page.text).toContain('A warmline')
    const back = away.page.links.find((href) => /\/all$|\/p\//.test(href))
    const again = await browser.open(back ?? 'no way back')
    expect([again.status, on(again)]).toEqual([200, all])
    receiptOn(await press(browser, again, { age: ['20'] }))
    expect(town.counts()).toMatchObject({ responses: 1, stories: 1 })
  })

  it.each(['Take back answers I sent', '‹ Back'])(
    'leaves what was entered for anybody who comes back by the browser: %s',
    async (label) => {
      const town = await townWith(survey)
      const browser = town.browser()
      await press(browser, await browser.open(`/s/${link}/all`), entered, label)
      // Typing a wrong code there changes nothing of it.
      await press(browser, await browser.open('/withdraw'), { _code: ['7K2M'] })
      expect(on(await browser.open(`/s/${link}/all`))).toEqual(all)
      expect(town.counts().drafts).toBe(1)
    },
  )
})

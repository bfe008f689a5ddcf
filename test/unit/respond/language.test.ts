import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Browser, Shown } from '#cli/simulate/browser.ts'
import { consentTextHash, decodeConsent } from '#shared/consent/record.ts'
import { LANGUAGES } from '#shared/languages.ts'
import { STYLE } from '#shared/pages/style.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { AGREES, begin, goOn, press, receiptOn, type Town, takePart, townWith } from './helpers/town.ts'

const survey = fullSurvey({ languages: ['en', 'es', 'ar'] })
const link = linkOf(survey.id)

/** The ticked and typed entries of the form that a person fills in. */
const entered = (shown: Shown) =>
  shown.page.forms
    .flatMap((form) => form.controls)
    .filter((control) => control.kind !== 'hidden' && (control.kind === 'text' ? control.value !== '' : control.checked))
    .map((control) => `${control.name} ${control.value}`)

/** Presses the button of a language, and agrees to its consent text. */
async function switchTo(browser: Browser, shown: Shown, language: keyof typeof LANGUAGES, wishes = {}): Promise<Shown> {
  const consent = await press(browser, shown, wishes, LANGUAGES[language].name)
  return consent.url.pathname.endsWith('/consent') ? press(browser, consent, AGREES) : consent
}

const storedHash = (town: Town) => {
  const [response] = [...town.memory.kept.responses.values()]
  return decodeConsent(response?.consent ?? new Uint8Array()).textHash
}

describe('changing the language, one question a page (RX-24)', () => {
  it('keeps the answers given and what stands on the page, and comes back to that page', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const second = await press(browser, await begin(browser, survey), { went: ['yes'] })
    const back = await switchTo(browser, second, 'ar', { where: ['there'] })
    expect(back.url.pathname).toBe(second.url.pathname)
    expect(entered(back)).toEqual(['where there'])
    expect(back.page.text).toContain('Question where? (ar)')
    expect(entered(await browser.open(`/s/${link}/1`))).toEqual(['went yes'])
  })

  it.each(['paused', 'closed'] as const)('says in any language that a survey is %s', async (because) => {
    const town = await townWith(survey)
    const browser = town.browser()
    const question = await begin(browser, survey)
    await town.memory.community.shut(link, because)
    for (const shut of [await town.browser().open(`/s/${link}`), await press(browser, question, { went: ['yes'] })]) {
      expect(shut.page.links).toEqual(expect.arrayContaining([`/s/${link}?lang=es`, `/s/${link}?lang=ar`]))
    }
    expect(await town.browser().open(`/s/${link}?lang=ar`)).toMatchObject({ status: because === 'paused' ? 503 : 410 })
    expect(town.lastPage()).toContain('<html lang="ar" dir="rtl">')
  })

  it('leaves a question that nothing was entered for to be reached', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const second = await press(browser, await begin(browser, survey), { went: ['yes'] })
    await switchTo(browser, second, 'es')
    const start = await browser.open(`/s/${link}`)
    expect(start.page.links).toContain(`/s/${link}/2`)
  })

  it('keeps words that are too long for the person to shorten', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await goOn(browser, await begin(browser, survey), '/9')
    const long = 'x'.repeat(7000)
    const back = await switchTo(browser, page, 'es', { words: [long] })
    expect(back.url.pathname).toBe(`/s/${link}/9`)
    expect(entered(back)).toEqual([`words ${long}`])
    expect(back.page.title).toMatch(/^Error: Pregunta/)
  })

  it('skips no part and takes no share choice by itself', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const note = await goOn(browser, await begin(browser, survey), '/4')
    const again = await switchTo(browser, note, 'es')
    expect(again.url.pathname).toBe(`/s/${link}/4`)
    expect((await press(browser, again)).url.pathname).toBe(`/s/${link}/5`)
  })

  it('asks first for agreement to the text in that language, with nothing ticked, and stores that text (CO-01)', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const consent = await press(browser, await begin(browser, survey), { went: ['no'] }, 'العربية')
    expect(consent.url.pathname).toBe(`/s/${link}/consent`)
    expect(consent.page.text).toContain('You can skip any question. (ar)')
    expect(consent.page.text).toContain('وافقتم على هذا النص بلغة أخرى')
    expect(entered(consent)).toEqual([])
    for (const path of ['1', 'check', 'send']) expect((await browser.open(`/s/${link}/${path}`)).url.pathname).toBe(`/s/${link}/consent`)

    const ready = await goOn(browser, await press(browser, consent, AGREES), '/send')
    receiptOn(await press(browser, ready))
    expect(storedHash(town)).toBe(consentTextHash(survey, 'ar'))
  })

  it('stores nothing for a Send from before the change, until the text in the new language is agreed to', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send')
    await press(browser, await browser.open(`/s/${link}/check`), {}, 'Español')
    const refused = await press(browser, ready)
    expect(refused.url.pathname).toBe(`/s/${link}/consent`)
    expect(refused.page.text).toContain('Aceptaste este texto en otro idioma')
    expect(town.counts().responses).toBe(0)
  })

  it('goes straight on for anybody who changes back without agreeing to another text', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const first = await begin(browser, survey)
    await press(browser, first, {}, 'Español')
    const again = await browser.open(`/s/${link}/consent?lang=en`)
    expect(entered(again)).toEqual(['_adult yes', '_purpose aggregate'])
    expect((await press(browser, again)).url.pathname).toBe(`/s/${link}/1`)
  })

  it('sends nothing, on the page before sending', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send')
    const consent = await press(browser, ready, {}, 'Español')
    expect(consent.url.pathname).toBe(`/s/${link}/consent`)
    expect(town.counts()).toMatchObject({ drafts: 1, responses: 0 })
  })

  it('changes no answer, wherever and however often it is done', async () => {
    const wishes = { went: ['yes'], where: ['here'], who: ['one'], want: ['one'], age: ['40'], hard: ['~pns'], words: ['Mine'] }
    const still = await townWith(survey)
    await takePart(still.browser(), survey, wishes)
    const [expected] = [...still.memory.kept.responses.values()]

    const turns = fc.array(fc.constantFrom('en', 'es', 'ar', undefined), { minLength: 30, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(turns, async (languages) => {
        const town = await townWith(survey)
        const browser = town.browser()
        let shown = await begin(browser, survey)
        for (const language of languages) {
          if (shown.url.pathname.endsWith('/send')) break
          const other = language && shown.page.forms.some((form) => form.submits.some(({ label }) => label === LANGUAGES[language].name))
          shown = other ? await switchTo(browser, shown, language, wishes) : await press(browser, shown, wishes)
        }
        receiptOn(await press(browser, await goOn(browser, shown, '/send', wishes)))
        const [response] = [...town.memory.kept.responses.values()]
        expect(response?.answers).toEqual(expected?.answers)
        expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
      }),
      { numRuns: 8 },
    )
  }, 60_000)
})

describe('changing the language, all on one page (RX-24)', () => {
  it('keeps all that was entered, ticks that are no agreement before they are sent too', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    const wishes = { ...AGREES, went: ['yes'], want: ['one'], words: ['Mine, at length'], 'words.share': ['summary'] }
    const again = await press(browser, page, wishes, 'Español')
    expect(again.status).toBe(200)
    expect(entered(again)).toEqual([
      '_adult yes',
      '_purpose aggregate',
      'went yes',
      'want one',
      'words Mine, at length',
      'words.share summary',
    ])
    expect(again.page.text).toContain('Lo que escribiste sigue aquí')
    expect(town.counts()).toEqual({ drafts: 1, responses: 0, stories: 0 })

    receiptOn(await press(browser, again))
    expect(storedHash(town)).toBe(consentTextHash(survey, 'es'))
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
  })

  it('keeps its form one form: sent in one language and loaded anew, it is one response', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const again = await press(browser, await browser.open(`/s/${link}/all`), { went: ['yes'] }, 'العربية')
    const codes = [receiptOn(await press(browser, again, AGREES)), receiptOn(await press(browser, again, AGREES))]
    expect(codes[0]).toBe(codes[1])
    expect(town.counts().responses).toBe(1)
  })
})

describe('changing the language where people may leave a way to be reached', () => {
  it('keeps what was typed, and keeps nothing for the board yet', async () => {
    const reached = { ...survey, followUp: true as const }
    const town = await townWith(reached)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/contact`)
    const again = await press(browser, page, { _contact: ['robin@example.org'] }, 'Español')
    expect(again.page.title).toContain('Encuesta comunitaria')
    expect(entered(again)).toEqual(['_contact robin@example.org'])
    expect(town.memory.kept.followups.size).toBe(0)
    await press(browser, again)
    expect(town.memory.kept.followups.size).toBe(1)
    expect(town.lastPage()).not.toContain('<nav')
  })
})

describe('the styles', () => {
  it('know no left and no right, so that they serve both directions of writing (RX-24)', () => {
    expect(STYLE.match(/(?<![\w-])(?:[a-z-]+-)?(?:left|right)(?![\w-])/g)).toBeNull()
  })
})

describe('the language of a page', () => {
  it('is never taken from the browser: an Accept-Language header has no field behind the first line', async () => {
    const town = await townWith(survey)
    const shown = await town.browser({ 'accept-language': 'ar,es;q=0.8' }).open(`/s/${link}`)
    expect(shown.page.text).toContain('Xylophones (en)')
    expect(town.lastPage()).toContain('<html lang="en">')
  })

  it.each([
    ['es', '<html lang="es">', 'Encuesta comunitaria'],
    ['ar', '<html lang="ar" dir="rtl">', 'استبيان مجتمعي'],
  ])('%s is that of its words, also where no survey is', async (language, root, site) => {
    const town = await townWith(survey)
    const browser = town.browser()
    for (const path of ['/', '/support', '/withdraw', '/unknown', '/s/0000000000', `/s/${link}`, `/s/${link}/all`, `/s/${link}/support`]) {
      const shown = await browser.open(`${path}?lang=${language}`)
      expect(town.lastPage()).toContain(root)
      expect(shown.page.title).toContain(site)
      for (const href of shown.page.links.filter((each) => each.startsWith('/') && each !== '/leave')) expect(href).toContain('?lang=')
    }
  })

  it('stays with the person to the end: stopped, ended, taken back', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const consent = await browser.open(`/s/${link}/consent?lang=es`)
    const first = await press(browser, consent, AGREES)
    const stopped = await press(
      browser,
      await press(browser, first, {}, 'Parar y borrar mis respuestas'),
      {},
      'Borrar mis respuestas ahora',
    )
    expect(stopped.page.text).toContain('Tus respuestas están borradas')
    const ended = await press(browser, first, { went: ['yes'] })
    expect([ended.status, ended.page.title]).toEqual([410, 'Gracias - Encuesta comunitaria'])
    const back = await press(browser, await browser.open('/withdraw?lang=es'), { _code: ['7K2M-QX4D-9TBC-0EFG-V'] })
    expect(back.page.title).toBe('Error: Retirar - Encuesta comunitaria')
  })

  it('is changed where answers are taken back without losing the code that was typed, and without deleting anything', async () => {
    const town = await townWith(survey)
    const code = await takePart(town.browser(), survey)
    const browser = town.browser()
    const wrong = await press(browser, await browser.open('/withdraw'), { _code: ['7K2M'] })
    const corrected = await press(browser, wrong, { _code: [code] }, LANGUAGES.es.name)
    expect([corrected.status, corrected.page.title]).toEqual([200, 'Retirar - Encuesta comunitaria'])
    expect(entered(corrected)).toEqual([`_code ${code}`])
    expect(town.counts().responses).toBe(1)
    const done = await press(browser, corrected)
    expect(done.page.title).toBe('Retirar - Encuesta comunitaria')
    expect(town.counts().responses).toBe(0)
  })

  it('is told to be unreviewed where people decide to take part, in that language, and not on every question', async () => {
    const said = {
      en: 'People from the community have not checked this wording yet',
      es: 'Nadie de la comunidad ha revisado todavía esta traducción',
      ar: 'لم يراجع أحد من المجتمع هذه الترجمة بعد',
    }
    const town = await townWith(survey)
    const browser = town.browser()
    for (const [language, words] of Object.entries(said)) {
      for (const page of ['', '/consent', '/all']) {
        await browser.open(`/s/${link}${page}?lang=${language}`)
        expect(town.lastPage()).toContain(words)
      }
    }
    await begin(browser, survey)
    expect(town.lastPage()).not.toContain(said.en)
  })

  it('can be changed on every page with something to read or to enter, and on none that cannot come again', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const offers = () =>
      /<nav[^>]*aria-label="Language">/.test(town.lastPage()) ? town.lastPage().match(/>(Español|العربية)</g)?.length : 0
    for (const path of ['/', '/withdraw', '/support', `/s/${link}`, `/s/${link}/consent`, `/s/${link}/all`, `/s/${link}/support`]) {
      await browser.open(path)
      expect([path, offers()]).toEqual([path, 2])
    }
    let shown = await begin(browser, survey)
    while (!shown.url.pathname.endsWith('/send')) {
      expect([shown.url.pathname, offers()]).toEqual([shown.url.pathname, 2])
      shown = await press(browser, shown, { words: ['Mine'] })
    }
    expect(offers()).toBe(2)
    receiptOn(await press(browser, shown))
    expect(offers()).toBe(0)
  })

  it('is not offered where a survey has but one', async () => {
    const one = fullSurvey()
    const town = await townWith(one)
    await town.browser().open(`/s/${linkOf(one.id)}`)
    expect(town.lastPage()).not.toContain('<nav')
  })
})

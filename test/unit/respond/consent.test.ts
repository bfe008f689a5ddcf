import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '#functions/respond/abuse/limits.ts'
import { sendResponse } from '#functions/respond/visit/send-response.ts'
import { stepsOf } from '#functions/respond/visit/survey-steps.ts'
import { consentTextHash, decodeConsent } from '#shared/consent/record.ts'
import { publicStoryKey } from '#shared/response/story.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { PurposeId } from '#shared/survey/survey.ts'
import { inMemory } from './helpers/memory.ts'
import { fullSurvey, section, single, surveyOf } from './helpers/surveys.ts'
import { AGREES, begin, goOn, press, receiptOn, townWith } from './helpers/town.ts'

const survey = fullSurvey()
const link = linkOf(survey.id)

describe('consent', () => {
  it('comes with nothing ticked (CO-03)', async () => {
    const town = await townWith(survey)
    for (const path of ['consent', 'all']) {
      const shown = await town.browser().open(`/s/${link}/${path}`)
      expect(shown.page.forms.flatMap((form) => form.controls).filter((control) => control.checked)).toEqual([])
    }
    expect(town.counts().drafts).toBe(0)
  })

  it('needs the answer to 18+ and the required purpose, says so at both places, and keeps what was ticked', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const shown = await press(browser, await browser.open(`/s/${link}/consent`), { _purpose: ['quote'] })
    expect(shown.status).toBe(422)
    expect(shown.page.title).toBe('Error: Your choice to take part - Community survey')
    expect(shown.page.text.match(/Choose whether you are 18 or older/g)).toHaveLength(2)
    expect(shown.page.text.match(/tick the box marked “needed”/g)).toHaveLength(2)
    expect(shown.page.links).toEqual(expect.arrayContaining(['#in-_adult', '#in-_purpose']))
    expect(shown.page.forms[0]?.controls.filter((control) => control.checked).map((control) => control.value)).toEqual(['quote'])
    expect(town.counts().drafts).toBe(0)
  })

  it('ends kindly and writes nothing for someone under 18, in both ways to answer (CO-10)', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    for (const path of ['consent', 'all']) {
      const shown = await press(browser, await browser.open(`/s/${link}/${path}`), {
        _adult: ['no'],
        _purpose: ['aggregate'],
        words: ['My words'],
      })
      expect(shown.status).toBe(200)
      expect(shown.page.text).toContain('only for people who are 18 or older')
      expect(shown.page.text).toContain('A warmline')
    }
    expect(browser.cookieNames()).toEqual(['__Host-page'])
    expect(town.memory.calls.filter((call) => !call.startsWith('community.'))).toEqual([])
  })

  it('deletes what was there when someone goes back and says no', async () => {
    for (const [wishes, label] of [
      [{ _adult: ['no'] }, 'I agree and want to start'],
      [{}, 'No, thank you'],
    ] as const) {
      const town = await townWith(survey)
      const browser = town.browser()
      await goOn(browser, await begin(browser, survey), '/3', { went: ['no'] })
      await press(browser, await browser.open(`/s/${link}/consent`), wishes, label)
      expect(town.counts().drafts).toBe(0)
      expect(browser.cookieNames()).toEqual(['__Host-page'])
    }
  })

  it('shows people their own ticks, and changes only the agreement when they agree again', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await goOn(browser, await begin(browser, survey), '/check', { went: ['no'] })
    const again = await browser.open(`/s/${link}/consent`)
    expect(again.page.forms[0]?.controls.filter((control) => control.checked).map((control) => control.value)).toEqual(['yes', 'aggregate'])
    const back = await press(browser, again, { _adult: ['yes'], _purpose: ['aggregate', 'future_reuse'] })
    expect(back.url.pathname).toBe(`/s/${link}/check`)
    receiptOn(await press(browser, await goOn(browser, back, '/send')))
    const [response] = [...town.memory.kept.responses.values()]
    expect(decodeConsent(response?.consent ?? new Uint8Array()).given).toEqual(['aggregate', 'future_reuse'])
  })

  it('never changes the way or the questions by what is refused (CO-03)', async () => {
    const optional = fc.subarray<PurposeId>(['quote', 'future_reuse'])
    await fc.assert(
      fc.asyncProperty(optional, fc.boolean(), async (given, writes) => {
        const seen = await Promise.all([pagesSeen([]), pagesSeen(given)])
        expect(seen[1]).toEqual(seen[0])

        async function pagesSeen(purposes: readonly PurposeId[]): Promise<string[][]> {
          const town = await townWith(survey)
          const browser = town.browser()
          const pages: string[][] = []
          let shown = await begin(browser, survey, { _adult: ['yes'], _purpose: ['aggregate', ...purposes] })
          while (!shown.url.pathname.endsWith('/send')) {
            const [form] = shown.page.forms
            pages.push([shown.url.pathname, ...(form?.controls.map((control) => `${control.name} ${control.value}`) ?? [])])
            shown = await press(browser, shown, writes ? { words: ['Something'], went: ['yes'] } : {})
          }
          return pages
        }
      }),
      { numRuns: 8 },
    )
  })

  it('is refused when the form stood under another text, and asked for again under the one that is open (CO-01)', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const old = await browser.open(`/s/${link}/consent`)
    await town.open(fullSurvey({ summary: 'Something new.' }))
    const shown = await press(browser, old, AGREES)
    expect(shown.status).toBe(409)
    expect(shown.page.text).toContain('Something new. (en)')
    expect(shown.page.text).toContain('This text has changed')
    expect(shown.page.forms[0]?.controls.filter((control) => control.checked)).toEqual([])
    expect(town.counts().drafts).toBe(0)
  })

  it('keeps the language of the text it was given in, and a hash of its own for each language', async () => {
    const both = fullSurvey({ languages: ['en', 'es'] })
    const town = await townWith(both)
    const browser = town.browser()
    const start = await browser.open(`/s/${link}?lang=es`)
    const consent = start.page.links.find((href) => href.includes('/consent')) ?? ''
    const first = await press(browser, await browser.open(consent), AGREES)
    receiptOn(await press(browser, await goOn(browser, first, '/send')))
    expect(first.page.text).toContain('(es)')
    const [response] = [...town.memory.kept.responses.values()]
    expect(decodeConsent(response?.consent ?? new Uint8Array()).textHash).toBe(consentTextHash(both, 'es'))
    expect(consentTextHash(both, 'es')).not.toBe(consentTextHash(both, 'en'))
  })
})

describe('the gate before the store (CO-01)', () => {
  const small = surveyOf([section('a', [single('q')])])
  const open = {
    link: linkOf(small.id),
    version: versionOf(small),
    survey: small,
    codebook: codebookOf(small),
    steps: stepsOf(small),
    words: new Map(),
  }
  const right = consentTextHash(small, 'en')
  const attempt = async (language: string, consent: { textHash: string; given: PurposeId[] } | undefined) => {
    const memory = inMemory()
    const services = {
      clock: () => new Date('2026-03-04'),
      random: (bytes: number) => new Uint8Array(bytes),
      pepper: new Uint8Array(32),
      storyKey: publicStoryKey(new Uint8Array(32).fill(1)),
      storyCircle: async () => undefined,
      leaveTo: 'https://example.org/',
      limits: limits.parse({}),
      repositories: memory,
      log: () => {},
    }
    const outcome = await sendResponse(services, open, new Uint8Array(10), { language, consent, answers: {}, skippedSections: [] })
    return [outcome, memory.kept.responses.size]
  }

  it('lets only an agreement to the open text in the shown language through', async () => {
    expect(await attempt('en', { textHash: right, given: ['aggregate'] })).toEqual(['stored', 1])
    expect(await attempt('en', undefined)).toEqual(['refused', 0])
    expect(await attempt('en', { textHash: right.replace(/^./, (first) => (first === '0' ? '1' : '0')), given: ['aggregate'] })).toEqual([
      'refused',
      0,
    ])
    expect(await attempt('en', { textHash: '', given: ['aggregate'] })).toEqual(['refused', 0])
    expect(await attempt('es', { textHash: consentTextHash(small, 'es'), given: ['aggregate'] })).toEqual(['refused', 0])
    expect(await attempt('en', { textHash: right, given: [] })).toEqual(['refused', 0])
    expect(await attempt('en', { textHash: right, given: ['quote', 'future_reuse'] })).toEqual(['refused', 0])
  })
})

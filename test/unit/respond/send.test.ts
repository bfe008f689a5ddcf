import { describe, expect, it } from 'vitest'
import { consentTextHash, decodeConsent } from '#shared/consent/record.ts'
import { parseCode } from '#shared/response/receipt.ts'
import { responseId, storyId } from '#shared/response/secret.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { fullSurvey, multi, section, single, surveyOf, text } from './helpers/surveys.ts'
import { begin, goOn, PEPPER, press, receiptOn, type Town, takePart, townWith, visitCookieOf } from './helpers/town.ts'

const survey = surveyOf([section('a', [text('first'), text('second'), text('third')])])
const link = linkOf(survey.id)
const words = { first: ['One'], second: ['Two'], third: ['Three'] }

async function readyToSend(town: Town, of = survey, wishes: Record<string, string[]> = words) {
  const browser = town.browser()
  const ready = await goOn(browser, await begin(browser, of), '/send', wishes)
  return { browser, ready }
}

/** The calls that Send makes, in order. */
async function callsOfSend(): Promise<string[]> {
  const town = await townWith(survey)
  const { browser, ready } = await readyToSend(town)
  town.memory.calls.length = 0
  await press(browser, ready)
  return [...town.memory.calls]
}

describe('Send', () => {
  it('stores words first, the response last, and removes the draft only then', async () => {
    expect((await callsOfSend()).filter((call) => /store|remove|replace/.test(call))).toEqual([
      'drafts.replace',
      'stories.store',
      'stories.store',
      'stories.store',
      'responses.store',
      'drafts.removeUnchanged',
    ])
  })

  it('survives a store that fails at any call, before or after it took effect: the next try makes it one whole response', async () => {
    const calls = await callsOfSend()
    for (const moment of ['before', 'after'] as const) {
      for (const failing of calls.keys()) {
        const town = await townWith(survey)
        const { browser, ready } = await readyToSend(town)
        let number = 0
        town.memory[moment] = () => {
          if (number++ === failing) throw new Error('the store does not answer')
        }
        const first = await press(browser, ready)
        town.memory[moment] = () => {}
        const place = `${moment} ${calls[failing]} (${failing})`

        // A receipt, if one was shown, stands for everything.
        const isSent = first.status === 200 && first.url.pathname !== '/trouble/failed'
        if (isSent) expect(town.counts(), place).toMatchObject({ responses: 1, stories: 3 })
        else expect(first.page.text, place).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/)

        const code = isSent ? receiptOn(first) : receiptOn(await press(browser, ready))
        expect(town.counts(), place).toMatchObject({ responses: 1, stories: 3 })
        const bits = parseCode(code) ?? new Uint8Array()
        const version = versionOf(survey)
        expect(await town.memory.responses.holds(version, responseId(PEPPER, bits)), place).toBe(true)
        for (const question of ['first', 'second', 'third']) {
          const key = `${version.id} ${version.hash} ${Buffer.from(storyId(PEPPER, bits, question)).toString('hex')}`
          expect(town.memory.kept.stories.has(key), place).toBe(true)
        }
      }
    }
  })

  it('says in words that nothing is sent yet, with a button to try again, and logs a class and no more', async () => {
    const town = await townWith(survey)
    const { browser, ready } = await readyToSend(town)
    town.memory.before = (call) => {
      if (call === 'responses.store') throw new Error('refused: the words One and Two')
    }
    const failed = await press(browser, ready)
    expect(failed.status).toBe(503)
    expect(failed.page.text).toContain('Your answers are not sent yet')
    expect(town.lines).toEqual(['{"event":"failed","source":"respond","step":"send","error":"Unexpected","status":503}'])
    town.memory.before = () => {}
    receiptOn(await press(browser, failed, {}, 'Try to send again'))
  })

  it('freezes the answers: after a Send that failed nothing changes any more, so a second one sends the same', async () => {
    const town = await townWith(survey)
    const { browser, ready } = await readyToSend(town)
    const firstPage = await browser.open(`/s/${link}/1`)
    town.memory.before = (call) => {
      if (call === 'responses.store') throw new Error('no answer')
    }
    await press(browser, ready)
    town.memory.before = () => {}

    const change = await press(browser, firstPage, { first: ['Something else'] })

    expect(change.url.pathname).toBe(`/s/${link}/send`)
    expect(change.page.text).toContain('You have pressed “Send my answers” before')
    for (const path of ['check', 'check/1', '2']) expect((await browser.open(`/s/${link}/${path}`)).url.pathname).toBe(`/s/${link}/send`)
    expect(town.counts().stories).toBe(3)
    receiptOn(await press(browser, change))
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 3 })
  })

  it('shows the same receipt when only the answer of the first Send was lost, and none when nothing is stored (RX-26)', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send', words)
    const form = ready.page.forms.find((each) => each.action.endsWith('/send'))
    const cookie = visitCookieOf(town)
    const again = async () =>
      town.follow(await town.call({ rawPath: form?.action, requestContext: { http: { method: 'POST' } }, cookies: [cookie], headers: {} }))
    const code = receiptOn(await press(browser, ready))

    const second = await again()
    expect(second.statusCode).toBe(200)
    expect(second.body).toContain(code)
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 3 })

    town.memory.kept.responses.clear()
    const third = await again()
    expect(third.statusCode).toBe(410)
    expect(third.body).toContain('This visit has ended')
  })

  it('says that a visit has ended when there is no cookie', async () => {
    const town = await townWith(survey)
    const { browser, ready } = await readyToSend(town)
    browser.close()
    const shown = await press(browser, ready)
    expect([shown.status, town.counts().responses]).toEqual([410, 0])
  })

  it('gives two people two codes', async () => {
    const town = await townWith(survey)
    expect(await takePart(town.browser(), survey)).not.toBe(await takePart(town.browser(), survey))
    expect(town.counts().responses).toBe(2)
  })
})

describe('a survey that changes during a visit (CO-04)', () => {
  const before = fullSurvey()
  const newText = fullSurvey({ version: '1.1.0', summary: 'Something new.' })
  // The second part is another one, and an option of the first is gone.
  const newQuestions = surveyOf(
    [
      section('a', [single('went', ['yes', 'no']), multi('who', ['one', 'three'])]),
      section('extra', [text('added')]),
      ...before.sections.slice(2),
    ],
    { version: '1.2.0' },
  )
  const given = { went: ['yes'], where: ['here'], who: ['two'], words: ['Kept words'], want: ['one'] }

  it('shows the new consent text before anything is stored, keeps the answers, and stores under the new version', async () => {
    const town = await townWith(before)
    const { browser, ready } = await readyToSend(town, before, given)
    await town.open(newText)

    const asked = await press(browser, ready)
    expect(asked.url.pathname).toMatch(/consent$/)
    expect(asked.page.text).toContain('Something new. (en)')
    expect(asked.page.forms[0]?.controls.filter((control) => control.checked)).toEqual([])
    expect(town.counts().responses).toBe(0)

    const check = await press(browser, asked, { _adult: ['yes'], _purpose: ['aggregate'] })
    expect(check.url.pathname).toMatch(/check$/)
    expect(check.page.text).toContain('Kept words')
    receiptOn(await press(browser, await goOn(browser, check, '/send')))
    const [[place, response] = []] = [...town.memory.kept.responses]
    expect(place).toContain(versionOf(newText).hash)
    expect(decodeConsent(response?.consent ?? new Uint8Array()).textHash).toBe(consentTextHash(newText, 'en'))
  })

  it('tells on the list of answers already, and asks for consent there', async () => {
    const town = await townWith(before)
    const { browser } = await readyToSend(town, before, given)
    await town.open(newText)
    const asked = await browser.open(`/s/${link}/check`)
    expect(asked.url.pathname).toMatch(/consent$/)
    expect(asked.page.text).toContain('This text has changed')
  })

  it('keeps the agreement when only questions changed, drops what no longer fits, and shows the list first', async () => {
    const town = await townWith(before)
    const { browser, ready } = await readyToSend(town, before, given)
    await town.open(newQuestions)
    const check = await press(browser, ready)
    expect(check.status).toBe(409)
    expect(check.page.text).toContain('The survey has changed since you began')
    expect(check.page.text).toContain('Kept words')
    expect(check.page.text).toContain('Question added? (en)')
    expect(check.page.text).not.toContain('Question want? (en)')
    const next = await press(browser, check)
    receiptOn(await press(browser, await goOn(browser, next, '/send')))
    expect([...town.memory.kept.responses.keys()][0]).toContain(versionOf(newQuestions).hash)
  })

  it('takes back the words of a Send that stopped half way under the old version', async () => {
    const town = await townWith(before)
    const { browser, ready } = await readyToSend(town, before, given)
    town.memory.before = (call) => {
      if (call === 'responses.store') throw new Error('no answer')
    }
    await press(browser, ready)
    town.memory.before = () => {}
    expect(town.counts()).toMatchObject({ responses: 0, stories: 1 })
    await town.open(newText)

    const asked = await press(browser, ready)
    expect(asked.url.pathname).toMatch(/consent$/)
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
    const check = await press(browser, asked, { _adult: ['yes'], _purpose: ['aggregate'] })
    receiptOn(await press(browser, await goOn(browser, check, '/send')))
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
    expect([...town.memory.kept.stories.keys()][0]).toContain(versionOf(newText).hash)
  })

  it('gives the receipt of a response that was whole before the change', async () => {
    const town = await townWith(before)
    const { browser, ready } = await readyToSend(town, before, given)
    town.memory.after = (call) => {
      if (call === 'responses.store') throw new Error('the answer got lost')
    }
    await press(browser, ready)
    town.memory.after = () => {}
    await town.open(newText)
    receiptOn(await press(browser, ready))
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
  })
})

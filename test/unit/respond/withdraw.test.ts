import { describe, expect, it } from 'vitest'
import { formatCode, parseCode } from '#shared/response/receipt.ts'
import { responseId } from '#shared/response/secret.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { PEPPER, press, takePart, townWith } from './helpers/town.ts'

const survey = fullSurvey()
const writes = { words: ['My own words'], 'words.share': ['summary'] }

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

async function withdraw(town: Awaited<ReturnType<typeof townWith>>, typed: string, label: string) {
  const browser = town.browser()
  return press(browser, await browser.open('/withdraw'), { _code: [typed] }, label)
}

describe('taking answers back', () => {
  it('deletes the response, its consent record and its words, in no more pages than consent took (CO-06)', async () => {
    const town = await townWith(survey)
    const code = await takePart(town.browser(), survey, writes)
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
    // Consent took two pages: the start page and the consent page. This takes one, and a word that it is done.
    const done = await withdraw(town, code, 'Delete everything I sent')
    expect(done.page.text).toContain('If that code matched, everything that was sent with it is now deleted.')
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
  })

  it('deletes only the words when asked to, in the same steps and with the same answer for every code (CO-06)', async () => {
    const town = await townWith(survey)
    const code = await takePart(town.browser(), survey, writes)
    const done = await withdraw(town, code, 'Delete only my own words')
    expect(done.page.text).toContain('The other answers still count.')
    expect(town.counts()).toMatchObject({ responses: 1, stories: 0 })
    const unknown = await withdraw(town, formatCode(new Uint8Array(10).fill(9)), 'Delete only my own words')
    expect([unknown.status, unknown.page.text]).toEqual([done.status, done.page.text])
  })

  it.each([
    (code: string) => code.toLowerCase(),
    (code: string) => code.replaceAll('-', ''),
    (code: string) => `  ${code.replaceAll('-', ' ')} `,
    (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
    (code: string) => code.replaceAll('1', 'I').replaceAll('-', '–'),
  ])('forgives how a code is typed', async (typing) => {
    const town = await townWith(survey)
    const code = await takePart(town.browser(), survey, writes)
    await withdraw(town, typing(code), 'Delete everything I sent')
    expect(town.counts().responses).toBe(0)
  })

  it('answers the same, and asks the stores the same, whether a code is known or not (CO-07)', async () => {
    const town = await townWith(survey, fullSurvey({ id: 'other' }))
    const code = await takePart(town.browser(), survey, writes)
    const attempt = async (typed: string) => {
      town.memory.calls.length = 0
      const shown = await withdraw(town, typed, 'Delete everything I sent')
      return { status: shown.status, text: shown.page.text, calls: [...town.memory.calls] }
    }
    // Each survey is read once and kept.
    await attempt(formatCode(new Uint8Array(10)))
    const unknown = await attempt(formatCode(new Uint8Array(10).fill(5)))
    const known = await attempt(code)
    const again = await attempt(code)
    expect(unknown).toEqual(known)
    // The mark that is there for a day already is the one thing that need not be made again.
    expect({ ...again, calls: [] }).toEqual({ ...known, calls: [] })
    expect(again.calls.filter((call) => !call.startsWith('drafts.'))).toEqual(known.calls.filter((call) => !call.startsWith('drafts.')))
  })

  it('leaves a mark for every code alike, known or not, that tells nobody which it was (CO-07)', async () => {
    const town = await townWith(survey)
    const code = await takePart(town.browser(), survey, writes)
    const bits = parseCode(code) ?? new Uint8Array()
    const places = [...town.memory.kept.responses.values(), ...town.memory.kept.stories.values()].map(({ id }) => hex(id))
    await withdraw(town, code, 'Delete everything I sent')
    await withdraw(town, formatCode(new Uint8Array(10).fill(5)), 'Delete everything I sent')
    const marks = [...town.memory.kept.withdrawals.values()]
    // 4 March 2026, a Wednesday; eight days on is Thursday the 12th, and the Monday after it the 16th.
    expect(marks.map(({ what, expires, mark }) => [what, new Date(expires * 1000).toISOString(), mark.length])).toEqual([
      ['everything', '2026-03-16T00:00:00.000Z', 32],
      ['everything', '2026-03-16T00:00:00.000Z', 32],
    ])
    const shown = JSON.stringify(marks.map(({ mark }) => hex(mark)))
    for (const known of [...places, hex(bits), hex(responseId(PEPPER, bits))]) expect(shown).not.toContain(known)
  })

  it('points out a slip of the pen, keeps what was typed, and deletes nothing', async () => {
    const town = await townWith(survey)
    const code = await takePart(town.browser(), survey, writes)
    const slip = code.replace(/^./, (first) => (first === '7' ? '8' : '7'))
    for (const typed of [slip, code.slice(0, -1), 'hello', `${code}${code}`]) {
      const shown = await withdraw(town, typed, 'Delete everything I sent')
      expect(shown.status).toBe(422)
      expect(shown.page.title).toBe('Error: Take back - Community survey')
      expect(shown.page.text.split('Part of the code is missing')).toHaveLength(3)
      expect(shown.page.forms[0]?.controls.find((control) => control.name === '_code')?.value).toBe(typed)
    }
    expect((await withdraw(town, '   ', 'Delete everything I sent')).page.text).toContain('Write your receipt code in the box')
    expect(town.counts().responses).toBe(1)
  })

  it('reaches answers to an older version of a survey, and to one that is closed', async () => {
    const town = await townWith(survey)
    const code = await takePart(town.browser(), survey, writes)
    await town.open(fullSurvey({ version: '2.0.0' }))
    await town.memory.community.shut(linkOf(survey.id), 'closed')
    await withdraw(town, code, 'Delete everything I sent')
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
  })

  it('says so when a store does not answer, tries everything else, and finishes on the next press', async () => {
    const town = await townWith(survey)
    const code = await takePart(town.browser(), survey, writes)
    town.memory.before = (call) => {
      if (call === 'stories.remove') throw new Error(`no answer for ${code}`)
    }
    const failed = await withdraw(town, code, 'Delete everything I sent')
    expect(failed.status).toBe(503)
    expect(failed.page.text).not.toContain('deleted.')
    expect(town.lines).toEqual(['{"event":"failed","source":"respond","step":"withdraw","error":"Unexpected","status":503}'])
    town.memory.before = () => {}
    await withdraw(town, code, 'Delete everything I sent')
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
  })

  it('never puts a code into a title, a cookie, an address or a log line (CO-07)', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const code = await takePart(browser, survey, writes)
    await withdraw(town, code, 'Delete everything I sent')
    const bare = code.replaceAll('-', '')
    const elsewhere = JSON.stringify([
      town.lines,
      town.results.map(({ headers, cookies, body }) => [headers, cookies, body.match(/<title>.*?<\/title>/)]),
    ])
    expect(elsewhere).not.toContain(code)
    expect(elsewhere).not.toContain(bare)
  })
})

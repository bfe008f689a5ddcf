import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeInvitations } from '#cli/make-invitations.ts'
import type { Browser, Shown } from '#cli/simulate/browser.ts'
import type { Limits } from '#functions/respond/abuse/limits.ts'
import { bandOf } from '#shared/invitation/band.ts'
import { formatCode } from '#shared/response/receipt.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { section, single, surveyOf, text } from '../helpers/surveys.ts'
import { AGREES, begin, goOn, limitedTown, press, receiptOn, type Town, townWith } from '../helpers/town.ts'

const survey = { ...surveyOf([section('a', [single('one'), text('words')])]), access: 'invitation' as const }
const link = linkOf(survey.id)

async function invitedTown(count = 2, most: Partial<Limits> = {}) {
  const town = await limitedTown(most, survey)
  const random = (bytes: number) => new Uint8Array(createHash('sha256').update(`invitation ${drawn++}`).digest().subarray(0, bytes))
  let drawn = 0
  const codes = await makeInvitations(town.memory.invitations, survey.id, count, random)
  return { town, codes }
}

const withCode = (code = '') => ({ ...AGREES, _invitation: [code] })

function sendOnOnePage(browser: Browser, code: string | undefined, answer = 'one'): Promise<Shown> {
  return browser.open(`/s/${link}/all`).then((page) => press(browser, page, { ...withCode(code), one: [answer] }))
}

const usedIn = async ({ memory }: Town) => (await memory.invitations.count(survey.id)).used

describe('a survey for invited people', () => {
  it('lets in anybody who has a code, however it is typed, and takes their answers once', async () => {
    const { town, codes } = await invitedTown()
    const typed = ` ${codes[0]?.toLowerCase().replaceAll('-', ' ')} `
    const browser = town.browser()

    const first = await begin(browser, survey, withCode(typed))
    expect(await usedIn(town)).toBe(0)
    receiptOn(await press(browser, await goOn(browser, first, '/send')))

    expect(town.counts()).toMatchObject({ responses: 1, drafts: 0 })
    expect(await usedIn(town)).toBe(1)
    const again = await begin(town.browser(), survey, withCode(codes[0]))
    expect(again.status).toBe(422)
    expect(again.page.text).toContain('This invitation code was used before')
  })

  it.each([
    ['', 'Write your invitation code in the box'],
    ['7K2M', 'Part of the code is missing'],
    [formatCode(new Uint8Array(10).fill(4)), 'We do not know this invitation code'],
  ])('says what to look at when the code is %j, beside everything else that is missing, and begins nothing', async (code, message) => {
    const { town } = await invitedTown()
    const browser = town.browser()

    const shown = await begin(browser, survey, withCode(code))

    expect(shown.status).toBe(422)
    expect(shown.page.title).toMatch(/^Error: /)
    expect(shown.page.text.split(message)).toHaveLength(3)
    expect(town.counts()).toMatchObject({ drafts: 0 })
    if (code === '') {
      const another = town.browser()
      const bare = await press(another, await another.open(`/s/${link}/consent`))
      for (const each of [message, 'Choose whether you are 18 or older', 'tick the box marked']) expect(bare.page.text).toContain(each)
    }
  })

  it('all on one page: a double click is one response, other answers with the same code are refused and stay on the page', async () => {
    const { town, codes } = await invitedTown()
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)

    const receipts = [await press(browser, page, withCode(codes[0])), await press(browser, page, withCode(codes[0]))].map(receiptOn)
    const refused = await press(browser, page, { ...withCode(codes[0]), one: ['two'], words: ['Kept on the page'] })

    expect(receipts[0]).toBe(receipts[1])
    expect(refused.status).toBe(422)
    expect(refused.page.text).toContain('This invitation code was used before')
    expect(town.lastPage()).toContain('Kept on the page')
    expect(town.counts()).toMatchObject({ responses: 1, stories: 0 })
  })

  it('lets one of two people with the same code send, and tells the other, whose answers it does not store', async () => {
    const { town, codes } = await invitedTown()
    const [ann, bo] = [town.browser(), town.browser()]
    const readyAnn = await goOn(ann, await begin(ann, survey, withCode(codes[0])), '/send')
    const readyBo = await goOn(bo, await begin(bo, survey, withCode(codes[0])), '/send')

    receiptOn(await press(ann, readyAnn))
    const late = await press(bo, readyBo)

    expect(late.status).toBe(409)
    expect(late.page.text).toContain('Answers were sent with your invitation code before')
    expect(town.counts()).toMatchObject({ responses: 1 })
  })

  it('does not use up an invitation by a visit that was left, lost or stopped', async () => {
    const { town, codes } = await invitedTown()
    const lost = town.browser()
    await goOn(lost, await begin(lost, survey, withCode(codes[0])), '/send')
    const stopped = town.browser()
    await press(stopped, await begin(stopped, survey, withCode(codes[0])), {}, 'Stop and delete my answers')

    receiptOn(await sendOnOnePage(town.browser(), codes[0]))

    expect(await usedIn(town)).toBe(1)
  })

  it('is spent by nothing that cannot be sent yet', async () => {
    const { town, codes } = await invitedTown()
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey, withCode(codes[0])), '/send', { words: ['Short enough'] })
    // A version in which the same words are too long is opened in between.
    const shorter = { ...survey, version: '1.0.1', sections: [section('a', [single('one'), text('words', 5)])] }
    await town.open(shorter)
    const listed = await press(browser, ready)
    await press(browser, await browser.open(`/s/${link}/send`))

    expect(listed.status).toBe(409)
    expect(town.counts()).toMatchObject({ responses: 0, drafts: 1 })
    expect(await usedIn(town)).toBe(0)
  })

  it('stays one use when a store fails after it, and the same visit finishes', async () => {
    const { town, codes } = await invitedTown()
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey, withCode(codes[0])), '/send')
    town.memory.before = (call) => {
      if (call === 'responses.store') throw new Error('no answer')
    }
    const failed = await press(browser, ready)
    town.memory.before = () => {}

    receiptOn(await press(browser, failed, {}, 'Try to send again'))

    expect([await usedIn(town), town.counts().responses]).toEqual([1, 1])
  })

  it('asks nobody for a code twice in a visit, and everybody for one where it is open to all', async () => {
    const { town, codes } = await invitedTown()
    const browser = town.browser()
    await begin(browser, survey, withCode(codes[0]))
    expect((await browser.open(`/s/${link}/consent`)).page.text).not.toContain('Your invitation code')

    const open = surveyOf(survey.sections, { id: 'open' })
    const other = await townWith(open)
    expect((await other.browser().open(`/s/${linkOf('open')}/consent`)).page.text).not.toContain('Your invitation code')
    expect((await other.browser().open(`/s/${linkOf('open')}/all`)).page.text).not.toContain('Your invitation code')
  })

  it('never has a code in an address, a cookie, a title, a log line or a store (CO-07)', async () => {
    const { town, codes } = await invitedTown(1)
    const stored: string[] = []
    const keep = () =>
      stored.push(
        JSON.stringify(
          [...Object.values(town.memory.kept)].map((kept) => [...kept]),
          bytesAsHex,
        ),
      )
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey, withCode(codes[0])), '/send')
    keep()
    receiptOn(await press(browser, ready))
    keep()
    const letters = (codes[0] ?? '').replaceAll('-', '')
    const traces = [
      ...stored,
      ...town.lines,
      ...town.results.map(({ headers, cookies }) => JSON.stringify([headers, cookies])),
      ready.url.href,
      ready.page.title,
    ]
    for (const trace of traces) for (const spelling of [codes[0] ?? '', letters]) expect(trace).not.toContain(spelling)
  })
})

describe('a flood of people without an invitation', () => {
  it('takes nothing from the budgets of those who have one', async () => {
    const { town, codes } = await invitedTown(2, { visits: 1, sends: 1, surveySends: 1 })
    const unknown = formatCode(new Uint8Array(10).fill(4))
    for (let i = 0; i < 5; i++) {
      expect((await sendOnOnePage(town.browser(), unknown)).status).toBe(422)
      expect((await begin(town.browser(), survey, withCode(unknown))).status).toBe(422)
    }

    receiptOn(await sendOnOnePage(town.browser(), codes[0]))
    const browser = town.browser()
    receiptOn(await press(browser, await goOn(browser, await begin(browser, survey, withCode(codes[1])), '/send')))
  })
})

describe('how many invitations were used', () => {
  it.each([
    [0, 'fewer than 10'],
    [9, 'fewer than 10'],
    [10, '10 to 19'],
    [219, '210 to 219'],
  ])('is shown in steps of ten: %d is %s', (count, band) => {
    expect(bandOf(count)).toBe(band)
  })
})

function bytesAsHex(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value
}

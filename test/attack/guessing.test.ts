import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Shown } from '#cli/simulate/browser.ts'
import { type Work, workOf } from '#functions/respond/abuse/work.tsx'
import { invitationMark } from '#shared/invitation/invitation-marks.ts'
import { WORK_BITS } from '#shared/pages/work-script.ts'
import { formatCode, parseCode } from '#shared/response/receipt.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { section, single, surveyOf, text } from '#test/unit/respond/helpers/surveys.ts'
import { AGREES, begin, goOn, limitedTown, PEPPER, press, receiptOn, type Town, takePart } from '#test/unit/respond/helpers/town.ts'

const plain = surveyOf([section('a', [single('one', ['heron', 'gull']), text('words', 60)])])
const invited = { ...plain, access: 'invitation' as const }
const guarded = { ...plain, abuse: { proofOfWork: true as const } }
const link = linkOf(plain.id)
const CODE = formatCode(new Uint8Array(10).fill(77))
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

async function invitedTown(most: Parameters<typeof limitedTown>[0] = {}) {
  const town = await limitedTown(most, invited)
  await town.memory.invitations.add(invited.id, invitationMark(parseCode(CODE) ?? new Uint8Array(), invited.id))
  return town
}

/** Every code that differs in one letter, and has the right check letter again: what somebody would try who saw one from afar. */
function* neighbours(code: string): Generator<string> {
  const letters = code.replaceAll('-', '').slice(0, 16)
  for (let at = 0; at < 16; at++) {
    for (const other of ALPHABET) {
      const changed = `${letters.slice(0, at)}${other}${letters.slice(at + 1)}`
      const whole = [...ALPHABET].map((check) => changed + check).find((each) => parseCode(each) !== undefined)
      if (whole && changed !== letters) yield whole
    }
  }
}

describe('guessing invitations', () => {
  it('lets nobody in with a code that is near to a real one, and costs those who have one nothing', async () => {
    const town = await invitedTown({ visits: 1, sends: 1, surveySends: 1 })
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/consent`)
    town.memory.calls.length = 0
    let guesses = 0
    for (const guess of neighbours(CODE)) {
      const refused = await press(browser, page, { ...AGREES, _invitation: [guess] })
      expect([guess, refused.status]).toEqual([guess, 422])
      guesses++
    }
    expect(guesses).toBe(16 * 31)
    // A guess is one look at a table, and writes nothing anywhere.
    expect(new Set(town.memory.calls.filter((call) => !call.startsWith('community.')))).toEqual(new Set(['invitations.isKnown']))
    expect(town.counts()).toEqual({ drafts: 0, responses: 0, stories: 0 })
    const [own, ready] = [town.browser(), { ...AGREES, _invitation: [CODE] }]
    receiptOn(await press(own, await goOn(own, await begin(own, invited, ready), '/send')))
  })

  it('lets nobody in without a code, with two, or with the code of another survey', async () => {
    const town = await invitedTown()
    await town.open({ ...invited, id: 'another' })
    const browser = town.browser()
    const elsewhere = await browser.open(`/s/${linkOf('another')}/consent`)
    for (const typed of ['', `${CODE}${CODE}`, `${CODE} ${CODE}`, '*', '%', CODE]) {
      expect((await press(browser, elsewhere, { ...AGREES, _invitation: [typed] })).status).toBe(422)
    }
    expect(town.counts().drafts).toBe(0)
  })
})

describe('using up what everybody shares', () => {
  const WORDS = 'Words of somebody else'
  const tooLong = { ...AGREES, words: [`${WORDS} `.repeat(9)] }
  const wordsOn = (shown: Shown) => shown.page.forms[0]?.controls.find(({ name }) => name === 'words')?.value

  it('by forms that come back for an error: others lose nothing they wrote, and still send', async () => {
    const town = await limitedTown({ forms: 1 }, plain)
    for (let flood = 0; flood < 20; flood++) {
      const machine = town.browser()
      await press(machine, await machine.open(`/s/${link}/all`), tooLong)
    }
    expect(town.counts().drafts).toBeLessThanOrEqual(2)
    const browser = town.browser()
    const again = await press(browser, await browser.open(`/s/${link}/all`), tooLong)
    expect([again.status, wordsOn(again)]).toEqual([422, tooLong.words[0]])
    receiptOn(await press(browser, again, { words: [WORDS] }))
  })

  it('by visits that are begun: anybody who has begun goes on, sends, takes back, stops and leaves', async () => {
    const town = await limitedTown({ visits: 3 }, plain)
    const [sender, stopper] = [town.browser(), town.browser()]
    const [ready, stopping] = [await goOn(sender, await begin(sender, plain), '/send', { words: [WORDS] }), await begin(stopper, plain)]
    const flood: number[] = []
    for (let times = 0; times < 10; times++) flood.push((await begin(town.browser(), plain)).status)
    expect(flood).toContain(429)
    const code = receiptOn(await press(sender, ready))
    const stopped = await press(stopper, stopping, {}, 'Stop and delete my answers')
    expect(stopped.page.text).not.toContain('Please wait')
    await press(sender, await sender.open('/withdraw'), { _code: [code] }, 'Delete everything I sent')
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
    receiptOn(await press(sender, await sender.open(`/s/${link}/all`), AGREES))
    town.clock.now = new Date(town.clock.now.getTime() + 600_000)
    expect((await begin(town.browser(), plain)).status).toBe(200)
  })
})

describe('passing by the work that a survey asks of browsers', () => {
  const challengeOn = (town: Town) => /data-work="([0-9a-f]{32})"/.exec(town.lastPage())?.[1] ?? ''
  const holds = (challenge: string, found: string) =>
    createHash('sha256').update(`${challenge}${found}`).digest().readUInt32BE() >>> (32 - WORK_BITS) === 0

  function solve(challenge: string): string {
    for (let number = 0; ; number++) if (holds(challenge, String(number))) return String(number)
  }

  const withField = (shown: Shown, fields: Record<string, string>): Shown => ({
    ...shown,
    page: {
      ...shown.page,
      forms: shown.page.forms.map((form) => ({
        ...form,
        controls: form.controls.map((control) => ({ ...control, value: fields[control.name] ?? control.value })),
      })),
    },
  })

  /** Those who do no work have used up what there is for them. */
  async function crowdedTown() {
    const town = await limitedTown({ unworkedSends: 1 }, guarded)
    for (let i = 0; i < 2; i++) await takePart(town.browser(), guarded)
    return town
  }

  it('fails with work that was done for another page, another visit, or a page that was made up', async () => {
    const town = await crowdedTown()
    const browser = town.browser()
    const worked = await browser.open(`/s/${link}/all`)
    const found = solve(challengeOn(town))
    const nonce = worked.page.forms[0]?.controls.find(({ name }) => name === '_nonce')?.value ?? ''

    const another = await browser.open(`/s/${link}/all`)
    expect((await press(browser, withField(another, { _work: found }), AGREES)).status).toBe(429)
    // A number of one's own, next to one that was worked for.
    const forged = `${nonce.slice(0, 30)}${nonce[30] === '0' ? '1' : '0'}${nonce.slice(31)}`
    expect((await press(browser, withField(worked, { _work: found, _nonce: forged }), AGREES)).status).toBe(409)
    const visitor = town.browser()
    const ready = await goOn(visitor, await begin(visitor, guarded), '/send')
    expect((await press(visitor, withField(ready, { _work: found }))).status).toBe(429)
    expect(town.counts().responses).toBe(2)
    receiptOn(await press(browser, withField(worked, { _work: found }), AGREES))
  })

  it('gets one response for one piece of work, however often and with whatever it is sent', async () => {
    const town = await crowdedTown()
    const browser = town.browser()
    const worked = withField(await browser.open(`/s/${link}/all`), { _work: solve(challengeOn(town)) })
    receiptOn(await press(browser, worked, AGREES))
    for (const words of ['a', 'b', 'c', 'd']) expect((await press(browser, worked, { ...AGREES, words: [words] })).status).toBe(429)
    receiptOn(await press(browser, worked, AGREES))
    expect(town.counts()).toMatchObject({ responses: 3, stories: 0 })
  })

  it('costs about as much as it should: few numbers do', () => {
    const challenge = workOf(PEPPER).challenge(guarded, new Uint8Array(16).fill(5)) ?? ''
    const tries = 2 ** WORK_BITS
    const hits = Array.from({ length: tries }, (_, number) => holds(challenge, String(number))).filter(Boolean).length
    expect(hits).toBeLessThan(10)
    const work: Work = workOf(PEPPER)
    const seed = new Uint8Array(16).fill(5)
    const isDone = (found: string) => work.isDone(guarded, seed, new Uint8Array(10), new URLSearchParams({ _work: found }))
    for (const found of ['', '-1', '0x10', '1.0', ' 1', '1 ', '１', `${solve(challenge)} `, `0${solve(challenge)}`])
      expect(isDone(found)).toBe(false)
    expect(isDone(solve(challenge))).toBe(true)
  })
})

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { workOf } from '#functions/respond/abuse/work.tsx'
import { WORK_AT } from '#shared/pages/page-files.ts'
import { WORK_BITS, WORK_SCRIPT } from '#shared/pages/work-script.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { section, single, surveyOf } from '../helpers/surveys.ts'
import {
  AGREES,
  begin,
  eventOf,
  goOn,
  limitedTown,
  PEPPER,
  press,
  receiptOn,
  type Town,
  takePart,
  textOf,
  townWith,
} from '../helpers/town.ts'

const plain = surveyOf([section('a', [single('one')])])
const survey = { ...plain, abuse: { proofOfWork: true as const } }
const link = linkOf(survey.id)

/** The result that the script on the page last shown would find. */
function workedOut(town: Town): string {
  const challenge = /data-work="([0-9a-f]{32})"/.exec(town.lastPage())?.[1]
  if (!challenge) throw new Error('the page asks for no work')
  for (let number = 0; ; number++) {
    const bits = createHash('sha256').update(`${challenge}${number}`).digest().readUInt32BE().toString(2).padStart(32, '0')
    if (bits.startsWith('0'.repeat(WORK_BITS))) return String(number)
  }
}

/** As the script does: puts what was found into the hidden field of the form. */
const withWork = (found: string) => (shown: Awaited<ReturnType<typeof begin>>) => ({
  ...shown,
  page: {
    ...shown.page,
    forms: shown.page.forms.map((form) => ({
      ...form,
      controls: form.controls.map((control) => (control.name === '_work' ? { ...control, value: found } : control)),
    })),
  },
})

async function sendWithWork(town: Town) {
  const browser = town.browser()
  const ready = await goOn(browser, await begin(browser, survey), '/send')
  return press(browser, withWork(workedOut(town))(ready))
}

describe('work that a survey asks of browsers', () => {
  it('is off by default: no page of such a survey asks for it', async () => {
    const town = await townWith(plain)
    const browser = town.browser()
    await goOn(browser, await begin(browser, plain), '/send')
    await browser.open(`/s/${link}/all`)

    for (const page of town.results.map(textOf)) expect(page).not.toContain(WORK_AT)
    expect(town.lastPage()).not.toContain('data-work')
  })

  it('stands where answers are sent, in a script of less than 1 KB whose address names its bytes, and says what it does', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await goOn(browser, await begin(browser, survey), '/send')
    for (const path of [`/s/${link}/send`, `/s/${link}/all`]) {
      await browser.open(path)
      expect(town.lastPage()).toContain(`<script src="${WORK_AT}" defer=""></script>`)
      expect(town.lastPage()).toMatch(
        /<p id="w" class="soft" role="status" data-work="[0-9a-f]{32}" data-busy="[^"]+" data-done="[^"]+"><\/p>/,
      )
      expect(town.results.at(-1)?.headers['Content-Security-Policy']).toContain("script-src 'self';")
    }
    const file = await town.call(eventOf({ method: 'GET', url: new URL(WORK_AT, 'https://survey.example') }))
    expect(textOf(file)).toBe(WORK_SCRIPT)
    expect(gzipSync(WORK_SCRIPT).length).toBeLessThan(1024)
  })

  it('needs nothing of anybody who has no script: they send, until that slower way is crowded, and later then', async () => {
    const town = await limitedTown({ unworkedSends: 1 }, survey)
    for (let i = 0; i < 2; i++) await takePart(town.browser(), survey)
    const browser = town.browser()

    const busy = await press(browser, await goOn(browser, await begin(browser, survey), '/send'))

    expect(busy.status).toBe(429)
    expect(busy.page.text).toContain('nothing you entered is lost')
    town.clock.now = new Date(town.clock.now.getTime() + 600_000)
    receiptOn(await press(browser, busy, {}, 'Try to send again'))
  })

  it('keeps the way open for those who did it while a flood without it is held back', async () => {
    const town = await limitedTown({ unworkedSends: 1 }, survey)
    for (let i = 0; i < 2; i++) await takePart(town.browser(), survey)

    for (let i = 0; i < 3; i++) receiptOn(await sendWithWork(town))

    expect(town.counts()).toMatchObject({ responses: 5 })
  })

  it.each(['', '0', '-1', '1e9', 'x', '99999999999999'])('is not done by writing down a number: %j', async (number) => {
    const town = await limitedTown({ unworkedSends: 1 }, survey)
    for (let i = 0; i < 2; i++) await takePart(town.browser(), survey)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send')

    expect((await press(browser, withWork(number)(ready))).status).toBe(429)
  })

  it('counts for one page and one sending: not for other answers from the same page, and a double click is the same', async () => {
    const town = await limitedTown({ unworkedSends: 1 }, survey)
    for (let i = 0; i < 2; i++) await takePart(town.browser(), survey)
    const browser = town.browser()
    const page = await browser.open(`/s/${link}/all`)
    const worked = withWork(workedOut(town))(page)

    receiptOn(await press(browser, worked, AGREES))
    receiptOn(await press(browser, worked, AGREES))
    expect((await press(browser, worked, { ...AGREES, one: ['two'] })).status).toBe(429)
  })

  it('cannot be done in advance: what to work on needs a key that only the server has', () => {
    const seed = new Uint8Array(16).fill(1)
    const [ours, theirs] = [PEPPER, new Uint8Array(32)].map((key) => workOf(key).challenge(survey, seed))
    expect(ours).toMatch(/^[0-9a-f]{32}$/)
    expect(ours).not.toBe(theirs)
    expect(workOf(PEPPER).challenge(survey, new Uint8Array(16).fill(2))).not.toBe(ours)
  })
})

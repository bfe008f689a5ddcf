import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import { deviceOf, withOnePage } from '#test/attack/device.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { number, section, single, surveyOf, text } from '#test/unit/respond/helpers/surveys.ts'
import { Firefox, findFirefox } from './firefox.ts'
import { unpackMozlz4 } from './mozlz4.ts'

const WRITTEN = { words: 'Kestrels nested over ward nine', wrongAge: 'fortyseven-odd', age: '47' }
const survey = surveyOf([section('a', [single('heronquestion', ['heronoption', 'gulloption']), number('plovernumber'), text('words')])])
const link = linkOf(survey.id)
const WRITES_EVERY_MS = 200
const CODE = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}-[0-9A-Z]/

const press = (label: string) =>
  `[...document.querySelectorAll('main button, header a')].find((each) => each.textContent.includes(${JSON.stringify(label)})).click()`
const tick = (name: string, value: string) => `document.querySelector('input[name="${name}"][value="${value}"]').click()`
const shows = (words: string) => `document.readyState === 'complete' && document.body.textContent.includes(${JSON.stringify(words)})`

const command = findFirefox()

/** Three starts of a browser, each with pages that it takes a while to write down. */
const SLOW_MS = 400_000

describe.skipIf(command === undefined)('on the device afterwards, with the Firefox of this machine (skipped where there is none)', () => {
  let running: Running
  const { aProfile, foundIn } = deviceOf('firefox', unpackMozlz4)
  beforeAll(async () => {
    running = await runDeployment([survey])
  })
  afterAll(() => running?.remove())

  /** Waits until Firefox has written down where it is: it does so a second or more after a change. */
  async function isWrittenDown(profile: string, text: string): Promise<void> {
    const file = join(profile, 'sessionstore-backups', 'recovery.jsonlz4')
    const written = async () => Buffer.from(unpackMozlz4(await readFile(file))).toString()
    while (!(await written().catch(() => '')).includes(text)) await pause(WRITES_EVERY_MS)
  }

  async function visiting(profile: string, then: (firefox: Firefox) => Promise<void>): Promise<void> {
    const firefox = await Firefox.open(command ?? '', profile)
    try {
      await then(firefox)
    } finally {
      await firefox.close()
    }
  }

  /** With an error on the way, and the receipt at the end. */
  async function answers(firefox: Firefox, profile: string, secrets: string[]): Promise<void> {
    await firefox.go(`${running.origin.origin}/s/${link}/all`)
    await firefox.run(tick('heronquestion', 'heronoption'))
    await firefox.type('input[name=plovernumber]', WRITTEN.wrongAge)
    await firefox.type('textarea[name=words]', WRITTEN.words)
    await isWrittenDown(profile, `/s/${link}/all`)
    expect(await foundIn(profile, secrets)).toEqual([])
    await firefox.run(press('Send my answers'))
    await firefox.until(shows('There is something to look at'))
    expect(await firefox.run('document.querySelector("textarea[name=words]").value')).toBe(WRITTEN.words)
    await firefox.run('document.querySelector("input[name=plovernumber]").value = ""')
    await firefox.type('input[name=plovernumber]', WRITTEN.age)
    await firefox.run(tick('_adult', 'yes'))
    await firefox.run(tick('_purpose', 'aggregate'))
    await firefox.run(press('Send my answers'))
    await firefox.until('document.querySelector(".code") !== null')
    const [code = ''] = CODE.exec(String(await firefox.run('document.querySelector(".code").textContent'))) ?? []
    expect(code).not.toBe('')
    secrets.push(code, code.replaceAll('-', ''))
    await isWrittenDown(profile, String(await firefox.run('location.pathname')))
  }

  it(
    'nothing that was entered or shown is in the profile, after closing, after going on where it was, and after Leave',
    async () => {
      const profile = await aProfile()
      const secrets: string[] = [WRITTEN.words, WRITTEN.wrongAge, `plovernumber=${WRITTEN.age}`, 'heronoption', 'gulloption']

      await visiting(profile, (firefox) => answers(firefox, profile, secrets))
      expect(await foundIn(profile, secrets)).toEqual([])
      await visiting(profile, async () => {})
      expect(await foundIn(profile, secrets)).toEqual([])
      await visiting(profile, async (firefox) => {
        await answers(firefox, profile, secrets)
        // Where it leads to is not ours, and need not be there.
        await firefox.run(press('Leave this site'))
        await firefox.until('document.querySelector(".code") === null').catch(() => undefined)
      })
      expect(await foundIn(profile, secrets)).toEqual([])
    },
    SLOW_MS,
  )

  it('would be found if a browser were let keep what is typed: the search sees what Firefox writes down', async () => {
    const profile = await aProfile()
    await withOnePage('<textarea id="words"></textarea>', {}, (address) =>
      visiting(profile, async (firefox) => {
        await firefox.go(address)
        await firefox.type('textarea', WRITTEN.words)
        await isWrittenDown(profile, WRITTEN.words)
      }),
    )

    expect(await foundIn(profile, [WRITTEN.words])).not.toEqual([])
  })
})

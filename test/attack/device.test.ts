import { type BrowserContext, devices, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import { launchOnProfile } from '#test/browser/chromium.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { number, pick, section, single, surveyOf, text } from '#test/unit/respond/helpers/surveys.ts'
import { deviceOf, withOnePage } from './device.ts'

const NEUTRAL = 'https://www.wikipedia.org/'
/** The entries of a person. None of them is in a page before they are made, or lies anywhere else in the world. */
const WRITTEN = {
  words: 'Kestrels nested over ward nine',
  other: 'Ludmila heard it at noon',
  age: '47',
  wrongAge: 'fortyseven-odd',
  mistyped: '7K2MQX4D9T',
}
const survey = surveyOf([
  section('a', [
    single('heronquestion', ['heronoption', 'gulloption']),
    number('plovernumber'),
    pick('sternapick', 1),
    text('words', 60),
    text('other', 900),
  ]),
])
const link = linkOf(survey.id)

/** Pages are asked for as they are: what a browser keeps of a compressed one, the search would not see. */
const PLAIN = { 'accept-encoding': 'identity' }

/** Somebody gets hold of the phone, or of a copy of its disk, after the person has left. */
type Visit = { readonly page: Page; readonly origin: string; readonly secrets: string[] }

const first = (page: Page) => page.getByRole('radio').first()
const send = (page: Page) => page.getByRole('button', { name: 'Send my answers' }).click()
const goOn = (page: Page) => page.locator('main').getByRole('button', { name: 'Continue' }).click()

async function agreeOn(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Yes', exact: true }).check()
  await page.getByRole('checkbox', { name: /needed to take part/ }).check()
}

async function readCode({ page, secrets }: Visit): Promise<string> {
  const code = ((await page.locator('.code').textContent()) ?? '').trim()
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}-[0-9A-Z]$/)
  secrets.push(code, code.replaceAll('-', ''))
  return code
}

async function inPages(visit: Visit): Promise<void> {
  const { page, origin } = visit
  await page.goto(`${origin}/s/${link}/consent`)
  await page.getByRole('button', { name: 'I agree and want to start' }).click()
  await agreeOn(page)
  await page.getByRole('button', { name: 'I agree and want to start' }).click()
  await first(page).check()
  await goOn(page)
  await page.getByRole('textbox').fill(WRITTEN.wrongAge)
  await goOn(page)
  await page.getByText('Write a number, such as 12').first().waitFor()
  await page.getByRole('textbox').fill(WRITTEN.age)
  await goOn(page)
  for (const box of (await page.getByRole('checkbox').all()).slice(0, 2)) await box.check()
  await goOn(page)
  await page.getByText('Choose up to 1').first().waitFor()
  await page.getByRole('button', { name: 'Skip this question' }).click()
  await page.getByRole('textbox').fill(`${WRITTEN.words} ${WRITTEN.words} ${WRITTEN.words}`)
  await goOn(page)
  await page.getByText('Make this shorter').first().waitFor()
  await page.getByRole('textbox').fill(WRITTEN.words)
  while (!page.url().split('?')[0]?.endsWith('/send')) await goOn(page)
  await send(page)
  await readCode(visit)
  await page.reload()
  await readCode(visit)
}

async function onOnePage(visit: Visit): Promise<void> {
  const { page, origin } = visit
  await page.goto(`${origin}/s/${link}/all`)
  const [words, other] = ['words', 'other'].map((name) => page.locator(`textarea[name=${name}]`))
  await page.locator('input[name=plovernumber]').first().fill(WRITTEN.wrongAge)
  await page.getByRole('radio', { name: 'Option heronoption (en)' }).check()
  await words?.fill(WRITTEN.words)
  await other?.fill(WRITTEN.other)
  await send(page)
  await page.getByText('There is something to look at').waitFor()
  expect(await other?.inputValue()).toBe(WRITTEN.other)
  await page.locator('input[name=plovernumber]').first().fill(WRITTEN.age)
  await agreeOn(page)
  await send(page)
  await readCode(visit)
}

async function takeBack(visit: Visit): Promise<void> {
  await onOnePage(visit)
  const { page, origin } = visit
  const code = await readCode(visit)
  await page.goto(`${origin}/withdraw`)
  await page.getByRole('textbox').fill(WRITTEN.mistyped)
  await page.getByRole('button', { name: 'Delete everything I sent' }).click()
  await page.getByText('Part of the code is missing').first().waitFor()
  await page.getByRole('textbox').fill(code)
  await page.getByRole('button', { name: 'Delete everything I sent' }).click()
  await page.getByText('everything that was sent with it is now deleted').waitFor()
}

/** Each way on one kind of device: a phone is another window and another name to a server, and what a browser keeps depends on neither. */
const WAYS = [
  { way: 'one question a page, on a phone', walk: inPages, options: devices['Pixel 5'] },
  { way: 'all on one page, and taken back, on a desktop', walk: takeBack, options: {} },
]

describe('on the device afterwards', () => {
  let running: Running
  const { aProfile, foundIn } = deviceOf('profile')
  beforeAll(async () => {
    running = await runDeployment([survey])
  })
  afterAll(() => running?.remove())

  it.each(WAYS)('nothing that was entered or shown is in the profile: $way, after Leave and after closing', async ({ walk, options }) => {
    const profile = await aProfile()
    const secrets: string[] = [
      WRITTEN.words,
      WRITTEN.other,
      WRITTEN.wrongAge,
      WRITTEN.mistyped,
      `plovernumber=${WRITTEN.age}`,
      'heronoption',
      'gulloption',
      'sternapick',
    ]
    const visiting = async (then: (page: Page, context: BrowserContext) => Promise<void>, args: string[] = []) => {
      const context = await launchOnProfile(profile, { ...options, args, extraHTTPHeaders: PLAIN })
      await then(context.pages()[0] ?? (await context.newPage()), context)
      await context.close()
    }
    // First closed where it stands, which a browser that goes on where it was brings back; then left.
    await visiting((page) => walk({ page, origin: running.origin.origin, secrets }))
    expect(await foundIn(profile, secrets)).toEqual([])
    await visiting(async () => {}, ['--restore-last-session'])
    expect(await foundIn(profile, secrets)).toEqual([])
    await visiting(
      async (page) => {
        await walk({ page, origin: running.origin.origin, secrets })
        // Where it leads to is not ours, and need not be there.
        await Promise.all([page.waitForRequest(NEUTRAL), page.getByRole('link', { name: 'Leave this site' }).click()])
      },
      ['--restore-last-session'],
    )
    expect(await foundIn(profile, secrets)).toEqual([])
  })

  it('would be found if a form were answered with a page: the search sees what a browser keeps', async () => {
    const form = '<form method="post" autocomplete="off"><textarea name="words"></textarea><button>Send</button></form>'
    const profile = await aProfile()
    await withOnePage(form, { 'cache-control': 'no-store' }, async (address) => {
      const context = await launchOnProfile(profile)
      const page = context.pages()[0] ?? (await context.newPage())
      await page.goto(address)
      await page.locator('textarea').fill(WRITTEN.words)
      await page.getByRole('button').click()
      await page.waitForLoadState()
      await context.close()
    })
    expect(await foundIn(profile, [WRITTEN.words])).not.toEqual([])
  })
})

import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeInvitations } from '#cli/make-invitations.ts'
import { WORK_AT } from '#shared/pages/page-files.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import type { Running } from '#test/running.ts'
import { axeFindings } from './checks/axe.ts'
import { faultsOf } from './checks/html.ts'
import { reflowFindings } from './checks/layout.ts'
import { inBrowser, surveysNamed } from './here.ts'

const here = inBrowser(
  async () => {
    const plain = await surveysNamed('crisis-response')
    return plain.map((survey) => ({ ...survey, access: 'invitation', abuse: { proofOfWork: true }, followUp: true }))
  },
  { entries: { respond: 'test/attack/fixtures/low-limits.ts' } },
)

let at: string
let codes: string[]

beforeAll(async () => {
  const { running, survey } = here()
  at = `${running.deployment.origin}/s/${linkOf(survey.id)}`
  let drawn = 0
  codes = await makeInvitations(invitationsOf(running), survey.id, 12, (bytes) => new Uint8Array(bytes).fill(++drawn))
})

/** As the steward's command has them. */
function invitationsOf({ deployment: { stewardEnvironment: env } }: Running) {
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' }
  return connect({
    tables: { invitations: env.CHORUS_TABLE_INVITATIONS ?? '' },
    endpoint: env.AWS_ENDPOINT_URL,
    region: env.AWS_REGION ?? '',
    credentials,
  }).invitations
}

/** The page as it stands, with all that the script has added to it. */
async function look(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([])
  expect(await faultsOf(await page.content())).toEqual([])
  expect(await reflowFindings(page)).toEqual([])
}

async function fillIn(page: Page, code: string, path = '/all'): Promise<void> {
  await page.goto(`${at}${path}`)
  await page.getByRole('textbox', { name: 'Your invitation code' }).fill(code)
  await page.getByRole('radio', { name: 'Yes', exact: true }).first().check()
  await page.getByRole('checkbox', { name: /needed to take part/ }).check()
}

const send = (page: Page) => page.getByRole('button', { name: 'Send my answers' }).click()

describe('the guards of a survey, in a browser', () => {
  it('an invitation, work done while the person reads, and a way to be reached: each page passes on a narrow phone', async () => {
    const context = await here().chromium.newContext({ viewport: { width: 320, height: 568 } })
    const page = await context.newPage()
    await page.goto(`${at}/consent`)
    await look(page)
    await page.getByRole('button', { name: 'I agree and want to start' }).click()
    await look(page)
    expect(await page.getByRole('textbox', { name: 'Your invitation code' }).getAttribute('aria-invalid')).toBe('true')

    await fillIn(page, codes[0] ?? '')
    await page.getByRole('status').filter({ hasText: 'Your browser is ready.' }).waitFor()
    await look(page)
    await send(page)
    await page.locator('.code').waitFor()

    await page.getByRole('link', { name: 'Let us contact you later' }).click()
    await look(page)
    await page.getByRole('button', { name: 'Keep this for the board' }).click()
    await look(page)
    await page.getByRole('textbox').fill('robin@example.org')
    await page.getByRole('button', { name: 'Keep this for the board' }).click()
    await look(page)
    expect(await page.locator('main').textContent()).toContain('We keep it apart from your answers')
    await context.close()
  })

  it('anybody who presses Send before the work is done waits for it, and their answers go', async () => {
    const page = await here().chromium.newPage()
    await fillIn(page, codes[1] ?? '')
    await send(page)
    await page.locator('.code').waitFor()
    await page.close()
  })

  it('without JavaScript people send as well, and when that way is crowded a page says so and keeps everything', async () => {
    const context = await here().chromium.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 568 } })
    const page = await context.newPage()
    const outcomes: string[] = []
    for (const code of codes.slice(2, 9)) {
      await fillIn(page, code)
      await send(page)
      outcomes.push((await page.locator('.code').count()) > 0 ? 'receipt' : 'wait')
    }

    expect(outcomes).toEqual(['receipt', 'receipt', 'receipt', 'receipt', 'receipt', 'receipt', 'wait'])
    expect(await page.locator('main').textContent()).toContain('nothing you entered is lost')
    expect(await page.getByRole('textbox', { name: 'Your invitation code' }).inputValue()).toBe(codes[8])
    await context.close()
    const worked = await here().chromium.newPage()
    await fillIn(worked, codes[8] ?? '')
    await send(worked)
    await worked.locator('.code').waitFor()
    await worked.close()
  })

  it('who waits, and whose invitation somebody else used meanwhile, have pages that pass too', async () => {
    const context = await here().chromium.newContext({ viewport: { width: 320, height: 568 } })
    // As where the script does not come: the way without work is crowded since the test before.
    await context.route(`**${WORK_AT}`, (route) => route.abort())
    const page = await context.newPage()
    await fillIn(page, codes[9] ?? '')
    await send(page)
    expect(await page.locator('main').textContent()).toContain('nothing you entered is lost')
    await look(page)

    await fillIn(page, codes[9] ?? '', '/consent')
    await page.getByRole('button', { name: 'I agree and want to start' }).click()
    await page.goto(`${at}/send`)
    await send(page)
    expect(await page.locator('h1').textContent()).toBe('Please wait a little')
    await look(page)

    const other = await here().chromium.newPage()
    await fillIn(other, codes[9] ?? '')
    await send(other)
    await other.locator('.code').waitFor()
    await fillIn(other, codes[9] ?? '', '/consent')
    await other.getByRole('button', { name: 'I agree and want to start' }).click()
    await look(other)
    await other.close()
    await context.unroute(`**${WORK_AT}`)
    await page.goto(`${at}/send`)
    await send(page)
    await page.getByText('Answers were sent with your invitation code before').waitFor()
    await look(page)
    await context.close()
  })

  it('nobody who looks, listens or presses Tab meets the box that only machines see, and no browser fills it in', async () => {
    const page = await here().chromium.newPage()
    await page.goto(`${at}/contact`)
    expect(await page.locator('#_url').isVisible()).toBe(false)
    expect(await page.locator('body').ariaSnapshot()).not.toContain('Leave this box empty')
    const reached: string[] = []
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press('Tab')
      reached.push(String(await page.evaluate('document.activeElement.id')))
    }
    expect(reached).not.toContain('_url')
    await page.close()
  })
})

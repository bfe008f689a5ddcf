import AxeBuilder from '@axe-core/playwright'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeInvitations } from '#cli/invitations.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { launchChromium } from './chromium.ts'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const validate = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  // Our own script is at an address that its bytes name, on this site.
  rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
})

let running: Running
let chromium: Browser
let at: string
let codes: string[]

beforeAll(async () => {
  const plain = await readSurvey('surveys/crisis-response')
  const survey = { ...plain, access: 'invitation' as const, abuse: { proofOfWork: true as const }, followUp: true as const }
  ;[running, chromium] = await Promise.all([
    runDeployment([survey], { entries: { respond: 'test/attack/fixtures/low-limits.ts' } }),
    launchChromium(),
  ])
  at = `${running.deployment.origin}/s/${linkOf(survey.id)}`
  let drawn = 0
  codes = await makeInvitations(invitationsOf(running), survey.id, 12, (bytes) => new Uint8Array(bytes).fill(++drawn))
})
afterAll(async () => {
  await chromium?.close()
  await running?.remove()
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

async function look(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  const { results } = await validate.validateString(await page.content())
  expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
}

async function fillIn(page: Page, code: string): Promise<void> {
  await page.goto(`${at}/all`)
  await page.getByRole('textbox', { name: 'Your invitation code' }).fill(code)
  await page.getByRole('radio', { name: 'Yes', exact: true }).first().check()
  await page.getByRole('checkbox', { name: /needed to take part/ }).check()
}

const send = (page: Page) => page.getByRole('button', { name: 'Send my answers' }).click()

describe('the guards of a survey, in a browser', () => {
  it('an invitation, work done while the person reads, and a way to be reached: each page passes on a narrow phone', async () => {
    const context = await chromium.newContext({ viewport: { width: 320, height: 568 } })
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

  it('whoever presses Send before the work is done waits for it, and their answers go', async () => {
    const page = await chromium.newPage()
    await fillIn(page, codes[1] ?? '')
    await send(page)
    await page.locator('.code').waitFor()
    await page.close()
  })

  it('without JavaScript people send as well, and when that way is crowded a page says so and keeps everything', async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 568 } })
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
    const worked = await chromium.newPage()
    await fillIn(worked, codes[8] ?? '')
    await send(worked)
    await worked.locator('.code').waitFor()
    await worked.close()
  })

  it('nobody who looks, listens or presses Tab meets the box that only machines see, and no browser fills it in', async () => {
    const page = await chromium.newPage()
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

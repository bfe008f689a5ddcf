import type { Server } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway } from '#infra/local/gateway.ts'
import { listen } from '#infra/local/listen.ts'
import { functions } from '#infra/topology.ts'
import { ASite, aCandidate, sha, study } from '#test/unit/findings/a-site.ts'
import { axeFindings } from './checks/axe.ts'
import { Findings } from './checks/findings.ts'
import { htmlFindings } from './checks/html.ts'
import { reflowFindings } from './checks/layout.ts'
import { launchShell } from './chromium.ts'

describe('the public site', () => {
  const site = new ASite({ demonstration: true })
  let server: Server
  let origin = ''
  let chromium: Browser
  beforeAll(async () => {
    const [first, second, third] = [aCandidate(200), aCandidate(190), aCandidate(180)]
    for (const files of [first, second, third]) site.approve(files)
    for (const number of [1, 2, 3]) await site.publish(number)
    site.decide('correction', { release: sha(first), notice: 'The second question was shown late.', replacement: null })
    await site.publish(4)
    site.decide('retraction', { artifact: sha(second), why: 'Somebody could be recognised.' })
    site.board.pause('m3', sha(third), 'Somebody was frightened.')
    server = createGateway([{ routes: functions.findings.routes, invoke: (event) => site.answer(event) }], { onFailure: () => {} })
    origin = `http://127.0.0.1:${await listen(server, 0)}`
    chromium = await launchShell()
  }, 120_000)
  afterAll(async () => {
    await chromium.close()
    await new Promise((closed) => server.close(closed))
  })

  it('is valid, passes axe, fits a phone in every language without JavaScript, and loads nothing', async () => {
    const context = await chromium.newContext({ viewport: { width: 320, height: 568 }, bypassCSP: true })
    const page = await context.newPage()
    const html = htmlFindings(page)
    const found = new Findings()
    const loaded: string[] = []
    page.on('request', (request) => {
      if (!request.isNavigationRequest() && !request.url().startsWith('data:')) loaded.push(request.url())
    })
    // Listed, found, not found; corrected, withdrawn, paused, the correction, the retraction; an address with nothing.
    const paths = ['/r', '/r?q=survey', '/r?q=zebra', ...[1, 2, 3, 4, 5].map((number) => `/r/${study}/v${number}/`), '/r/nothing/']
    for (const language of ['en', 'es', 'ar'])
      for (const path of paths) {
        await page.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
        const name = `${language} ${path}`
        expect(await page.getAttribute('html', 'lang'), name).toBe(language)
        found.add('html', name, await html())
        found.add('reflow', name, await reflowFindings(page))
        if (language === 'en') found.add('axe', name, await axeFindings(page))
      }
    for (const check of ['html', 'axe', 'reflow']) expect(found.of(check)).toEqual([])
    expect(loaded).toEqual([])
    await context.close()
  }, 240_000)

  it('leads a reader by keyboard from a search to the report and its charts, and back to what corrects it', async () => {
    const context = await chromium.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    await page.goto(`${origin}/r`)
    await page.getByLabel('Words in titles, questions and reasons').fill('Shown LATE')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /^Survey results/ }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/v4\/$/)
    expect(await page.getByText('Corrected on').count()).toBeGreaterThan(0)
    await page.getByRole('link', { name: 'See version 1' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/v1\/$/)
    await page.getByRole('link', { name: 'Read the report' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/report\.html$/)
    expect(await page.locator('.save button').count()).toBeGreaterThan(0)
    await context.close()
  }, 120_000)
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { keyOf, section, single, surveyOf, table } from '../unit/disclosure/sample.ts'
import { axeFindings } from './checks/axe.ts'
import { launchChromium } from './chromium.ts'

const survey = surveyOf([section('a', [single('q', ['yes', 'no', 'maybe'], { auto: ['pns'] })])])
const tables = [table('q', { '': { yes: 200, no: 87, maybe: 7, '~skipped': 3, '~pns': 3 } })]

let browser: Browser
let folder = ''

beforeAll(async () => {
  const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  const { files } = releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' })
  folder = await mkdtemp(join(tmpdir(), 'chorus-stick-'))
  await writeFile(join(folder, 'report.html'), files.get('report.html') ?? '')
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

/** The page as it opens from a USB stick; `asked` is everything that it asks for. */
async function opened(javaScriptEnabled: boolean): Promise<{ readonly page: Page; readonly asked: readonly string[] }> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(pathToFileURL(join(folder, 'report.html')).href)
  return { page, asked }
}

describe('the finding page on a USB stick', () => {
  it('CI-09: asks for nothing but itself, and says its finding without JavaScript', async () => {
    const { page, asked } = await opened(false)

    expect(asked).toEqual([pathToFileURL(join(folder, 'report.html')).href])
    await page.getByText('who were asked').first().waitFor()
    expect(await page.locator('svg').count()).toBe(1)
    await page.context().close()
  })

  it('saves each chart as SVG and as PNG, and asks nobody for it', async () => {
    const { page, asked } = await opened(true)
    const save = async (kind: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: kind }).first().click()])
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
    }
    const [svg, png] = [await save('SVG'), await save('PNG')]

    expect([svg.name, png.name]).toEqual(['chart-q.svg', 'chart-q.png'])
    expect(svg.bytes.toString()).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/)
    expect([...png.bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    // 480 wide in the page, three times that on a slide.
    expect(png.bytes.readUInt32BE(16)).toBe(1440)
    expect(asked.filter((url) => url.startsWith('http'))).toEqual([])
    await page.context().close()
  })

  it('has no fault that axe finds, and nothing beside the screen of a phone', async () => {
    const { page } = await opened(true)

    // Of words in a picture axe cannot tell the colour behind them: the chart puts #26221d on white, 15 to 1.
    const found = (await axeFindings(page, { dark: false })).filter((each) => !each.startsWith('color-contrast <text'))
    expect(found).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await page.context().close()
  })
})

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { sourcesOf } from '#shared/release/together/comparable.ts'
import { coalitionFiles, waveFiles } from '#shared/release/together/together-files.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, section, single, surveyOf, table } from '../unit/disclosure/sample.ts'
import { instrumentRelease } from '../unit/release/instrument-release.ts'
import { axeFindings } from './checks/axe.ts'
import { launchShell } from './chromium.ts'

const survey = surveyOf([section('a', [single('q', ['yes', 'no', 'maybe'], { auto: ['pns'] })])])

function candidate(asked: Survey, yes: number, release = 1) {
  const tables = [table('q', { '': { yes, no: 87, maybe: 7, '~skipped': 3, '~pns': 3 } })]
  const outcome = protect({ study: studyPlan(asked), tables, release }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return releaseOf({ survey: asked, report: outcome.report, release, date: `2026-05-0${release}` }).files
}

/** The pages of two communities that asked the same, and of two reports of one of them. */
function pagesOfSeveral(): Files {
  const other = { ...structuredClone(survey), id: 'other' }
  for (const texts of Object.values(other.texts)) texts.consent.controller.name = 'Another group'
  const found = (asked: Survey, yes: number, release: number) => ({
    folder: `${asked.id}-${release}`,
    read: readRelease('there', candidate(asked, yes, release)),
  })
  const [here, there, later] = [found(survey, 200, 1), found(other, 120, 1), found(survey, 260, 2)]
  const company = { trial: true }
  const coalition = coalitionFiles(sourcesOf([here, there]), company)
  const waves = waveFiles(sourcesOf([here, later]), company)
  return new Map([...coalition, ...waves])
}

let browser: Browser
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chorus-stick-'))
  await mkdir(join(folder, 'whole'))
  for (const [name, bytes] of [...candidate(survey, 200), ...pagesOfSeveral()])
    if (name.endsWith('.html')) await writeFile(join(folder, name), bytes)
  for (const [name, bytes] of (await instrumentRelease('being-heard', 150)).files)
    if (name.endsWith('.html')) await writeFile(join(folder, 'whole', name), bytes)
  browser = await launchShell()
})

afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

/** The page as it opens from a USB stick; `asked` is everything that it asks for. */
async function opened(
  javaScriptEnabled: boolean,
  name = 'report.html',
): Promise<{ readonly page: Page; readonly asked: readonly string[] }> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(pathToFileURL(join(folder, name)).href)
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
    // 420 wide in the page, four times that on a slide.
    expect(png.bytes.readUInt32BE(16)).toBe(1680)
    expect(asked.filter((url) => url.startsWith('http'))).toEqual([])
    await page.context().close()
  })

  it.each(['report.html', 'coalition.html', 'waves.html', 'whole/report.ar.html'])(
    'has no fault that axe finds in %s, and nothing beside the screen of a phone',
    async (name) => {
      const { page } = await opened(true, name)

      // Of words in a picture, and of those above it, axe cannot tell the colour behind them: they are 15 to 1 and 6 to 1.
      const found = (await axeFindings(page, { dark: false })).filter((each) => !/^color-contrast <(?:text|figcaption)\b/.test(each))
      expect(found).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      await page.context().close()
    },
  )

  it.each(['report.html', 'report.es.html', 'report.ar.html'])('CI-09: prints what leads %s on one page', async (name) => {
    const { page } = await opened(true, join('whole', name))
    await page.addStyleTag({ content: 'main > :not(.first) { display: none } .first { break-after: auto !important }' })
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })

    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.context().close()
  })
})

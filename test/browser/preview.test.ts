import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { printToPdf } from '#cli/print/local-chromium.ts'
import { paperForm } from '#cli/print/paper-form.tsx'
import { startPreview } from '#infra/local/dev/preview.ts'
import { axeFindings } from './checks/axe.ts'
import { launchShell } from './chromium.ts'
import { tourSurvey } from './tour-survey.ts'

describe('chorus survey preview, in Chromium', () => {
  let folder = ''
  let chromium: Browser
  let page: Page
  let preview: Awaited<ReturnType<typeof startPreview>>
  const said: string[] = []
  const english = () => join(folder, 'being-heard', 'en.yaml')
  const edit = (from: string, to: string) => {
    const text = readFileSync(english(), 'utf8')
    if (!text.includes(from)) throw new Error(`there is no ${from}`)
    writeFileSync(english(), text.replace(from, to))
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-preview-test-'))
    for (const name of ['being-heard', 'common']) cpSync(join('surveys', name), join(folder, name), { recursive: true })
    edit('title: Being heard', 'titel: Being heard')
    chromium = await launchShell()
    preview = await startPreview({ dir: join(folder, 'being-heard'), port: 0, say: (line) => said.push(line) })
    page = await chromium.newPage()
  })
  afterAll(async () => {
    await chromium?.close()
    await preview?.stop()
    await rm(folder, { recursive: true })
  })

  it('says what is wrong with file and line, even before the survey could be shown once', async () => {
    await page.goto(preview.origin)

    await page.getByText(/being-heard\/en\.yaml:\d+:\d+ - unknown key "titel"/).waitFor()
    expect(said.join('\n')).toMatch(/being-heard\/en\.yaml:\d+/)
  })

  it('shows the survey by itself once that is mended, with a link to it', async () => {
    edit('titel: Being heard', 'title: Being heard')
    await page.getByRole('link', { name: 'being-heard' }).click()

    await page.getByRole('heading', { name: 'Being heard', level: 1 }).waitFor()
    expect(await page.getByText('This is a trial of the survey.').count()).toBe(1)
    expect(await axeFindings(page)).toEqual([])
  })

  it('loads the page again by itself when a file is saved', async () => {
    edit('title: Being heard', 'title: Being heard & changed')

    await page.getByRole('heading', { name: 'Being heard & changed', level: 1 }).waitFor()
  })

  it('keeps the last version without errors, and says on the page what is wrong', async () => {
    edit('title: Being heard', 'titel: Being heard')

    await page.getByText('unknown key "titel"').waitFor()
    expect(await page.getByRole('heading', { name: 'Being heard & changed', level: 1 }).count()).toBe(1)
  })

  it('refuses a folder that holds no survey', async () => {
    await expect(startPreview({ dir: folder, port: 0, say: () => {} })).rejects.toThrow(/there is no survey\.yaml in it/)
  })

  it('leaves no data behind when it cannot start, as on a port that is taken', async () => {
    const own = await mkdtemp(join(folder, 'temporary-'))
    vi.stubEnv('TMPDIR', own)
    onTestFinished(() => void vi.unstubAllEnvs())
    const port = Number(new URL(preview.origin).port)
    await expect(startPreview({ dir: join(folder, 'being-heard'), port, say: () => {} })).rejects.toThrow()
    expect(readdirSync(own)).toEqual([])
  })
})

describe('a form on paper, in Chromium', () => {
  let chromium: Browser
  beforeAll(async () => {
    chromium = await launchShell()
  })
  afterAll(() => chromium?.close())

  it.each(['en', 'ar'])('has no accessibility violation that axe can find, in %s', async (language) => {
    const page = await chromium.newPage()
    await page.setContent((await paperForm(await tourSurvey(), language)).html)

    expect(await axeFindings(page)).toEqual([])
    await page.close()
  })

  it('is printed to a PDF', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chorus-pdf-test-'))
    const [html, pdf] = [join(folder, 'form.html'), join(folder, 'form.pdf')]
    writeFileSync(html, (await paperForm(await tourSurvey(), 'ar')).html)
    await printToPdf(String(process.env.CHORUS_TEST_CHROMIUM), html, pdf)

    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
    await rm(folder, { recursive: true })
  })
})

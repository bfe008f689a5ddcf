import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { runDeployment } from '#test/running.ts'
import { launchChromium } from './chromium.ts'
import { smallPng } from './small-png.ts'
import { tour } from './tour.ts'
import { tourSurvey } from './tour-survey.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'images', 'respondent')
const MOST_BYTES = 60 * 1024

type Series = {
  readonly prefix: string
  readonly language: string
  readonly width: number
  readonly height: number
  readonly dark?: true
  readonly forcedColors?: true
  /** Names of places of the tour. */
  readonly of: readonly string[]
}

const SERIES: readonly Series[] = [
  {
    prefix: 'phone',
    language: 'en',
    width: 390,
    height: 844,
    of: [
      'start',
      'consent',
      'note',
      'question, single',
      'question, multi',
      'question, text',
      'share',
      'too long',
      'check',
      'about you',
      'send',
      'receipt',
      'receipt, the code alone',
      'a way to be reached',
      'take back',
      'support',
      'paused',
      'closed',
      'under 18',
      'stopped',
      'ended',
      'no such page',
      'all on one page',
    ],
  },
  {
    prefix: 'small',
    language: 'en',
    width: 320,
    height: 568,
    of: ['start', 'question, single', 'question, multi', 'check', 'receipt, the code alone'],
  },
  { prefix: 'tablet', language: 'es', width: 768, height: 1024, of: ['start', 'question, multi'] },
  {
    prefix: 'desk',
    language: 'en',
    width: 1280,
    height: 800,
    of: ['start', 'question, single', 'question, multi', 'check', 'receipt, the code alone'],
  },
  { prefix: 'dark', language: 'en', width: 390, height: 844, dark: true, of: ['start', 'question, multi', 'receipt'] },
  {
    prefix: 'rtl',
    language: 'ar',
    width: 390,
    height: 844,
    of: ['start', 'question, single', 'question, multi', 'check', 'receipt', 'receipt, the code alone'],
  },
  { prefix: 'rtl-desk', language: 'ar', width: 1280, height: 800, of: ['question, multi'] },
  { prefix: 'forced', language: 'en', width: 390, height: 844, forcedColors: true, of: ['question, single'] },
]

/** Pictures of the respondent's pages for docs/respondents-pages.md, as Chromium shows them. */
async function takePictures(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const survey = await tourSurvey()
  const [running, chromium] = await Promise.all([runDeployment([survey]), launchChromium()])
  try {
    // One tour a language, as coming to a page takes longer than a picture of it; but after forced colours a page stays black.
    for (const all of Map.groupBy(SERIES, ({ language, forcedColors }) => `${language} ${forcedColors}`).values()) {
      const language = all[0]?.language ?? 'en'
      const context = await chromium.newContext()
      const page = await context.newPage()
      await tour({ page, running, survey, language }, async (name, at) => {
        for (const series of all.filter(({ of }) => of.includes(name))) {
          await show(at, series)
          await takePicture(at, join(folder, `${series.prefix}-${name.replace(/\W+/g, '-')}.png`))
        }
      })
      await context.close()
    }
  } finally {
    await chromium.close()
    await running.remove()
  }
}

async function show(page: Page, { width, height, dark, forcedColors }: Series): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', forcedColors: forcedColors ? 'active' : 'none' })
}

const POSE = `
const groups = ['7K2M-', 'QX4D-', '9TBC-', '0EFG-', 'V']
for (const code of document.querySelectorAll('.code:not(.big)')) code.textContent = groups.join('')
document.querySelectorAll('.big > span').forEach((group, index) => { group.textContent = groups[index] })
if (!document.querySelector('[role=alert]')) document.activeElement?.blur()
scrollTo(0, 0)`

/** Takes a picture of the first screen; the code of a receipt is a picture of one that never was. */
async function takePicture(page: Page, path: string): Promise<void> {
  await page.evaluate(POSE)
  await writeFile(path, smallPng(await page.screenshot({ animations: 'disabled' })))
  const { size } = await stat(path)
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MOST_BYTES}`)
}

await takePictures(process.argv[2] ?? FOLDER)

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** The smaller build of axe: to send it to a page takes longer than to run it. */
const AXE = readFileSync(createRequire(fileURLToPath(import.meta.resolve('@axe-core/playwright'))).resolve('axe-core/axe.min.js'), 'utf8')

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const CONTRAST = ['color-contrast']

/** Findings of axe, and what it cannot decide, by WCAG 2.2 A and AA; colours in light and, unless it is left out, in dark. */
export async function axeFindings(page: Page, { dark: inDark = true } = {}): Promise<string[]> {
  // On a taller screen, from its top: axe cannot judge colours under the bar.
  const size = page.viewportSize() ?? { width: 390, height: 844 }
  await page.setViewportSize({ width: 390, height: 2400 })
  await page.evaluate('scrollTo(0, 0)')
  const light = await run(new AxeBuilder({ page, axeSource: AXE }), { type: 'tag', values: WCAG })
  const dark = inDark ? await darkFindings(page) : []
  await page.setViewportSize(size)
  return [...light, ...dark.map((each) => `dark: ${each}`)]
}

async function darkFindings(page: Page) {
  await page.emulateMedia({ colorScheme: 'dark' })
  // The page has all of axe from the first run; sending it takes longer than running it.
  const found = await run(new AxeBuilder({ page, axeSource: 'void 0' }), { type: 'rule', values: CONTRAST })
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

async function run(axe: AxeBuilder, runOnly: { readonly type: 'tag' | 'rule'; readonly values: string[] }): Promise<string[]> {
  // Without frames there is nothing for the slower, newer mode to find; what passed is not asked for.
  const { violations, incomplete } = await axe
    .options({ runOnly, resultTypes: ['violations', 'incomplete'] })
    .setLegacyMode()
    .analyze()
  return [...violations, ...incomplete].map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
}

/** Reads axe into a page once, for `axeKept` on everything that is written into it from then on. */
export async function keepAxe(page: Page): Promise<void> {
  await page.evaluate(AXE)
}

/** The same findings in a page that has axe already, as wide and tall as it is. `colours`: also those, in light and in dark. */
export async function axeKept(page: Page, { colours }: { readonly colours: boolean }): Promise<string[]> {
  const all = await runKept(page, {
    runOnly: { type: 'tag', values: WCAG },
    ...(colours ? {} : { rules: { 'color-contrast': { enabled: false } } }),
  })
  if (!colours) return all
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await runKept(page, { runOnly: { type: 'rule', values: CONTRAST } })
  await page.emulateMedia({ colorScheme: 'light' })
  return [...all, ...dark.map((each) => `dark: ${each}`)]
}

function runKept(page: Page, options: object): Promise<string[]> {
  const asked = JSON.stringify({ ...options, resultTypes: ['violations', 'incomplete'] })
  return page.evaluate<string[]>(`axe.run(document, ${asked}).then(({ violations, incomplete }) =>
    [...violations, ...incomplete].map(({ id, nodes }) => id + ' ' + nodes[0]?.html))`)
}

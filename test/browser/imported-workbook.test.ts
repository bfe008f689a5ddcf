import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { inBrowser } from './here.ts'
import { beginIn, sendAndReadCode, walkToSend } from './visit.ts'

const WORKBOOK = join(import.meta.dirname, '../../../shared/xlsform/correlaid_mitwirken_umfrage.xlsx')

if (existsSync(WORKBOOK)) describe('the German workbook of an association, imported', walked)
else describe('the German workbook of an association, imported', () => it.skip(`the workbook is missing: ${WORKBOOK}`, () => {}))

async function imported(): Promise<readonly Survey[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-workbook-'))
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    await run(['survey', 'import', WORKBOOK, '--out', join(folder, 'association')])
    return [await readSurvey(join(folder, 'association'))]
  } finally {
    log.mockRestore()
    await rm(folder, { recursive: true })
  }
}

function walked(): void {
  const here = inBrowser(imported)

  it('is walked page by page on a phone without JavaScript, from its link to a receipt', async () => {
    const { running, chromium, survey } = here()
    const context = await chromium.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 568 } })
    const page = await context.newPage()
    const words = await loadWords('de')

    await beginIn(page, running.deployment.origin, survey, words)
    const pages = await walkToSend(page, words)
    await sendAndReadCode(page, words)

    expect(pages).toBeGreaterThan(25)
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    expect(running.failures).toEqual([])
    await context.close()
  })
}

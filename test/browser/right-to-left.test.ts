import { describe, expect, it } from 'vitest'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { axeFindings } from './checks/axe.ts'
import { errorFindings } from './checks/errors.ts'
import { Findings } from './checks/findings.ts'
import { htmlFindings } from './checks/html.ts'
import { keyboardFindings } from './checks/keyboard.ts'
import { reflowFindings, smallTargets } from './checks/layout.ts'
import { shapeOf } from './checks/shape.ts'
import { inBrowser, theTour } from './here.ts'
import { tour } from './tour.ts'
import { gridSurvey } from './tour-survey.ts'

const here = inBrowser(async () => [...(await theTour()), await gridSurvey()])

describe('every page, written from right to left', () => {
  it('shows rows of a grid as a table where the screen is wide, and each as a question of its own where it is not', async () => {
    const { running, chromium, surveys } = here()
    const context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`${running.origin.origin}/s/${linkOf(surveys[1]?.id ?? '')}/all?lang=ar`)
    const placeOf = async (row: string, value: string) => {
      const box = await page.locator(`[name=${row}][value="${value}"]`).boundingBox()
      return { x: Math.round(box?.x ?? Number.NaN), y: Math.round(box?.y ?? Number.NaN) }
    }
    const [yes, no, below] = [await placeOf('tour_row', 'yes'), await placeOf('tour_row', '~pns'), await placeOf('tour_row_2', 'yes')]
    expect([yes.y === no.y, yes.x > no.x, yes.x === below.x, yes.y < below.y]).toEqual([true, true, true, true])
    expect(await page.getByRole('group', { name: '2 نزهة' }).getByRole('radio', { name: 'نعم' }).count()).toBe(1)
    expect(await axeFindings(page)).toEqual([])

    await page.setViewportSize({ width: 375, height: 800 })
    const [first, last] = [await placeOf('tour_row', 'yes'), await placeOf('tour_row', '~pns')]
    expect([first.x === last.x, first.y < last.y]).toEqual([true, true])
    await context.close()
  })

  it('has its language and direction, is valid and passes axe, fits every width, and keeps its stops in order (RX-07, RX-08, RX-10, RX-24)', async () => {
    const { running, chromium, survey } = here()
    const context = await chromium.newContext({ viewport: { width: 320, height: 568 }, bypassCSP: true })
    const page = await context.newPage()
    const html = htmlFindings(page)
    const found = new Findings()
    const languages = new Set<string>()
    const { errorPrefix } = await loadWords('ar')
    const shapes = new Set<string>()
    await tour({ page, running, survey, language: 'ar' }, async (name, at) => {
      languages.add(await at.evaluate<string>(`document.documentElement.lang + ' ' + document.documentElement.dir`))
      found.add('errors', name, await errorFindings(at, errorPrefix))
      if (at === page) found.add('html', name, await html())
      const shape = await shapeOf(at)
      if (shapes.has(shape)) return
      shapes.add(shape)
      // Colours do not depend on the direction.
      found.add('axe', name, await axeFindings(at, { dark: false }))
      found.add('reflow', name, await reflowFindings(at))
      found.add('keyboard', name, await keyboardFindings(at))
      found.add('targets', name, await smallTargets(at))
    })
    expect([...languages]).toEqual(['ar rtl'])
    for (const check of ['errors', 'html', 'axe', 'reflow', 'keyboard', 'targets']) expect(found.of(check)).toEqual([])
    await context.close()
  }, 600_000)
})

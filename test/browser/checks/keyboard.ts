import type { Page } from 'playwright-core'

const MOST_STOPS = 120

type Stop = {
  readonly html: string
  readonly isAfterTheLast: boolean
  readonly isLeave: boolean
  readonly isInHeader: boolean
  readonly outline: string
  readonly top: number
  readonly bottom: number
  readonly headerBottom: number
}

const FROM_THE_TOP = `(() => {
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
  scrollTo(0, 0)
  window.lastStop = undefined
})()`

const THIS_STOP = `(() => {
  const now = document.activeElement
  if (!now || now === document.body || now === document.documentElement) return null
  const style = getComputedStyle(now)
  const box = now.getBoundingClientRect()
  const header = document.querySelector('header')
  const isAfterTheLast = !window.lastStop || !!(window.lastStop.compareDocumentPosition(now) & 4)
  window.lastStop = now
  return {
    html: now.outerHTML.slice(0, 120), isAfterTheLast,
    isLeave: now.matches('.leave'), isInHeader: header.contains(now),
    outline: style.outlineStyle + ' ' + style.outlineWidth,
    top: box.top, bottom: box.bottom, headerBottom: header.getBoundingClientRect().bottom,
  }
})()`

/**
 * Goes over a page with the tab key, from its top: stops come in the order of reading, each is marked, none is under the
 * bar at the top or off the screen, and the second is the way out.
 */
export async function keyboardFindings(page: Page): Promise<string[]> {
  const height = page.viewportSize()?.height ?? 0
  const found: string[] = []
  await page.evaluate(FROM_THE_TOP)
  for (let stops = 1; stops <= MOST_STOPS; stops++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate<Stop | null>(THIS_STOP)
    // Past the last stop a browser's own controls come, or the first stop again.
    if (!stop || (!stop.isAfterTheLast && stop.html.includes('class="skip"'))) return found
    if (!stop.isAfterTheLast) found.push(`out of order: ${stop.html}`)
    if ((stops === 2) !== stop.isLeave) found.push(`stop ${stops}: ${stop.html}`)
    if (stop.outline !== 'solid 4px') found.push(`not marked (${stop.outline}): ${stop.html}`)
    const isCovered = !stop.isInHeader && stop.top < stop.headerBottom - 1 && !stop.html.includes('class="skip"')
    if (isCovered || stop.top >= height || stop.bottom <= 0) found.push(`not to be seen (${stop.top} to ${stop.bottom}): ${stop.html}`)
  }
  return [...found, `more than ${MOST_STOPS} stops`]
}

import type { Page } from 'playwright-core'

/** WCAG 1.4.12, word for word. */
const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}'
/** Text alone at twice its size, as a browser's own setting makes it. */
const LARGE_TEXT = 'html{font-size:2.25rem!important}'

const TARGETS = '.option, button, .button, .link, input[type=text], textarea'
const OUR_LEAST = 44

/** Where a page scrolls sideways: narrow, zoomed to 200 and 400 %, with wider text, with larger text. */
export async function reflowFindings(page: Page): Promise<string[]> {
  const size = page.viewportSize() ?? { width: 390, height: 844 }
  // 1,280 x 800 at 200 %, and 1,280 x 1,024 at 400 %.
  await page.setViewportSize({ width: 640, height: 400 })
  const wide = await tooWide(page, { '640 x 400': '' })
  await page.setViewportSize({ width: 320, height: 256 })
  const narrow = await tooWide(page, { '320 x 256': '', 'text spacing': SPACING, 'text at 200 %': LARGE_TEXT })
  await page.setViewportSize(size)
  return [...wide, ...narrow]
}

/** Whether a page scrolls sideways as wide as it is, with the widest spacing of text. */
export function spacingFindings(page: Page): Promise<string[]> {
  return tooWide(page, { 'text spacing': SPACING })
}

/** Which of these styles, each for itself, make a page wider than its window. */
async function tooWide(page: Page, styles: Readonly<Record<string, string>>): Promise<string[]> {
  return page.evaluate<string[]>(`Object.entries(${JSON.stringify(styles)}).flatMap(([how, content]) => {
    const style = new CSSStyleSheet()
    style.replaceSync(content)
    document.adoptedStyleSheets = [style]
    const { scrollWidth, clientWidth } = document.documentElement
    document.adoptedStyleSheets = []
    return scrollWidth > clientWidth ? [how + ': ' + scrollWidth + ' wide in ' + clientWidth] : []
  })`)
}

/** Buttons, options and the like that are too small for a finger, on the narrowest screen. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('${TARGETS}')]
    .map(element => ({ text: element.textContent, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < ${OUR_LEAST - 0.1})
    .map(({ text, box }) => text + ' ' + box.width + ' x ' + box.height)`)
}

/** Lists controls that have no edge once a person's own colours take the place of ours. */
export async function edgelessInForcedColors(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' })
  const found = await page.evaluate<
    string[]
  >(`[...document.querySelectorAll('button:not(.plain), .button, .option, input[type=text], textarea')]
    .filter(each => each.offsetWidth > 0)
    .filter(each => { const style = getComputedStyle(each); return style.borderStyle !== 'solid' || parseFloat(style.borderWidth) < 1 })
    .map(each => each.outerHTML)`)
  await page.emulateMedia({ forcedColors: 'none' })
  return found
}

import type { Page } from 'playwright-core'

/** WCAG 1.4.12, word for word. */
const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}'
/** Text alone at twice its size, as a browser's own setting makes it. */
const LARGE_TEXT = 'html{font-size:2.25rem!important}'

const TARGETS = '.option, button, .button, .link, input[type=text], textarea'
const OUR_LEAST = 44

/** Where a page scrolls sideways: narrow, zoomed to 200 and 400 %, with wider text, with larger text. */
export async function reflowFindings(page: Page): Promise<string[]> {
  const found: string[] = []
  const measure = async (how: string) => {
    const { scroll, client } = await page.$eval('html', (html) => ({ scroll: html.scrollWidth, client: html.clientWidth }))
    if (scroll > client) found.push(`${how}: ${scroll} wide in ${client}`)
  }
  const size = page.viewportSize() ?? { width: 390, height: 844 }
  // 1,280 x 800 at 200 %, and 1,280 x 1,024 at 400 %.
  for (const [width, height] of [
    [640, 400],
    [320, 256],
  ] as const) {
    await page.setViewportSize({ width, height })
    await measure(`${width} x ${height}`)
  }
  for (const [how, content] of [
    ['text spacing', SPACING],
    ['text at 200 %', LARGE_TEXT],
  ] as const) {
    const style = await page.addStyleTag({ content })
    await measure(how)
    await style.evaluate((each) => each.parentNode?.removeChild(each))
  }
  await page.setViewportSize(size)
  return found
}

/** Buttons, options and the like that are too small for a finger, on the narrowest screen. */
export async function smallTargets(page: Page): Promise<string[]> {
  const boxes = await page.$$eval(TARGETS, (elements) =>
    elements.map((element) => ({
      text: element.textContent,
      box: element.getBoundingClientRect().toJSON() as { width: number; height: number },
    })),
  )
  return boxes
    .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < OUR_LEAST - 0.1)
    .map(({ text, box }) => `${text} ${box.width} x ${box.height}`)
}

/** What has no edge once a person's own colours take the place of ours. */
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

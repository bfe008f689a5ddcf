import type { Page } from 'playwright-core'

/** The elements that a browser stops at. A group of radio buttons is one stop. */
const STOPS = 'a[href], button, input:not([type=hidden]), textarea, select, summary'

/** Marks everything that Tab has to come to, in the order of the page, and notes from then on where it comes and whether that shows. */
const PREPARE = `(() => {
  const groups = new Set()
  const isOne = each => {
    if (each.type !== 'radio') return true
    if (groups.has(each.name)) return false
    return !!groups.add(each.name)
  }
  const isThere = each => each.checkVisibility({ visibilityProperty: true }) && !each.matches(':disabled') && each.tabIndex >= 0
  const wanted = [...document.querySelectorAll('${STOPS}')].filter(each => isThere(each) && isOne(each))
  window.tabStops = { wanted, came: [] }
  const shows = each => [each, each.closest('label')].some(seen => {
    if (!seen) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(seen)
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
  })
  // From the top, wherever the page has put the focus.
  const top = document.createElement('button')
  document.body.prepend(top)
  top.focus()
  top.remove()
  document.addEventListener('focusin', ({ target }) => window.tabStops.came.push({ target, isShown: shows(target) }))
  return wanted.length
})()`

const FINDINGS = `(() => {
  const { wanted, came } = window.tabStops
  const nameOf = each => each ? (each.id || each.name || each.textContent.trim() || each.localName).slice(0, 60) : 'nothing'
  const same = (one, other) => one === other || (one?.type === 'radio' && other?.type === 'radio' && one.name === other.name)
  const wrong = wanted.flatMap((each, at) => same(each, came[at]?.target) ? [] : ['stop ' + at + ' is ' + nameOf(came[at]?.target) + ' and not ' + nameOf(each)])
  return [...wrong.slice(0, 1), ...came.filter(({ isShown }) => !isShown).map(({ target }) => 'the focus on ' + nameOf(target) + ' does not show')]
})()`

/** Goes through a page with Tab alone, from its top: gives what is not reached, not in order, or does not show that it has the focus. */
export async function keyboardFindings(page: Page): Promise<string[]> {
  const stops = await page.evaluate<number>(PREPARE)
  await Promise.all(Array.from({ length: stops }, () => page.keyboard.press('Tab')))
  return page.evaluate<string[]>(FINDINGS)
}

import { beforeAll, describe, expect, it } from 'vitest'
import { en } from '#shared/pages/words/en.ts'
import { axeFindings } from './checks/axe.ts'
import { errorFindings } from './checks/errors.ts'
import { Findings } from './checks/findings.ts'
import { htmlFindings } from './checks/html.ts'
import { keyboardFindings } from './checks/keyboard.ts'
import { edgelessInForcedColors, reflowFindings, smallTargets } from './checks/layout.ts'
import { topicWords, tracesOf, wordsIn } from './checks/quiet.ts'
import { shapeOf } from './checks/shape.ts'
import { inBrowser, theTour } from './here.ts'
import { tour } from './tour.ts'

const here = inBrowser(theTour)

describe('every page, in every state', () => {
  const found = new Findings()
  const places: string[] = []
  const shapes = new Set<string>()
  const names: string[] = []
  let watched: ReturnType<typeof tracesOf>
  let receipt = ''

  // One tour for all: coming to a page takes longer than any look at it.
  beforeAll(async () => {
    const { running, chromium, survey } = here()
    const context = await chromium.newContext({ viewport: { width: 320, height: 568 }, bypassCSP: true })
    const page = await context.newPage()
    const html = htmlFindings(page)
    watched = tracesOf(page)
    await tour({ page, running, survey, language: 'en' }, async (name, at) => {
      places.push(name)
      await watched.look()
      if (name === 'receipt') receipt = (await at.locator('body').textContent()) ?? ''
      found.add('errors', name, await errorFindings(at, en.errorPrefix))
      if (at === page) found.add('html', name, await html())
      // The second question of a kind is made as the first.
      if (/\d$/.test(name) && name !== 'under 18') return
      names.push(`# ${name}\n${namesIn(await at.locator('body').ariaSnapshot())}\n`)
      found.add('targets', name, await smallTargets(at))
      found.add('reflow', name, await reflowFindings(at))
      // Pages made alike are looked at once: the same parts have the same faults.
      const shape = await shapeOf(at)
      if (shapes.has(shape)) return
      shapes.add(shape)
      found.add('axe', name, await axeFindings(at))
      found.add('keyboard', name, await keyboardFindings(at))
      found.add('forced colors', name, await edgelessInForcedColors(at))
    })
    await context.close()
  }, 600_000)

  it('was looked at', () => {
    expect(new Set(places).size).toBe(places.length)
    expect(places.length).toBeGreaterThan(50)
  })

  it('has no accessibility violation of WCAG 2.2 A and AA that axe can find, nor anything it cannot decide (RX-07)', () => {
    expect(found.of('axe')).toEqual([])
  })

  it('has the contrast WCAG asks for, in light and dark, and edges in forced colours (RX-13)', () => {
    expect(found.of('axe')?.filter((each) => each.includes('contrast'))).toEqual([])
    expect(found.of('forced colors')).toEqual([])
  })

  it('is valid HTML, as it is sent (RX-08)', () => {
    expect(found.of('html')).toEqual([])
  })

  it('has targets of 44 pixels at least (RX-09)', () => {
    expect(found.of('targets')).toEqual([])
  })

  it('never scrolls sideways: at 320 pixels, zoomed to 200 and 400 %, with wide text spacing, with text at 200 % (RX-10)', () => {
    expect(found.of('reflow')).toEqual([])
  })

  it('has every stop of the tab key in the order of reading, marked and in sight, and the way out as the second (RX-11)', () => {
    expect(found.of('keyboard')).toEqual([])
  })

  it('has the names that a screen reader says, as they were looked through and kept (RX-12)', async () => {
    await expect(names.join('\n')).toMatchFileSnapshot('names.txt')
  })

  it('says in its title that there are errors, leads to their list and from there to each field (RX-25)', () => {
    expect(found.of('errors')).toEqual([])
    expect([...watched.traces.titles].filter((title) => title.startsWith(en.errorPrefix)).length).toBeGreaterThan(4)
  })

  it('leaves no word of the survey in an address, a title, a cookie, a referrer or the receipt (RX-17)', () => {
    const { running, survey } = here()
    const words = topicWords(survey)
    expect(words).toEqual(expect.arrayContaining(['crisis', 'xylophone']))
    const { urls, titles, cookies, referrers } = watched.traces
    const kept = [...urls, ...titles, ...cookies].join('\n').toLowerCase()
    expect(words.filter((word) => kept.includes(word))).toEqual([])
    expect(words.filter((word) => wordsIn(receipt).includes(word))).toEqual([])
    expect([...titles].filter((title) => !/^(Error: )?[A-Z][A-Za-z ]*( \d+)? - Community survey$/.test(title))).toEqual([])
    expect([...cookies].toSorted()).toEqual(['__Host-form', '__Host-page', '__Host-receipt', '__Host-visit'])
    expect([...referrers]).toEqual([])
    expect([...urls].filter((url) => url.includes('favicon') || !url.startsWith(running.origin.origin))).toEqual([])
  })

  it('comes with the headers that keep it quiet, whatever it is (RX-18)', () => {
    const missing = watched.headers.filter((each) =>
      [
        'referrer-policy',
        'x-content-type-options',
        'x-frame-options',
        'x-robots-tag',
        'permissions-policy',
        'content-security-policy',
      ].some((name) => !each[name]),
    )
    expect(missing).toEqual([])
    const kept = watched.headers.filter((each) => each['cache-control'] !== 'no-store').map((each) => each[':path'] ?? '')
    expect(kept.filter((path) => !path.startsWith('/file/'))).toEqual([])
    expect(watched.headers.length).toBeGreaterThan(60)
  })
})

/** Names and roles, without addresses and what is new each time. */
function namesIn(snapshot: string): string {
  return snapshot
    .replace(/\n\s+- \/url:.*/g, '')
    .replace(/[0-9A-Z]{4}(- ?[0-9A-Z]{4}){3}- ?[0-9A-Z]\b/g, 'CODE')
    .replace(/On \w+ \d+, \d{4}/, 'On DAY')
}

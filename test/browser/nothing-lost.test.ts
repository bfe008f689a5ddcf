import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { stepsOf } from '#functions/respond/visit/survey-steps.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { openStory } from '#shared/response/story.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { binary, readDatabase } from '#test/attack/tables.ts'
import { launchChromium } from './chromium.ts'
import { inBrowser, theTour } from './here.ts'
import { agreeIn } from './in-language.ts'
import { agree } from './tour.ts'

const here = inBrowser(theTour)

/** For what is about the browser's own buttons and its history. */
let withButtons: Browser | undefined
const ownButtons = async () => (withButtons ??= await launchChromium())
afterAll(() => withButtons?.close())

const TYPED = 'They asked me what I wanted, and waited. '.repeat(15).trim()

const pathOf = (page: Page) => new URL(page.url()).pathname
const numberOf = (type: string) => stepsOf(here().survey).findIndex((step) => step.kind === 'question' && step.question.type === type) + 1

async function visit(
  language: string,
  javaScriptEnabled: boolean,
  chromium: Browser = here().chromium,
): Promise<{ context: BrowserContext; page: Page; start: string }> {
  const { running, survey } = here()
  const context = await chromium.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await agree({ page, running, survey, language })
  return { context, page, start: `${running.origin.origin}/s/${linkOf(survey.id)}` }
}

/** Reads the entries of a page: of each box and circle whether it is ticked, of each box for words its text. */
const ENTERED = `[...document.querySelectorAll('main :is(textarea, [type=text], [type=radio], [type=checkbox])')]
  .filter(({ name }) => name !== '_url').map((each) => each.name + ' ' + (each.type === 'radio' || each.type === 'checkbox' ? each.value + ' ' + each.checked : each.value))`

/** Finds, on a page, the first control of a kind that is shown and says this. */
function shown(selector: string, says = ''): string {
  return `[...document.querySelectorAll('${selector}')].find((each) => each.checkVisibility() && each.textContent.includes(${JSON.stringify(says)}))`
}

/**
 * Types 600 characters into every box, chooses one circle of each group, and ticks one box of each; others as `round` changes. In one go:
 * one by one they take longer than the page. Gives what is entered then.
 */
function enter(page: Page, round: number): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const all = (selector) => [...document.querySelectorAll('main ' + selector)]
    // A long list is folded away until somebody opens it.
    for (const each of all('details')) each.open = true
    const groups = Object.values(Object.groupBy(all(':is([type=radio], [type=checkbox])'), ({ name }) => name))
    const isNumber = all('[inputmode=decimal]').length > 0
    for (const choices of groups) {
      const [first] = choices
      const chosen = first.type === 'radio' ? choices[${round} % choices.length] : isNumber || first.name === '_skip' ? undefined : first
      if (chosen && !chosen.checked) chosen.click()
    }
    for (const box of all(':is(textarea, [type=text]:not([name=_url]))')) {
      box.value = ${JSON.stringify(TYPED)} + ' ${round}'
      box.dispatchEvent(new Event('input', { bubbles: true }))
    }
    return ${ENTERED}
  })()`)
}

describe.each(['en', 'ar'] as const)('what is entered on a page, in %s', (language) => {
  const other = language === 'en' ? 'ar' : 'en'

  it.each([false, true])(
    'is kept by each of its controls (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const words = await loadWords(language)
      const { context, page, start } = await visit(language, javaScriptEnabled)
      const numbers = Object.fromEntries(['text', 'multi', 'single', 'pick', 'number'].map((type) => [type, `${numberOf(type)}`]))
      // Once every kind of page; then where words are written and boxes ticked, and all on one page: the rest is made of the same forms.
      const isWhole = language === 'en' && !javaScriptEnabled
      const questions = isWhole ? Object.values(numbers) : [numbers.text, numbers.multi]
      const places = [...questions, ...(isWhole ? [`${numberOf('text') + 1}`, 'consent', 'contact'] : []), 'all']
      const site = new URL(start).origin
      const pages = [...places.map((place) => `${start}/${place}`), ...(isWhole ? [`${site}/withdraw`] : [])]
      const lost: string[] = []
      const pressed = new Set<string>()
      for (const at of pages) {
        const isQuestion = /\/\d+$/.test(at)
        const buttons = {
          Back: shown('.bar button.back'),
          'Find support': shown('footer button', words.foot.support),
          'Take back': shown('footer button', words.foot.withdraw),
          Stop: shown('footer button.stop'),
          // From a question it leads over the consent text, as the walk below does.
          Language: shown(isQuestion ? '.none' : `.tongues button[value=${other}]`),
        }
        await page.goto(`${at}?lang=${language}`)
        for (const [round, [name, button]] of Object.entries(buttons).entries()) {
          if (!(await page.evaluate(`!!${button}`))) continue
          const entered = await enter(page, round)
          pressed.add(name)
          await Promise.all([page.waitForNavigation(), page.evaluate(`${button}.click()`)])
          if (name !== 'Language') await page.goto(`${at}?lang=${language}`)
          const found = await page.evaluate<string[]>(ENTERED)
          lost.push(
            ...entered.filter((each) => !found.includes(each)).map((each) => `${at.slice(start.length)} ${name}: ${each.slice(0, 60)}`),
          )
        }
      }
      expect(lost).toEqual([])
      expect([...pressed].toSorted()).toEqual(['Back', 'Find support', 'Language', 'Stop', 'Take back'])
      await context.close()
    },
    120_000,
  )
})

describe.each(['en', 'ar'] as const)('what is written in a box, in %s', (language) => {
  it('comes back from support to the same question, also where an answer is changed, and after the language of support was changed', async () => {
    const words = await loadWords(language)
    const { context, page, start } = await visit(language, false)
    for (const place of [`${numberOf('text')}`, `check/${numberOf('text')}`]) {
      await page.goto(`${start}/${place}`)
      await page.locator('main textarea').fill(`${TYPED} ${place}`)
      await page.locator('footer').getByRole('button', { name: words.foot.support }).click()
      expect(await page.locator('h1').textContent()).toBe(words.support.heading)
      await page.locator('.tongues a').first().click()
      await page.locator('main .button.second').click()
      expect(page.url().split('?')[0]).toBe(`${start}/${place}`)
      expect(await page.locator('main textarea').inputValue()).toBe(`${TYPED} ${place}`)
    }
    await context.close()
  })

  it('is asked about once before it is deleted, and is all there for those who say no', async () => {
    const words = await loadWords(language)
    const { context, page, start } = await visit(language, false)
    const at = `${start}/${numberOf('text')}`
    await page.goto(at)
    await page.locator('main textarea').fill(TYPED)
    await page.getByRole('button', { name: words.foot.stop }).click()
    expect(await page.locator('h1').textContent()).toBe(words.stop.heading)
    await page.getByRole('link', { name: words.stop.keep }).click()
    expect([page.url().split('?')[0], await page.locator('main textarea').inputValue()]).toEqual([at, TYPED])
    await page.getByRole('button', { name: words.foot.stop }).click()
    await page.getByRole('button', { name: words.stop.button }).click()
    expect(await page.locator('h1').textContent()).toBe(words.ending.stoppedHeading)
    await page.goto(at)
    expect(pathOf(page)).toBe(new URL(start).pathname)
    await context.close()
  })
})

describe('with JavaScript', () => {
  it('the browser’s own Back, Forward and reload, and another tab, find what was typed and not sent', async () => {
    const { context, page, start } = await visit('en', true, await ownButtons())
    const at = `${start}/${numberOf('text')}`
    const isSaved = () => page.waitForResponse((response) => response.status() === 204)
    await page.goto(at)
    const saved = isSaved()
    await page.locator('main textarea').fill(TYPED)
    await saved
    await page.reload()
    expect(await page.locator('main textarea').inputValue()).toBe(TYPED)
    const again = isSaved()
    await page.locator('main textarea').fill(`${TYPED} More.`)
    await again
    await page.goBack()
    await page.goForward()
    expect(await page.locator('main textarea').inputValue()).toBe(`${TYPED} More.`)
    const other = await context.newPage()
    await other.goto(at)
    expect(await other.locator('main textarea').inputValue()).toBe(`${TYPED} More.`)
    await context.close()
  })

  it('nothing is saved once the person left, or pressed a button', async () => {
    const { context, page, start } = await visit('en', true, await ownButtons())
    const saves: string[] = []
    page.on('request', (request) => {
      if (request.postData()?.includes('_go=save')) saves.push(request.url())
    })
    await context.route('https://www.wikipedia.org/**', (route) => route.fulfill({ body: '' }))
    await page.goto(`${start}/${numberOf('text')}`)
    await page.locator('main textarea').fill(TYPED)
    await page.getByRole('link', { name: 'Leave this site' }).click()
    await page.waitForURL('https://www.wikipedia.org/')
    expect(saves).toEqual([])
    await context.close()
  })
})

describe('without JavaScript', () => {
  it('a browser’s own Back loses what was not posted, and the page says so where words are written; with it nothing is said', async () => {
    const { question } = await loadWords('en')
    const { context, page, start } = await visit('en', false, await ownButtons())
    const at = `${start}/${numberOf('text')}`
    await page.goto(`${start}/${numberOf('multi')}`)
    expect(await page.locator('noscript p').count()).toBe(0)
    for (const path of [at, `${start}/all`]) {
      await page.goto(path)
      expect(await page.locator('noscript p').allInnerTexts(), path).toEqual([question.ownBack])
      expect(await page.locator('noscript p').isVisible(), path).toBe(true)
    }
    await page.goto(at)
    await page.locator('main textarea').fill(TYPED)
    await page.goBack()
    await page.goForward()
    // No browser may keep it: what it keeps lies on the disk of a phone that others use.
    expect(await page.locator('main textarea').inputValue()).toBe('')
    await context.close()
    const withScript = await visit('en', true)
    await withScript.page.goto(at)
    expect(await withScript.page.locator('noscript p').count()).toBe(0)
    await withScript.context.close()
  })
})

describe('900 characters, over support, back, another language and two pages back', () => {
  const written = (tag: string) =>
    `${Array.from({ length: 99 }, (_, at) => `line ${String(at).padStart(3, '0')}`).join('\n')}\n${tag.padEnd(8, '.')}.`
  // Each goes through pages of both languages, one without JavaScript and one with it.
  const walks = [
    ['en', false],
    ['ar', true],
  ] as const

  it.each(walks)('are sent from %s (JavaScript: %s)', async (language, javaScriptEnabled) => {
    const other = language === 'en' ? 'ar' : 'en'
    const [words, others] = [await loadWords(language), await loadWords(other)]
    const text = written(`${language} ${javaScriptEnabled}`)
    const { context, page, start } = await visit(language, javaScriptEnabled)
    const box = page.locator('main textarea')
    const go = (press: Promise<void>) => Promise.all([page.waitForNavigation(), press])
    await page.goto(`${start}/${numberOf('text')}`)
    await box.fill(text.slice(0, 502))
    await go(page.locator('footer').getByRole('button', { name: words.foot.support, exact: true }).click())
    await go(page.getByRole('link', { name: words.support.back }).click())
    expect(await box.inputValue()).toBe(text.slice(0, 502))
    await box.fill(text.slice(0, 700))
    await go(page.locator(`.tongues button[value=${other}]`).click())
    await agreeIn(page, others)
    expect(await box.inputValue()).toBe(text.slice(0, 700))
    await box.fill(text)
    for (let pages = 0; pages < 2; pages++) await go(page.locator('.bar .back').click())
    await page.goto(`${start}/send`)
    await page.getByRole('button', { name: others.send.button }).click()
    expect(await page.locator('h1').textContent()).toBe(others.receipt.heading)
    await context.close()
  })

  it('and lie in the sealed stories, every character, once', async () => {
    const { running } = here()
    await running.stop()
    const key = await readFile(join(running.dataDir, 'secrets', 'storyKey.key'))
    const items = await readDatabase(join(running.dataDir, 'database'))
    const sealed = items.filter(({ table }) => table === 'stories').map(({ item }) => openStory(binary(item, 'sealed'), key).text)
    expect(sealed.toSorted()).toEqual(walks.map(([language, script]) => written(`${language} ${script}`)).toSorted())
    expect(sealed.map(({ length }) => length)).toEqual([900, 900])
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleRoutes } from '#functions/console/console.tsx'
import { textOf } from '#test/unit/console/helpers/board-town.ts'
import { type BoardState, boardState } from './board-state.ts'
import { axeKept, keepAxe } from './checks/axe.ts'
import { keyboardFindings } from './checks/tab-stops.ts'

/** Routes that answer with a file or a report; and the founding of a board, which board.test.ts looks at in each language. */
const NOT_HERE = [
  '/board/founding',
  '/board/ledger/ledger.jsonl',
  '/board/ledger/ledger.checkpoints',
  '/board/p/:id/bytes',
  '/board/p/:id/report/:name{.+}',
  '/board/words/:study/:hash/:draft/words.yaml',
  '/board/export/board.zip',
]
/** As wide as a small phone, and so tall that nothing has to be scrolled: axe cannot judge colours under the bar. */
const SCREEN = { width: 360, height: 12_000 }

let state: BoardState
let page: Page

beforeAll(async () => {
  state = await boardState()
  ;({ page } = state.house.visit)
  await page.setViewportSize(SCREEN)
  await state.house.visit.open('/board')
  await keepAxe(page)
})
afterAll(() => state?.house.close())

/** Where a page is wider than a phone of 360 pixels. */
async function sideways(): Promise<string[]> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
  return wide > SCREEN.width ? [`${wide} wide`] : []
}

const PATHS = `[...new Set([...document.querySelectorAll('body *')].map(each => {
  const path = []
  for (let at = each; at; at = at.parentElement) path.push(at.localName + '.' + at.className)
  return path.join(' ')
}))]`
const seenPaths = new Set<string>()

/** Whether anything in a page stands in a place that no page before had: colours follow from that alone, in every language, and take longest. */
async function hasNewColours(): Promise<boolean> {
  const before = seenPaths.size
  for (const path of await page.evaluate<string[]>(PATHS)) seenPaths.add(path)
  return seenPaths.size > before
}

describe('every page of the console, on a phone of 360 pixels', () => {
  it('is looked at here: a new one has to be added', () => {
    const pages = consoleRoutes().declared.flatMap(({ method, path }) => (method === 'get' && !NOT_HERE.includes(path) ? [path] : []))
    expect(pages.filter((path) => !state.pages.some(({ route }) => route === path))).toStrictEqual([])
  })

  it.each(['en', 'es', 'ar'] as const)(
    'GO-15: in %s passes axe, fits, and every control of it is reached by Tab, in the order of the page, and shows that it is',
    async (language) => {
      const found: string[] = []
      for (const { path, cookie, status = 200 } of state.pages) {
        const answered = await state.house.town.ask({ path: `${path}?lang=${language}`, ...(cookie && { cookie }) })
        const add = (check: string, all: readonly string[]) => found.push(...all.map((each) => `${path}: ${check}: ${each}`))
        if (answered.statusCode !== status) add('status', [String(answered.statusCode)])
        // The same document for all of them, so that axe has to be read once.
        await page.setContent(textOf(answered))
        if ((await page.evaluate('document.documentElement.lang')) !== language) add('language', ['another'])
        add('keyboard', await keyboardFindings(page))
        add('width', await sideways())
        add('axe', await axeKept(page, { colours: await hasNewColours() }))
      }
      expect(found).toStrictEqual([])
    },
  )
})

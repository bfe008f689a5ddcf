import type { Page } from 'playwright-core'
import { en } from '#shared/pages/words/en.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** Words of a survey that tell what it is about: those of its own texts that the pages around it never use. */
export function topicWords({ id, texts }: Survey): string[] {
  const own = texts.en
  const told = [
    own?.title,
    ...Object.values(own?.sections ?? {}).map(({ title }) => title),
    ...Object.values(own?.questions ?? {}).map(({ text }) => text),
  ]
  const neutral = new Set(wordsIn(JSON.stringify(en, (_, value: unknown) => (typeof value === 'function' ? String(value) : value))))
  return [...new Set(wordsIn([id, ...told].join(' ')))].filter((word) => word.length > 4 && !neutral.has(word))
}

export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? []
}

export type Traces = {
  readonly urls: Set<string>
  readonly titles: Set<string>
  readonly referrers: Set<string>
  readonly cookies: Set<string>
}

/**
 * Collects everything that a browser, its history or the next site could keep of a tour. Titles and cookies are read when `look`
 * is called.
 */
export function tracesOf(page: Page): { readonly traces: Traces; look(): Promise<void>; readonly headers: Record<string, string>[] } {
  const traces: Traces = { urls: new Set(), titles: new Set(), referrers: new Set(), cookies: new Set() }
  const headers: Record<string, string>[] = []
  page.context().on('request', (request) => {
    traces.urls.add(request.url())
    const { referer } = request.headers()
    if (referer) traces.referrers.add(referer)
  })
  page.context().on('response', (response) => headers.push({ ...response.headers(), ':path': new URL(response.url()).pathname }))
  return {
    traces,
    headers,
    async look() {
      // A page that is still being read has no title yet.
      await page.waitForLoadState('domcontentloaded')
      traces.titles.add(await page.title())
      for (const { name } of await page.context().cookies()) traces.cookies.add(name)
    },
  }
}

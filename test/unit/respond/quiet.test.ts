import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { begin, press, textOf, townWith } from './helpers/town.ts'

const survey = fullSurvey()
const link = linkOf(survey.id)

/** Every page there is: walked, and those beside the walk. */
async function everyPage() {
  const town = await townWith(survey)
  const browser = town.browser()
  let shown = await begin(browser, survey)
  const wishes = { went: ['yes'], words: ['My own words'], age: ['old'] }
  const paths = [shown.url.pathname]
  while (!shown.url.pathname.endsWith('/send')) {
    const next = await press(browser, shown, wishes)
    // The number was wrong: that page too, then on.
    shown = next.status === 422 ? await press(browser, next, { age: ['20'] }) : next
    paths.push(shown.url.pathname)
  }
  await press(browser, shown)
  for (const path of [
    '/',
    `/s/${link}`,
    `/s/${link}/all`,
    `/s/${link}/support`,
    '/support',
    '/withdraw',
    '/unknown',
    '/s/0000000000',
    '/leave',
  ])
    await browser.open(path)
  return { town, paths }
}

describe('every response', () => {
  it('is kept by no one, framed by no one, found by no search engine, and tells the next site nothing (RX-18)', async () => {
    const { town } = await everyPage()
    for (const result of town.results) {
      expect(result.headers).toMatchObject({
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Robots-Tag': 'noindex',
        'X-Content-Type-Options': 'nosniff',
      })
      const page = textOf(result)
      const policy = result.headers['Content-Security-Policy'] ?? ''
      expect(policy).toMatch(/^default-src 'none'/)
      if (page === '') continue
      expect(result.headers).toMatchObject({ 'X-Frame-Options': 'DENY', 'Cross-Origin-Opener-Policy': 'same-origin' })
      expect(policy).toMatch(/;form-action 'self';frame-ancestors 'none';base-uri 'none'$/)
      expect(policy).not.toMatch(/unsafe|script-src|https?:/)
      const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(
        (match) =>
          `'sha256-${createHash('sha256')
            .update(match[1] ?? '')
            .digest('base64')}'`,
      )
      expect(policy).toContain(`style-src ${styles.join(' ')};`)
      expect(page).not.toMatch(/<script|<img|<iframe|style="|src=| required/)
    }
  })

  it('has a title, an address and a cookie without a word of the survey (RX-17)', async () => {
    const { town, paths } = await everyPage()
    for (const result of town.results) {
      const title = textOf(result).match(/<title>(.*?)<\/title>/)?.[1] ?? 'none'
      expect(title).toMatch(/^(none|(Error: )?[A-Z][A-Za-z ]*( \d+)? - Community survey)$/)
      expect(title).not.toMatch(/Xylophones|went|words \(en\)/)
    }
    expect(paths.filter((path) => !/^\/s\/[0-9a-z]{10}\/(\d+|check|send)$/.test(path))).toEqual([])
    expect(new Set(town.results.flatMap((result) => result.cookies).map((cookie) => cookie.split('=')[0]))).toEqual(
      new Set(['__Host-visit']),
    )
  })

  it('sets one session cookie, that no script, other site or plain connection can see', async () => {
    const { town } = await everyPage()
    const [set, ...others] = town.results.flatMap((result) => result.cookies)
    expect(set).toMatch(/^__Host-visit=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
    expect(new Set(others)).toEqual(new Set(['__Host-visit=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0']))
  })

  it('is small: 6 KB for the first page, 4 KB for a question, compressed', async () => {
    const { town } = await everyPage()
    const sizes = town.results.map((result) => ({ page: textOf(result), question: /<title>(Error: )?Question/.test(textOf(result)) }))
    for (const { page, question } of sizes) if (question) expect(gzipSync(page).length).toBeLessThanOrEqual(4096)
    const first = await town.browser().open(`/s/${link}`)
    expect(first.status).toBe(200)
    expect(gzipSync(town.lastPage()).length).toBeLessThanOrEqual(6144)
  })
})

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { begin, eventOf, press, textOf, townWith } from './helpers/town.ts'

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
    shown = next.url.pathname === shown.url.pathname ? await press(browser, next, { age: ['20'] }) : next
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

/** On whatever leaves: pages, redirects, files, refusals. GlobaLeaks sends the like for the same reasons. */
const everywhere = {
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': expect.stringContaining('camera=(),geolocation=(),microphone=()'),
}

describe('every response', () => {
  it('is kept by no one, framed by no one, found by no search engine, and tells the next site nothing (RX-18)', async () => {
    const { town } = await everyPage()
    for (const result of town.results) {
      expect(result.headers).toMatchObject({
        'Cache-Control': 'no-store',
        ...everywhere,
      })
      const page = textOf(result)
      const policy = result.headers['Content-Security-Policy'] ?? ''
      expect(policy).toMatch(/^default-src 'none';frame-ancestors 'none'/)
      if (page === '') continue
      expect(result.headers).toMatchObject({ 'Cross-Origin-Opener-Policy': 'same-origin' })
      expect(policy).toMatch(/;form-action 'self';base-uri 'none'$/)
      expect(policy).not.toMatch(/unsafe|https?:/)
      const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(
        (match) =>
          `'sha256-${createHash('sha256')
            .update(match[1] ?? '')
            .digest('base64')}'`,
      )
      const files = [...page.matchAll(/(?:src|rel="stylesheet" href)="(.*?)"/g)].map((match) => match[1])
      expect(policy).toContain(`style-src ${styles.length > 0 ? styles.join(' ') : "'self'"};`)
      expect(policy.includes("script-src 'self';")).toBe(page.includes('<script src="/file/'))
      for (const path of files) expect(path).toMatch(/^\/file\/(en-)?[0-9a-f]{16}$/)
      expect(page).not.toMatch(/<script>|<img|<iframe|style="| on[a-z]+="| required/)
    }
  })

  it('is made of one file or two, and the first page of one (RX-03)', async () => {
    const { town } = await everyPage()
    for (const page of town.results.map(textOf)) {
      const styles = page.match(/<style>|rel="stylesheet"/g) ?? []
      const scripts = page.match(/<script/g) ?? []
      if (page !== '') expect([styles.length, scripts.length <= 1]).toEqual([1, true])
    }
    await town.browser().open(`/s/${link}`)
    expect(town.lastPage()).not.toMatch(/<script|stylesheet/)
  })

  it.each(['style', 'script'])('loads a %s that a browser may keep, that no other site can, and that is small (RX-04)', async (kind) => {
    const town = await townWith(survey)
    await begin(town.browser(), survey)
    const page = town.lastPage()
    const path = page.match(kind === 'style' ? /rel="stylesheet" href="(.*?)"/ : /<script src="(.*?)"/)?.[1] ?? 'none'

    const file = await town.call(eventOf({ method: 'GET', url: new URL(path, 'https://survey.example') }))

    expect(file.headers).toMatchObject({ ...everywhere, 'Cache-Control': 'private, max-age=31536000, immutable' })
    expect(file.headers['content-type']).toBe(kind === 'style' ? 'text/css; charset=UTF-8' : 'text/javascript; charset=UTF-8')
    expect(file.cookies).toEqual([])
    expect(gzipSync(textOf(file)).length).toBeLessThanOrEqual(kind === 'style' ? 4096 : 1200)
    expect(textOf(file)).not.toMatch(/localStorage|sessionStorage|indexedDB|cookie|XMLHttp|sendBeacon|serviceWorker/)
    // The form goes to its own page, and nothing goes anywhere else.
    expect(textOf(file).match(/fetch\([^,]*/g) ?? []).toEqual(kind === 'script' ? ['fetch(form.action'] : [])
  })

  it('answers for a file that is not there as for any other page', async () => {
    const town = await townWith(survey)
    for (const path of ['/file/', '/file/0000000000000000', '/file/en-0000000000000000', '/file/constructor-0', '/file/xx-1']) {
      expect([path, (await town.browser().open(path)).status]).toEqual([path, 404])
    }
  })

  it('says the words of its script in the language of the page', async () => {
    for (const [language, says] of [
      ['en', 'Copy the code'],
      ['es', 'Copiar el código'],
      ['ar', 'نسخ الرمز'],
    ] as const) {
      const town = await townWith(survey)
      await town.browser().open(`/withdraw?lang=${language}`)
      const path = town.lastPage().match(/<script src="(.*?)"/)?.[1] ?? 'none'
      const file = await town.call(eventOf({ method: 'GET', url: new URL(path, 'https://survey.example') }))
      expect(textOf(file)).toContain(says)
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
      new Set(['__Host-visit', '__Host-page', '__Host-receipt']),
    )
  })

  it('sets session cookies that no script, other site or plain connection can see, and clears them', async () => {
    const { town } = await everyPage()
    const set = town.results.flatMap((result) => result.cookies)
    const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict'
    for (const cookie of set) expect(cookie).toMatch(new RegExp(`^__Host-(visit|page|receipt)=[\\w-]*; ${attributes}(; Max-Age=0)?$`))
    expect(set.find((each) => each.startsWith('__Host-visit='))).toMatch(/=[\w-]{64};/)
    for (const name of ['visit', 'page', 'receipt']) expect(set).toContain(`__Host-${name}=; ${attributes}; Max-Age=0`)
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

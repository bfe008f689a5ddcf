import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import { Browser, type Shown } from '#cli/simulate/browser.ts'
import type { HttpRequest } from '#cli/simulate/connection.ts'
import { fillForm } from '#cli/simulate/fill-form.ts'
import { codeOn } from '#cli/simulate/receipt-code.ts'
import type { Approvals } from '#functions/approvals.ts'
import { type Limits, limits } from '#functions/respond/abuse/limits.ts'
import { createHandler } from '#functions/respond/lambda.ts'
import { createRespond } from '#functions/respond/respond.tsx'
import type { HttpResult } from '#functions/web/http-result.ts'
import { createLog } from '#shared/log.ts'
import { publicStoryKey } from '#shared/response/story.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { inMemory } from './memory.ts'

export const STORY_SECRET = new Uint8Array(32).fill(7)
export const PEPPER = new Uint8Array(32).fill(3)
const ORIGIN = new URL('https://survey.example')
/** Browsers keep no cookie of ours from here. */
export const PLAIN_ORIGIN = new URL('http://survey.example')

const asked = z.object({ rawPath: z.string(), requestContext: z.object({ http: z.object({ method: z.string() }) }).optional() })

/** The respondent's side on stores in memory, behind the handler, with a clock and a source of randomness of its own. */
export function townWith(...surveys: Survey[]) {
  return limitedTown({}, ...surveys)
}

/** A board that approves whatever it is asked about. */
export const approving: Approvals = async ({ bytes }) => ({
  ok: true,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  proposal: 'a'.repeat(64),
  demonstration: false,
  smallBoard: false,
})

/** The same where no more of each may come in a while than said. */
export async function limitedTown(most: Partial<Limits>, ...surveys: Survey[]) {
  const memory = inMemory()
  const lines: string[] = []
  const results: HttpResult[] = []
  const posted: (HttpResult & { readonly path: string })[] = []
  const clock = { now: new Date('2026-03-04T10:20:30Z') }
  const board = { says: approving }
  let drawn = 0
  const log = createLog((line) => lines.push(line))
  const respond = createRespond({
    clock: () => clock.now,
    random: (bytes) => new Uint8Array(createHash('sha512').update(`random ${drawn++}`).digest().subarray(0, bytes)),
    pepper: PEPPER,
    storyKey: publicStoryKey(STORY_SECRET),
    storyCircle: async () => undefined,
    leaveTo: 'https://www.wikipedia.org/',
    limits: limits.parse(most),
    repositories: memory,
    approvals: (artifact) => board.says(artifact),
    log,
  })
  const handler = createHandler(log, () => respond)

  let plant = (event: unknown): unknown => event
  async function call(event: unknown): Promise<HttpResult> {
    const result: HttpResult = await Reflect.apply(handler, undefined, [plant(event), {}])
    results.push(result)
    const { rawPath, requestContext } = asked.parse(event)
    if (requestContext?.http.method === 'POST') posted.push({ ...result, path: rawPath })
    return result
  }

  const town = {
    memory,
    clock,
    /** What the board says of a survey: at first, that it is approved. */
    board,
    /** Every log line and every response so far. */
    lines,
    results,
    /** What each form was answered with. */
    posted,
    call,
    /** The page that a redirect leads to, in a browser that sends back the cookies just set. */
    async follow(result: HttpResult): Promise<HttpResult> {
      const { location } = result.headers
      if (result.statusCode !== 303 || !location?.startsWith('/')) return result
      const cookie = result.cookies.filter((each) => !each.includes('Max-Age=0')).map((each) => each.split(';')[0])
      const headers: Record<string, string> = cookie.length > 0 ? { cookie: cookie.join('; ') } : {}
      return call(eventOf({ method: 'GET', url: new URL(location, ORIGIN), headers }))
    },
    /** Changes every event on its way to the handler. */
    plantIn(change: (event: unknown) => unknown): void {
      plant = change
    },
    /** `PLAIN_ORIGIN` for one that keeps none of our cookies. */
    browser: (headers: Readonly<Record<string, string>> = {}, origin = ORIGIN) =>
      new Browser({
        origin,
        now: () => clock.now,
        headers,
        send: async (request) => {
          const result = await call(eventOf(request))
          return {
            status: result.statusCode,
            location: result.headers.location,
            setCookie: result.cookies,
            body: textOf(result),
            bodyBytes: 0,
            headBytes: 0,
          }
        },
      }),
    async open(survey: Survey): Promise<void> {
      const version = versionOf(survey)
      await memory.community.storeSurvey(version, canonicalBytes(survey))
      await memory.community.open({ link: linkOf(survey.id), version })
    },
    /** The page last answered with. */
    lastPage: () => results.map(textOf).at(-1) ?? '',
    counts: () => ({ drafts: memory.kept.drafts.size, responses: memory.kept.responses.size, stories: memory.kept.stories.size }),
  }
  for (const survey of surveys) await town.open(survey)
  return town
}
export type Town = Awaited<ReturnType<typeof townWith>>

/** The cookie of the visit that was begun, as a browser sends it back. */
export function visitCookieOf({ results }: Pick<Town, 'results'>): string {
  const set = results.flatMap((result) => result.cookies).find((each) => each.startsWith('__Host-visit='))
  return set?.split(';')[0] ?? ''
}

export function textOf(result: HttpResult): string {
  if (!result.isBase64Encoded) return result.body
  const bytes = Buffer.from(result.body, 'base64')
  return (result.headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes)).toString()
}

/** The event API Gateway makes of a request, as far as anything of it could matter. */
export function eventOf(request: Pick<HttpRequest, 'method' | 'url'> & Partial<HttpRequest>): Partial<APIGatewayProxyEventV2> {
  const { method, url, headers = {}, body } = request
  const { cookie, ...others } = headers
  const http = { method, path: url.pathname, protocol: 'HTTP/1.1', sourceIp: '203.0.113.9', userAgent: 'Agent/1' }
  return {
    version: '2.0',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    queryStringParameters: Object.fromEntries(url.searchParams),
    headers: others,
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'test',
      domainName: url.host,
      domainPrefix: 'test',
      http,
      requestId: 'request-id',
      routeKey: '$default',
      stage: '$default',
      time: '04/Mar/2026:10:20:30 +0000',
      timeEpoch: 1_772_619_630_000,
    },
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
  }
}

type Wishes = Readonly<Record<string, readonly string[]>>

/** Fills the page's own form and presses a button: the first one, or the one with that label or value. */
export async function press(browser: Browser, shown: Shown, wishes: Wishes = {}, label?: string): Promise<Shown> {
  if (label === 'Stop and delete my answers') return stop(browser, shown)
  const form = shown.page.forms.find((each) => label === undefined || each.submits.some((submit) => submit.label === label))
  if (!form) throw new Error(`${shown.url.pathname} (${shown.status}) has no form with ${label ?? 'a button'}: ${shown.page.text}`)
  const pressed = form.submits.find((submit) => label === undefined || submit.label === label)
  return browser.submit(shown, fillForm(form, wishes), pressed)
}

/** Asks to stop, and says yes. Throws where a page does not offer it. */
async function stop(browser: Browser, shown: Shown): Promise<Shown> {
  const form = shown.page.forms.find((each) => each.submits.some(({ value }) => value === 'stop'))
  const link = shown.page.links.find((href) => /\/stop(\/|\?|$)/.test(href))
  if (!form && link === undefined) throw new Error(`${shown.url.pathname} has no way to stop`)
  const asked = form
    ? await browser.submit(
        shown,
        form,
        form.submits.find(({ value }) => value === 'stop'),
      )
    : await browser.open(link ?? '')
  return press(browser, asked, {}, 'Delete my answers now')
}

export const AGREES: Wishes = { _adult: ['yes'], _purpose: ['aggregate'] }

/** From the link to the first question. */
export async function begin(browser: Browser, survey: Survey, agrees: Wishes = AGREES): Promise<Shown> {
  return press(browser, await browser.open(`/s/${linkOf(survey.id)}/consent`), agrees)
}

/** Presses the main button of page after page, with these wishes, until the page of a path. */
export async function goOn(browser: Browser, from: Shown, until: string, wishes: Wishes = {}): Promise<Shown> {
  let shown = from
  for (let pages = 0; pages < 60; pages++) {
    if (shown.url.pathname.endsWith(until)) return shown
    shown = await press(browser, shown, wishes)
  }
  throw new Error(`did not come to ${until}: stands at ${shown.url.pathname}`)
}

/** The whole way to a receipt; returns its code. */
export async function takePart(browser: Browser, survey: Survey, wishes: Wishes = {}, agrees: Wishes = AGREES): Promise<string> {
  const ready = await goOn(browser, await begin(browser, survey, agrees), '/send', wishes)
  return receiptOn(await press(browser, ready))
}

export function receiptOn(shown: Shown): string {
  const code = codeOn(shown.page.text)
  if (code === undefined) throw new Error(`no receipt at ${shown.url.pathname} (${shown.status}): ${shown.page.text}`)
  return code
}

import { type Context, Hono } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { encode } from '#functions/compress.ts'
import { entryBytes } from '#shared/governance/entries.ts'
import { renderPage } from '#shared/pages/render.ts'
import { addresses } from './addresses.ts'
import { feedOf, latestItem } from './feed.ts'
import { ListPage } from './pages/list-page.tsx'
import { MessagePage } from './pages/message-page.tsx'
import { linkTo, type SiteFrame } from './pages/site-page.tsx'
import { VersionPage } from './pages/version-page.tsx'
import type { ReadRequest } from './request.ts'
import { search } from './search.ts'
import type { Item, Shelves } from './shelves.ts'
import { signpostOfFile, signpostsOf } from './signposts.ts'
import { fileHeaders, siteHeaders, typeOf } from './site-headers.ts'
import type { SiteWords } from './words/site-words.ts'
import { siteWords } from './words/words-of-site.ts'

/** The services that the site needs. */
export type Services = {
  readonly shelves: () => Promise<Shelves>
  /** The checkpoints that were signed of the ledger. */
  readonly checkpoints: () => Promise<readonly string[]>
  /** `https://survey.example.org`, or nothing where it is not known: then addresses are told without it. */
  readonly origin: string
}

/** As API Gateway takes it (HTTP API, payload 2.0). */
export type HttpResult = {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly isBase64Encoded: boolean
}

type Bindings = {
  Bindings: { readonly request: ReadRequest; readonly services: Services; readonly shelves: Shelves; readonly frame: SiteFrame }
}
type SiteContext<Path extends string = string> = Context<Bindings, Path>

/** The public site: what the board published, and nothing else. Rejects when the ledger or a store cannot be read. */
export function createSite(services: Services): (request: ReadRequest) => Promise<HttpResult> {
  const app = siteRoutes()
  return async (request) => {
    const shelves = await services.shelves()
    const frame = frameOf(request, shelves)
    const method = request.method === 'other' ? 'PUT' : 'GET'
    return resultOf(await app.request(request.path, { method }, { request, services, shelves, frame }), request)
  }
}

/** Every route of the site; a test goes through them all. */
export function siteRoutes() {
  const app = new Hono<Bindings>({ strict: true })
  app.onError((error) => {
    throw error
  })
  app.notFound((c) => message(c, 'missing', 404))
  app.get('/r', list)
  app.get('/r/feed.xml', feed)
  app.get('/r/ledger.jsonl', ledger)
  app.get('/r/ledger.checkpoints', checkpoints)
  app.get('/r/:content{sha256-[0-9a-f]{64}}', slashed)
  app.get('/r/:content{sha256-[0-9a-f]{64}}/', (c) => version(c, contentIn(c, c.req.param('content'))))
  app.get('/r/:content{sha256-[0-9a-f]{64}}/:file{.+}', (c) => file(c, contentIn(c, c.req.param('content')), c.req.param('file')))
  app.get('/r/:study', slashed)
  app.get('/r/:study/', latest)
  app.get('/r/:study/:version{v[1-9][0-9]{0,5}}', slashed)
  app.get('/r/:study/:version{v[1-9][0-9]{0,5}}/', (c) => version(c, numbered(c, c.req.param('study'), c.req.param('version'))))
  app.get('/r/:study/:version{v[1-9][0-9]{0,5}}/:file{.+}', (c) =>
    file(c, numbered(c, c.req.param('study'), c.req.param('version')), c.req.param('file')),
  )
  return app
}

function list(c: SiteContext): Promise<Response> {
  const { shelves, request, frame } = c.env
  const { log, items } = shelves
  const found = log ? search(items, request.wanted, log.state) : []
  return page(c, <ListPage {...{ frame, wanted: request.wanted, isEmpty: items.length === 0, items: found.toReversed() }} />)
}

function feed(c: SiteContext): Response | Promise<Response> {
  const { shelves, services } = c.env
  const { log, items } = shelves
  const [founding] = log?.entries ?? []
  if (!log || !founding) return c.notFound()
  const { charter, ledger: board } = log.state
  const text = feedOf({ items, group: charter.group, board, founded: founding.day, origin: services.origin })
  return c.body(text, 200, { ...siteHeaders, 'Content-Type': 'application/atom+xml; charset=utf-8' })
}

/** The whole ledger, for anybody to check and to keep: one canonical line an entry. */
function ledger(c: SiteContext): Response | Promise<Response> {
  const { log } = c.env.shelves
  if (!log) return c.notFound()
  const lines = log.entries.map((entry) => `${new TextDecoder().decode(entryBytes(entry))}\n`)
  return c.body(lines.join(''), 200, { ...fileHeaders, 'Content-Type': 'application/jsonl; charset=utf-8' })
}

async function checkpoints(c: SiteContext): Promise<Response> {
  if (!c.env.shelves.log) return c.notFound()
  const notes = await c.env.services.checkpoints()
  return c.body(notes.join('\n'), 200, { ...fileHeaders, 'Content-Type': 'text/plain; charset=utf-8' })
}

/** To the same address with a slash at its end, where the links of a page lead to its files. */
function slashed(c: SiteContext): Response {
  return c.redirect(linkTo(`${c.env.request.path}/`, c.env.frame), 308)
}

function latest(c: SiteContext<'/r/:study/'>): Response | Promise<Response> {
  const found = latestItem(ofStudy(c, c.req.param('study')))
  return found ? c.redirect(linkTo(addresses.version(found.version), c.env.frame), 307) : c.notFound()
}

async function version(c: SiteContext, item: Item | undefined): Promise<Response> {
  const { shelves, services, frame } = c.env
  if (!item || !shelves.log) return c.notFound()
  const all = ofStudy(c, item.version.study)
  const whole = item.standing === 'stands' ? await shelves.whole(item) : undefined
  if (item.standing === 'stands' && !whole) return message(c, 'failed', 503)
  c.header('Link', signpostsOf(item, all, whole, services.origin))
  const status = item.standing === 'paused' ? 503 : 200
  return page(c, <VersionPage {...{ frame, item, all, whole, log: shelves.log, origin: services.origin }} />, status)
}

/** A file of a version that stands, byte for byte. Of one that was withdrawn it is gone, and of a paused one not given out. */
async function file(c: SiteContext, item: Item | undefined, name: string): Promise<Response> {
  const { shelves, services, request } = c.env
  if (!item || item.standing === 'retraction') return c.notFound()
  if (item.standing === 'withdrawn') return message(c, 'gone', 410)
  const whole = item.standing === 'stands' ? await shelves.whole(item) : undefined
  if (!whole) return message(c, 'failed', 503)
  if (!whole.files.has(name)) return whole.dataOnly ? message(c, 'dataOnly', 503) : c.notFound()
  const found = await shelves.file(item, name)
  if (!found) return message(c, 'failed', 503)
  const tag = `"${found.hash}"`
  const headers = { ...fileHeaders, ETag: tag, Link: signpostOfFile(item, services.origin), 'Content-Type': typeOf(name) }
  return request.known.includes(tag) ? c.body(null, 304, headers) : c.body(Uint8Array.from(found.bytes), 200, headers)
}

function ofStudy(c: SiteContext, study: string): readonly Item[] {
  return c.env.shelves.items.filter(({ version }) => version.study === study)
}

function numbered(c: SiteContext, study: string, version: string): Item | undefined {
  return ofStudy(c, study).find((each) => `v${each.version.number}` === version)
}

function contentIn(c: SiteContext, content: string): Item | undefined {
  return c.env.shelves.items.find(({ id }) => `sha256-${id}` === content)
}

function message(c: SiteContext, what: 'missing' | 'failed' | 'gone' | 'dataOnly', status: 404 | 410 | 503): Promise<Response> {
  const { frame } = c.env
  const words = siteWords(frame.language)
  const { heading, text } = whatToSay(words, what)
  return page(c, <MessagePage {...{ frame, heading, text }} />, status)
}

function whatToSay(words: SiteWords, what: 'missing' | 'failed' | 'gone' | 'dataOnly'): SiteWords['failed'] {
  if (what === 'gone') return { heading: words.missing.heading, text: words.filesGone }
  return what === 'dataOnly' ? { heading: words.failed.heading, text: words.dataOnly } : words[what]
}

async function page(
  c: SiteContext,
  shown: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: 200 | 404 | 410 | 503 = 200,
): Promise<Response> {
  return c.html(await renderPage(shown), status, siteHeaders)
}

function frameOf({ language, path }: ReadRequest, { log }: Pick<Shelves, 'log'>): SiteFrame {
  const charter = log?.state.charter
  return {
    language: language ?? 'en',
    isChosen: language !== undefined,
    path,
    ...(charter ? { group: charter.group, isDemonstration: charter.demonstration } : {}),
  }
}

async function resultOf(response: Response, { encoding, isHead }: ReadRequest): Promise<HttpResult> {
  const { headers, body, isBase64Encoded } = encode(new Uint8Array(await response.arrayBuffer()), encoding)
  const own = Object.fromEntries(response.headers)
  return {
    statusCode: response.status,
    headers: { ...siteHeaders, ...own, ...headers, vary: 'Accept-Encoding' },
    ...(isHead ? { body: '', isBase64Encoded: false } : { body, isBase64Encoded }),
  }
}

/** Answers a reader when it could not be found out what the board says: nothing that it may not have approved. */
export async function failedResult(request: ReadRequest | undefined): Promise<HttpResult> {
  const language = request?.language ?? 'en'
  const { heading, text } = siteWords(language).failed
  const frame = { language, isChosen: request?.language !== undefined, path: addresses.list }
  const body = request?.isHead ? '' : await renderPage(<MessagePage {...{ frame, heading, text }} />)
  const headers = { ...siteHeaders, 'Content-Type': 'text/html; charset=UTF-8' }
  return { statusCode: 503, headers, body, isBase64Encoded: false }
}

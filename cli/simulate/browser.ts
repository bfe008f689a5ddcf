import type { HttpResponse, Send } from './connection.ts'
import { encodeForm } from './fill-form.ts'
import { type HtmlForm, type Page, readPage, type Submit } from './html-form.ts'
import { CookieJar } from './jar.ts'

const MOST_REDIRECTS = 5

/** The only thing said about this browser, and browsers all say it. */
const ACCEPTS = { 'accept-encoding': 'gzip, br' }

/** The page shown last: one of ours, or the address of another site that we were sent on to. */
export type Shown = { readonly status: number; readonly url: URL; readonly page: Page }

/** Called for every response, with its wire size. */
export type Watch = (url: URL, response: HttpResponse) => void

/**
 * One browser session without JavaScript: keeps cookies, posts forms, follows redirects within the site.
 */
export class Browser {
  private readonly origin: URL
  private readonly send: Send
  private readonly now: () => Date
  private readonly watch: Watch | undefined
  private readonly headers: Readonly<Record<string, string>>
  private jar: CookieJar

  constructor(options: { origin: URL; send: Send; now: () => Date; watch?: Watch; headers?: Readonly<Record<string, string>> }) {
    this.origin = options.origin
    this.send = options.send
    this.now = options.now
    this.watch = options.watch
    this.headers = options.headers ?? {}
    this.jar = new CookieJar(options.origin)
  }

  open(path: string): Promise<Shown> {
    return this.follow('GET', new URL(path, this.origin), undefined)
  }

  submit(shown: Shown, form: HtmlForm, pressed: Submit | undefined): Promise<Shown> {
    const target = new URL(pressed?.action ?? form.action, shown.url)
    const body = encodeForm(form, pressed)
    if (form.method === 'POST') return this.follow('POST', target, body)
    target.search = body
    return this.follow('GET', target, undefined)
  }

  /** Closes the browser: session cookies are gone. */
  close(): void {
    this.jar = new CookieJar(this.origin)
  }

  cookieNames(): string[] {
    return this.jar.names()
  }

  private async follow(method: 'GET' | 'POST', url: URL, body: string | undefined): Promise<Shown> {
    let response = await this.once(method, url, body)
    let at = url
    for (let hops = 0; response.location !== undefined && response.status >= 300 && response.status < 400; hops++) {
      at = new URL(response.location, at)
      if (at.origin !== this.origin.origin) return { status: response.status, url: at, page: readPage('') }
      if (hops === MOST_REDIRECTS) throw new Error(`more than ${MOST_REDIRECTS} redirects from ${url.pathname}`)
      response = await this.once('GET', at, undefined)
    }
    return { status: response.status, url: at, page: readPage(response.body) }
  }

  private async once(method: 'GET' | 'POST', url: URL, body: string | undefined): Promise<HttpResponse> {
    const cookie = this.jar.header()
    const response = await this.send({
      method,
      url,
      headers: {
        ...ACCEPTS,
        ...this.headers,
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { body }),
    })
    for (const header of response.setCookie) this.jar.take(header, this.now())
    this.watch?.(url, response)
    return response
  }
}

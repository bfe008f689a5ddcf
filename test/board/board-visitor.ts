import { challengeOn, fieldOn } from '#test/unit/console/helpers/board-town.ts'
import { type Authenticator, answerTo } from './passkey.ts'

type Reply = { readonly status: number; readonly text: string; readonly location: string }

/** A person before the board's pages, over HTTP: keeps the one cookie, and has one passkey. */
export class BoardVisitor {
  readonly #origin: string
  readonly #authenticator: Authenticator
  #cookie = ''

  constructor(origin: string, authenticator: Authenticator) {
    this.#origin = origin
    this.#authenticator = authenticator
  }

  async get(path: string): Promise<Reply> {
    return this.#ask(path, {})
  }

  async post(path: string, form: Readonly<Record<string, string>>): Promise<Reply> {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(form) })
  }

  async signIn(): Promise<Reply> {
    const { text } = await this.get('/board/sign-in')
    return this.post('/board/sign-in', { token: fieldOn(text, 'token'), ...this.#answerOn(text) })
  }

  /** From a filled form to what the signature was answered with. */
  async act(path: string, form: Readonly<Record<string, string>>): Promise<Reply> {
    const { location } = await this.post(path, form)
    const { text } = await this.get(location)
    return this.post(location, { day: fieldOn(text, 'day'), seen: fieldOn(text, 'seen'), ...this.#answerOn(text) })
  }

  #answerOn(page: string): Readonly<Record<string, string>> {
    return { credential: this.#authenticator.key.credential, ...answerTo(challengeOn(page), this.#authenticator) }
  }

  async #ask(path: string, init: RequestInit): Promise<Reply> {
    const headers = { 'sec-fetch-site': 'same-origin', ...(this.#cookie && { cookie: this.#cookie }) }
    const response = await fetch(new URL(path, this.#origin), { ...init, headers, redirect: 'manual' })
    for (const set of response.headers.getSetCookie()) this.#cookie = set.split(';')[0] ?? ''
    return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '' }
  }
}

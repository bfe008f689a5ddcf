import type { CDPSession, Page } from 'playwright-core'
import type { BoardWords } from '#functions/console/words/en.ts'
import type { Authenticator, Holder } from '#test/board/passkey.ts'

/** As the browser's tools give a key out. */
type Credential = {
  readonly credentialId: string
  readonly isResidentCredential: boolean
  readonly rpId?: string
  readonly privateKey: string
  readonly userHandle?: string
  readonly signCount: number
}

/** A person's device: one browser page, and an authenticator that holds the key of the one who sits before it. */
export class BoardVisit {
  readonly page: Page
  readonly #cdp: CDPSession
  readonly origin: string
  #words: BoardWords
  #authenticator: string | undefined

  private constructor(page: Page, cdp: CDPSession, origin: string, words: BoardWords) {
    this.page = page
    this.#cdp = cdp
    this.origin = origin
    this.#words = words
  }

  static async on(page: Page, origin: string, words: BoardWords): Promise<BoardVisit> {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    return new BoardVisit(page, cdp, origin, words)
  }

  /** From now on the pages come in the language of these words. */
  speak(words: BoardWords): void {
    this.#words = words
  }

  async open(path: string): Promise<void> {
    const { language } = this.#words
    await this.page.goto(`${this.origin}${path}${language === 'en' ? '' : `?lang=${language}`}`)
  }

  /** Takes the place of the one who was there, and signs in. */
  async as({ authenticator }: Pick<Holder, 'authenticator'>): Promise<void> {
    await this.hold(authenticator)
    await this.page.context().clearCookies()
    await this.open('/board/sign-in')
    await this.press(this.#words.signIn.button)
    await this.page.waitForURL('**/board/waiting*')
  }

  /** Gives the browser an authenticator with this key, or with none. */
  async hold(own?: Authenticator): Promise<void> {
    if (this.#authenticator !== undefined)
      await this.#cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: this.#authenticator })
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    } as const
    const { authenticatorId } = await this.#cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, automaticPresenceSimulation: true },
    })
    this.#authenticator = authenticatorId
    if (!own) return
    const { key, privateKey } = own
    await this.#cdp.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: {
        credentialId: Buffer.from(key.credential, 'base64url').toString('base64'),
        isResidentCredential: false,
        rpId: key.site,
        privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
        signCount: 0,
      },
    })
  }

  /** The keys that this browser's authenticator holds now. */
  async credentials(): Promise<readonly Credential[]> {
    const authenticatorId = this.#authenticator ?? ''
    return (await this.#cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  }

  /** Signs in with a key that a browser made. */
  async asCredential(own: readonly Credential[]): Promise<void> {
    await this.hold()
    for (const credential of own) await this.#cdp.send('WebAuthn.addCredential', { authenticatorId: this.#authenticator ?? '', credential })
    await this.page.context().clearCookies()
    await this.open('/board/sign-in')
    await this.press(this.#words.signIn.button)
    await this.page.waitForURL('**/board/waiting*')
  }

  async press(name: string): Promise<void> {
    await this.page.locator('main').getByRole('button', { name, exact: true }).click()
  }

  async follow(name: string): Promise<void> {
    await this.page.locator('main').getByRole('link', { name, exact: true }).first().click()
  }

  /** Goes on from a form to the page that says what is signed, and signs it. */
  async goOnAndSign(): Promise<void> {
    await this.press(this.#words.forms.go)
    await this.sign()
  }

  async sign(): Promise<void> {
    await this.press(this.#words.sign.button)
    await this.page.getByText(this.#words.proposal.done).waitFor()
  }
}

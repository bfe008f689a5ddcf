import type { CDPSession, Locator, Page } from 'playwright-core'
import type { BoardWords } from '#functions/console/words/en.ts'
import type { Authenticator, Holder } from '#test/board/passkey.ts'
import { press } from './visit.ts'

/** As the browser's tools give a key out. */
type Credential = {
  readonly credentialId: string
  readonly isResidentCredential: boolean
  readonly rpId?: string
  readonly privateKey: string
  readonly userHandle?: string
  readonly signCount: number
}

const MOST_STOPS = 150

/** A person's device: one browser page, and an authenticator that holds the key of the one who sits before it. */
export class BoardVisit {
  readonly page: Page
  readonly #cdp: CDPSession
  readonly origin: string
  #words: BoardWords
  #authenticator: string | undefined
  #isByKeyboard = false

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

  /** Gives the browser an authenticator with this key, or with none. `hasPrf`: it gives pages secrets of their own (WebAuthn's prf). */
  async hold(own?: Authenticator, { hasPrf = true } = {}): Promise<void> {
    if (this.#authenticator !== undefined)
      await this.#cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: this.#authenticator })
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      ctap2Version: 'ctap2_1',
      hasPrf,
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

  /** Signs in with a key that a browser made; where there is no board yet, that leads to its founding. */
  async asCredential(own: readonly Credential[], lands = 'waiting'): Promise<void> {
    await this.hold()
    for (const credential of own) await this.#cdp.send('WebAuthn.addCredential', { authenticatorId: this.#authenticator ?? '', credential })
    await this.page.context().clearCookies()
    await this.open('/board/sign-in')
    await this.press(this.#words.signIn.button)
    await this.page.waitForURL(`**/board/${lands}*`)
  }

  /** From now on with the keys alone: Tab to what is meant, and then the key that does it. */
  byKeyboard(isOn = true): void {
    this.#isByKeyboard = isOn
  }

  async press(name: string): Promise<void> {
    if (!this.#isByKeyboard) return press(this.page, name)
    await this.#go(this.page.locator('main').getByRole('button', { name, exact: true }))
  }

  /** Presses a button that changes the page and leads to no other. */
  async pressHere(name: string): Promise<void> {
    const button = this.page.locator('main').getByRole('button', { name, exact: true }).and(this.page.locator(':visible')).first()
    if (!this.#isByKeyboard) return button.click()
    await this.#reach(button)
    await this.page.keyboard.press('Enter')
  }

  /** Writes into a box that belongs to a script, and is sent nowhere as it is. */
  async writeHere(id: string, text: string): Promise<void> {
    const box = this.page.locator(`#${id}`)
    if (!this.#isByKeyboard) return box.fill(text)
    await this.#reach(box)
    await this.page.keyboard.insertText(text)
  }

  async follow(name: string): Promise<void> {
    if (!this.#isByKeyboard) return press(this.page, name, 'a')
    await this.#go(this.page.locator('main').getByRole('link', { name, exact: true }).first())
  }

  /** Follows the first link that stands in such a place, whatever it is called. */
  async enter(place: string): Promise<void> {
    await this.#go(this.page.locator('main').locator(place).first())
  }

  /** One of several, by its value. */
  async choose(field: string, value: string): Promise<void> {
    const chosen = this.page.locator(`[name=${field}][value="${value}"]`)
    if (!this.#isByKeyboard) return chosen.check()
    await this.#reach(this.page.locator(`[name=${field}]`).first())
    await this.page.keyboard.press('Space')
    for (let more = 0; more < MOST_STOPS && !(await chosen.isChecked()); more++) await this.page.keyboard.press('ArrowDown')
  }

  async write(field: string, text: string): Promise<void> {
    const box = this.page.locator(`[name=${field}]`)
    if (!this.#isByKeyboard) return box.fill(text)
    await this.#reach(box)
    await this.page.keyboard.type(text)
  }

  async #go(to: Locator): Promise<void> {
    if (!this.#isByKeyboard) return to.click()
    await this.#reach(to)
    await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press('Enter')])
  }

  async #reach(wanted: Locator): Promise<void> {
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await this.page.keyboard.press('Tab')
      if ((await wanted.and(this.page.locator(':focus')).count()) > 0) return
    }
    throw new Error(`no way by keyboard to ${wanted}`)
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

  /** The same, of an act about no proposal. */
  async goOnAndSignHere(): Promise<void> {
    await this.press(this.#words.forms.go)
    await this.press(this.#words.sign.button)
    await this.page.waitForURL('**/board/stories/done*')
  }
}

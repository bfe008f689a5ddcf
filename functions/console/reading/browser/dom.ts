/*
 * The few parts of a browser that these scripts use. There is no way in it to write markup: whatever somebody wrote becomes text.
 */

export type PageElement = {
  textContent: string | null
  hidden: boolean
  value: string
  checked: boolean
  disabled: boolean
  readonly dataset: Readonly<Record<string, string | undefined>>
  append(...parts: readonly (PageElement | string)[]): void
  replaceChildren(...parts: readonly (PageElement | string)[]): void
  setAttribute(name: string, value: string): void
  addEventListener(type: 'click' | 'submit', listener: (event: { preventDefault(): void }) => void): void
  focus(): void
  /** Posts it, where it is a form. */
  submit(): void
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
}

type CredentialRequest = {
  readonly publicKey: {
    readonly challenge: Uint8Array
    readonly rpId: string
    readonly allowCredentials: readonly { readonly type: 'public-key'; readonly id: Uint8Array }[]
    readonly userVerification: 'required'
    readonly extensions: { readonly prf: { readonly eval: { readonly first: Uint8Array } } }
  }
}
type Given = { getClientExtensionResults(): { readonly prf?: { readonly results?: { readonly first?: ArrayBuffer } } } }

declare const document: {
  getElementById(id: string): PageElement | null
  createElement(name: string): PageElement
}
declare const navigator: { readonly credentials: { get(request: CredentialRequest): Promise<Given | null> } }

export function elementAt(id: string): PageElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no ${id}`)
  return found
}

/** The same, or undefined where the page has none. */
export function elementIf(id: string): PageElement | undefined {
  return document.getElementById(id) ?? undefined
}

export function make(name: 'li' | 'mark' | 'p' | 'h3' | 'div' | 'button', text: string, look?: string): PageElement {
  const made = document.createElement(name)
  made.textContent = text
  if (look !== undefined) made.setAttribute('class', look)
  return made
}

export function askAuthenticator(request: CredentialRequest): Promise<Given | null> {
  return navigator.credentials.get(request)
}

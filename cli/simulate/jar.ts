/**
 * The cookies of one browser session, with the rules a browser applies: `Secure` cookies only over https or to the
 * machine itself, `__Host-` names only when Secure, for the whole site, and without a Domain; and a cookie set to expire
 * is gone.
 */
export class CookieJar {
  private readonly cookies = new Map<string, string>()
  private readonly trustworthy: boolean

  constructor(origin: URL) {
    this.trustworthy = origin.protocol === 'https:' || isLoopback(origin.hostname)
  }

  /** Keeps what a `Set-Cookie` header says; refuses, silently as browsers do, what it may not keep. */
  take(header: string, now: Date): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
    const equals = pair.indexOf('=')
    if (equals < 1) return
    const name = pair.slice(0, equals)
    const has = new Map(attributes.map((text) => splitAttribute(text)))
    const secure = has.has('secure')
    if (secure && !this.trustworthy) return
    if (name.startsWith('__Secure-') && !secure) return
    if (name.startsWith('__Host-') && !(secure && has.get('path') === '/' && !has.has('domain'))) return
    if (hasExpired(has, now)) this.cookies.delete(name)
    else this.cookies.set(name, pair.slice(equals + 1))
  }

  clear(): void {
    this.cookies.clear()
  }

  /** The `Cookie` header, or undefined when there is nothing to send. */
  header(): string | undefined {
    return this.cookies.size === 0 ? undefined : [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  names(): string[] {
    return [...this.cookies.keys()]
  }
}

function splitAttribute(text: string): [string, string] {
  const equals = text.indexOf('=')
  return equals === -1 ? [text.toLowerCase(), ''] : [text.slice(0, equals).toLowerCase(), text.slice(equals + 1)]
}

function hasExpired(attributes: ReadonlyMap<string, string>, now: Date): boolean {
  const age = attributes.get('max-age')
  if (age !== undefined) return Number(age) <= 0
  const expires = attributes.get('expires')
  return expires !== undefined && Date.parse(expires) <= now.getTime()
}

/** Browsers trust the machine they run on as they trust https. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** The origin of the console, to which a passkey is bound. */
export type Place = { readonly origin: string; readonly site: string }

const THIS_MACHINE = /^localhost(:\d{1,5})?$/

/**
 * A passkey belongs to a name, and a number such as 127.0.0.1 is none. So the console works under the name that its
 * deployment was given, and on one machine under `localhost`; under any other name that somebody made it come by, it does not.
 */
export function placeOf(host: string | undefined, publicHost: string | undefined): Place | undefined {
  if (publicHost !== undefined) return { origin: `https://${publicHost}`, site: publicHost.replace(/:\d+$/, '') }
  if (host === undefined || !THIS_MACHINE.test(host)) return undefined
  return { origin: `http://${host}`, site: 'localhost' }
}

/** The same page under the name that works, for somebody who typed the number. */
export function nameForNumber(host: string | undefined, path: string): string | undefined {
  const port = /^127\.0\.0\.1(:\d{1,5})?$/.exec(host ?? '')
  return port ? `http://localhost${port[1] ?? ''}${path}` : undefined
}

import { logFailure } from './log-failure.ts'
import { flashTo, formOf, goTo, KEPT, keepsCookies, type RouteContext } from './route.ts'
import { clearCookie, readSecret, setCookie, signSecret } from './visit-cookies.ts'

/** Reads the unsent one-page form of a survey, if this browser was here with it in the last hour. */
export async function savedForm(c: RouteContext, link: string): Promise<URLSearchParams | undefined> {
  const secret = secretOf(c)
  return secret && c.env.deps.formDrafts.read(secret, link)
}

/**
 * Keeps a posted form and leads on to a page, to which `why` is told. Undefined where it cannot be kept: for its size, because
 * too many come at once, or because the store does not answer.
 */
export async function saveAndGoTo(c: RouteContext, link: string, path: string, why?: string): Promise<Response | undefined> {
  const { deps, request } = c.env
  const { services, formDrafts, rateLimits } = deps
  const before = secretOf(c)
  try {
    if ((await rateLimits.saveForm()).outcome === 'spent') return undefined
    const secret = await formDrafts.save(link, formOf(c))
    if (!secret) return undefined
    if (before) await formDrafts.remove(before)
    const form = signSecret(secret, services.pepper)
    if (!keepsCookies(request)) return flashTo(c, path, { why: why ?? KEPT, form })
    return why === undefined ? goTo(c, path, setCookie('form', form)) : flashTo(c, path, { why }, setCookie('form', form))
  } catch (error) {
    logFailure(services.log, 'draft', error)
    return undefined
  }
}

/** Removes the kept form after its answers were sent, and returns the cookies to clear. */
export async function forgetSavedForm(c: RouteContext): Promise<string[]> {
  const { services, formDrafts } = c.env.deps
  const secret = secretOf(c)
  // A receipt does not wait for this: the form is deleted within two hours anyway, and nobody has its key.
  if (secret) await formDrafts.remove(secret).catch((error) => logFailure(services.log, 'draft', error))
  return c.env.request.cookies.form === undefined ? [] : [clearCookie('form')]
}

function secretOf(c: RouteContext) {
  const { flash, request, deps } = c.env
  return readSecret(flash?.form ?? request.cookies.form, deps.services.pepper)
}

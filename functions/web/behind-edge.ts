import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'aws-lambda'
import * as z from 'zod'
import type { HttpResult } from '#functions/web/http-result.ts'
import { bareHeaders } from '#shared/pages/page-headers.ts'

type Handler<Result> = (event: unknown, context: Context) => Promise<Result>

type Environment = Readonly<Record<string, string | undefined>>

/** The header that the edge adds to each request, over one of that name that came with it. */
export const EDGE_HEADER = 'x-chorus-edge'

const asked = z.object({ headers: z.object({ [EDGE_HEADER]: z.string() }) })

/** SHA-256 of what the edge sends, in base64: of the key in use, and of the one before while it is replaced. */
const keys = z.object({
  CHORUS_SECRET_EDGE_KEY: z.base64().length(44),
  CHORUS_SECRET_EDGE_KEY_BEFORE: z.base64().length(44).optional(),
})

/**
 * Lets no request through that did not come by way of the edge: anybody who knows the gateway's own address gets a plain page
 * and 403, and no code of a page runs. `environment`, which may ask for secrets, is asked only for a request that shows a key. Where
 * the function has no key to compare with, or cannot read it, nothing is let through either, with 503: a person with a good link is
 * told to try again, and the alarm on failing pages goes off.
 */
export function behindEdge<Result>(handler: Handler<Result>, environment: () => Promise<Environment>): Handler<Result | HttpResult> {
  const isOurs = async (shown: string) => {
    const digest = createHash('sha256').update(shown).digest()
    return keysIn(await environment()).some((key) => timingSafeEqual(key, digest))
  }
  return async (event, context) => {
    const { data } = asked.safeParse(event)
    if (data === undefined) return CLOSED
    const passes = await isOurs(data.headers[EDGE_HEADER]).catch(() => undefined)
    if (passes === undefined) return BROKEN
    return passes ? handler(event, context) : CLOSED
  }
}

function keysIn(environment: Environment): readonly Buffer[] {
  const { CHORUS_SECRET_EDGE_KEY: now, CHORUS_SECRET_EDGE_KEY_BEFORE: before } = keys.parse(environment)
  return [now, ...(before === undefined ? [] : [before])].map((each) => Buffer.from(each, 'base64'))
}

/** A page that belongs to no survey and has no link: at this address none leads anywhere. */
function page(statusCode: number, heading: string, text: string, es: string, ar: string): HttpResult {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title></head><body>
<h1>${heading}</h1><p>${text}</p>
<p lang="es">${es}</p>
<p lang="ar" dir="rtl">${ar}</p></body></html>`
  const headers = { 'content-type': 'text/html; charset=UTF-8', ...bareHeaders }
  return { statusCode, headers, cookies: [], body, isBase64Encoded: false }
}

const CLOSED = page(
  403,
  'There is nothing here',
  'Use the link that you were given.',
  'Aquí no hay nada. Use el enlace que le dieron.',
  'لا يوجد شيء هنا. استخدم الرابط الذي أُعطي لك.',
)
const BROKEN = page(
  503,
  'This does not work now',
  'Try again in some minutes.',
  'Ahora no funciona. Inténtelo de nuevo en unos minutos.',
  'هذا لا يعمل الآن. حاول مرة أخرى بعد بضع دقائق.',
)

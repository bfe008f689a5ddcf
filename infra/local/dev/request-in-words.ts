import * as z from 'zod'

const asked = z.object({ rawPath: z.string(), requestContext: z.object({ http: z.object({ method: z.string() }) }) })
const answered = z.object({ statusCode: z.int(), headers: z.record(z.string(), z.unknown()).optional() })

/** `POST /s/xr5pnq06ja/consent 303 -> /s/xr5pnq06ja/step/1`: neither what was sent nor the query. For npm run dev alone: a deployment keeps no requests. */
export function requestInWords(event: unknown, answer: unknown): string {
  const { rawPath, requestContext } = asked.parse(event)
  const { statusCode, headers = {} } = answered.parse(answer)
  const to = headers.location === undefined ? '' : ` -> ${String(headers.location).split('?')[0]}`
  return `${requestContext.http.method} ${rawPath} ${statusCode}${to}`
}

import type { HttpResult } from '#functions/web/http-result.ts'
import { pageHeaders } from '#shared/pages/page-headers.ts'
import { renderPage } from '#shared/pages/render.ts'
import { TroublePage } from './pages/ending-pages.tsx'
import { siteFrame } from './pages/page-frames.ts'

/** Not 500: that is what AWS says when a function died, and then CloudFront shows `/trouble/failed` in its place. */
const STATUS = { failed: 503, 'too large': 413 } as const

/** The page with Leave and Support for what went wrong outside the routes: somewhere inside, or a form that is too large to be read. */
export async function troubleReply(trouble: keyof typeof STATUS, language: string | undefined): Promise<HttpResult> {
  const frame = await siteFrame(language)
  const { heading, text, tooLargeHeading, tooLarge } = frame.words.trouble
  const said =
    trouble === 'failed' ? { heading, text, code: 'R08' as const } : { heading: tooLargeHeading, text: tooLarge, code: 'R09' as const }
  const body = await renderPage(<TroublePage frame={frame} {...said} />)
  return {
    statusCode: STATUS[trouble],
    headers: { 'content-type': 'text/html; charset=UTF-8', ...pageHeaders(body) },
    cookies: [],
    body,
    isBase64Encoded: false,
  }
}

import type { HttpResult } from '#functions/web/http-result.ts'
import { pageHeaders } from '#shared/pages/page-headers.ts'
import { renderPage } from '#shared/pages/render.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { TroublePage } from './pages/trouble-pages.tsx'
import { boardLanguageOf, loadBoardWords } from './words/load-board-words.ts'

/** The page for what went wrong outside the routes. Not 500: that is what AWS says when a function died. */
export async function failedReply(asked: string | undefined): Promise<HttpResult> {
  const language = boardLanguageOf(asked)
  const [words, siteWords] = await Promise.all([loadBoardWords(language), loadWords(language)])
  const view = { words, siteWords, language, path: '/board', room: undefined, to: (path: string) => `${path}?lang=${language}` }
  const { failedHeading, failed } = words.trouble
  const body = await renderPage(<TroublePage view={view} heading={failedHeading} text={failed} />)
  return {
    statusCode: 503,
    headers: { 'content-type': 'text/html; charset=UTF-8', ...pageHeaders(body) },
    cookies: [],
    body,
    isBase64Encoded: false,
  }
}

import { Hono } from 'hono'
import { encode } from '#functions/compress.ts'
import type { HttpResult } from '#functions/web/http-result.ts'
import { bareHeaders, fileHeaders, pageHeaders } from '#shared/pages/page-headers.ts'
import { rateLimitsOf } from './abuse/rate-limits.ts'
import { workOf } from './abuse/work.tsx'
import type { Deps } from './deps.ts'
import { decryptFlash, type Flash, isOver } from './flash.ts'
import { MissingPage, TroublePage } from './pages/ending-pages.tsx'
import { HomePage } from './pages/home-page.tsx'
import { siteFrame } from './pages/page-frames.ts'
import { paperOf } from './paths.ts'
import type { RespondRequest } from './respond-request.ts'
import { type Bindings, goTo, type PageShown, show } from './route.ts'
import { checkPage, leaveCheck } from './routes/check.tsx'
import { adultsPage, agree, consentPage, cookiesPage, declinedPage } from './routes/consent.tsx'
import { endedPage } from './routes/ended.tsx'
import { file } from './routes/file.ts'
import { contactKeptPage, followUpPage, leaveFollowUp } from './routes/follow-up.tsx'
import { leave, stop, stopPage, stoppedPage } from './routes/leave.tsx'
import { onePageForm, sendOnePage } from './routes/one-page.tsx'
import { paperPage, receiptPage } from './routes/receipt.tsx'
import { send, sendPage } from './routes/send.tsx'
import { startPage } from './routes/start.tsx'
import { answerStep, changeAnswer, changePage, stepPage } from './routes/step.tsx'
import { allSupportPage, supportPage } from './routes/support.tsx'
import { failedPage, goToTrouble, notAFormPage, tooLargePage } from './routes/trouble.tsx'
import { withdraw, withdrawnPage, withdrawPage } from './routes/withdraw.tsx'
import type { Services } from './services.ts'
import { editionsIn } from './visit/editions.ts'
import { formDraftsIn } from './visit/form-drafts.ts'
import { visitsIn } from './visit/visits.ts'

export type Respond = (request: RespondRequest) => Promise<HttpResult>

/** The respondent's side: every page from the link to the receipt and back. Rejects when a store fails where nothing can be saved. */
export function createRespond(services: Services): Respond {
  const app = respondRoutes()
  const deps: Deps = {
    services,
    editions: editionsIn(services),
    visits: visitsIn(services),
    formDrafts: formDraftsIn(services),
    rateLimits: rateLimitsOf(services),
    work: workOf(services.pepper),
  }
  return async (request) => {
    const { path, flash } = flashOf(request, services)
    // A message about a form comes in the language of the form.
    const frame = await siteFrame(request.language, request.method === 'GET' && !flash ? { path } : undefined)
    const method = request.method === 'other' ? 'PUT' : request.method
    const shown: PageShown = {}
    const response = await app.request(path, { method }, { request: { ...request, path }, frame, deps, flash, shown })
    return resultOf(response, shown.html ?? (await response.text()), request)
  }
}

/** The message that the form before this page left for it, in a cookie or in the address, and the path of the page. */
function flashOf(
  { method, path, cookies }: RespondRequest,
  services: Services,
): { readonly path: string; readonly flash?: Flash | undefined } {
  const token = method === 'GET' ? /^\/p\/([A-Za-z0-9_-]+)$/.exec(path)?.[1] : undefined
  const inAddress = decryptFlash(token, services)
  if (inAddress) return { path: inAddress.at, flash: isOver(inAddress, services.clock) ? undefined : inAddress }
  const inCookies = [decryptFlash(cookies.flash, services), decryptFlash(cookies.receipt, services)]
  const isFor = ({ at, receipt }: Flash) => at === path || (receipt !== undefined && paperOf(at) === path)
  return { path, flash: inCookies.find((each) => each && isFor(each) && !isOver(each, services.clock)) }
}

/** Every route of the respondent's side; a test goes through them all. */
export function respondRoutes() {
  const app = new Hono<Bindings>({ strict: true })
  // Hono would print what it catches; an error goes on to the handler, which knows what may be said about it.
  app.onError((error) => {
    throw error
  })
  app.notFound((c) =>
    c.env.request.method === 'POST' ? goTo(c, c.env.request.path) : show(c, <MissingPage frame={c.env.frame} />, { status: 404 }),
  )
  app.post('*', async (c, next) => {
    const { isFromElsewhere, body } = c.env.request
    const { kind } = body
    if (isFromElsewhere) {
      const { elsewhereHeading: heading, elsewhere: text } = c.env.frame.words.trouble
      return show(c, <TroublePage frame={c.env.frame} {...{ heading, text }} code="R11" />, { status: 403 })
    }
    if (kind === 'too large') return goToTrouble(c, 'large')
    if (kind === 'not a form') return goToTrouble(c, 'form')
    return next()
  })

  app.get('/', (c) => show(c, <HomePage frame={c.env.frame} />))
  app.get('/file/:name', file)
  app.get('/leave', leave)
  app.get('/withdraw', withdrawPage)
  app.post('/withdraw', withdraw)
  app.get('/withdrawn', withdrawnPage)
  app.get('/trouble/large', tooLargePage)
  app.get('/trouble/form', notAFormPage)
  app.get('/trouble/failed', failedPage)
  app.get('/support', allSupportPage)

  app.get('/s/:link', startPage)
  app.get('/s/:link/consent', consentPage)
  app.post('/s/:link/consent', agree)
  app.get('/s/:link/declined', declinedPage)
  app.get('/s/:link/adults', adultsPage)
  app.get('/s/:link/cookies', cookiesPage)
  app.get('/s/:link/all', onePageForm)
  app.post('/s/:link/all', sendOnePage)
  app.get('/s/:link/check', checkPage)
  app.post('/s/:link/check', leaveCheck)
  app.get('/s/:link/send', sendPage)
  app.post('/s/:link/send', send)
  app.get('/s/:link/receipt', receiptPage)
  app.get('/s/:link/receipt/paper', paperPage)
  app.get('/s/:link/ended', endedPage)
  app.get('/s/:link/stop/:place{.+}?', stopPage)
  app.post('/s/:link/stop', stop)
  app.get('/s/:link/stopped', stoppedPage)
  app.get('/s/:link/support/:place{.+}?', supportPage)
  app.get('/s/:link/contact', followUpPage)
  app.post('/s/:link/contact', leaveFollowUp)
  app.get('/s/:link/contact/kept', contactKeptPage)
  app.get('/s/:link/check/:number{[0-9]+}', changePage)
  app.post('/s/:link/check/:number{[0-9]+}', changeAnswer)
  app.get('/s/:link/:number{[0-9]+}', stepPage)
  app.post('/s/:link/:number{[0-9]+}', answerStep)
  return app
}

function resultOf(response: Response, page: string, { encoding, isHead, isLook }: RespondRequest): HttpResult {
  const own = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'))
  const { headers, body, isBase64Encoded } = encode(page, encoding)
  return {
    statusCode: response.status,
    headers: { ...own, ...headersFor(page, own['content-type']), ...headers },
    // A request that only looks begins nothing.
    cookies: isLook ? [] : response.headers.getSetCookie(),
    ...(isHead ? { body: '', isBase64Encoded: false } : { body, isBase64Encoded }),
  }
}

function headersFor(body: string, type: string | undefined) {
  if (body === '') return bareHeaders
  return type?.startsWith('text/html') ? pageHeaders(body) : fileHeaders
}

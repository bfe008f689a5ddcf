import { Hono } from 'hono'
import { bareHeaders, fileHeaders, pageHeaders } from '#shared/pages/headers.ts'
import { rateLimitsOf } from './abuse/rate-limits.ts'
import { workOf } from './abuse/work.tsx'
import type { AllowedRequest } from './allow-list.ts'
import { encode } from './compress.ts'
import type { Deps } from './deps.ts'
import { MissingPage, TroublePage } from './pages/ending-pages.tsx'
import { siteFrame } from './pages/frame.ts'
import { HomePage } from './pages/home-page.tsx'
import { type Bindings, show } from './route.ts'
import { checkPage, leaveCheck } from './routes/check.tsx'
import { agree, consentPage } from './routes/consent.tsx'
import { file } from './routes/file.ts'
import { followUpPage, leaveFollowUp } from './routes/follow-up.tsx'
import { leave, stop, stopPage } from './routes/leave.tsx'
import { onePageForm, sendOnePage } from './routes/one-page.tsx'
import { send, sendPage } from './routes/send.tsx'
import { startPage } from './routes/start.tsx'
import { answerStep, changeAnswer, changePage, stepPage } from './routes/step.tsx'
import { allSupportPage, supportPage } from './routes/support.tsx'
import { withdraw, withdrawPage } from './routes/withdraw.tsx'
import type { Services } from './services.ts'
import { editionsIn } from './visit/editions.ts'
import { visitsIn } from './visit/visits.ts'

/** As API Gateway takes it (HTTP API, payload 2.0). */
export type HttpResult = {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  readonly body: string
  readonly isBase64Encoded: boolean
}

export type Respond = (request: AllowedRequest) => Promise<HttpResult>

/** The respondent's side: every page from the link to the receipt and back. Rejects when a store fails where nothing can be saved. */
export function createRespond(services: Services): Respond {
  const app = routes()
  const deps: Deps = {
    services,
    editions: editionsIn(services.repositories.community),
    visits: visitsIn(services),
    rateLimits: rateLimitsOf(services),
    work: workOf(services.pepper),
  }
  return async (request) => {
    const frame = await siteFrame(request.language, request.method === 'GET' ? { path: request.path } : undefined)
    const method = request.method === 'other' ? 'PUT' : request.method
    const response = await app.request(request.path, { method }, { request, frame, deps })
    return resultOf(response, request)
  }
}

function routes() {
  const app = new Hono<Bindings>({ strict: true })
  // Hono would print what it catches; an error goes on to the handler, which knows what may be said about it.
  app.onError((error) => {
    throw error
  })
  app.notFound((c) => show(c, <MissingPage frame={c.env.frame} />, { status: 404 }))
  app.post('*', async (c, next) => {
    const { isFromElsewhere, body } = c.env.request
    const { kind } = body
    const { trouble } = c.env.frame.words
    if (isFromElsewhere)
      return show(c, <TroublePage frame={c.env.frame} heading={trouble.elsewhereHeading} text={trouble.elsewhere} />, { status: 403 })
    if (kind === 'too large')
      return show(c, <TroublePage frame={c.env.frame} heading={trouble.tooLargeHeading} text={trouble.tooLarge} />, { status: 413 })
    if (kind === 'not a form')
      return show(c, <TroublePage frame={c.env.frame} heading={trouble.notAFormHeading} text={trouble.notAForm} />, { status: 415 })
    return next()
  })

  app.get('/', (c) => show(c, <HomePage frame={c.env.frame} />))
  app.get('/file/:name', file)
  app.get('/leave', leave)
  app.get('/withdraw', withdrawPage)
  app.post('/withdraw', withdraw)
  app.get('/support', allSupportPage)

  app.get('/s/:link', startPage)
  app.get('/s/:link/consent', consentPage)
  app.post('/s/:link/consent', agree)
  app.get('/s/:link/all', onePageForm)
  app.post('/s/:link/all', sendOnePage)
  app.get('/s/:link/check', checkPage)
  app.post('/s/:link/check', leaveCheck)
  app.get('/s/:link/send', sendPage)
  app.post('/s/:link/send', send)
  app.get('/s/:link/stop/:place{.+}?', stopPage)
  app.post('/s/:link/stop', stop)
  app.get('/s/:link/support/:place{.+}?', supportPage)
  app.get('/s/:link/contact', followUpPage)
  app.post('/s/:link/contact', leaveFollowUp)
  app.get('/s/:link/check/:number{[0-9]+}', changePage)
  app.post('/s/:link/check/:number{[0-9]+}', changeAnswer)
  app.get('/s/:link/:number{[0-9]+}', stepPage)
  app.post('/s/:link/:number{[0-9]+}', answerStep)
  return app
}

async function resultOf(response: Response, { encoding, isHead, isLook }: AllowedRequest): Promise<HttpResult> {
  const page = await response.text()
  const own = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'))
  const { headers, body, isBase64Encoded } = encode(page, encoding)
  return {
    statusCode: response.status,
    headers: { ...own, ...headersFor(page, own['content-type']), ...headers },
    // Who only looks begins nothing.
    cookies: isLook ? [] : response.headers.getSetCookie(),
    ...(isHead ? { body: '', isBase64Encoded: false } : { body, isBase64Encoded }),
  }
}

function headersFor(body: string, type: string | undefined) {
  if (body === '') return bareHeaders
  return type?.startsWith('text/html') ? pageHeaders(body) : fileHeaders
}

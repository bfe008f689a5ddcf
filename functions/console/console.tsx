import { Hono } from 'hono'
import { encode } from '#functions/compress.ts'
import type { HttpResult } from '#functions/web/http-result.ts'
import type { Role } from '#shared/governance/charter.ts'
import { LedgerFault } from '#shared/governance/verified-log.ts'
import { bareHeaders, fileHeaders, pageHeaders } from '#shared/pages/page-headers.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { sessionCookie } from './board-cookie.ts'
import { boardFileAt } from './board-files.ts'
import type { ConsoleRequest } from './console-request.ts'
import { keepForm } from './desk.ts'
import { nameForNumber, placeOf } from './origin.ts'
import { MissingPage, TroublePage } from './pages/trouble-pages.tsx'
import { enterRoom, type Room } from './room.ts'
import { type Bindings, formOf, goTo, nowIn, type RouteContext, type Seated, show, type View } from './route.ts'
import { act, actPage } from './routes/act.tsx'
import { candidateFile } from './routes/candidate-file.tsx'
import { expectedPage } from './routes/expected.tsx'
import { exportAll, exportPage } from './routes/export.tsx'
import { foundingPage, signFounding, writeFounding } from './routes/founding.tsx'
import { homePage } from './routes/home.tsx'
import { join, joinedPage, joinPage } from './routes/join.tsx'
import { ledgerCheckpoints, ledgerLines, ledgerPage } from './routes/ledger.tsx'
import { invite, invitePage, linkPage, peoplePage } from './routes/people.tsx'
import { bytesPage, proposalPage } from './routes/proposal.tsx'
import { charterPage, proposeCharter, proposePage, proposeThing, thingPage } from './routes/propose.tsx'
import { proposeStories, storiesFormPage } from './routes/propose-stories.tsx'
import { reportsPage } from './routes/reports.tsx'
import { sign, signPage } from './routes/sign.tsx'
import { signIn, signInPage, signOut } from './routes/sign-in.tsx'
import { askStories } from './routes/stories.ts'
import { givePage, holdKey, keyPage, readStoriesPage, signQuotes, storiesPage } from './routes/story-pages.tsx'
import { storyViewsPage } from './routes/story-views.tsx'
import { surveyTextPage } from './routes/survey-text.tsx'
import { surveysPage } from './routes/surveys.tsx'
import { upload, uploadPage } from './routes/upload.tsx'
import { notYetPage, waitingPage } from './routes/waiting.tsx'
import { makeWorded, wordsFile, wordsPage, writeWords } from './routes/words.tsx'
import type { Services } from './services.ts'
import { encryptSession, readSession, renewed, type Session } from './session.ts'
import { boardLanguageOf, loadBoardWords } from './words/load-board-words.ts'

export type Console = (request: ConsoleRequest) => Promise<HttpResult>

/** The board's side: every page of it. Rejects when a store fails. */
export function createConsole(services: Services): Console {
  const { app } = consoleRoutes()
  return async (request) => {
    const language = boardLanguageOf(request.language)
    const [words, siteWords] = await Promise.all([loadBoardWords(language), loadWords(language)])
    const place = placeOf(request.host, services.publicHost)
    const said = place && readSession(request.cookies.session, services)
    const session = said && renewed(said, nowIn(services))
    const entered = place && (await entering(services, session))
    const room = entered === 'fault' ? undefined : entered
    const view: View = {
      words,
      siteWords,
      language,
      path: request.path,
      to: (path) => (language === 'en' ? path : `${path}?lang=${language}`),
      room,
    }
    const trouble = place === undefined ? 'name' : entered === 'fault' ? 'ledger' : undefined
    const env = { request, services, view, room, place, session: said, isOver: said !== undefined && session === undefined, trouble }
    const method = request.method === 'other' ? 'PUT' : request.method
    const response = await app.request(request.path, { method }, env)
    const isKept = session !== undefined && response.headers.getSetCookie().length === 0
    return resultOf(response, request, isKept ? [sessionCookie(encryptSession(session, services))] : [])
  }
}

async function entering(services: Services, session: Session | undefined): Promise<Room | undefined | 'fault'> {
  try {
    return await enterRoom(services, session)
  } catch (thrown) {
    if (thrown instanceof LedgerFault) return 'fault'
    throw thrown
  }
}

const EVERY_ROLE: readonly Role[] = ['member', 'researcher', 'reviewer', 'steward']
const DECIDE: readonly Role[] = ['member', 'reviewer']
const PROPOSE: readonly Role[] = ['member', 'researcher']
const MEMBERS: readonly Role[] = ['member']

/**
 * The people who may open a route. `anybody`: the page is public. `verdict`: anybody, but only for reports that the verdict
 * allows. `signed`: the request carries a signature, and its route checks it. Else: people in the charter, by role; and `seated`,
 * these and people to whom a proposed charter gives a new key.
 */
type Who = 'anybody' | 'verdict' | 'signed' | 'seated' | readonly Role[]

type Declared = { readonly method: 'get' | 'post'; readonly path: string; readonly who: Who }

/** Every route of the console, and who may come there; a test goes through them all. */
export function consoleRoutes(): { readonly app: Hono<Bindings>; readonly declared: readonly Declared[] } {
  const app = new Hono<Bindings>({ strict: true })
  const declared: Declared[] = []
  const open = <P extends string>(
    method: 'get' | 'post',
    path: P,
    who: 'anybody' | 'verdict' | 'signed',
    answer: (c: RouteContext<P>) => Response | Promise<Response>,
  ) => {
    declared.push({ method, path, who })
    app.on(method.toUpperCase(), path, (c) => answer(c))
  }
  const behind = <P extends string>(
    method: 'get' | 'post',
    path: P,
    who: 'seated' | readonly Role[],
    answer: (seated: Seated<P>) => Promise<Response>,
  ) => {
    declared.push({ method, path, who })
    app.on(method.toUpperCase(), path, (c) => letIn(c, who, answer))
  }
  // Hono would print what it catches; an error goes on to the handler, which knows what may be said about it.
  app.onError((error) => {
    throw error
  })
  app.notFound((c) => show(c, <MissingPage view={c.env.view} />, 404))
  app.get('/board/file/:name', file)
  app.use('*', troubleFirst)

  open('get', '/board', 'anybody', homePage)
  open('get', '/board/sign-in/:back{.+}?', 'anybody', signInPage)
  open('post', '/board/sign-in/:back{.+}?', 'anybody', signIn)
  open('post', '/board/sign-out', 'anybody', signOut)
  open('get', '/board/join/:token{[0-9a-f]{32,64}}', 'anybody', joinPage)
  open('post', '/board/join/:token{[0-9a-f]{32,64}}', 'anybody', join)
  open('get', '/board/joined', 'anybody', joinedPage)
  open('get', '/board/founding', 'anybody', foundingPage)
  open('post', '/board/founding', 'anybody', writeFounding)
  open('post', '/board/founding/sign', 'anybody', signFounding)
  open('get', '/board/ledger', 'anybody', ledgerPage)
  open('get', '/board/ledger/before/:seq{[0-9]{1,8}}', 'anybody', ledgerPage)
  open('get', '/board/ledger/ledger.jsonl', 'anybody', ledgerLines)
  open('get', '/board/ledger/ledger.checkpoints', 'anybody', ledgerCheckpoints)
  open('get', '/board/people', 'anybody', peoplePage)
  open('get', '/board/reports', 'verdict', reportsPage)
  open('post', '/board/stories', 'signed', askStories)

  behind('get', '/board/waiting', 'seated', waitingPage)
  behind('get', '/board/sign/:id', 'seated', signPage)
  behind('post', '/board/sign/:id', 'seated', sign)
  behind('get', '/board/p/:id/:done{done}?', 'seated', proposalPage)
  behind('get', '/board/p/:id/bytes', EVERY_ROLE, bytesPage)
  behind('get', '/board/p/:id/expected', EVERY_ROLE, expectedPage)
  behind('get', '/board/p/:id/survey/:language?', EVERY_ROLE, surveyTextPage)
  behind('get', '/board/p/:id/report/:name{.+}', DECIDE, candidateFile)
  behind('get', '/board/p/:id/:action/:draft?', 'seated', actPage)
  behind('post', '/board/p/:id/:action/:draft?', 'seated', act)
  behind('get', '/board/propose', PROPOSE, proposePage)
  behind('get', '/board/upload', PROPOSE, uploadPage)
  behind('post', '/board/upload', PROPOSE, upload)
  behind('get', '/board/propose/:kind{survey|release}/:study/:hash/:draft?', PROPOSE, thingPage)
  behind('post', '/board/propose/:kind{survey|release}/:study/:hash/:draft?', PROPOSE, proposeThing)
  behind('get', '/board/words/:study/:hash/:draft?', MEMBERS, wordsPage)
  behind('post', '/board/words/:study/:hash/:draft?', MEMBERS, writeWords)
  behind('get', '/board/words/:study/:hash/:draft/words.yaml', MEMBERS, wordsFile)
  behind('post', '/board/words/:study/:hash/:draft/make', MEMBERS, makeWorded)
  behind('get', '/board/propose/:kind{person|without}/:id/:draft?', EVERY_ROLE, charterPage)
  behind('post', '/board/propose/:kind{person|without}/:id/:draft?', EVERY_ROLE, proposeCharter)
  behind('get', '/board/propose/stories/:study/:hash/:draft?', PROPOSE, storiesFormPage)
  behind('post', '/board/propose/stories/:study/:hash/:draft?', PROPOSE, proposeStories)
  behind('get', '/board/surveys', EVERY_ROLE, surveysPage)
  behind('get', '/board/stories/:done{done}?', DECIDE, storiesPage)
  behind('get', '/board/stories/key', DECIDE, keyPage)
  behind('post', '/board/stories/key', DECIDE, holdKey)
  behind('get', '/board/stories/:id/give', MEMBERS, givePage)
  behind('get', '/board/stories/:id/read', DECIDE, readStoriesPage)
  behind('post', '/board/stories/:id/quotes', DECIDE, signQuotes)
  behind('get', '/board/stories/:id/views', EVERY_ROLE, storyViewsPage)
  behind('get', '/board/invite/:draft?', MEMBERS, invitePage)
  behind('post', '/board/invite/:draft?', MEMBERS, invite)
  behind('get', '/board/link/:id', MEMBERS, linkPage)
  behind('get', '/board/export', MEMBERS, exportPage)
  behind('get', '/board/export/board.zip', MEMBERS, exportAll)
  return { app, declared }
}

async function file(c: RouteContext): Promise<Response> {
  const found = boardFileAt(c.env.request.path, c.env.services.storyScript)
  return found
    ? c.body(found.text, 200, { 'Content-Type': `${found.type}; charset=UTF-8` })
    : show(c, <MissingPage view={c.env.view} />, 404)
}

/** Answers with a page of trouble where something stands in the way of every page alike. */
async function troubleFirst(c: RouteContext, next: () => Promise<void>): Promise<Response | undefined> {
  const { request, view, trouble } = c.env
  const { home, ledger, trouble: say } = view.words
  const said = (heading: string, text: string, status: 403 | 413 | 415 | 503) =>
    show(c, <TroublePage view={view} heading={heading} text={text} />, status)
  if (request.isFromElsewhere && request.method === 'POST') return said(say.elsewhereHeading, say.elsewhere, 403)
  if (trouble === 'name') {
    const better = request.method === 'GET' ? nameForNumber(request.host, view.to(request.path)) : undefined
    return better === undefined ? said(home.byName, home.byNameText, 403) : c.redirect(better, 303)
  }
  if (trouble === 'ledger') return said(ledger.faultHeading, ledger.fault, 503)
  if (request.body.kind === 'too large') return said(say.failedHeading, say.tooLong, 413)
  if (request.body.kind === 'not a form') return said(say.failedHeading, say.failed, 415)
  await next()
  return undefined
}

/** Asks who it is before anything is shown or done. The entries of somebody whose time was over are kept for them. */
async function letIn<P extends string>(
  c: RouteContext<P>,
  who: 'seated' | readonly Role[],
  answer: (seated: Seated<P>) => Promise<Response>,
): Promise<Response> {
  const { view, room, session, isOver, services, request } = c.env
  if (!room) return goTo(c, '/board')
  const { seat } = room
  if (!seat) {
    if (session && !isOver) return notYetPage(c)
    const back = request.path.slice('/board/'.length)
    const isForm = request.method === 'POST' && session !== undefined
    const kept = isForm ? `${back}/${await keepForm(services, session.by, formOf(c), nowIn(services))}` : back
    // A signature cannot be kept: what was to be signed is still there, and is asked for anew.
    return goTo(c, `/board/sign-in/${back.startsWith('sign/') ? back : kept}`)
  }
  if (who !== 'seated' && (seat.isNewcomer || !who.includes(seat.person.role))) {
    const { refusedHeading, refused } = view.words.trouble
    return show(c, <TroublePage view={view} heading={refusedHeading} text={refused} />, 403)
  }
  return answer({ c, view, room, seat })
}

async function resultOf(response: Response, { encoding, isHead, isLook }: ConsoleRequest, more: readonly string[]): Promise<HttpResult> {
  const type = response.headers.get('content-type') ?? ''
  const own = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'))
  const cookies = isLook ? [] : [...response.headers.getSetCookie(), ...more]
  const bytes = Buffer.from(await response.arrayBuffer())
  const page = type.startsWith('text/') ? bytes.toString() : undefined
  const encoded = page === undefined ? { body: bytes.toString('base64'), isBase64Encoded: true, headers: {} } : encode(page, encoding)
  return {
    statusCode: response.status,
    headers: { ...headersFor(page ?? '', type), ...own, ...encoded.headers },
    cookies,
    ...(isHead ? { body: '', isBase64Encoded: false } : { body: encoded.body, isBase64Encoded: encoded.isBase64Encoded }),
  }
}

/** A report's page brings its own policy; a style and the script may be kept, and nothing else may. */
function headersFor(page: string, type: string): Readonly<Record<string, string>> {
  if (type.startsWith('text/html')) return lowerCase(pageHeaders(page))
  return lowerCase(type.startsWith('text/css') || type.startsWith('text/javascript') ? fileHeaders : bareHeaders)
}

/** As a response names its own, so that those come in the place of ours and not beside them. */
function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

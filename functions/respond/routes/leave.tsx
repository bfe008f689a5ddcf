import { logFailure } from '../log-failure.ts'
import { AskToStopPage, NothingToStopPage, StoppedPage } from '../pages/ending-pages.tsx'
import { inLanguage, surveyFrame } from '../pages/page-frames.ts'
import { pathAt, pathsOf } from '../paths.ts'
import { flashTo, goTo, type RouteContext, show } from '../route.ts'
import { forgetSavedForm } from '../saved-form.ts'
import { languageOf } from '../visit/editions.ts'
import { stopVisit } from '../visit/stop.ts'
import { clearCookie, cookieNames, readSecret } from '../visit-cookies.ts'
import { shut } from './shut.tsx'

/** The longest wait for a store of somebody who has to get away: the cookie that goes is the only key to the draft. */
const LEAVE_WITHIN_MS = 1000

/**
 * Leaves at once: deletes the draft, with everything of it that an unfinished Send has stored, tells the browser to forget, and
 * shows a neutral page instead. For another site that leads here, and for a browser that only looks ahead, nothing ends.
 */
export async function leave(c: RouteContext): Promise<Response> {
  const { deps, request } = c.env
  const { services } = deps
  // A browser that fetches ahead would show later what it got now: it is to ask again when somebody leaves.
  if (request.isLook && !request.isHead) return c.body(null, 503)
  if (!request.isLook && !request.isFromElsewhere) {
    await within(LEAVE_WITHIN_MS, Promise.all([endVisit(c), forgetSavedForm(c)]))
    for (const name of cookieNames) if (request.cookies[name] !== undefined) c.header('Set-Cookie', clearCookie(name), { append: true })
    c.header('Clear-Site-Data', '"cache", "cookies", "storage"')
  }
  return c.redirect(services.leaveTo, 303)
}

async function endVisit(c: RouteContext): Promise<void> {
  const { deps, request } = c.env
  const secret = readSecret(request.cookies.visit, deps.services.pepper)
  if (secret) await stopVisit(deps, secret).catch((error) => logFailure(deps.services.log, 'draft', error))
}

/** Asks once, as nothing brings deleted answers back. Shut surveys are left in the same way. */
export async function stopPage(c: RouteContext<'/s/:link/stop/:place?'>): Promise<Response> {
  const { deps, request } = c.env
  const link = c.req.param('link')
  const edition = (await deps.editions.open(link)) ?? (await deps.editions.shut(link))?.edition
  if (!edition) return shut(deps, c)
  const paths = pathsOf(link)
  const secret = readSecret(request.cookies.visit, deps.services.pepper)
  const draft = secret && (await deps.visits.read(secret))
  if (!draft) return goTo(c, paths.start)
  const language = languageOf(edition, request.language ?? draft.language)
  const frame = { ...surveyFrame(edition, language, false, { path: request.path }), isUnreviewed: false }
  const back = inLanguage(pathAt(c.req.param('place'), paths), edition.survey, language)
  return show(c, <AskToStopPage {...{ frame, edition, language, back }} />)
}

/** "Delete my answers now": deletes the draft, and everything of it that an unfinished Send has stored. */
export async function stop(c: RouteContext<'/s/:link/stop'>): Promise<Response> {
  const { deps, request } = c.env
  const { cookies, language } = request
  const secret = readSecret(cookies.visit, deps.services.pepper)
  const why = secret ? await stopVisit(deps, secret) : 'nothing'
  const path = `${pathsOf(c.req.param('link')).stopped}${language === undefined ? '' : `?lang=${language}`}`
  return flashTo(c, path, { why }, ...(cookies.visit === undefined ? [] : [clearCookie('visit')]))
}

/** Says "deleted" to somebody whose visit was deleted, and to nobody else. */
export async function stoppedPage(c: RouteContext<'/s/:link/stopped'>): Promise<Response> {
  const { flash, frame } = c.env
  return show(c, flash?.why === 'a visit' ? <StoppedPage frame={frame} /> : <NothingToStopPage frame={frame} />)
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, patience])
  clearTimeout(timer)
}

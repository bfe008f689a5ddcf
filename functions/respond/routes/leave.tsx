import { clearCookie, secretOf } from '../cookie.ts'
import { logFailure } from '../log-failure.ts'
import { AskToStopPage, StoppedPage } from '../pages/ending-pages.tsx'
import { inLanguage, surveyFrame } from '../pages/frame.ts'
import { pathAt, pathsOf } from '../paths.ts'
import { goTo, type RouteContext, show } from '../route.ts'
import { languageOf } from '../visit/editions.ts'
import { stopVisit } from '../visit/stop.ts'
import { shut } from './shut.tsx'

/** Nobody who has to get away waits longer than this for a store: the cookie that goes is the only key to the draft. */
const LEAVE_WITHIN_MS = 1000

/** Away, at once: the draft is deleted, with whatever of it a Send that did not finish has stored, the browser told to forget, and a neutral page comes instead. */
export async function leave(c: RouteContext): Promise<Response> {
  const { deps, request } = c.env
  const { visit } = request
  if (visit !== undefined)
    await within(
      LEAVE_WITHIN_MS,
      stopVisit(deps, secretOf(visit)).catch((error) => logFailure(deps.services.log, 'draft', error)),
    )
  c.header('Set-Cookie', clearCookie)
  c.header('Clear-Site-Data', '"cache", "cookies", "storage"')
  return c.redirect(deps.services.leaveTo, 303)
}

/** Asks once, as nothing brings deleted answers back. Shut surveys are left in the same way. */
export async function stopPage(c: RouteContext<'/s/:link/stop/:place?'>): Promise<Response> {
  const { deps, request } = c.env
  const link = c.req.param('link')
  const edition = (await deps.editions.open(link)) ?? (await deps.editions.shut(link))?.edition
  if (!edition) return shut(deps, c)
  const paths = pathsOf(link)
  const draft = request.visit === undefined ? undefined : await deps.visits.read(secretOf(request.visit))
  if (!draft) return goTo(c, paths.start)
  const language = languageOf(edition, request.language ?? draft.language)
  const frame = { ...surveyFrame(edition, language, false, { path: request.path }), isUnreviewed: false }
  const back = inLanguage(pathAt(c.req.param('place'), paths), edition.survey, language)
  return show(c, <AskToStopPage {...{ frame, edition, language, back }} />)
}

/** "Delete my answers now": the draft, and whatever of it a Send that did not finish has stored. */
export async function stop(c: RouteContext<'/s/:link/stop'>): Promise<Response> {
  const { deps, request } = c.env
  const { visit } = request
  if (visit !== undefined) await stopVisit(deps, secretOf(visit))
  return show(c, <StoppedPage frame={c.env.frame} />, { cookie: clearCookie })
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, patience])
  clearTimeout(timer)
}

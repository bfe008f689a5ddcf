import type { Deps } from '../deps.ts'
import { loadVisit } from '../load-visit.ts'
import { inLanguage, surveyFrame } from '../pages/page-frames.ts'
import { SupportPage } from '../pages/support-page.tsx'
import { pathAt, pathsOf } from '../paths.ts'
import { addressWith, KEPT, type RouteContext, show } from '../route.ts'
import { languageOf } from '../visit/editions.ts'
import { shut } from './shut.tsx'

type SupportContext = RouteContext<'/s/:link/support/:place?'>

/** Places to turn to, and the way back to the page the person came from. */
export async function supportPage(c: SupportContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return supportOfShut(deps, c)
  const { open, language, begun } = loaded
  const place = c.req.param('place')
  const from = inLanguage(pathAt(place, pathsOf(open.link)), open.survey, language)
  // Without cookies the address holds the key to what was entered in the form that the person came from.
  const { form, fields } = c.env.flash ?? {}
  const backTo =
    form === undefined && fields === undefined
      ? from
      : addressWith(c, from, { why: KEPT, ...(form && { form }), ...(fields && { fields }) })
  const frame = surveyFrame(open, language, begun !== undefined, { path: c.env.request.path }, place)
  return show(c, <SupportPage frame={frame} entries={open.survey.support} language={language} backTo={backTo} />)
}

/** A survey that takes no answers still knows who may help. */
async function supportOfShut(deps: Deps, c: SupportContext): Promise<Response> {
  const found = await deps.editions.shut(c.req.param('link'))
  if (!found) return shut(deps, c)
  const { edition } = found
  const language = languageOf(edition, c.env.request.language)
  const frame = surveyFrame(edition, language, false, { path: pathsOf(edition.link).support() })
  return show(c, <SupportPage frame={frame} entries={edition.survey.support} language={language} />)
}

/** Everybody's support page: the entries of all open surveys, without saying which those are. */
export async function allSupportPage(c: RouteContext): Promise<Response> {
  const open = await c.env.deps.editions.all()
  const entries = new Map(open.flatMap(({ survey }) => survey.support.map((entry) => [entry.id, entry])))
  return show(c, <SupportPage frame={c.env.frame} entries={[...entries.values()]} language={c.env.frame.language} />)
}

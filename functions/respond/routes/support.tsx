import type { Deps } from '../deps.ts'
import { loadVisit } from '../load-visit.ts'
import { inLanguage, surveyFrame } from '../pages/frame.ts'
import { SupportPage } from '../pages/support-page.tsx'
import { pathsOf } from '../paths.ts'
import { type RouteContext, show } from '../route.ts'
import { languageOf } from '../visit/editions.ts'
import { shut } from './shut.tsx'

export async function supportPage(c: RouteContext<'/s/:link/support'>): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return supportOfShut(deps, c)
  const { open, language, begun } = loaded
  const backTo = inLanguage(pathsOf(open.link).start, open.survey, language)
  const frame = surveyFrame(open, language, begun !== undefined, { path: pathsOf(open.link).support })
  return show(c, <SupportPage frame={frame} entries={open.survey.support} language={language} backTo={backTo} />)
}

/** A survey that takes no answers still knows who may help. */
async function supportOfShut(deps: Deps, c: RouteContext<'/s/:link/support'>): Promise<Response> {
  const found = await deps.editions.shut(c.req.param('link'))
  if (!found) return shut(deps, c)
  const { edition } = found
  const language = languageOf(edition, c.env.request.language)
  const frame = surveyFrame(edition, language, false, { path: pathsOf(edition.link).support })
  return show(c, <SupportPage frame={frame} entries={edition.survey.support} language={language} />)
}

/** Everybody's support page: the entries of all open surveys, without saying which those are. */
export async function allSupportPage(c: RouteContext): Promise<Response> {
  const { services, editions } = c.env.deps
  const open = await services.repositories.community.listOpen()
  const surveys = await Promise.all(open.map(({ version }) => editions.at(version)))
  const entries = new Map(surveys.flatMap((edition) => (edition?.survey.support ?? []).map((entry) => [entry.id, entry])))
  return show(c, <SupportPage frame={c.env.frame} entries={[...entries.values()]} language={c.env.frame.language} />)
}

import { loadVisit } from '../load-visit.ts'
import { EndedPage } from '../pages/ending-pages.tsx'
import { surveyFrame } from '../pages/page-frames.ts'
import { pathsOf } from '../paths.ts'
import { type RouteContext, show } from '../route.ts'
import { shut } from './shut.tsx'

/** Shows the page to which forms of a visit lead that is over. */
export async function endedPage(c: RouteContext<'/s/:link/ended'>): Promise<Response> {
  const { deps, request } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), { ...request, cookies: {} })
  if (!loaded) return shut(deps, c)
  const { open, language } = loaded
  const frame = surveyFrame(open, language, false, { path: pathsOf(open.link).start })
  return show(c, <EndedPage frame={frame} edition={open} language={language} />, { status: 410 })
}

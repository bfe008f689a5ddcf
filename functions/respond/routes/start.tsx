import { type Begun, loadVisit } from '../load-visit.ts'
import { inLanguage, surveyFrame } from '../pages/page-frames.ts'
import { StartPage } from '../pages/start-page.tsx'
import { type Paths, pathsOf, pathTo } from '../paths.ts'
import { type RouteContext, show } from '../route.ts'
import { navigationFor } from '../visit/navigation.ts'
import { shut } from './shut.tsx'

/** The page a link leads to. It sets no cookie and stores nothing. */
export async function startPage(c: RouteContext<'/s/:link'>): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { open, begun, language } = loaded
  const paths = pathsOf(open.link)
  const resumeAt = begun && resumeIn(language, begun, paths)
  const frame = surveyFrame(open, language, begun !== undefined, { path: paths.start })
  return show(c, <StartPage frame={frame} edition={open} language={language} resumeAt={resumeAt} />)
}

/** In another language than that of the visit one goes on with that language's consent text. */
function resumeIn(language: string, { draft, edition }: Begun, paths: Paths): string {
  if (draft.language !== language) return inLanguage(paths.consent, edition.survey, language)
  return pathTo(navigationFor(edition, draft).resume(), paths)
}

import { arrive, type Begun, type House } from '../arrive.ts'
import { inLanguage, surveyFrame } from '../pages/frame.ts'
import { StartPage } from '../pages/start.tsx'
import { type Paths, pathsOf, pathTo } from '../paths.ts'
import { type RouteContext, show } from '../reply.ts'
import { wayThrough } from '../visit/way.ts'
import { shut } from './shut.tsx'

/** The page a link leads to. It sets no cookie and stores nothing. */
export const startPage = (house: House) => async (c: RouteContext<'/s/:link'>) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return shut(house, c)
  const { open, begun, language } = arrival
  const paths = pathsOf(open.link)
  const resumeAt = begun && resumeIn(language, begun, paths)
  const frame = surveyFrame(open, language, begun !== undefined, { path: paths.start })
  return show(c, <StartPage frame={frame} edition={open} language={language} resumeAt={resumeAt} />)
}

/** In another language than that of the visit one goes on with that language's consent text. */
function resumeIn(language: string, { draft, edition }: Begun, paths: Paths): string {
  if (draft.language !== language) return inLanguage(paths.consent, edition.survey, language)
  return pathTo(wayThrough(edition, draft).resume(), paths)
}

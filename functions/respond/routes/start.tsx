import { arrive, type House } from '../arrive.ts'
import { ClosedPage } from '../pages/endings.tsx'
import { houseFrame, surveyFrame } from '../pages/frame.ts'
import { StartPage } from '../pages/start.tsx'
import { pathsOf, pathTo } from '../paths.ts'
import { type RouteContext, show } from '../reply.ts'
import { wayThrough } from '../visit/way.ts'

/** The page a link leads to. It sets no cookie and stores nothing. */
export const startPage = (house: House) => async (c: RouteContext<'/s/:link'>) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return show(c, <ClosedPage frame={houseFrame} />, { status: 404 })
  const { open, begun, language } = arrival
  const resumeAt = begun && pathTo(wayThrough(begun.edition, begun.draft).resume(), pathsOf(open.link))
  const frame = surveyFrame(open, language, begun !== undefined)
  return show(c, <StartPage frame={frame} edition={open} language={language} resumeAt={resumeAt} />)
}

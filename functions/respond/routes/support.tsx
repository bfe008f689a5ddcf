import { arrive, type House } from '../arrive.ts'
import { ClosedPage } from '../pages/endings.tsx'
import { inLanguage, surveyFrame } from '../pages/frame.ts'
import { SupportPage } from '../pages/support.tsx'
import { pathsOf } from '../paths.ts'
import { type RouteContext, show } from '../reply.ts'

export const supportPage = (house: House) => async (c: RouteContext<'/s/:link/support'>) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return show(c, <ClosedPage frame={c.env.house} />, { status: 404 })
  const { open, language, begun } = arrival
  const backTo = inLanguage(pathsOf(open.link).start, open.survey, language)
  const frame = surveyFrame(open, language, begun !== undefined, { path: pathsOf(open.link).support })
  return show(c, <SupportPage frame={frame} entries={open.survey.support} language={language} backTo={backTo} />)
}

/** Everybody's support page: the entries of all open surveys, without saying which those are. */
export const allSupportPage =
  ({ services, editions }: House) =>
  async (c: RouteContext) => {
    const open = await services.repositories.community.listOpen()
    const surveys = await Promise.all(open.map(({ version }) => editions.at(version)))
    const entries = new Map(surveys.flatMap((edition) => (edition?.survey.support ?? []).map((entry) => [entry.id, entry])))
    return show(c, <SupportPage frame={c.env.house} entries={[...entries.values()]} language={c.env.house.language} />)
  }

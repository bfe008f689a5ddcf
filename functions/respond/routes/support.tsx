import { arrive, type House } from '../arrive.ts'
import { inLanguage, surveyFrame } from '../pages/frame.ts'
import { SupportPage } from '../pages/support.tsx'
import { pathsOf } from '../paths.ts'
import { type RouteContext, show } from '../reply.ts'
import { languageOf } from '../visit/editions.ts'
import { shut } from './shut.tsx'

export const supportPage = (house: House) => async (c: RouteContext<'/s/:link/support'>) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return supportOfShut(house, c)
  const { open, language, begun } = arrival
  const backTo = inLanguage(pathsOf(open.link).start, open.survey, language)
  const frame = surveyFrame(open, language, begun !== undefined, { path: pathsOf(open.link).support })
  return show(c, <SupportPage frame={frame} entries={open.survey.support} language={language} backTo={backTo} />)
}

/** A survey that takes no answers still knows who may help. */
async function supportOfShut(house: House, c: RouteContext<'/s/:link/support'>): Promise<Response> {
  const found = await house.editions.shut(c.req.param('link'))
  if (!found) return shut(house, c)
  const { edition } = found
  const language = languageOf(edition, c.env.request.language)
  const frame = surveyFrame(edition, language, false, { path: pathsOf(edition.link).support })
  return show(c, <SupportPage frame={frame} entries={edition.survey.support} language={language} />)
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

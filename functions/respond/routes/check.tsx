import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { type Arrival, arrive, type Begun, type House } from '../arrive.ts'
import { CheckPage } from '../pages/check.tsx'
import { surveyFrame } from '../pages/frame.ts'
import { pathsOf, pathTo } from '../paths.ts'
import { formOf, goTo, type RouteContext, show } from '../reply.ts'
import { carryOver } from '../visit/carry-over.ts'
import { languageAsked } from '../visit/switch-language.ts'
import { wayThrough } from '../visit/way.ts'
import { shut } from './shut.tsx'
import { waitingAt } from './step.tsx'

type CheckContext = RouteContext<'/s/:link/check'>

export const checkPage = (house: House) => async (c: CheckContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return shut(house, c)
  const paths = pathsOf(arrival.open.link)
  if (!arrival.begun) return goTo(c, paths.start)
  const changed = isOutdated(arrival, arrival.begun)
  const begun = changed && !arrival.begun.draft.sending ? await bringUpToDate(house, arrival, arrival.begun) : arrival.begun
  if (!begun) return goTo(c, paths.start)
  const elsewhere = waitingAt(begun)
  return elsewhere ? goTo(c, paths[elsewhere]) : show(c, checkPageFor(begun, changed))
}

export const leaveCheck = (house: House) => async (c: CheckContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return shut(house, c)
  const paths = pathsOf(arrival.open.link)
  const { begun } = arrival
  if (!begun) return goTo(c, paths.start)
  const language = languageAsked(formOf(c), begun.edition.survey)
  if (language) {
    await house.visits.update(begun.secret, (stored) => (stored.sending ? stored : { ...stored, language }))
    return goTo(c, paths.check)
  }
  if (isOutdated(arrival, begun)) return goTo(c, paths.check)
  const way = wayThrough(begun.edition, begun.draft)
  const toMend = way.toMend()
  return goTo(c, toMend === undefined ? pathTo(way.afterCheck(), paths) : paths.change(toMend))
}

export function checkPageFor({ draft, edition }: Begun, changed: boolean) {
  const way = wayThrough(edition, draft)
  const frame = surveyFrame(edition, draft.language, true, { form: FORM_ID })
  const back = pathTo(way.beforeCheck(), pathsOf(edition.link))
  return <CheckPage {...{ frame, edition, draft, back, changed }} language={draft.language} isShown={way.isShown} />
}

/** Whether the survey was opened in a newer version since the visit began. */
export function isOutdated({ open }: Arrival, { draft }: Begun): boolean {
  return draft.survey !== open.version.hash
}

/** Takes the visit over to the version that is open now. Undefined when another tab has ended it. */
export async function bringUpToDate(house: House, { open }: Arrival, { secret }: Begun): Promise<Begun | undefined> {
  const draft = await house.visits.update(secret, (stored) => (stored.survey === open.version.hash ? stored : carryOver(stored, open)))
  return draft && { secret, draft, edition: open }
}

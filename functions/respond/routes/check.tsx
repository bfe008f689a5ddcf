import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import type { Deps } from '../deps.ts'
import { type Begun, type LoadedVisit, loadVisit } from '../load-visit.ts'
import { CheckPage } from '../pages/check-page.tsx'
import { surveyFrame } from '../pages/page-frames.ts'
import { pathsOf, pathTo } from '../paths.ts'
import { formOf, goTo, type RouteContext, show } from '../route.ts'
import { migrateDraft } from '../visit/migrate-draft.ts'
import { navigationFor } from '../visit/navigation.ts'
import { languageAsked } from '../visit/switch-language.ts'
import { shut } from './shut.tsx'
import { waitingAt } from './step.tsx'

type CheckContext = RouteContext<'/s/:link/check'>

export async function checkPage(c: CheckContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const paths = pathsOf(loaded.open.link)
  if (!loaded.begun) return goTo(c, paths.start)
  const changed = isOutdated(loaded, loaded.begun)
  const begun =
    changed && !loaded.begun.draft.sending && !c.env.request.isLook ? await bringUpToDate(deps, loaded, loaded.begun) : loaded.begun
  if (!begun) return goTo(c, paths.start)
  const elsewhere = waitingAt(begun)
  if (elsewhere) return goTo(c, paths[elsewhere])
  const wasChanged = c.env.flash?.why === 'changed'
  return show(c, checkPageFor(begun, changed || wasChanged), wasChanged ? { status: 409 } : {})
}

export async function leaveCheck(c: CheckContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const paths = pathsOf(loaded.open.link)
  const { begun } = loaded
  if (!begun) return goTo(c, paths.start)
  const language = languageAsked(formOf(c), begun.edition.survey)
  if (language) {
    await deps.visits.update(begun.secret, (stored) => (stored.sending ? stored : { ...stored, language }))
    return goTo(c, paths.check)
  }
  if (isOutdated(loaded, begun)) return goTo(c, paths.check)
  const navigation = navigationFor(begun.edition, begun.draft)
  const toMend = navigation.toMend()
  return goTo(c, toMend === undefined ? pathTo(navigation.afterCheck(), paths) : paths.change(toMend))
}

function checkPageFor({ draft, edition }: Begun, changed: boolean) {
  const navigation = navigationFor(edition, draft)
  const frame = surveyFrame(edition, draft.language, true, { form: FORM_ID }, 'check')
  const back = pathTo(navigation.beforeCheck(), pathsOf(edition.link))
  return <CheckPage {...{ frame, edition, draft, back, changed }} language={draft.language} isShown={navigation.isShown} />
}

/** Whether the survey was opened in a newer version since the visit began. */
export function isOutdated({ open }: LoadedVisit, { draft }: Begun): boolean {
  return draft.survey !== open.version.hash
}

/** Takes the visit over to the version that is open now. Undefined when another tab has ended it. */
export async function bringUpToDate(deps: Deps, { open }: LoadedVisit, { secret }: Begun): Promise<Begun | undefined> {
  const draft = await deps.visits.update(secret, (stored) => (stored.survey === open.version.hash ? stored : migrateDraft(stored, open)))
  return draft && { secret, draft, edition: open }
}

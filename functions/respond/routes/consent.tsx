import { consentTextHash } from '#shared/consent/record.ts'
import type { Draft } from '#shared/response/draft.ts'
import type { VisitSecret } from '#shared/response/secret.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { admit, invitationIn, isSpent } from '../abuse/admission.ts'
import { readConsent } from '../consent-form.ts'
import { clearCookie, setCookie, signSecret } from '../cookie.ts'
import type { Deps } from '../deps.ts'
import { FIELD, GO } from '../fields.ts'
import { type LoadedVisit, loadVisit } from '../load-visit.ts'
import { type AskedAgain, ConsentPage } from '../pages/consent-page.tsx'
import type { ConsentErrors } from '../pages/consent-parts.tsx'
import { DeclinedPage, MinorPage } from '../pages/ending-pages.tsx'
import { surveyFrame } from '../pages/frame.ts'
import { pathsOf, pathTo } from '../paths.ts'
import { formOf, goTo, type RouteContext, show } from '../route.ts'
import { noValues, valuesIn } from '../visit/answer-values.ts'
import { migrateDraft } from '../visit/migrate-draft.ts'
import { navigationFor } from '../visit/navigation.ts'
import { stopVisit } from '../visit/stop.ts'
import { shut } from './shut.tsx'

type ConsentContext = RouteContext<'/s/:link/consent'>

export async function consentPage(c: ConsentContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { open, language, begun } = loaded
  const frame = surveyFrame(open, language, begun !== undefined, { path: pathsOf(open.link).consent })
  const again = begun && askedAgain(open.survey, begun.draft, language)
  // One who comes back to the same text sees what they ticked themselves; nobody else sees anything ticked.
  const values = (name: string) => {
    if (!begun?.draft.consent || again) return []
    return name === FIELD.adult ? ['yes'] : name === FIELD.purpose ? begun.draft.consent.given : []
  }
  const isAdmitted = begun?.draft.admission !== undefined
  return show(c, <ConsentPage {...{ frame, language, values, again, isAdmitted }} edition={open} errors={{}} />)
}

export async function agree(c: ConsentContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { open, language, begun } = loaded
  if (begun?.draft.sending) return goTo(c, pathsOf(open.link).send)

  const form = formOf(c)
  const ending = surveyFrame(open, language, false)
  if (form.get(FIELD.go) === GO.decline) {
    await stopArrival(deps, loaded)
    return show(c, <DeclinedPage frame={ending} />, gone(loaded))
  }
  const frame = surveyFrame(open, language, begun !== undefined, { path: pathsOf(open.link).consent })
  const read = readConsent(form, open, language, frame.words)
  if (read.outcome === 'minor') {
    await stopArrival(deps, loaded)
    return show(c, <MinorPage frame={ending} edition={open} language={language} />, gone(loaded))
  }
  const admission = begun?.draft.admission
  const isAdmitted = admission !== undefined
  const page = { frame, language, edition: open, isAdmitted }
  if (read.outcome === 'changed') return show(c, <ConsentPage {...page} values={noValues} errors={{}} again="changed" />, { status: 409 })
  const words = frame.words.access
  const again = (errors: ConsentErrors) => show(c, <ConsentPage {...page} values={valuesIn(form)} errors={errors} />, { status: 422 })
  const invited = isAdmitted ? {} : invitationIn(open.survey, form)
  if (read.outcome === 'incomplete' || 'error' in invited) {
    return again({
      ...(read.outcome === 'incomplete' ? read.errors : {}),
      ...('error' in invited ? { invitation: words.invitation[invited.error] } : {}),
    })
  }

  const admitted = isAdmitted ? { admission } : await admit(deps.services, open.survey, invited)
  if ('error' in admitted) return again({ invitation: words.invitation[admitted.error] })
  if (!isAdmitted && (await isSpent(deps.services, open.survey, admitted.admission))) return again({ invitation: words.invitation.used })
  // After the invitation: who has none takes nothing from those who have one.
  const taken = begun ? undefined : await deps.rateLimits.begin()
  if (taken?.outcome === 'spent') {
    const notice = words.busy.begin
    const busy = <ConsentPage {...page} values={valuesIn(form)} errors={{}} notice={notice} />
    return show(c, busy, { status: 429, retryAfter: taken.retryAfter })
  }

  const draft =
    begun &&
    (await deps.visits.update(begun.secret, (stored) =>
      stored.sending
        ? stored
        : {
            ...(stored.survey === open.version.hash ? stored : migrateDraft(stored, open)),
            ...admitted,
            language,
            consent: read.consent,
            at: undefined,
          },
    ))
  if (draft)
    return goTo(
      c,
      pathTo(navigationFor(open, draft).resume(begun.draft.survey === open.version.hash ? begun.draft.at : undefined), pathsOf(open.link)),
    )

  if (loaded.secret) await endBefore(deps, loaded.secret)
  const fresh = { survey: open.version.hash, language, adult: true, consent: read.consent, answers: {}, skippedSections: [], ...admitted }
  const secret = await deps.visits.begin(fresh)
  return goTo(
    c,
    pathTo(navigationFor(open, fresh).first(), pathsOf(open.link)),
    setCookie('visit', signSecret(secret, deps.services.pepper)),
  )
}

/** Why somebody whose visit has begun has to agree to the text in `language`; undefined when they have. */
export function askedAgain(survey: Survey, { consent }: Draft, language: string): AskedAgain | undefined {
  if (!consent) return 'changed'
  if (consent.textHash === consentTextHash(survey, language)) return undefined
  return survey.languages.some((each) => consent.textHash === consentTextHash(survey, each)) ? 'otherLanguage' : 'changed'
}

/**
 * One visit a browser: what the cookie led to so far, of this survey or another, is deleted. Where Send was pressed and did
 * not finish, words may be stored that no receipt reaches: they go too.
 */
async function endBefore(deps: Deps, secret: VisitSecret): Promise<void> {
  const end = await deps.visits.end(secret, ({ sending, sentBefore }) => !sending && !sentBefore)
  if (end === 'changed') await stopVisit(deps, secret)
}

async function stopArrival(deps: Deps, { secret }: LoadedVisit): Promise<void> {
  if (secret) await stopVisit(deps, secret)
}

function gone({ secret }: LoadedVisit) {
  return secret ? { cookie: clearCookie('visit') } : {}
}

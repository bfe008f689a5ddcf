import * as z from 'zod'
import { consentTextHash } from '#shared/consent/record.ts'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { type LeaveBy, leavingBy } from '#shared/pages/controls/link-or-submit.tsx'
import type { Draft } from '#shared/response/draft.ts'
import type { VisitSecret } from '#shared/response/secret.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { admit, invitationIn, isSpent } from '../abuse/admission.ts'
import { secondsToNextWindow } from '../abuse/rate-counter.ts'
import { readConsent } from '../consent-form.ts'
import type { Deps } from '../deps.ts'
import { FIELD, GO } from '../fields.ts'
import { type LoadedVisit, loadForAll, loadVisit } from '../load-visit.ts'
import { type AskedAgain, ConsentPage } from '../pages/consent-page.tsx'
import { CookiesPage, DeclinedPage, MinorPage } from '../pages/ending-pages.tsx'
import { inLanguage, surveyFrame, withdrawIn } from '../pages/page-frames.ts'
import type { SurveyPageProps } from '../pages/page-props.ts'
import { pathsOf, pathTo } from '../paths.ts'
import { flashedFields, flashTo, formOf, goTo, KEPT, keepAndGoTo, keepsCookies, type RouteContext, type Status, show } from '../route.ts'
import { noValues, valuesIn } from '../visit/answer-values.ts'
import { migrateDraft } from '../visit/migrate-draft.ts'
import { navigationFor } from '../visit/navigation.ts'
import { stopVisit } from '../visit/stop.ts'
import { languageAsked } from '../visit/switch-language.ts'
import { clearCookie, setCookie, signSecret } from '../visit-cookies.ts'
import { shut } from './shut.tsx'

type ConsentContext = RouteContext<'/s/:link/consent'>

/** The reasons for showing a posted form again, and the status of the page for each. */
const STATUS = { changed: 409, wrong: 422, unknown: 422, used: 422, busy: 429 } as const satisfies Record<string, Status>
const why = z.literal(['changed', 'wrong', 'unknown', 'used', 'busy'])
type Why = z.infer<typeof why>

export async function consentPage(c: ConsentContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { open, language, begun } = loaded
  const frame = surveyFrame(open, language, begun !== undefined, { form: FORM_ID }, 'consent')
  const page = { frame, language, edition: open, isAdmitted: begun?.draft.admission !== undefined }
  const said = why.safeParse(c.env.flash?.why).data
  if (said) return showAgain(c, page, said)
  const again = begun && askedAgain(open.survey, begun.draft, language)
  const isKept = c.env.flash?.why === KEPT
  // Somebody who comes back to the same text sees their own ticks; nobody else sees anything ticked.
  const values = (name: string) => {
    // Ticks from before they looked at another page or language, and not agreed to yet.
    if (isKept) return flashedFields(c).getAll(name)
    if (!begun?.draft.consent || again) return []
    return name === FIELD.adult ? ['yes'] : name === FIELD.purpose ? begun.draft.consent.given : []
  }
  return show(c, <ConsentPage {...page} {...{ values, again }} errors={{}} />)
}

/** Shows the form as it was posted, with the reason why it was not taken. */
function showAgain(c: RouteContext, page: SurveyPageProps & { readonly isAdmitted: boolean }, said: Why): Promise<Response> {
  const { edition, language, frame, isAdmitted } = page
  const { access } = frame.words
  const form = flashedFields(c)
  const read = readConsent(form, edition, language, frame.words)
  const isOtherText = said === 'changed' || read.outcome === 'changed'
  if (isOtherText) return show(c, <ConsentPage {...page} values={noValues} errors={{}} again="changed" />, { status: 409 })
  const values = valuesIn(form)
  if (said === 'busy') {
    const busy = <ConsentPage {...page} values={values} errors={{}} notice={{ text: access.busy.begin, code: 'R07' }} />
    return show(c, busy, { status: 429, retryAfter: secondsToNextWindow(c.env.deps.services.clock) })
  }
  const invited = isAdmitted ? {} : invitationIn(edition.survey, form)
  const wrong = said === 'wrong' ? ('error' in invited ? invited.error : undefined) : said
  const errors = {
    ...(said === 'wrong' && read.outcome === 'incomplete' ? read.errors : {}),
    ...(wrong ? { invitation: access.invitation[wrong] } : {}),
  }
  return show(c, <ConsentPage {...page} values={values} errors={errors} />, { status: STATUS[said] })
}

export async function agree(c: ConsentContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { open, language, begun } = loaded
  const { survey } = open
  const paths = pathsOf(open.link)
  if (begun?.draft.sending) return goTo(c, paths.send)

  const form = formOf(c)
  const at = (path: string) => inLanguage(path, survey, language)
  const other = languageAsked(form, survey)
  if (other) return flashTo(c, inLanguage(paths.consent, survey, other), { why: KEPT, fields: fieldsIn(form) })
  const leaving = leavingBy(form)
  if (leaving) return keepAndGoTo(c, paths.consent, fieldsIn(form), leavingTo(leaving, language, loaded))
  if (form.get(FIELD.go) === GO.decline) {
    await stopArrival(deps, loaded)
    return flashTo(c, at(paths.declined), { why: 'declined' }, ...gone(loaded))
  }
  const read = readConsent(form, open, language, surveyFrame(open, language, false).words)
  if (read.outcome === 'minor') {
    await stopArrival(deps, loaded)
    return flashTo(c, at(paths.adults), { why: 'minor' }, ...gone(loaded))
  }
  // Without cookies no visit begins, as it could not go on: the key to a draft is in a cookie.
  if (!keepsCookies(c.env.request)) return goTo(c, at(paths.cookies))
  const again = (said: Why) => flashTo(c, at(paths.consent), { why: said, fields: fieldsIn(form) })
  const admission = begun?.draft.admission
  const isAdmitted = admission !== undefined
  if (read.outcome === 'changed') return again('changed')
  const invited = isAdmitted ? {} : invitationIn(survey, form)
  if (read.outcome === 'incomplete' || 'error' in invited) return again('wrong')

  const admitted = isAdmitted ? { admission } : await admit(deps.services, survey, invited)
  if ('error' in admitted) return again('unknown')
  if (!isAdmitted && (await isSpent(deps.services, survey, admitted.admission))) return again('used')
  // After the invitation: somebody without one takes nothing from those who have one.
  const taken = begun ? undefined : await deps.rateLimits.begin()
  if (taken?.outcome === 'spent') return again('busy')

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

function leavingTo(leaving: LeaveBy, language: string, { open }: LoadedVisit): string {
  const paths = pathsOf(open.link)
  const at = (path: string) => inLanguage(path, open.survey, language)
  if (leaving === 'support') return at(paths.support('consent'))
  if (leaving === 'stop') return at(paths.stop('consent'))
  return leaving === 'withdraw' ? withdrawIn(language) : at(paths.start)
}

/** Gives the reason why somebody whose visit has begun has to agree to the text in `language`; undefined when they have. */
function askedAgain(survey: Survey, { consent }: Draft, language: string): AskedAgain | undefined {
  if (!consent) return 'changed'
  if (consent.textHash === consentTextHash(survey, language)) return undefined
  return survey.languages.some((each) => consent.textHash === consentTextHash(survey, each)) ? 'otherLanguage' : 'changed'
}

/**
 * One visit a browser: the visit that the cookie led to so far, of this survey or another, is deleted. Where Send was pressed and
 * did not finish, words may be stored that no receipt reaches: they go too.
 */
async function endBefore(deps: Deps, secret: VisitSecret): Promise<void> {
  const end = await deps.visits.end(secret, ({ sending, sentBefore }) => !sending && !sentBefore)
  if (end === 'changed') await stopVisit(deps, secret)
}

async function stopArrival(deps: Deps, { secret }: LoadedVisit): Promise<void> {
  if (secret) await stopVisit(deps, secret)
}

function gone({ secret }: LoadedVisit): string[] {
  return secret ? [clearCookie('visit')] : []
}

function fieldsIn(form: URLSearchParams): [string, string][] {
  const own: readonly string[] = [FIELD.adult, FIELD.purpose, FIELD.consentText, FIELD.invitation]
  return [...form].filter(([name]) => own.includes(name)).slice(0, 10)
}

/** Shows the page for somebody who said no to taking part. */
export async function declinedPage(c: RouteContext<'/s/:link/declined'>): Promise<Response> {
  const { deps, flash, request } = c.env
  const loaded = await loadForAll(deps, c.req.param('link'), { ...request, cookies: {} })
  if (!loaded) return shut(deps, c)
  const { open, language } = loaded
  if (flash?.why !== 'declined') return goTo(c, inLanguage(pathsOf(open.link).start, open.survey, language))
  return show(c, <DeclinedPage frame={surveyFrame(open, language, false)} />)
}

/** Shows the page for somebody who is under 18. */
export async function adultsPage(c: RouteContext<'/s/:link/adults'>): Promise<Response> {
  const { deps, flash, request } = c.env
  const loaded = await loadForAll(deps, c.req.param('link'), { ...request, cookies: {} })
  if (!loaded) return shut(deps, c)
  const { open, language } = loaded
  if (flash?.why !== 'minor') return goTo(c, inLanguage(pathsOf(open.link).start, open.survey, language))
  return show(c, <MinorPage frame={surveyFrame(open, language, false)} edition={open} language={language} />)
}

/** Explains why one question a page does not work in this browser, and what does. */
export async function cookiesPage(c: RouteContext<'/s/:link/cookies'>): Promise<Response> {
  const { deps, request } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), { ...request, cookies: {} })
  if (!loaded) return shut(deps, c)
  const { open, language } = loaded
  const frame = surveyFrame(open, language, false, { path: pathsOf(open.link).cookies })
  return show(c, <CookiesPage frame={frame} edition={open} language={language} />)
}

import * as z from 'zod'
import { consentTextHash } from '#shared/consent/record.ts'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { type LeaveBy, leavingBy } from '#shared/pages/controls/link-or-submit.tsx'
import { onePageCodeBits } from '#shared/response/secret.ts'
import { closesAt } from '#shared/survey/closing.ts'
import { admit, invitationIn, spend } from '../abuse/admission.ts'
import { secondsToNextWindow } from '../abuse/rate-counter.ts'
import { isTrapped } from '../abuse/trap.tsx'
import { readConsent } from '../consent-form.ts'
import { FIELD } from '../fields.ts'
import { type LoadedVisit, loadForAll } from '../load-visit.ts'
import { logFailure } from '../log-failure.ts'
import { freshNonce, isMadeBy, isOfToday, nonceIn } from '../one-page-nonce.ts'
import { type OnePageErrors, OnePageForm } from '../pages/one-page-form.tsx'
import { inLanguage, surveyFrame, withdrawIn } from '../pages/page-frames.ts'
import type { Notice } from '../pages/reference-line.tsx'
import { pathsOf } from '../paths.ts'
import { flashTo, formOf, type RouteContext, type Status, show } from '../route.ts'
import { forgetSavedForm, saveAndGoTo, savedForm } from '../saved-form.ts'
import { noValues, valuesIn } from '../visit/answer-values.ts'
import { forget } from '../visit/forget.ts'
import { meaningOf, readAnswers } from '../visit/one-page-answers.ts'
import { sendResponse } from '../visit/send-response.ts'
import { takenBack } from '../visit/stop.ts'
import { languageAsked } from '../visit/switch-language.ts'
import { goToReceipt } from './receipt.tsx'
import { shut, shutForm } from './shut.tsx'
import { withdrawnAt } from './withdraw.tsx'

type OnePageContext = RouteContext<'/s/:link/all'>

const NO_ERRORS: OnePageErrors = { consent: {}, answers: {} }

/** The reasons for showing a posted form again, and the status of the page for each. */
const STATUS = {
  wrong: 422,
  trapped: 422,
  unknown: 422,
  used: 422,
  changed: 409,
  old: 409,
  busy: 429,
  failed: 503,
} as const satisfies Record<string, Status>
const why = z.literal(['wrong', 'trapped', 'unknown', 'used', 'changed', 'old', 'busy', 'failed'])
type Why = z.infer<typeof why>

/** The whole survey on one page. Nothing is kept before it is posted; a form that was posted and not taken comes back as it was. */
export async function onePageForm(c: OnePageContext): Promise<Response> {
  const link = c.req.param('link')
  const form = await savedForm(c, link)
  const loaded = await loadForForm(c, form)
  if (!loaded) return form ? shutForm(c, form) : shut(c.env.deps, c)
  const said = why.safeParse(c.env.flash?.why)
  return showForm(c, loaded, form, said.data)
}

/** In a survey's last hour it is open for a form that was on a screen, or on paper, before: none is made after. */
async function loadForForm(c: OnePageContext, form: URLSearchParams | undefined): Promise<LoadedVisit | undefined> {
  const { deps, request } = c.env
  const loaded = await loadForAll(deps, c.req.param('link'), request)
  const { closes } = loaded?.open.survey ?? {}
  if (!loaded?.open.sendUntil || closes === undefined) return loaded
  const nonce = form && nonceIn(form, deps.services)
  return nonce && isMadeBy(nonce, closesAt(closes)) ? loaded : undefined
}

/** Shows a form as it was posted, with the reason why it was not taken; without a posted one, an empty form. */
function showForm(c: RouteContext, loaded: LoadedVisit, form?: URLSearchParams, why?: Why): Promise<Response> {
  const { services, work } = c.env.deps
  const { open, language } = loaded
  const frame = surveyFrame(open, language, false, { form: FORM_ID })
  const posted = form && nonceIn(form, services)
  const nonce = posted && isOfToday(posted, services.clock) ? posted : freshNonce(services)
  const page = { frame, edition: open, language, nonce, challenge: work.challenge(open.survey, nonce) }
  if (!form) return show(c, <OnePageForm {...page} values={noValues} errors={NO_ERRORS} />)

  const { all, access } = frame.words
  const isOtherSurvey = why === 'changed' || form.get(FIELD.edition) !== open.version.hash
  const isOtherText = form.get(FIELD.consentText) !== consentTextHash(open.survey, language)
  if (isOtherSurvey || isOtherText) {
    // Ticks that were not sent are nobody's agreement yet: they stay, under the text in the other language.
    const values = isOtherSurvey ? withoutConsent(form) : valuesIn(form)
    const again = <OnePageForm {...page} values={values} errors={NO_ERRORS} notice={{ text: isOtherSurvey ? all.changed : all.switched }} />
    return show(c, again, { status: isOtherSurvey ? 409 : 200 })
  }
  const notices: Partial<Record<Why, Notice>> = {
    old: { text: all.old },
    trapped: { text: access.trap.filled, code: 'R13' },
    busy: { text: access.busy.send, code: 'R07' },
    failed: { text: all.failed, code: 'R08' },
  }
  const again = (
    <OnePageForm
      {...page}
      values={valuesIn(form)}
      errors={errorsOf(loaded, form, why)}
      notice={why && notices[why]}
      isAgain={why === 'trapped'}
    />
  )
  return show(c, again, { status: why ? STATUS[why] : 200, retryAfter: why === 'busy' ? secondsToNextWindow(services.clock) : undefined })
}

function errorsOf({ open, language }: LoadedVisit, form: URLSearchParams, why: Why | undefined): OnePageErrors {
  const { words } = surveyFrame(open, language, false)
  const { invitation } = words.access
  if (why === 'unknown' || why === 'used') return { consent: { invitation: invitation[why] }, answers: {} }
  if (why !== 'wrong') return NO_ERRORS
  const consent = readConsent(form, open, language, words)
  const invited = invitationIn(open.survey, form)
  return {
    consent: {
      ...(consent.outcome === 'incomplete' ? consent.errors : {}),
      ...('error' in invited ? { invitation: invitation[invited.error] } : {}),
    },
    answers: readAnswers(open, valuesIn(form)).errors,
  }
}

/** A new text is read before anything in it is ticked. */
function withoutConsent(form: URLSearchParams) {
  return (name: string) => (name === FIELD.purpose || name === FIELD.adult ? [] : form.getAll(name))
}

/** Saves the form on the way to another page, so that it is unchanged when the person comes back. */
async function leaveOnePage(c: OnePageContext, loaded: LoadedVisit, leaving: LeaveBy): Promise<Response> {
  const { open, language } = loaded
  const paths = pathsOf(open.link)
  const at = (path: string) => inLanguage(path, open.survey, language)
  const to = leaving === 'support' ? at(paths.support('all')) : leaving === 'withdraw' ? withdrawIn(language) : at(paths.start)
  return (await saveAndGoTo(c, open.link, to)) ?? showForm(c, loaded, formOf(c))
}

export async function sendOnePage(c: OnePageContext): Promise<Response> {
  const { deps } = c.env
  const link = c.req.param('link')
  const form = formOf(c)
  const paths = pathsOf(link)
  const asked = c.env.request.language
  const loaded = await loadForForm(c, form)
  if (!loaded) return (await saveAndGoTo(c, link, asked === undefined ? paths.all : `${paths.all}?lang=${asked}`)) ?? shutForm(c, form)
  const { services } = deps
  const { open, language } = loaded
  const { survey, version } = open
  const at = (path: string, other = language) => inLanguage(path, survey, other)
  // Where it cannot be kept, the answer itself has to hold what was written.
  const again = async (why: Why) => (await saveAndGoTo(c, link, at(paths.all), why)) ?? showForm(c, loaded, form, why)

  const leaving = leavingBy(form)
  if (leaving) return leaveOnePage(c, loaded, leaving)
  const other = languageAsked(form, survey)
  if (other) return (await saveAndGoTo(c, link, at(paths.all, other))) ?? showForm(c, { ...loaded, language: other }, form)
  const consent = readConsent(form, open, language, surveyFrame(open, language, false).words)
  if (consent.outcome === 'minor') return flashTo(c, at(paths.adults), { why: 'minor' }, ...(await forgetSavedForm(c)))

  const nonce = nonceIn(form, services)
  if (!nonce || consent.outcome === 'changed' || form.get(FIELD.edition) !== version.hash) return again('changed')
  if (!isOfToday(nonce, services.clock)) return again('old')
  const { answers, errors } = readAnswers(open, valuesIn(form))
  const invited = invitationIn(survey, form)
  if (consent.outcome === 'incomplete' || 'error' in invited || Object.keys(errors).length > 0) return again('wrong')
  if (isTrapped(form)) return again('trapped')

  const sending = { language, consent: consent.consent, answers, skippedSections: form.getAll(FIELD.skipPart) }
  const codeBits = onePageCodeBits(nonce, meaningOf(open, sending))
  try {
    const before = await takenBack(deps, codeBits)
    if (before) return flashTo(c, withdrawnAt(language), { why: before })
    const admitted = await admit(services, survey, invited)
    if ('error' in admitted) return again('unknown')
    // After the invitation: somebody without one takes nothing from those who have one.
    const taken = await deps.rateLimits.send(survey, deps.work.isDone(survey, nonce, codeBits, form))
    if (taken.outcome === 'spent') return again('busy')
    if (!(await spend(services, survey, admitted.admission, codeBits))) return again('used')
    if ((await sendResponse(services, open, codeBits, sending)) === 'refused') return again('changed')
    // The answers were deleted while they were stored, perhaps by a click before this one: later parts go too.
    const since = await takenBack(deps, codeBits)
    if (since) {
      await forget(services, deps.editions, codeBits, since, [version])
      return flashTo(c, withdrawnAt(language), { why: since })
    }
  } catch (error) {
    logFailure(services.log, 'send', error, 503)
    return again('failed')
  }
  return goToReceipt(c, { edition: open, language, codeBits, given: consent.consent.given }, ...(await forgetSavedForm(c)))
}

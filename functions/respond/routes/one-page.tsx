import canonicalize from 'canonicalize'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { formatCode } from '#shared/response/receipt.ts'
import { onePageCodeBits } from '#shared/response/secret.ts'
import type { Answer, Answers } from '#shared/survey/answer.ts'
import { type FieldError, type FieldValues, readAnswer } from '#shared/survey/form.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { admit, type InvitationError, invitationIn, spend } from '../abuse/admission.ts'
import { isTrapped } from '../abuse/trap.tsx'
import { readConsent } from '../consent-form.ts'
import type { Deps } from '../deps.ts'
import { FIELD } from '../fields.ts'
import { type LoadedVisit, loadVisit } from '../load-visit.ts'
import { logFailure } from '../log-failure.ts'
import { freshNonce, isOfToday, nonceIn } from '../one-page-nonce.ts'
import { MinorPage } from '../pages/ending-pages.tsx'
import { surveyFrame } from '../pages/frame.ts'
import { type OnePageErrors, OnePageForm } from '../pages/one-page-form.tsx'
import { ReceiptPage } from '../pages/receipt-page.tsx'
import { WithdrawnPage } from '../pages/withdraw-page.tsx'
import { formOf, type RouteContext, show } from '../route.ts'
import { noValues, valuesIn } from '../visit/answer-values.ts'
import type { Edition } from '../visit/editions.ts'
import { forget } from '../visit/forget.ts'
import { sendResponse } from '../visit/send-response.ts'
import { takenBack } from '../visit/stop.ts'
import { languageAsked } from '../visit/switch-language.ts'
import type { Stopped } from '../visit/visits.ts'
import { shut, shutForm } from './shut.tsx'

type AllContext = RouteContext<'/s/:link/all'>

const NO_ERRORS: OnePageErrors = { consent: {}, answers: {} }

/** The whole survey on one page. No cookie, no draft: what is written stays in the browser until it is sent. */
export async function onePageForm(c: AllContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  return show(
    c,
    <OnePageForm {...pageProps(loaded)} values={noValues} errors={NO_ERRORS} {...pageOf(deps, loaded, freshNonce(deps.services))} />,
  )
}

export async function sendOnePage(c: AllContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shutForm(deps, c)
  const { services } = deps
  const { open, language } = loaded
  const form = formOf(c)
  const page = pageProps(loaded)
  const other = languageAsked(form, open.survey)
  if (other) return switched(deps, c, loaded, other)
  const consent = readConsent(form, open, language, page.frame.words)
  if (consent.outcome === 'minor') return show(c, <MinorPage {...endingProps(loaded)} />)

  const posted = nonceIn(form, services)
  const isGood = posted !== undefined && isOfToday(posted, services.clock)
  const nonce = isGood ? posted : freshNonce(services)
  const words = page.frame.words.access
  const again = (status: 409 | 422 | 429 | 503, errors: OnePageErrors, notice?: string, values = valuesIn(form), retryAfter?: number) =>
    show(c, <OnePageForm {...page} {...{ values, errors, notice }} {...pageOf(deps, loaded, nonce)} isAgain={isTrapped(form)} />, {
      status,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    })
  if (!posted || consent.outcome === 'changed' || form.get(FIELD.edition) !== open.version.hash) {
    return again(409, NO_ERRORS, page.frame.words.all.changed, withoutConsent(form))
  }
  if (!isGood) return again(409, NO_ERRORS, page.frame.words.all.old)
  const { answers, errors } = readAll(open, form)
  const invited = invitationIn(open.survey, form)
  const notInvited = (error: InvitationError) => ({ invitation: words.invitation[error] })
  if (consent.outcome === 'incomplete' || 'error' in invited || Object.keys(errors).length > 0) {
    const wrong = 'error' in invited ? notInvited(invited.error) : {}
    return again(422, { consent: { ...(consent.outcome === 'incomplete' ? consent.errors : {}), ...wrong }, answers: errors })
  }
  if (isTrapped(form)) return again(422, NO_ERRORS, words.trap.filled)

  const sending = { language, consent: consent.consent, answers, skippedSections: form.getAll(FIELD.skipPart) }
  const codeBits = onePageCodeBits(nonce, meaningOf(open, sending))
  const { rateLimits, work } = deps
  const takenBackPage = (only: Stopped) => show(c, <WithdrawnPage frame={c.env.frame} only={only} />)
  try {
    const before = await takenBack(deps, codeBits)
    if (before) return takenBackPage(before)
    const admitted = await admit(services, open.survey, invited)
    if ('error' in admitted) return again(422, { consent: notInvited(admitted.error), answers: {} })
    // After the invitation: who has none takes nothing from those who have one.
    const taken = await rateLimits.send(open.survey, work.isDone(open.survey, nonce, codeBits, form))
    if (taken.outcome === 'spent') return again(429, NO_ERRORS, words.busy.send, valuesIn(form), taken.retryAfter)
    if (!(await spend(services, open.survey, admitted.admission, codeBits))) return again(422, { consent: notInvited('used'), answers: {} })
    if ((await sendResponse(services, open, codeBits, sending)) === 'refused') return again(409, NO_ERRORS, page.frame.words.all.changed)
    // Taken back while this was stored, perhaps by a click before this one: what came after that goes too.
    const since = await takenBack(deps, codeBits)
    if (since) {
      await forget(services, deps.editions, codeBits, since, [open.version])
      return takenBackPage(since)
    }
  } catch (error) {
    logFailure(services.log, 'send', error, 503)
    return again(503, NO_ERRORS, page.frame.words.all.failed)
  }
  return show(
    c,
    <ReceiptPage {...endingProps(loaded)} code={formatCode(codeBits)} agreed={{ given: consent.consent.given, day: services.clock() }} />,
  )
}

function endingProps({ open, language }: LoadedVisit) {
  return { frame: surveyFrame(open, language, false), edition: open, language }
}

/** What makes one page of the form itself and no other. */
function pageOf({ work }: Deps, { open }: LoadedVisit, nonce: Uint8Array) {
  return { nonce, challenge: work.challenge(open.survey, nonce) }
}

function pageProps({ open, language }: LoadedVisit) {
  return { frame: surveyFrame(open, language, false, { form: FORM_ID }), edition: open, language }
}

/** The same form in another language: all that was entered comes along, but for the agreement, which was to another text. */
function switched(deps: Deps, c: AllContext, loaded: LoadedVisit, language: string): Promise<Response> {
  const form = formOf(c)
  const page = pageProps({ ...loaded, language })
  const { all } = page.frame.words
  const nonce = nonceIn(form, deps.services) ?? freshNonce(deps.services)
  return show(
    c,
    <OnePageForm
      {...page}
      values={withoutConsent(form)}
      errors={NO_ERRORS}
      {...pageOf(deps, loaded, nonce)}
      notice={form.get(FIELD.edition) === loaded.open.version.hash ? all.switched : all.changed}
    />,
  )
}

function withoutConsent(form: URLSearchParams): FieldValues {
  return (name) => (name === FIELD.purpose || name === FIELD.adult ? [] : form.getAll(name))
}

function readAll(open: Edition, form: URLSearchParams): { answers: Record<string, Answer>; errors: Record<string, FieldError> } {
  const answers: Record<string, Answer> = {}
  const errors: Record<string, FieldError> = {}
  for (const step of open.steps) {
    if (step.kind !== 'question') continue
    const read = readAnswer(step.question, valuesIn(form))
    if ('error' in read) errors[step.question.id] = read.error
    else answers[step.question.id] = read.answer
  }
  return { answers, errors }
}

/** What a posted form says, whatever else a browser or a person put into it: the same bytes for the same click. */
function meaningOf(
  open: Edition,
  sending: { language: string; consent: object; answers: Answers; skippedSections: readonly string[] },
): Uint8Array {
  const { language, consent, answers, skippedSections } = sending
  const applied = applySkipLogic(open.survey, answers, new Set(skippedSections))
  return new TextEncoder().encode(canonicalize({ survey: open.version.hash, language, consent, applied }))
}

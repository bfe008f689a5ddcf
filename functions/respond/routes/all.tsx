import canonicalize from 'canonicalize'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { formatCode } from '#shared/response/receipt.ts'
import { onePageCodeBits } from '#shared/response/secret.ts'
import type { Answer, Answers } from '#shared/survey/answer.ts'
import { type FieldError, type FieldValues, readAnswer } from '#shared/survey/form.ts'
import { settle } from '#shared/survey/settle.ts'
import { admit, type InvitationError, invitationIn, spend } from '../abuse/admission.ts'
import { isTrapped } from '../abuse/trap.tsx'
import { type Arrival, arrive, type House } from '../arrive.ts'
import { readConsent } from '../consent-form.ts'
import { logFailure } from '../failure.ts'
import { FIELD } from '../fields.ts'
import { freshNonce, isOfToday, nonceIn } from '../one-page-nonce.ts'
import { type AllErrors, AllPage } from '../pages/all.tsx'
import { noValues, valuesIn } from '../pages/answer-values.ts'
import { MinorPage } from '../pages/endings.tsx'
import { surveyFrame } from '../pages/frame.ts'
import { ReceiptPage } from '../pages/receipt.tsx'
import { WithdrawnPage } from '../pages/withdraw.tsx'
import { formOf, type RouteContext, show } from '../reply.ts'
import type { Edition } from '../visit/editions.ts'
import { forget } from '../visit/forget.ts'
import { sendResponse } from '../visit/send.ts'
import { takenBack } from '../visit/stop.ts'
import { languageAsked } from '../visit/switch-language.ts'
import type { Stopped } from '../visit/visits.ts'
import { shut, shutForm } from './shut.tsx'

type AllContext = RouteContext<'/s/:link/all'>

const NO_ERRORS: AllErrors = { consent: {}, answers: {} }

/** The whole survey on one page. No cookie, no draft: what is written stays in the browser until it is sent. */
export const allPage = (house: House) => async (c: AllContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return shut(house, c)
  return show(
    c,
    <AllPage {...pageProps(arrival)} values={noValues} errors={NO_ERRORS} {...pageOf(house, arrival, freshNonce(house.services))} />,
  )
}

export const sendAll = (house: House) => async (c: AllContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return shutForm(house, c)
  const { services } = house
  const { open, language } = arrival
  const form = formOf(c)
  const page = pageProps(arrival)
  const other = languageAsked(form, open.survey)
  if (other) return switched(house, c, arrival, other)
  const consent = readConsent(form, open, language, page.frame.words)
  if (consent.outcome === 'minor') return show(c, <MinorPage {...endingProps(arrival)} />)

  const posted = nonceIn(form)
  const isGood = posted !== undefined && isOfToday(posted, services.clock)
  const nonce = isGood ? posted : freshNonce(services)
  const words = page.frame.words.door
  const again = (status: 409 | 422 | 429 | 503, errors: AllErrors, notice?: string, values = valuesIn(form), retryAfter?: number) =>
    show(c, <AllPage {...page} {...{ values, errors, notice }} {...pageOf(house, arrival, nonce)} isAgain={isTrapped(form)} />, {
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
  const { door } = house
  const takenBackPage = (only: Stopped) => show(c, <WithdrawnPage frame={c.env.house} only={only} />)
  try {
    const before = await takenBack(house, codeBits)
    if (before) return takenBackPage(before)
    const admitted = await admit(services, open.survey, invited)
    if ('error' in admitted) return again(422, { consent: notInvited(admitted.error), answers: {} })
    // After the invitation: who has none takes nothing from those who have one.
    const taken = await door.send(open.survey, door.work.isDone(open.survey, nonce, codeBits, form))
    if (taken.outcome === 'spent') return again(429, NO_ERRORS, words.busy.send, valuesIn(form), taken.retryAfter)
    if (!(await spend(services, open.survey, admitted.admission, codeBits))) return again(422, { consent: notInvited('used'), answers: {} })
    if ((await sendResponse(services, open, codeBits, sending)) === 'refused') return again(409, NO_ERRORS, page.frame.words.all.changed)
    // Taken back while this was stored, perhaps by a click before this one: what came after that goes too.
    const since = await takenBack(house, codeBits)
    if (since) {
      await forget(services, house.editions, codeBits, since, [open.version])
      return takenBackPage(since)
    }
  } catch (error) {
    logFailure(services.log, 'send', error, 503)
    return again(503, NO_ERRORS, page.frame.words.all.failed)
  }
  return show(
    c,
    <ReceiptPage {...endingProps(arrival)} code={formatCode(codeBits)} agreed={{ given: consent.consent.given, day: services.clock() }} />,
  )
}

function endingProps({ open, language }: Arrival) {
  return { frame: surveyFrame(open, language, false), edition: open, language }
}

/** What makes one page of the form itself and no other. */
function pageOf({ door }: House, { open }: Arrival, nonce: Uint8Array) {
  return { nonce, challenge: door.work.challenge(open.survey, nonce) }
}

function pageProps({ open, language }: Arrival) {
  return { frame: surveyFrame(open, language, false, { form: FORM_ID }), edition: open, language }
}

/** The same form in another language: all that was entered comes along, but for the agreement, which was to another text. */
function switched(house: House, c: AllContext, arrival: Arrival, language: string): Promise<Response> {
  const form = formOf(c)
  const page = pageProps({ ...arrival, language })
  const { all } = page.frame.words
  const nonce = nonceIn(form) ?? freshNonce(house.services)
  return show(
    c,
    <AllPage
      {...page}
      values={withoutConsent(form)}
      errors={NO_ERRORS}
      {...pageOf(house, arrival, nonce)}
      notice={form.get(FIELD.edition) === arrival.open.version.hash ? all.switched : all.changed}
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
  const settled = settle(open.survey, answers, new Set(skippedSections))
  return new TextEncoder().encode(canonicalize({ survey: open.version.hash, language, consent, settled }))
}

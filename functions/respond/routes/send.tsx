import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import type { Draft } from '#shared/response/draft.ts'
import { formatCode } from '#shared/response/receipt.ts'
import { type VisitSecret, visitOf } from '#shared/response/secret.ts'
import { spend } from '../abuse/admission.ts'
import { BusyPage, UsedPage } from '../abuse/pages.tsx'
import { isTrapped } from '../abuse/trap.tsx'
import { type Arrival, arrive, type Begun, type House } from '../arrive.ts'
import { clearCookie } from '../cookie.ts'
import { logFailure } from '../failure.ts'
import { noValues } from '../pages/answer-values.ts'
import { ConsentPage } from '../pages/consent.tsx'
import { EndedPage, StoppedPage } from '../pages/endings.tsx'
import { surveyFrame } from '../pages/frame.ts'
import { ReceiptPage } from '../pages/receipt.tsx'
import { NotSentPage, SendPage } from '../pages/send.tsx'
import { pathsOf, pathTo } from '../paths.ts'
import { formOf, goTo, type RouteContext, show } from '../reply.ts'
import type { Edition } from '../visit/editions.ts'
import { forget } from '../visit/forget.ts'
import { isCurrent, sendResponse, versionHolding } from '../visit/send.ts'
import { wayThrough } from '../visit/way.ts'
import { bringUpToDate, checkPageFor, isOutdated } from './check.tsx'
import { askedAgain } from './consent.tsx'
import { shut } from './shut.tsx'

type SendContext = RouteContext<'/s/:link/send'>

export const sendPage = (house: House) => async (c: SendContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return shut(house, c)
  const { open, begun } = arrival
  const paths = pathsOf(open.link)
  if (!begun) return goTo(c, paths.start)
  const { draft, edition } = begun
  const waiting = draft.sending === true
  if (!waiting && (isOutdated(arrival, begun) || !isCurrent(edition.survey, draft))) return goTo(c, paths.check)
  const toMend = wayThrough(edition, draft).toMend()
  if (!waiting && toMend !== undefined) return goTo(c, paths.change(toMend))
  return show(c, sendPageFor(house, begun))
}

function sendPageFor(house: House, { draft, edition, secret }: Begun, isAgain = false) {
  const paths = pathsOf(edition.link)
  const waiting = draft.sending === true
  const back = pathTo(wayThrough(edition, draft).beforeSend(), paths)
  // Back to "check your answers", in the other language: nothing is sent by changing it.
  const by = { form: FORM_ID, action: paths.check }
  const frame = surveyFrame(edition, draft.language, true, waiting ? undefined : by)
  const challenge = house.door.work.challenge(edition.survey, visitOf(secret).draftId)
  return <SendPage {...{ frame, edition, back, waiting, isAgain, challenge }} language={draft.language} />
}

/**
 * Sends a visit. In this order: the draft is frozen, the answers are stored, the draft is removed, the receipt is shown.
 * Whatever fails in between, sending again completes it as one response, and no receipt was shown before it was whole.
 */
export const send = (house: House) => async (c: SendContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return shut(house, c)
  const { begun } = arrival
  if (!begun) return sentBefore(house, c, arrival)
  try {
    return await sendVisit(house, c, arrival, begun)
  } catch (error) {
    if (await wasStopped(house, begun.secret)) return stoppedMeanwhile(house, c, begun.secret)
    logFailure(house.services.log, 'send', error, 503)
    const frame = surveyFrame(arrival.open, begun.draft.language, true)
    return show(c, <NotSentPage frame={frame} edition={arrival.open} language={begun.draft.language} />, { status: 503 })
  }
}

async function sendVisit(house: House, c: SendContext, arrival: Arrival, begun: Begun): Promise<Response> {
  const { services, visits } = house
  const { open } = arrival
  const paths = pathsOf(open.link)
  if (isOutdated(arrival, begun)) return sendOutdated(house, c, arrival, begun)
  if (!begun.draft.consent) return goTo(c, paths.consent)
  if (!isCurrent(open.survey, begun.draft)) return reconsent(c, begun)
  const waits = (draft: Draft) => {
    const toMend = draft.survey === open.version.hash ? wayThrough(open, draft).toMend() : undefined
    return goTo(c, toMend === undefined ? paths.check : paths.change(toMend))
  }
  // Before the door: what cannot be sent yet spends nothing.
  if (!begun.draft.sending && !isReady(open, begun.draft)) return waits(begun.draft)
  const { codeBits } = visitOf(begun.secret)
  const held = await heldAtDoor(house, c, arrival, begun)
  if (held) return held

  const frozen = await visits.update(begun.secret, (draft) =>
    draft.sending || !isReady(open, draft) ? draft : { ...draft, sending: true },
  )
  if (!frozen) return sentBefore(house, c, arrival)
  if (!frozen.sending) return waits(frozen)
  const outcome = await sendResponse(services, open, codeBits, frozen)
  if (outcome === 'refused') return reconsent(c, begun)
  return finish(house, c, arrival, { ...begun, draft: frozen })
}

/** What keeps a visit from being sent for now: each time with the draft as it was, and a page that says why. */
async function heldAtDoor(house: House, c: SendContext, { open }: Arrival, begun: Begun): Promise<Response | undefined> {
  const { draft } = begun
  const { survey } = open
  const { door } = house
  const { draftId, codeBits } = visitOf(begun.secret)
  const frame = surveyFrame(open, draft.language, true)
  if (survey.access && !draft.admission) return goTo(c, pathsOf(open.link).consent)
  // Who pressed Send before has come through already, and only finishes.
  if (!draft.sending) {
    const form = formOf(c)
    if (isTrapped(form)) return show(c, sendPageFor(house, begun, true), { status: 422 })
    const taken = await door.send(survey, door.work.isDone(survey, draftId, codeBits, form))
    if (taken.outcome === 'spent') {
      const challenge = door.work.challenge(survey, draftId)
      const page = <BusyPage {...{ frame, challenge }} edition={open} language={draft.language} />
      return show(c, page, { status: 429, retryAfter: taken.retryAfter })
    }
  }
  if (await spend(house.services, survey, draft.admission, codeBits)) return undefined
  return show(c, <UsedPage frame={frame} />, { status: 409 })
}

function isReady(open: Edition, draft: Draft): boolean {
  return draft.survey === open.version.hash && isCurrent(open.survey, draft) && wayThrough(open, draft).toMend() === undefined
}

/**
 * All is stored; removing the very draft that was sent makes it so. Found gone, another click on Send has removed it.
 * Found stopped, the person was or will be told that nothing is kept: what was stored since goes.
 */
async function finish(house: House, c: SendContext, { open }: Arrival, { secret, draft }: Begun): Promise<Response> {
  const { services, visits, editions } = house
  const end = await visits.end(secret, (stored) => stored.sending === true && stored.survey === draft.survey)
  if (end === 'stopped') return stoppedMeanwhile(house, c, secret)
  if (end === 'changed') {
    // Another tab has taken the visit over to a newer version, where it will be sent again.
    await forget(services, editions, visitOf(secret).codeBits, 'everything', [{ id: open.survey.id, hash: draft.survey }])
    return goTo(c, pathsOf(open.link).check)
  }
  const agreed = draft.consent && { given: draft.consent.given, day: services.clock() }
  const page = { frame: surveyFrame(open, draft.language, false), edition: open, language: draft.language }
  return show(c, <ReceiptPage {...page} code={formatCode(visitOf(secret).codeBits)} agreed={agreed} />, { cookie: clearCookie })
}

/** A newer version was opened since the visit began: nothing is stored before the person has seen it. */
async function sendOutdated(house: House, c: SendContext, arrival: Arrival, begun: Begun): Promise<Response> {
  const { codeBits } = visitOf(begun.secret)
  if (begun.draft.sending) {
    if (await versionHolding(house.services, arrival.open.survey.id, codeBits)) return finish(house, c, arrival, begun)
    // Sending had begun and stopped before the response: the words that came so far go, and come again with the rest.
    await forget(house.services, house.editions, codeBits, 'everything', [begun.edition.version])
  }
  const current = await bringUpToDate(house, arrival, begun)
  if (!current) return sentBefore(house, c, arrival)
  return current.draft.consent ? show(c, checkPageFor(current, true), { status: 409 }) : reconsent(c, current)
}

function reconsent(c: SendContext, { draft, edition }: Begun): Promise<Response> {
  const frame = surveyFrame(edition, draft.language, true, { path: pathsOf(edition.link).consent })
  const again = askedAgain(edition.survey, draft, draft.language)
  const page = { frame, edition, language: draft.language, values: noValues, errors: {}, again }
  return show(c, <ConsentPage {...page} />, { status: 409 })
}

/** No draft: either it was sent a moment ago and this is the second click, or the visit is over. */
async function sentBefore(house: House, c: SendContext, { open, language, secret }: Arrival): Promise<Response> {
  const page = { frame: surveyFrame(open, language, false), edition: open, language }
  const codeBits = secret && visitOf(secret).codeBits
  const isStored = codeBits && (await versionHolding(house.services, open.survey.id, codeBits))
  // Asked last: what a Stop under way has not removed yet is no longer there to be shown a receipt for.
  if (secret && (await house.visits.stopped(secret))) return stoppedMeanwhile(house, c, secret)
  if (codeBits && isStored) {
    return show(c, <ReceiptPage {...page} code={formatCode(codeBits)} />, { cookie: clearCookie })
  }
  return show(c, <EndedPage {...page} />, { status: 410 })
}

async function stoppedMeanwhile({ services, editions }: House, c: SendContext, secret: VisitSecret): Promise<Response> {
  await forget(services, editions, visitOf(secret).codeBits, 'everything')
  return show(c, <StoppedPage frame={c.env.house} />, { cookie: clearCookie })
}

/** After a failure: when that cannot be told either, the person is asked to send again, and it is told then. */
async function wasStopped({ visits }: House, secret: VisitSecret): Promise<boolean> {
  return (await visits.stopped(secret).catch(() => undefined)) !== undefined
}

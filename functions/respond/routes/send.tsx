import { formatCode } from '#shared/response/receipt.ts'
import { visitOf } from '#shared/response/secret.ts'
import { type Arrival, arrive, type Begun, type House } from '../arrive.ts'
import { clearCookie } from '../cookie.ts'
import { logFailure } from '../failure.ts'
import { noValues } from '../pages/answer-values.ts'
import { ConsentPage } from '../pages/consent.tsx'
import { ClosedPage, EndedPage } from '../pages/endings.tsx'
import { houseFrame, surveyFrame } from '../pages/frame.ts'
import { ReceiptPage } from '../pages/receipt.tsx'
import { NotSentPage, SendPage } from '../pages/send.tsx'
import { pathsOf, pathTo } from '../paths.ts'
import { goTo, type RouteContext, show } from '../reply.ts'
import { forget } from '../visit/forget.ts'
import { isCurrent, sendResponse, versionHolding } from '../visit/send.ts'
import { wayThrough } from '../visit/way.ts'
import { bringUpToDate, checkPageFor, isOutdated } from './check.tsx'

type SendContext = RouteContext<'/s/:link/send'>

export const sendPage = (house: House) => async (c: SendContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return show(c, <ClosedPage frame={houseFrame} />, { status: 404 })
  const { open, begun } = arrival
  const paths = pathsOf(open.link)
  if (!begun) return goTo(c, paths.start)
  const { draft, edition } = begun
  const waiting = draft.sending === true
  if (!waiting && (isOutdated(arrival, begun) || !draft.consent)) return goTo(c, paths.check)
  const back = pathTo(wayThrough(edition, draft).beforeSend(), paths)
  const frame = surveyFrame(edition, draft.language, true)
  return show(c, <SendPage frame={frame} edition={edition} language={draft.language} back={back} waiting={waiting} />)
}

/**
 * Sends a visit. In this order: the draft is frozen, the answers are stored, the draft is removed, the receipt is shown.
 * Whatever fails in between, sending again completes it as one response, and no receipt was shown before it was whole.
 */
export const send = (house: House) => async (c: SendContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return show(c, <ClosedPage frame={houseFrame} />, { status: 404 })
  const { begun } = arrival
  if (!begun) return sentBefore(house, c, arrival)
  try {
    return await sendVisit(house, c, arrival, begun)
  } catch (error) {
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

  const frozen = await visits.update(begun.secret, (draft) =>
    draft.sending || draft.survey !== open.version.hash || !draft.consent ? draft : { ...draft, sending: true },
  )
  if (!frozen) return sentBefore(house, c, arrival)
  if (!frozen.sending) return goTo(c, paths.check)
  const { codeBits } = visitOf(begun.secret)
  const outcome = await sendResponse(services, open, codeBits, frozen)
  if (outcome === 'refused') return reconsent(c, begun)
  return finish(house, c, arrival, { ...begun, draft: frozen })
}

async function finish({ services, visits }: House, c: SendContext, { open }: Arrival, { secret, draft }: Begun): Promise<Response> {
  // All is stored. A draft that cannot be removed now is closed for good with the cookie, and expires.
  await visits.end(secret).catch((error) => logFailure(services.log, 'draft', error))
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
  const frame = surveyFrame(edition, draft.language, true)
  const page = { frame, edition, language: draft.language, values: noValues, errors: {}, changed: true }
  return show(c, <ConsentPage {...page} />, { status: 409 })
}

/** No draft: either it was sent a moment ago and this is the second click, or the visit is over. */
async function sentBefore({ services }: House, c: SendContext, { open, language, secret }: Arrival): Promise<Response> {
  const page = { frame: surveyFrame(open, language, false), edition: open, language }
  const codeBits = secret && visitOf(secret).codeBits
  if (codeBits && (await versionHolding(services, open.survey.id, codeBits))) {
    return show(c, <ReceiptPage {...page} code={formatCode(codeBits)} />, { cookie: clearCookie })
  }
  return show(c, <EndedPage {...page} />, { status: 410 })
}

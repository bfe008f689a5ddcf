import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import type { Draft } from '#shared/response/draft.ts'
import { formatCode } from '#shared/response/receipt.ts'
import { type VisitSecret, visitOf } from '#shared/response/secret.ts'
import { spend } from '../abuse/admission.ts'
import { BusyPage, UsedPage } from '../abuse/busy-pages.tsx'
import { isTrapped } from '../abuse/trap.tsx'
import { clearCookie } from '../cookie.ts'
import type { Deps } from '../deps.ts'
import { type Begun, type LoadedVisit, loadVisit } from '../load-visit.ts'
import { logFailure } from '../log-failure.ts'
import { ConsentPage } from '../pages/consent-page.tsx'
import { EndedPage, StoppedPage } from '../pages/ending-pages.tsx'
import { surveyFrame } from '../pages/frame.ts'
import { ReceiptPage } from '../pages/receipt-page.tsx'
import { NotSentPage, SendPage } from '../pages/send-page.tsx'
import { pathsOf, pathTo } from '../paths.ts'
import { formOf, goTo, type RouteContext, show } from '../route.ts'
import { noValues } from '../visit/answer-values.ts'
import type { Edition } from '../visit/editions.ts'
import { forget } from '../visit/forget.ts'
import { navigationFor } from '../visit/navigation.ts'
import { isCurrent, sendResponse, versionHolding } from '../visit/send-response.ts'
import { bringUpToDate, checkPageFor, isOutdated } from './check.tsx'
import { askedAgain } from './consent.tsx'
import { shut } from './shut.tsx'

type SendContext = RouteContext<'/s/:link/send'>

export async function sendPage(c: SendContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { open, begun } = loaded
  const paths = pathsOf(open.link)
  if (!begun) return goTo(c, paths.start)
  const { draft, edition } = begun
  const waiting = draft.sending === true
  if (!waiting && (isOutdated(loaded, begun) || !isCurrent(edition.survey, draft))) return goTo(c, paths.check)
  const toMend = navigationFor(edition, draft).toMend()
  if (!waiting && toMend !== undefined) return goTo(c, paths.change(toMend))
  return show(c, sendPageFor(deps, begun))
}

function sendPageFor(deps: Deps, { draft, edition, secret }: Begun, isAgain = false) {
  const paths = pathsOf(edition.link)
  const waiting = draft.sending === true
  const back = pathTo(navigationFor(edition, draft).beforeSend(), paths)
  // Back to "check your answers", in the other language: nothing is sent by changing it.
  const by = { form: FORM_ID, action: paths.check }
  const frame = surveyFrame(edition, draft.language, true, waiting ? undefined : by, 'send')
  const challenge = deps.work.challenge(edition.survey, visitOf(secret).draftId)
  return <SendPage {...{ frame, edition, back, waiting, isAgain, challenge }} language={draft.language} />
}

/**
 * Sends a visit. In this order: the draft is frozen, the answers are stored, the draft is removed, the receipt is shown.
 * Whatever fails in between, sending again completes it as one response, and no receipt was shown before it was whole.
 */
export async function send(c: SendContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { begun } = loaded
  if (!begun) return sentBefore(deps, c, loaded)
  try {
    return await sendVisit(deps, c, loaded, begun)
  } catch (error) {
    if (await wasStopped(deps, begun.secret)) return stoppedMeanwhile(deps, c, begun.secret)
    logFailure(deps.services.log, 'send', error, 503)
    const frame = surveyFrame(loaded.open, begun.draft.language, true)
    return show(c, <NotSentPage frame={frame} edition={loaded.open} language={begun.draft.language} />, { status: 503 })
  }
}

async function sendVisit(deps: Deps, c: SendContext, loaded: LoadedVisit, begun: Begun): Promise<Response> {
  const { services, visits } = deps
  const { open } = loaded
  const paths = pathsOf(open.link)
  if (isOutdated(loaded, begun)) return sendOutdated(deps, c, loaded, begun)
  if (!begun.draft.consent) return goTo(c, paths.consent)
  if (!isCurrent(open.survey, begun.draft)) return reconsent(c, begun)
  const waits = (draft: Draft) => {
    const toMend = draft.survey === open.version.hash ? navigationFor(open, draft).toMend() : undefined
    return goTo(c, toMend === undefined ? paths.check : paths.change(toMend))
  }
  // Before the rate limit: a visit that cannot be sent yet takes nothing from it.
  if (!begun.draft.sending && !isReady(open, begun.draft)) return waits(begun.draft)
  const { codeBits } = visitOf(begun.secret)
  const held = await heldBack(deps, c, loaded, begun)
  if (held) return held

  const frozen = await visits.update(begun.secret, (draft) =>
    draft.sending || !isReady(open, draft) ? draft : { ...draft, sending: true },
  )
  if (!frozen) return sentBefore(deps, c, loaded)
  if (!frozen.sending) return waits(frozen)
  const outcome = await sendResponse(services, open, codeBits, frozen)
  if (outcome === 'refused') return reconsent(c, begun)
  return finish(deps, c, loaded, { ...begun, draft: frozen })
}

/** What keeps a visit from being sent for now: each time with the draft as it was, and a page that says why. */
async function heldBack(deps: Deps, c: SendContext, { open }: LoadedVisit, begun: Begun): Promise<Response | undefined> {
  const { draft } = begun
  const { survey } = open
  const { rateLimits, work } = deps
  const { draftId, codeBits } = visitOf(begun.secret)
  const frame = surveyFrame(open, draft.language, true)
  if (survey.access && !draft.admission) return goTo(c, pathsOf(open.link).consent)
  // Who pressed Send before has come through already, and only finishes.
  if (!draft.sending) {
    const form = formOf(c)
    if (isTrapped(form)) return show(c, sendPageFor(deps, begun, true), { status: 422 })
    const taken = await rateLimits.send(survey, work.isDone(survey, draftId, codeBits, form))
    if (taken.outcome === 'spent') {
      const challenge = work.challenge(survey, draftId)
      const page = <BusyPage {...{ frame, challenge }} edition={open} language={draft.language} />
      return show(c, page, { status: 429, retryAfter: taken.retryAfter })
    }
  }
  if (await spend(deps.services, survey, draft.admission, codeBits)) return undefined
  return show(c, <UsedPage frame={frame} />, { status: 409 })
}

function isReady(open: Edition, draft: Draft): boolean {
  return draft.survey === open.version.hash && isCurrent(open.survey, draft) && navigationFor(open, draft).toMend() === undefined
}

/**
 * All is stored; removing the very draft that was sent makes it so. Found gone, another click on Send has removed it.
 * Found stopped, the person was or will be told that nothing is kept: what was stored since goes.
 */
async function finish(deps: Deps, c: SendContext, { open }: LoadedVisit, { secret, draft }: Begun): Promise<Response> {
  const { services, visits, editions } = deps
  const end = await visits.end(secret, (stored) => stored.sending === true && stored.survey === draft.survey)
  if (end === 'stopped') return stoppedMeanwhile(deps, c, secret)
  if (end === 'changed') {
    // Another tab has taken the visit over to a newer version, where it will be sent again.
    await forget(services, editions, visitOf(secret).codeBits, 'everything', [{ id: open.survey.id, hash: draft.survey }])
    return goTo(c, pathsOf(open.link).check)
  }
  const agreed = draft.consent && { given: draft.consent.given, day: services.clock() }
  const page = { frame: surveyFrame(open, draft.language, false), edition: open, language: draft.language }
  return show(c, <ReceiptPage {...page} code={formatCode(visitOf(secret).codeBits)} agreed={agreed} />, { cookie: clearCookie('visit') })
}

/** A newer version was opened since the visit began: nothing is stored before the person has seen it. */
async function sendOutdated(deps: Deps, c: SendContext, loaded: LoadedVisit, begun: Begun): Promise<Response> {
  const { codeBits } = visitOf(begun.secret)
  if (begun.draft.sending) {
    if (await versionHolding(deps.services, loaded.open.survey.id, codeBits)) return finish(deps, c, loaded, begun)
    // Sending had begun and stopped before the response: the words that came so far go, and come again with the rest.
    await forget(deps.services, deps.editions, codeBits, 'everything', [begun.edition.version])
  }
  const current = await bringUpToDate(deps, loaded, begun)
  if (!current) return sentBefore(deps, c, loaded)
  return current.draft.consent ? show(c, checkPageFor(current, true), { status: 409 }) : reconsent(c, current)
}

function reconsent(c: SendContext, { draft, edition }: Begun): Promise<Response> {
  const frame = surveyFrame(edition, draft.language, true, { path: pathsOf(edition.link).consent })
  const again = askedAgain(edition.survey, draft, draft.language)
  const page = { frame, edition, language: draft.language, values: noValues, errors: {}, again }
  return show(c, <ConsentPage {...page} />, { status: 409 })
}

/** No draft: either it was sent a moment ago and this is the second click, or the visit is over. */
async function sentBefore(deps: Deps, c: SendContext, { open, language, secret }: LoadedVisit): Promise<Response> {
  const page = { frame: surveyFrame(open, language, false), edition: open, language }
  const codeBits = secret && visitOf(secret).codeBits
  const isStored = codeBits && (await versionHolding(deps.services, open.survey.id, codeBits))
  // Asked last: what a Stop under way has not removed yet is no longer there to be shown a receipt for.
  if (secret && (await deps.visits.stopped(secret))) return stoppedMeanwhile(deps, c, secret)
  if (codeBits && isStored) {
    return show(c, <ReceiptPage {...page} code={formatCode(codeBits)} />, { cookie: clearCookie('visit') })
  }
  return show(c, <EndedPage {...page} />, { status: 410 })
}

async function stoppedMeanwhile({ services, editions }: Deps, c: SendContext, secret: VisitSecret): Promise<Response> {
  await forget(services, editions, visitOf(secret).codeBits, 'everything')
  return show(c, <StoppedPage frame={c.env.frame} />, { cookie: clearCookie('visit') })
}

/** After a failure: when that cannot be told either, the person is asked to send again, and it is told then. */
async function wasStopped({ visits }: Deps, secret: VisitSecret): Promise<boolean> {
  return (await visits.stopped(secret).catch(() => undefined)) !== undefined
}

import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import type { Draft } from '#shared/response/draft.ts'
import { type VisitSecret, visitOf } from '#shared/response/secret.ts'
import { spend } from '../abuse/admission.ts'
import { BusyPage, UsedPage } from '../abuse/busy-pages.tsx'
import { secondsToNextWindow } from '../abuse/rate-counter.ts'
import { isTrapped } from '../abuse/trap.tsx'
import type { Deps } from '../deps.ts'
import { type Begun, type LoadedVisit, loadVisit } from '../load-visit.ts'
import { logFailure } from '../log-failure.ts'
import { inLanguage, surveyFrame } from '../pages/page-frames.ts'
import { NotSentPage, SendPage } from '../pages/send-page.tsx'
import { pathsOf, pathTo } from '../paths.ts'
import { flashTo, formOf, goTo, type RouteContext, saidOnce, show } from '../route.ts'
import type { Edition } from '../visit/editions.ts'
import { forget } from '../visit/forget.ts'
import { navigationFor } from '../visit/navigation.ts'
import { isCurrent, sendResponse, versionHolding } from '../visit/send-response.ts'
import { clearCookie } from '../visit-cookies.ts'
import { bringUpToDate, isOutdated } from './check.tsx'
import { goToReceipt } from './receipt.tsx'
import { shut } from './shut.tsx'

type SendContext = RouteContext<'/s/:link/send'>

export async function sendPage(c: SendContext): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { open, begun } = loaded
  const paths = pathsOf(open.link)
  // The answers were perhaps sent, and only the answer of a store was lost: pressing again tells.
  if (!begun && c.env.flash?.why === 'failed') return notSent(c, open, loaded.language)
  if (!begun) return goTo(c, paths.start)
  const { draft, edition } = begun
  const waiting = draft.sending === true
  if (!waiting && (isOutdated(loaded, begun) || !isCurrent(edition.survey, draft))) return goTo(c, paths.check)
  const toMend = navigationFor(edition, draft).toMend()
  if (!waiting && toMend !== undefined) return goTo(c, paths.change(toMend))
  return showSend(c, begun)
}

/** The last page; after a form that could not be sent, the page that says why. */
function showSend(c: RouteContext, begun: Begun): Promise<Response> {
  const { deps, flash } = c.env
  const { draft, edition, secret } = begun
  const page = { frame: surveyFrame(edition, draft.language, true), edition, language: draft.language }
  switch (flash?.why) {
    case 'busy': {
      const challenge = deps.work.challenge(edition.survey, visitOf(secret).draftId)
      return show(c, <BusyPage {...page} challenge={challenge} />, {
        status: 429,
        cookie: saidOnce,
        retryAfter: secondsToNextWindow(deps.services.clock),
      })
    }
    case 'used':
      return show(c, <UsedPage frame={page.frame} />, { status: 409, cookie: saidOnce })
    case 'failed':
      return notSent(c, edition, draft.language)
    case 'trapped':
      return show(c, sendPageFor(deps, begun, true), { status: 422, cookie: saidOnce })
    default:
      return show(c, sendPageFor(deps, begun))
  }
}

function notSent(c: RouteContext, edition: Edition, language: string): Promise<Response> {
  return show(c, <NotSentPage frame={surveyFrame(edition, language, true)} edition={edition} language={language} />, {
    status: 503,
    cookie: saidOnce,
  })
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
    return flashTo(c, pathsOf(loaded.open.link).send, { why: 'failed' })
  }
}

async function sendVisit(deps: Deps, c: SendContext, loaded: LoadedVisit, begun: Begun): Promise<Response> {
  const { services, visits } = deps
  const { open } = loaded
  const paths = pathsOf(open.link)
  if (isOutdated(loaded, begun)) return sendOutdated(deps, c, loaded, begun)
  if (!begun.draft.consent) return goTo(c, paths.consent)
  if (!isCurrent(open.survey, begun.draft)) return goTo(c, paths.consent)
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
  if (outcome === 'refused') return goTo(c, paths.consent)
  return finish(deps, c, loaded, { ...begun, draft: frozen })
}

/** The response where a visit cannot be sent for now: a page that says why. The draft stays unchanged. Undefined where it can be sent. */
async function heldBack(deps: Deps, c: SendContext, { open }: LoadedVisit, begun: Begun): Promise<Response | undefined> {
  const { draft } = begun
  const { survey } = open
  const { rateLimits, work } = deps
  const { draftId, codeBits } = visitOf(begun.secret)
  const again = (why: string) => flashTo(c, pathsOf(open.link).send, { why })
  if (survey.access && !draft.admission) return goTo(c, pathsOf(open.link).consent)
  // Somebody who pressed Send before has been let through already, and only finishes.
  if (!draft.sending) {
    const form = formOf(c)
    if (isTrapped(form)) return again('trapped')
    const taken = await rateLimits.send(survey, work.isDone(survey, draftId, codeBits, form))
    if (taken.outcome === 'spent') return again('busy')
  }
  if (await spend(deps.services, survey, draft.admission, codeBits)) return undefined
  return again('used')
}

function isReady(open: Edition, draft: Draft): boolean {
  return draft.survey === open.version.hash && isCurrent(open.survey, draft) && navigationFor(open, draft).toMend() === undefined
}

/**
 * Ends a visit whose parts are all stored, by removing the very draft that was sent. A draft that is gone was removed by another
 * click on Send. A draft that was stopped means that the person was or will be told that nothing is kept: everything stored since
 * goes.
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
  const { codeBits } = visitOf(secret)
  return goToReceipt(c, { edition: open, language: draft.language, codeBits, given: draft.consent?.given }, clearCookie('visit'))
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
  const paths = pathsOf(loaded.open.link)
  return current.draft.consent ? flashTo(c, paths.check, { why: 'changed' }) : goTo(c, paths.consent)
}

/** The response where there is no draft: a receipt if it was just sent and Send was pressed twice, else the end of the visit. */
async function sentBefore(deps: Deps, c: SendContext, { open, language, secret }: LoadedVisit): Promise<Response> {
  const codeBits = secret && visitOf(secret).codeBits
  const isStored = codeBits && (await versionHolding(deps.services, open.survey.id, codeBits))
  // Asked last: what a Stop under way has not removed yet is no longer there to be shown a receipt for.
  if (secret && (await deps.visits.stopped(secret))) return stoppedMeanwhile(deps, c, secret)
  if (codeBits && isStored) return goToReceipt(c, { edition: open, language, codeBits }, clearCookie('visit'))
  return goTo(c, inLanguage(pathsOf(open.link).ended, open.survey, language))
}

async function stoppedMeanwhile({ services, editions }: Deps, c: SendContext, secret: VisitSecret): Promise<Response> {
  await forget(services, editions, visitOf(secret).codeBits, 'everything')
  return flashTo(c, pathsOf(c.req.param('link')).stopped, { why: 'a visit' }, clearCookie('visit'))
}

/** After a failure to send: where nobody can tell how far it came, the person is asked to send again, and is told then. */
async function wasStopped({ visits }: Deps, secret: VisitSecret): Promise<boolean> {
  return (await visits.stopped(secret).catch(() => undefined)) !== undefined
}

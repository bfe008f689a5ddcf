import type { Draft } from '#shared/response/draft.ts'
import type { VisitSecret } from '#shared/response/secret.ts'
import type { Deps } from './deps.ts'
import type { RespondRequest } from './respond-request.ts'
import { type Edition, languageOf } from './visit/editions.ts'
import { readSecret } from './visit-cookies.ts'

/** A visit that has begun: its draft, and the version of the survey it was begun with. */
export type Begun = { readonly secret: VisitSecret; readonly draft: Draft; readonly edition: Edition }

export type LoadedVisit = {
  /** The version that is open now. */
  readonly open: Edition
  readonly language: string
  /** The secret in the cookie, whether or not anything lies behind it. */
  readonly secret?: VisitSecret
  readonly begun?: Begun
}

/**
 * Loads the survey that the link opens and the visit that the cookie opens. Undefined when no survey is open under the
 * link, or not for this person: in its last hour it is open for those who have begun.
 */
export async function loadVisit(deps: Deps, link: string, request: RespondRequest): Promise<LoadedVisit | undefined> {
  const loaded = await loadForAll(deps, link, request)
  return loaded?.open.sendUntil && !loaded.begun ? undefined : loaded
}

/** Loads the same for pages on which nothing is begun, which are there for everybody until the last hour is over. */
export async function loadForAll(deps: Deps, link: string, request: RespondRequest): Promise<LoadedVisit | undefined> {
  const open = await deps.editions.open(link)
  return open && loadIn(deps, open, request)
}

/** Loads the same where the survey was shut meanwhile: a begun visit is still the person's own. */
export async function loadShutVisit(deps: Deps, link: string, request: RespondRequest): Promise<LoadedVisit | undefined> {
  const found = await deps.editions.shut(link)
  return found && loadIn(deps, found.edition, request)
}

async function loadIn(deps: Deps, open: Edition, request: RespondRequest): Promise<LoadedVisit> {
  const secret = readSecret(request.cookies.visit, deps.services.pepper)
  const begun = secret && (await begunVisit(deps, open, secret))
  return {
    open,
    language: languageOf(open, request.language ?? begun?.draft.language),
    ...(secret ? { secret } : {}),
    ...(begun ? { begun } : {}),
  }
}

async function begunVisit(deps: Deps, open: Edition, secret: VisitSecret): Promise<Begun | undefined> {
  const draft = await deps.visits.read(secret)
  if (!draft) return undefined
  // A draft of another survey names a hash that no version of this one has.
  const edition = await deps.editions.begun({ id: open.survey.id, hash: draft.survey }, open)
  return edition && { secret, draft, edition }
}

import type { Draft } from '#shared/response/draft.ts'
import type { VisitSecret } from '#shared/response/secret.ts'
import type { Door } from './abuse/door.ts'
import type { AllowedRequest } from './allow-list.ts'
import { secretOf } from './cookie.ts'
import type { Services } from './services.ts'
import { type Edition, type Editions, languageOf } from './visit/editions.ts'
import type { Visits } from './visit/visits.ts'

/** What the routes work with. */
export type House = { readonly services: Services; readonly editions: Editions; readonly visits: Visits; readonly door: Door }

/** A visit that has begun: its draft, and the version of the survey it was begun with. */
export type Begun = { readonly secret: VisitSecret; readonly draft: Draft; readonly edition: Edition }

export type Arrival = {
  /** The version that is open now. */
  readonly open: Edition
  readonly language: string
  /** From the cookie, whether or not anything lies behind it. */
  readonly secret?: VisitSecret
  readonly begun?: Begun
}

/** Who is at the door: the survey that the link opens, and the visit that the cookie opens. Undefined when no survey is open there. */
export async function arrive(house: House, link: string, request: AllowedRequest): Promise<Arrival | undefined> {
  const open = await house.editions.open(link)
  if (!open) return undefined
  const secret = request.visit === undefined ? undefined : secretOf(request.visit)
  const begun = secret && (await begunVisit(house, open, secret))
  return {
    open,
    language: languageOf(open, request.language ?? begun?.draft.language),
    ...(secret ? { secret } : {}),
    ...(begun ? { begun } : {}),
  }
}

async function begunVisit(house: House, open: Edition, secret: VisitSecret): Promise<Begun | undefined> {
  const draft = await house.visits.read(secret)
  if (!draft) return undefined
  // A draft of another survey names a hash that no version of this one has.
  const edition = await house.editions.at({ id: open.survey.id, hash: draft.survey })
  return edition && { secret, draft, edition }
}

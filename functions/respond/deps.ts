import type { RateLimits } from './abuse/rate-limits.ts'
import type { Work } from './abuse/work.tsx'
import type { Services } from './services.ts'
import type { Editions } from './visit/editions.ts'
import type { FormDrafts } from './visit/form-drafts.ts'
import type { Visits } from './visit/visits.ts'

/** Everything that the routes use, made once for each instance of the function. */
export type Deps = {
  readonly services: Services
  readonly editions: Editions
  readonly visits: Visits
  readonly formDrafts: FormDrafts
  readonly rateLimits: RateLimits
  readonly work: Work
}

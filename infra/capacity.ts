/**
 * The number of people who can send their answers, and nothing else: throttles, concurrency, maxima of tables and limits of every
 * deployment are derived from it, here and in `infra/aws/table-maxima.ts`.
 */
export type Capacity = {
  /** Completed responses a second, day in, day out. */
  readonly sustained: number
  /** Completed responses a second for ten minutes: a link that spreads. */
  readonly burst: number
}

export const CAPACITY: Capacity = { sustained: 50, burst: 200 }

export type Visit = {
  readonly requests: number
  /** Reads and writes of the draft: one of each for a page. */
  readonly draftReads: number
  readonly draftWrites: number
  readonly kilobytes: number
  /** A warm call takes less on two cores of an ordinary machine; a cold start more, and is rare among many. */
  readonly secondsACall: number
}

/**
 * The requests of one visit, on the careful side: a survey of 22 questions, one a page, with consent, check, send and receipt.
 * Each page is a request to see it, and each form one that is answered by a redirect
 * (docs/adr/0023-every-form-is-answered-by-a-redirect.md).
 */
export const VISIT: Visit = { requests: 54, draftReads: 52, draftWrites: 26, kilobytes: 80, secondsACall: 0.03 }

/** The same with all questions on one page: the form is sent once, and no draft is kept until something is wrong with it. */
export const ONE_PAGE_VISIT: Visit = { requests: 8, draftReads: 2, draftWrites: 1, kilobytes: 60, secondsACall: 0.03 }

/** The quotas of an AWS account until it asks for more: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
export const QUOTA = {
  requestsASecond: 10_000,
  requestsAtOnce: 5000,
  unitsASecond: 40_000,
} as const

const TEN_MINUTES = 600

export type Throttle = {
  /** Requests a second, over everybody. */
  readonly rateLimit: number
  /** Requests at one moment. */
  readonly burstLimit: number
}

/** The HTTP API's: as many requests as a burst of people make, as far as an account goes. */
export function throttleOf({ burst }: Capacity): Throttle {
  const rateLimit = Math.min(burst * VISIT.requests, QUOTA.requestsASecond)
  return { rateLimit, burstLimit: Math.min(rateLimit, QUOTA.requestsAtOnce) }
}

/**
 * Requests in so many seconds above which a crowd lasts longer than a burst, or a flood: a person looks. Never more than
 * half of what the throttle lets through, or the alarm on it could not go off.
 */
export function crowdOf(capacity: Capacity, seconds: number): number {
  return Math.ceil(Math.min(capacity.sustained * VISIT.requests, throttleOf(capacity).rateLimit / 2) * seconds)
}

/** The number of calls of `respond` that run at once (Little's law: requests a second times seconds a call), and half as many again for those that start cold. */
export function callsAtOnce(capacity: Capacity): number {
  return Math.ceil(throttleOf(capacity).rateLimit * VISIT.secondsACall * 1.5)
}

/**
 * The number of each that there may be in ten minutes, over all running instances: what a rush of real people needs, and no
 * more than a flood may cost. See functions/respond/abuse/limits.ts and docs/abuse.md.
 */
export function limitsOf({ burst }: Capacity) {
  const surveySends = burst * TEN_MINUTES
  return {
    /** Half of those who begin send. */
    visits: 2 * surveySends,
    /** Two surveys in a rush at once. */
    sends: 2 * surveySends,
    surveySends,
    /** A browser without JavaScript is one in a hundred. */
    unworkedSends: Math.ceil(surveySends / 100),
    forms: Math.ceil(surveySends / 2),
    withdrawals: Math.ceil(surveySends / 4),
    contacts: Math.ceil(surveySends / 20),
  }
}

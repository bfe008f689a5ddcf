import type { StoredBudget } from '#shared/storage/access-repositories.ts'
import { logFailure } from '../log-failure.ts'
import type { Services } from '../services.ts'

/** A limit: the name of its counter, and the most requests in one window. */
type Lane = { readonly name: string; readonly most: number }

/** `spent`: the budget is empty for so many seconds. */
export type Taken = { readonly outcome: 'taken' } | { readonly outcome: 'spent'; readonly retryAfter: number }

export type RateCounter = {
  /** Counts one request in each lane, or says in how many seconds there will be room again. */
  take(...lanes: readonly Lane[]): Promise<Taken>
}

const WINDOW_SECONDS = 600
/** The part of a budget that one store call takes. As many requests can go uncounted at each instance. */
const SHARE = 100
/** The number of tries. Each failed try means that another instance took a share, and a window has about as many shares. */
const TRIES = 2 * SHARE
const PATIENCE_MS = 1000
const DAY = 24 * 60 * 60

type Count = { readonly window: number; left: number; isSpent: boolean; leasing: Promise<void> | undefined }

/**
 * Counts what everybody does together, and never who. An instance hands out a hundredth of a budget by itself in each window, and
 * beyond that takes further hundredths from a counter that all share: so a quiet day leaves no trace at all in the store, a crowd
 * one number, and one call of the store stands for many people. It lets through at most the budget, and a hundredth of it for
 * every instance that runs.
 */
export function rateCounterIn({ repositories: { budgets }, clock, log }: Pick<Services, 'repositories' | 'clock' | 'log'>): RateCounter {
  const counts = new Map<string, Count>()

  async function takeFrom({ name, most }: Lane, window: number): Promise<boolean> {
    const share = Math.ceil(most / SHARE)
    const found = counts.get(name)
    const count: Count = found?.window === window ? found : { window, left: share, isSpent: false, leasing: undefined }
    counts.set(name, count)
    while (count.left === 0 && !count.isSpent) {
      count.leasing ??= lease(name, most, share, count).finally(() => {
        count.leasing = undefined
      })
      await count.leasing
    }
    if (count.left === 0) return false
    count.left--
    return true
  }

  async function lease(name: string, most: number, share: number, count: Count): Promise<void> {
    const patience = withPatience()
    try {
      const leased = await Promise.race([leaseOf(name, most, share, count.window), patience.over])
      if (leased === 0) count.isSpent = true
      else count.left += leased
    } catch (error) {
      logFailure(log, 'budget', error)
      // A counter that does not answer guards no promise: people come first, a share at a time.
      count.left += share
    } finally {
      patience.end()
    }
  }

  /** Takes a share for this instance: a whole one, the rest of the budget, or none. */
  async function leaseOf(name: string, most: number, share: number, window: number): Promise<number> {
    for (let tried = 0; tried < TRIES; tried++) {
      const stored = await budgets.read(name)
      const current = stored && isOf(window, stored) ? stored : { window, taken: 0 }
      // This instance's own share is on top: a budget of ten still lets eleven through.
      const size = Math.min(share, most - current.taken)
      if (size <= 0) return 0
      const expires = (current.window + 1) * WINDOW_SECONDS + DAY
      if (await budgets.replace({ id: name, window: current.window, taken: current.taken + size, expires }, stored)) return size
    }
    throw new Error('the counter kept changing under us')
  }

  return {
    async take(...lanes) {
      const seconds = Math.floor(clock().getTime() / 1000)
      const window = Math.floor(seconds / WINDOW_SECONDS)
      for (const lane of lanes) {
        if (!(await takeFrom(lane, window))) return { outcome: 'spent', retryAfter: secondsToNextWindow(clock) }
      }
      return { outcome: 'taken' }
    },
  }
}

/** The seconds until the next window begins. */
export function secondsToNextWindow(clock: Services['clock']): number {
  return WINDOW_SECONDS - (Math.floor(clock().getTime() / 1000) % WINDOW_SECONDS)
}

/** Rejects when a store takes longer than anybody who sends should wait for a counter. */
function withPatience() {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the counter does not answer')), PATIENCE_MS)
  })
  return { over, end: () => clearTimeout(timer) }
}

/** Whether a stored count is of this window, or of the next one: the clocks of two instances may differ at the edge of a window. */
function isOf(window: number, stored: StoredBudget): boolean {
  return stored.window === window || stored.window === window + 1
}

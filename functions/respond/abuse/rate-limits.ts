import type { Survey } from '#shared/survey/survey.ts'
import type { Services } from '../services.ts'
import { rateCounterIn, type Taken } from './rate-counter.ts'

/**
 * Limits how many requests of a kind are served in ten minutes, over everybody. Each kind has a budget of its own: a
 * flood of codes at the page that takes answers back keeps nobody from sending, and a rush to send keeps nobody from
 * taking back. Leaving and stopping have no limit.
 */
export type RateLimits = {
  begin(): Promise<Taken>
  /** `isWorked`: the browser did the work that the survey asks for, or the survey asks for none. */
  send(survey: Survey, isWorked: boolean): Promise<Taken>
  /** Counts a one-page form that is kept for a while. */
  saveForm(): Promise<Taken>
  takeBack(): Promise<Taken>
  leaveContact(): Promise<Taken>
}

export function rateLimitsOf(services: Pick<Services, 'repositories' | 'clock' | 'log' | 'limits'>): RateLimits {
  const { visits, sends, surveySends, unworkedSends, forms, withdrawals, contacts } = services.limits
  const counter = rateCounterIn(services)
  return {
    begin: () => counter.take({ name: 'visits', most: visits }),
    send: ({ id }, isWorked) =>
      counter.take(
        // The narrowest limit first: a request that is stopped there takes nothing from the others.
        ...(isWorked ? [] : [{ name: `unworked#${id}`, most: unworkedSends }]),
        { name: `sends#${id}`, most: surveySends },
        { name: 'sends', most: sends },
      ),
    saveForm: () => counter.take({ name: 'forms', most: forms }),
    takeBack: () => counter.take({ name: 'withdrawals', most: withdrawals }),
    leaveContact: () => counter.take({ name: 'contacts', most: contacts }),
  }
}

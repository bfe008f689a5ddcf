import type { Survey } from '#shared/survey/survey.ts'
import type { Services } from '../services.ts'
import { budgetsIn, type Taken } from './budgets.ts'
import { type Work, workOf } from './work.tsx'

/**
 * How many may come through at once. Each way in has a budget of its own: a flood of codes at the page that takes
 * answers back keeps nobody from sending, and a rush to send keeps nobody from taking back. Leaving and stopping have
 * none.
 */
export type Door = {
  begin(): Promise<Taken>
  /** `isWorked`: the browser did what the survey asks of browsers, or the survey asks nothing. */
  send(survey: Survey, isWorked: boolean): Promise<Taken>
  readonly work: Work
  takeBack(): Promise<Taken>
  leaveContact(): Promise<Taken>
}

export function doorOf(services: Pick<Services, 'repositories' | 'clock' | 'log' | 'limits' | 'pepper'>): Door {
  const { visits, sends, surveySends, unworkedSends, withdrawals, contacts } = services.limits
  const budgets = budgetsIn(services)
  return {
    begin: () => budgets.take({ name: 'visits', most: visits }),
    send: ({ id }, isWorked) =>
      budgets.take(
        // The narrowest first: who is stopped there takes nothing from the others.
        ...(isWorked ? [] : [{ name: `unworked#${id}`, most: unworkedSends }]),
        { name: `sends#${id}`, most: surveySends },
        { name: 'sends', most: sends },
      ),
    work: workOf(services.pepper),
    takeBack: () => budgets.take({ name: 'withdrawals', most: withdrawals }),
    leaveContact: () => budgets.take({ name: 'contacts', most: contacts }),
  }
}

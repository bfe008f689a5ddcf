import { closesAt } from '../closing.ts'
import type { Lint } from './lint.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export const closingTime: Lint = {
  id: 'closing-time',
  severity: 'warning',
  about: 'A survey that closes by itself has its hour ahead, and before its first answers are deleted: the link closes on that day anyway.',
  bad: [{ survey: { closes: '2020-01-01 18:00 Europe/London' } }],
  good: [{ survey: { closes: '2027-03-01 18:00 Europe/London' } }],
  check: ({ closes, retention: { rawDays, storyDays } }, today) => {
    if (closes === undefined) return []
    const flaw = (message: string, remedy: string) => [{ part: { path: ['closes'] }, message, remedy }]
    const daysAhead = (closesAt(closes).getTime() - Date.parse(`${today}T00:00:00Z`)) / DAY_MS
    if (daysAhead < 0) return flaw(`it closed on ${closes}`, 'Write an hour that is still to come')
    const least = Math.min(rawDays, storyDays)
    if (daysAhead < least) return []
    return flaw(
      `it closes more than ${least} days from today, when the first of what people sent is deleted`,
      'Let it close before that, or open it later; an opening is refused until then',
    )
  },
}

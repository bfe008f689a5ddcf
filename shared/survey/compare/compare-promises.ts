import type { Survey } from '../survey.ts'
import { same } from './compare-questions.ts'
import type { Difference } from './difference.ts'

/** Compares the promises to people in every language, and the rules that make answers into numbers. */
export function comparePromises(before: Survey, after: Survey): Difference[] {
  const changes: Difference[] = []
  const say = (means: Difference['means'], where: string, what: string, so?: string) =>
    changes.push({ means, where, what, ...(so === undefined ? {} : { so }) })
  for (const key of ['rawDays', 'storyDays', 'codeDays'] as const) {
    const [was, now] = [before.retention[key], after.retention[key]]
    if (was !== now)
      say(
        'consent',
        `retention ${key}`,
        `is ${now} days, and was ${was}`,
        now > was ? 'Longer than promised is refused when it is opened' : undefined,
      )
  }
  if (!same(before.consent.purposes, after.consent.purposes)) {
    const named = (survey: Survey) => survey.consent.purposes.map(({ id, required }) => `${id}${required ? ' (needed)' : ''}`).join(', ')
    say('consent', 'purposes', `are ${named(after)}, and were ${named(before)}`)
  }
  if (before.consent.version !== after.consent.version)
    say('consent', 'consent version', `is ${after.consent.version}, and was ${before.consent.version}`)
  if (before.minutes !== after.minutes) say('pages', 'minutes', `people are told ${after.minutes}, and were told ${before.minutes}`)
  if (!same(before.disclosure, after.disclosure)) {
    say(
      'comparability',
      'disclosure',
      `is ${after.disclosure.profile}, and was ${before.disclosure.profile}`,
      'After a first report, the profile cannot be changed',
    )
  }
  const [{ lead: ledBefore, ...tablesBefore }, { lead: leads, ...tables }] = [before.plan, after.plan]
  if (!same(tablesBefore, tables)) say('comparability', 'plan', 'reports have other tables')
  if (!same(ledBefore, leads))
    say('comparability', 'plan lead', 'another rule says which findings lead a report', 'The board sees the rule; no number changes')
  if (before.access !== after.access)
    say('comparability', 'access', `is ${after.access ?? 'open'}, and was ${before.access ?? 'open'}`, 'Other people can answer')
  if (!same(before.support, after.support)) say('pages', 'support', 'other places of support')
  if (!same(before.release, after.release))
    say('consent', 'release', 'says something else about when results come out, or how people hear of them')
  for (const key of ['abuse', 'followUp', 'closes', 'license', 'keptIds'] as const)
    if (!same(before[key], after[key])) say('pages', key, 'has changed')
  return changes
}

import { startOfWeek, weekOf } from '#shared/consent/weeks.ts'
import { sealContact } from '#shared/follow-up/contact.ts'
import type { StoredFollowUp } from '#shared/storage/access-repositories.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { Services } from '../services.ts'

type Stores = Pick<Services, 'clock' | 'random' | 'storyKey'> & { readonly repositories: Pick<Services['repositories'], 'followups'> }

/** The places of the pool. A power of two, so that a random byte picks each with the same probability. */
export const PLACES = 16
const TRIES = 8
const DAYS = 7

/**
 * Keeps a way to reach somebody, apart from everything they answered. It takes a random place of a small pool, and the entry that
 * lay there goes on to the list under a key that says nothing: so the list never gets the latest entry, and an entry in it may
 * have come at any time before. See docs/adr/0018.
 */
export async function leaveContact(services: Stores, survey: Survey, language: string, how: string): Promise<void> {
  const { followups } = services.repositories
  const entry: StoredFollowUp = {
    sealed: sealContact({ how, language }, services.storyKey, services.random(32)),
    expires: expiryOf(services.clock(), survey.retention.rawDays),
  }
  for (let tried = 0; tried < TRIES; tried++) {
    const place = (services.random(1)[0] ?? 0) % PLACES
    const before = await followups.readPlace(survey.id, place)
    // It is kept before it loses its place: a crash in between leaves it in both, under the one key that its bytes give.
    if (before) await followups.keep(survey.id, before)
    if (await followups.replacePlace(survey.id, place, entry, before)) return
  }
  throw new Error('other requests kept changing the pool')
}

/** As long as answers are kept, counted in whole weeks: the end of a week for everybody who came in the same one. */
function expiryOf(now: Date, days: number): number {
  return startOfWeek(weekOf(now) + 1 + Math.ceil(days / DAYS)).getTime() / 1000
}

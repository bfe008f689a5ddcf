import { storedSurvey } from '#functions/stored-survey.ts'
import { checkClock } from '#shared/retention/clock.ts'
import { isOver, type Promised, promiseFor } from '#shared/retention/promise.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import { countOf } from './delete-shard.ts'
import type { Services } from './retain.ts'
import type { Part } from './retention-steps.ts'
import { roundedOnce } from './rounded-once.ts'

/** Throws ClockJumped before it touches anything. Closes what is over, notes what is deleted today for the first time, and gives every part that must be empty from today on. */
export async function planDay(services: Services): Promise<Part[]> {
  await checkClock(services.keepingLog, services.today())
  await services.keepingLog.sawDay(services.today())
  const promised = await promisedVersions(services)
  const over = promised.flatMap((each) => {
    const { rawDays, storyDays } = promiseFor(each, promised)
    const today = services.today()
    return [
      ...(isOver(each.opened, rawDays, today) ? [{ survey: each.version, what: 'answers' as const }] : []),
      ...(isOver(each.opened, storyDays, today) ? [{ survey: each.version, what: 'stories' as const }] : []),
    ]
  })
  // Closed first: what is sent from now on would have to be deleted at once.
  await closeOver(
    services,
    over.map(({ survey }) => survey.hash),
  )
  for (const id of endedSurveys(promised, over)) await services.invitations.removeAll(id)
  for (const { survey, what } of over) await noteOnce(services, survey, what)
  return over.flatMap((each) => Array.from({ length: SHARDS }, (_, shard) => ({ ...each, shard })))
}

/** Every version there is. One that nobody noted the opening of, or for a day to come, counts from the day it is first seen here. */
async function promisedVersions({ community, keepingLog, today }: Services): Promise<Promised[]> {
  const noted = new Map((await keepingLog.openings()).map(({ version, day }) => [version.hash, day]))
  const promised: Promised[] = []
  for (const version of await community.versions()) {
    const { retention } = await storedSurvey(community, version)
    const day = noted.get(version.hash)
    const opened = day !== undefined && day <= today() ? day : today()
    if (opened !== day) await keepingLog.markOpened(version, opened)
    promised.push({ version, retention, opened })
  }
  return promised
}

/** Surveys without anything kept any more, in any version: nobody can need an invitation to them. */
function endedSurveys(promised: readonly Promised[], over: readonly Pick<Part, 'survey' | 'what'>[]): Set<string> {
  const ended = (hash: string) => over.filter(({ survey }) => survey.hash === hash).length === 2
  const going = new Set(promised.filter(({ version }) => !ended(version.hash)).map(({ version }) => version.id))
  return new Set(promised.map(({ version }) => version.id).filter((id) => !going.has(id)))
}

async function closeOver({ community, log }: Services, over: readonly string[]): Promise<void> {
  for (const { link, version } of await community.listOpen()) {
    if (!over.includes(version.hash)) continue
    await community.shut(link, 'closed')
    log({ event: 'survey_closed', source: 'retain', step: 'plan' })
  }
}

/** Before anything goes, as the number is known only then; once, as a second note would round again. */
async function noteOnce(services: Services, version: Part['survey'], what: Part['what']): Promise<void> {
  const { keepingLog, today, random, log } = services
  const noted = await keepingLog.deletions()
  if (noted.some((each) => each.version.hash === version.hash && each.what === what)) return
  const about = roundedOnce(await countOf(services, version, what), random)
  await keepingLog.noteDeletion({ version, what, day: today(), about })
  log({ event: 'deleted', source: 'retain', step: what, about })
}

import { startOfWeek, weekOf } from '#shared/consent/weeks.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Services } from './retain.ts'

/** As a board may see it while a survey is open: in steps of ten, and nothing below ten. */
const STEP = 10

/**
 * Once a week, in how many steps of ten people have answered each open survey: all that anybody is told of it before a
 * report. Keys are counted, and nothing under them is read.
 */
export async function countWeekly({ community, responses, keepingLog, today }: Services): Promise<void> {
  const day = today()
  const week = startOfWeek(weekOf(new Date(day)))
    .toISOString()
    .slice(0, 10)
  const known = await keepingLog.participation()
  for (const { version } of await community.listOpen()) {
    if (known.some((each) => each.version.hash === version.hash && each.day >= week)) continue
    const from = Math.floor((await countOf(responses, version)) / STEP) * STEP
    await keepingLog.noteParticipation({ version, day, from }, week)
  }
}

async function countOf(responses: Services['responses'], version: SurveyVersion): Promise<number> {
  let count = 0
  for (let shard = 0; shard < SHARDS; shard++) for await (const page of responses.ids(version, shard)) count += page.length
  return count
}

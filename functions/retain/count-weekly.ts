import { startOfWeek, weekOf } from '#shared/consent/weeks.ts'
import { secretDraw } from '#shared/disclosure/keyed-draws.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Services } from './retain.ts'

/** A board may see it in steps of ten, and nothing below ten, while a survey is open. */
const STEP = 10

type Needed = Pick<Services, 'pepper' | 'today'> & {
  readonly community: Pick<Services['community'], 'listOpen'>
  readonly responses: Pick<Services['responses'], 'ids'>
  readonly keepingLog: Pick<Services['keepingLog'], 'participation' | 'noteParticipation'>
}

/**
 * Once a week, in how many steps of ten people have answered each open survey: all that anybody is told of it before a
 * report. Keys are counted, and nothing under them is read. The number never falls: nobody is told that people took answers back, and somebody
 * who sends answers and takes them back cannot try a step twice (docs/adr/0045-a-refusal-says-one-thing.md).
 */
export async function countWeekly({ community, responses, keepingLog, pepper, today }: Needed): Promise<void> {
  const day = today()
  const week = startOfWeek(weekOf(new Date(day)))
    .toISOString()
    .slice(0, 10)
  const known = await keepingLog.participation()
  for (const { version } of await community.listOpen()) {
    const before = known.find((each) => each.version.hash === version.hash)
    if (before && before.day >= week) continue
    const from = Math.max(before?.from ?? 0, stepsReached(await countOf(responses, version), version, pepper))
    await keepingLog.noteParticipation({ version, day, from }, week)
  }
}

/** The highest step that is reached. Each needs 0 to 9 people more than its number says: how many is secret, and another number for each step. */
function stepsReached(count: number, { hash }: SurveyVersion, pepper: Uint8Array): number {
  const step = Math.floor(count / STEP) * STEP
  return count - step >= secretDraw(pepper, 'step', [hash, step], STEP) ? step : Math.max(0, step - STEP)
}

async function countOf(responses: Needed['responses'], version: SurveyVersion): Promise<number> {
  let count = 0
  for (let shard = 0; shard < SHARDS; shard++) for await (const page of responses.ids(version, shard)) count += page.length
  return count
}

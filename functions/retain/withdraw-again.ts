import { storedSurvey } from '#functions/stored-survey.ts'
import { responsePlace, storyPlace } from '#shared/response/secret.ts'
import { type Responses, SHARDS, type Withdrawal } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import { wordBoxesOf } from '#shared/survey/word-boxes.ts'
import type { Services } from './retain.ts'

/** The stored entries of one version, by their keys. */
type Stored = {
  readonly version: SurveyVersion
  readonly boxes: readonly string[]
  readonly responses: ReadonlySet<string>
  readonly stories: ReadonlySet<string>
}

/**
 * After a restore: deletes what the marks of one shard reach, in every version. The marks say which keys; only those
 * that are there again are deleted, so that a flood of codes that never were costs no more than being read.
 */
export async function withdrawAgain(services: Services, shard: number): Promise<void> {
  const stored = await everythingStored(services)
  for await (const page of services.withdrawals.marks(shard)) {
    for (const withdrawal of page) for (const each of stored) await removeFrom(services, each, withdrawal)
  }
}

async function removeFrom(services: Services, stored: Stored, { mark, what }: Withdrawal): Promise<void> {
  const { responses, stories, pepper } = services
  const response = responsePlace(pepper, mark)
  if (what === 'everything' && stored.responses.has(hex(response))) await responses.remove(stored.version, response)
  if (stored.stories.size === 0) return
  for (const box of stored.boxes) {
    const story = storyPlace(pepper, mark, box)
    if (stored.stories.has(hex(story))) await stories.remove(stored.version, story)
  }
}

async function everythingStored({ community, responses, stories }: Services): Promise<Stored[]> {
  const found: Stored[] = []
  for (const version of await community.versions()) {
    const boxes = wordBoxesOf(await storedSurvey(community, version)).map(({ id }) => id)
    const [keysOfResponses, keysOfStories] = await Promise.all([keysIn(responses, version), keysIn(stories, version)])
    found.push({ version, boxes, responses: keysOfResponses, stories: keysOfStories })
  }
  return found
}

async function keysIn(repository: Pick<Responses, 'ids'>, version: SurveyVersion): Promise<Set<string>> {
  const keys = new Set<string>()
  for (let shard = 0; shard < SHARDS; shard++) {
    for await (const page of repository.ids(version, shard)) for (const id of page) keys.add(hex(id))
  }
  return keys
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

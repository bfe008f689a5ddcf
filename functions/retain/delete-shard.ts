import { SHARDS } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Services } from './retain.ts'
import type { Part } from './retention-steps.ts'

/** The number of deletes that are under way at once. */
const AT_ONCE = 25

/** Deletes everything in one shard: the response with its consent record and the hash of its code, or the words. */
export async function deleteShard(services: Services, { survey, what, shard }: Part): Promise<void> {
  const repository = repositoryOf(services, what)
  for await (const page of repository.ids(survey, shard)) {
    for (let from = 0; from < page.length; from += AT_ONCE) {
      await Promise.all(page.slice(from, from + AT_ONCE).map((id) => repository.remove(survey, id)))
    }
  }
}

export async function countOf(services: Services, version: SurveyVersion, what: Part['what']): Promise<number> {
  let count = 0
  for (let shard = 0; shard < SHARDS; shard++) {
    for await (const page of repositoryOf(services, what).ids(version, shard)) count += page.length
  }
  return count
}

function repositoryOf({ responses, stories }: Services, what: Part['what']) {
  return what === 'answers' ? responses : stories
}

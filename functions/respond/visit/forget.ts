import { responseId, storyId } from '#shared/response/secret.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import { wordBoxesOf } from '#shared/survey/word-boxes.ts'
import type { Services } from '../services.ts'
import type { Editions } from './editions.ts'

/**
 * Deletes everything under a code, in every version of every survey or in those given: the words in each box and, unless only
 * words are meant, the response with its consent record. Does the same work for a code that does not exist.
 */
export async function forget(
  services: Services,
  editions: Editions,
  codeBits: Uint8Array,
  what: 'everything' | 'words',
  versions?: readonly SurveyVersion[],
): Promise<void> {
  const { responses, stories, community } = services.repositories
  const removeIn = async (version: SurveyVersion): Promise<void> => {
    if (what === 'everything') await responses.remove(version, responseId(services.pepper, codeBits))
    const edition = await editions.at(version)
    if (!edition) throw new Error('a survey version is listed and not stored')
    for (const { id } of wordBoxesOf(edition.survey)) await stories.remove(version, storyId(services.pepper, codeBits, id))
  }
  // All are tried, and a failure shows only then: the person is asked to do it again.
  const done = await Promise.allSettled((versions ?? (await community.versions())).map(removeIn))
  const failed = done.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
}

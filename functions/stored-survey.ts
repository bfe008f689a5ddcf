import type { Community } from '#shared/storage/repositories.ts'
import { parseSurvey } from '#shared/survey/canonical.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'

/** A version that is listed, and so is there. Throws IntegrityError when the stored bytes are not the version's. */
export async function storedSurvey(community: Pick<Community, 'readSurvey'>, version: SurveyVersion): Promise<Survey> {
  const bytes = await community.readSurvey(version)
  if (!bytes) throw new Error(`survey ${version.id} has no stored version ${version.hash}`)
  return parseSurvey(bytes, version)
}

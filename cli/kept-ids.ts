import type { Surveys } from '#cli/data-access.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import type { Problem } from '#shared/problem.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { reusedIds } from '#shared/survey/compare/reused-ids.ts'
import type { Locate } from '#shared/survey/load/locate.ts'
import type { Survey } from '#shared/survey/survey.ts'

/**
 * The problems of a survey that asks something else under the id of an earlier question (QN-07): answers to both would be counted as
 * answers to one question. It is compared with every version that was open, except trials: their answers are never counted with others.
 */
export async function reusedIdProblems(surveys: Surveys, survey: Survey, locate: Locate): Promise<Problem[]> {
  const { hash } = versionOf(survey)
  const openings = (await surveys.openings()).filter(({ version }) => version.id === survey.id)
  // This version was compared with the earlier ones when it was opened.
  if (openings.some(({ version }) => version.hash === hash)) return []
  const said = new Map<string, Problem>()
  for (const { version } of openings) {
    if ((await surveys.openedAs(version)) === 'trial') continue
    for (const { part, message, isKeepable } of reusedIds(survey, await storedSurvey(surveys, version))) {
      const remedy = isKeepable
        ? 'Give it a new id. If it still asks the same, write it under kept_ids in survey.yaml with the version in which it changed'
        : 'Give it a new id'
      const problem = { ...locate(part, message, remedy), code: 'survey-id-reused' as const }
      said.set(JSON.stringify([part, message]), problem)
    }
  }
  return [...said.values()]
}

import type { Surveys } from '#cli/community.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import type { Problem } from '#shared/problem.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { reusedIds } from '#shared/survey/compare/reused-ids.ts'
import type { Locate } from '#shared/survey/load/locate.ts'
import type { Survey } from '#shared/survey/survey.ts'

/**
 * Where a survey asks something else under the id of a question that was open before (QN-07): answers to both would be counted
 * as one. Trials do not matter, as their answers are never counted with others.
 */
export async function reusedIdProblems(surveys: Surveys, survey: Survey, locate: Locate): Promise<Problem[]> {
  const { hash } = versionOf(survey)
  const openings = (await surveys.openings()).filter(({ version }) => version.id === survey.id)
  // What was open already was held against what came before it then.
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

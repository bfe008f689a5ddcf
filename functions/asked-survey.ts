import { neverAsked } from '#shared/disclosure/structure/implication.ts'
import { InputRefused, withCode } from '#shared/problem.ts'
import type { Locate } from '#shared/survey/load/locate.ts'
import { loadWithPlaces, type SurveyFiles } from '#shared/survey/load-survey.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** A survey of its files, in which every question can be asked of somebody. Throws InputRefused with every problem, each at its file and line. */
export function loadAskedSurvey(files: SurveyFiles): { readonly survey: Survey; readonly locate: Locate } {
  const { survey, locate } = loadWithPlaces(files)
  assertAsked(survey, locate)
  return { survey, locate }
}

/** A question that nobody can be asked would give everybody a second number. */
function assertAsked(survey: Survey, locate: Locate): void {
  const problems = neverAsked(survey).map((question) =>
    locate(
      { question },
      `nobody is ever asked "${question}": its conditions, and those of its part, cannot all hold`,
      'Correct a condition, or take the question out',
    ),
  )
  if (problems.length > 0) throw new InputRefused(withCode('survey-condition', problems))
}

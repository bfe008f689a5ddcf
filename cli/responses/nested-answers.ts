import type { ClosedAnswer } from '#shared/survey/answer.ts'
import { nestConflicts, settledNests } from '#shared/survey/nests.ts'
import type { Survey } from '#shared/survey/survey.ts'

type Told = { readonly column: string; readonly message: string; readonly remedy: string }

/**
 * The answers of a row where groups nest: a county alone stands for its region too, as at Send. A row that
 * has a county and another region is told of: in a file nobody can say which of the two is meant.
 */
export function nestedAnswers(
  survey: Survey,
  given: Readonly<Record<string, ClosedAnswer>>,
  tell: (problem: Told) => void,
): Readonly<Record<string, ClosedAnswer>> {
  if (survey.plan.nests === undefined) return given
  const conflicts = nestConflicts(survey, given)
  for (const { inner, option, outer, said, place } of conflicts) {
    tell({
      column: outer,
      message: `${inner} is "${option}", which lies in "${place}", and ${outer} is "${said}"`,
      remedy: `Correct one of the two, or leave ${outer} empty: ${inner} says it`,
    })
  }
  return conflicts.length > 0 ? given : settledNests(survey, given)
}

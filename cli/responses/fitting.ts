import type { ClosedAnswer } from '#shared/survey/answer.ts'
import { holds } from '#shared/survey/conditions.ts'
import { isRepeat } from '#shared/survey/ranking.ts'
import { isClosed, type Survey } from '#shared/survey/survey.ts'

export type Fitted = {
  readonly answers: Readonly<Record<string, ClosedAnswer>>
  /** The questions in which the file said something else. */
  readonly changed: readonly string[]
}

/**
 * The answers of one person as the server would have settled them at Send: conditions are evaluated in order, and people who were
 * not shown a question have not answered it. The protection of a report relies on conditions: two questions under one condition
 * are shown to the same people.
 */
export function fitting(survey: Survey, given: Readonly<Record<string, ClosedAnswer>>): Fitted {
  const answers: Record<string, ClosedAnswer> = {}
  const changed: string[] = []
  for (const section of survey.sections) {
    const sectionShown = section.if === undefined || holds(section.if, answers)
    for (const question of section.questions.filter(isClosed)) {
      const answer = given[question.id] ?? { state: 'skipped' }
      const isShown = sectionShown && (question.if === undefined || holds(question.if, answers))
      const wasShown = answer.state !== 'not_shown'
      // Anybody who skipped a part was never asked whether a condition within it holds.
      const fits = (isShown === wasShown && !isRepeat(question, answer, answers)) || (sectionShown && answer.state === 'section_skipped')
      answers[question.id] = fits ? answer : { state: isShown ? 'skipped' : 'not_shown' }
      if (!fits) changed.push(question.id)
    }
  }
  return { answers, changed }
}

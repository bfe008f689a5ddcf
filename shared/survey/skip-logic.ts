import type { Answer, Answers } from './answer.ts'
import { holds } from './conditions.ts'
import { settledNests } from './nests.ts'
import { isRepeat } from './ranking.ts'
import type { Survey } from './survey.ts'

/**
 * Applies the survey's skip logic to the answers a person gave. Conditions are evaluated in order: an answer to a
 * question that was not shown is dropped, and with it every answer that depended on it. Of groups that nest, the smaller one
 * decides (nests.ts); what stands at an earlier place of a ranking stands at no later one. Gives every question one of the seven states. Done on the server at Send, whatever the pages showed.
 */
export function applySkipLogic(survey: Survey, given: Answers, skippedSections: ReadonlySet<string>): Answers {
  const applied: Record<string, Answer> = {}
  const settled = settledNests(survey, given)
  for (const section of survey.sections) {
    const sectionShown = section.if === undefined || holds(section.if, applied)
    for (const question of section.questions) {
      if (question.type === 'info') continue
      applied[question.id] = !sectionShown
        ? { state: 'not_shown' }
        : section.note && skippedSections.has(section.id)
          ? { state: 'section_skipped' }
          : question.if !== undefined && !holds(question.if, applied)
            ? { state: 'not_shown' }
            : isRepeat(question, settled[question.id], applied)
              ? { state: 'skipped' }
              : (settled[question.id] ?? { state: 'skipped' })
    }
  }
  return applied
}

/** Whether a section, or a question of it, would be shown after these answers. */
export function isShown(applied: Answers, questionId: string): boolean {
  const state = applied[questionId]?.state
  return state !== 'not_shown' && state !== 'section_skipped'
}

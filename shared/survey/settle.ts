import type { Answer, Answers } from './answer.ts'
import { holds } from './conditions.ts'
import type { Survey } from './survey.ts'

/**
 * What the server makes of the answers at Send: conditions are evaluated again, in order, so an answer to a question
 * that was not shown is dropped, and so is everything that hung on it. Every question ends in one of the seven states.
 */
export function settle(survey: Survey, given: Answers, skippedSections: ReadonlySet<string>): Answers {
  const settled: Record<string, Answer> = {}
  for (const section of survey.sections) {
    const sectionShown = section.if === undefined || holds(section.if, settled)
    for (const question of section.questions) {
      if (question.type === 'info') continue
      settled[question.id] = !sectionShown
        ? { state: 'not_shown' }
        : section.note && skippedSections.has(section.id)
          ? { state: 'section_skipped' }
          : question.if !== undefined && !holds(question.if, settled)
            ? { state: 'not_shown' }
            : (given[question.id] ?? { state: 'skipped' })
    }
  }
  return settled
}

/** Whether a section, or a question of it, would be shown after these answers. */
export function isShown(settled: Answers, questionId: string): boolean {
  const state = settled[questionId]?.state
  return state !== 'not_shown' && state !== 'section_skipped'
}

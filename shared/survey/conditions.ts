import type { Answer, Answers } from './answer.ts'
import type { Condition } from './survey.ts'

/** Whether a condition holds for these answers. An answer that is missing, in any way, matches nothing. */
export function holds(condition: Condition, answers: Answers): boolean {
  if ('all' in condition) return condition.all.every((each) => holds(each, answers))
  if ('any' in condition) return condition.any.some((each) => holds(each, answers))
  const answer = answers[condition.q]
  if (answer?.state !== 'answered') return false
  if ('answered' in condition) return true
  const chosen = optionsOf(answer)
  if ('in' in condition) return chosen.some((option) => condition.in.includes(option))
  if ('none_of' in condition) return !chosen.some((option) => condition.none_of.includes(option))
  return chosen.some((option) => !condition.any_except.includes(option))
}

function optionsOf(answer: Answer): readonly string[] {
  return 'options' in answer ? answer.options : []
}

/** The questions a condition looks at. */
export function questionsIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(questionsIn)
  if ('any' in condition) return condition.any.flatMap(questionsIn)
  return [condition.q]
}

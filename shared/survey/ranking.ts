import type { Answer, Answers } from './answer.ts'
import type { Question } from './survey.ts'

/** Options that a question does not offer, as they were chosen at an earlier place of the same ranking. */
export function takenBefore(question: Question, answers: Answers): readonly string[] {
  return question.type === 'single' && question.apart ? question.apart.flatMap((id) => chosenIn(answers[id])) : []
}

/** Whether an answer says again what stands at an earlier place: the earlier one counts. */
export function isRepeat(question: Question, answer: Answer | undefined, answers: Answers): boolean {
  const taken = takenBefore(question, answers)
  return chosenIn(answer).some((option) => taken.includes(option))
}

function chosenIn(answer: Answer | undefined): readonly string[] {
  return answer?.state === 'answered' && 'options' in answer ? answer.options : []
}

import type { Survey } from '../survey.ts'
import { comparePromises } from './compare-promises.ts'
import { compareQuestions } from './compare-questions.ts'
import { compareWords } from './compare-words.ts'
import type { Difference } from './difference.ts'

/** Every difference between two versions of a survey that somebody who decides about it should see. */
export function compareSurveys(before: Survey, after: Survey): Difference[] {
  return [...comparePromises(before, after), ...compareQuestions(before, after), ...compareWords(before, after)]
}

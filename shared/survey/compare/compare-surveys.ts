import type { Survey } from '../survey.ts'
import type { Change } from './change.ts'
import { comparePromises } from './compare-promises.ts'
import { compareQuestions } from './compare-questions.ts'
import { compareWords } from './compare-words.ts'

/** Every difference between two versions of a survey that somebody who decides about it should see. */
export function compareSurveys(before: Survey, after: Survey): Change[] {
  return [...comparePromises(before, after), ...compareQuestions(before, after), ...compareWords(before, after)]
}

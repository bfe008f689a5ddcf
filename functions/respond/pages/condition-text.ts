import type { Words } from '#shared/pages/words/en.ts'
import { type Condition, questionsOf, type Survey, type Texts } from '#shared/survey/survey.ts'
import { labelOf } from './page-texts.ts'

/** A condition in words, for a page or paper on which nothing appears or disappears: `you chose “Yes” in question 3`. */
export function conditionText(
  condition: Condition,
  survey: Survey,
  texts: Texts,
  numbers: ReadonlyMap<string, number>,
  words: Words,
): string {
  const { all } = words
  const inWords = (each: Condition) => conditionText(each, survey, texts, numbers, words)
  if ('all' in condition) return condition.all.map(inWords).join(all.and)
  if ('any' in condition) return condition.any.map(inWords).join(all.orJoin)
  const number = numbers.get(condition.q) ?? 0
  if ('answered' in condition) return all.answered(number)
  const question = questionsOf(survey).find((each) => each.id === condition.q)
  const named = (options: readonly string[]) =>
    options.map((option) => all.quote(question ? labelOf(texts, question, option) : option)).join(all.orJoin)
  return 'in' in condition ? all.chose(named(condition.in), number) : all.choseOther(named(condition.any_except), number)
}

import type { Words } from '#shared/pages/words/en.ts'
import { conditionInWords } from '#shared/survey/condition-in-words.ts'
import { type Condition, questionsOf, type Survey, type Texts } from '#shared/survey/survey.ts'
import { labelOf } from './page-texts.ts'

/** A condition in words, for a page or paper on which nothing appears or disappears: `you chose “Yes” in question 3`. */
export function conditionText(
  condition: Condition,
  survey: Survey,
  texts: Texts,
  numbers: ReadonlyMap<string, number>,
  { all }: Words,
): string {
  const numberOf = (id: string) => numbers.get(id) ?? 0
  return conditionInWords(condition, {
    and: all.and,
    or: all.orJoin,
    option: (id, option) => {
      const question = questionsOf(survey).find((each) => each.id === id)
      return all.quote(question ? labelOf(texts, question, option) : option)
    },
    chose: (options, id) => all.chose(options, numberOf(id)),
    choseOther: (options, id) => all.choseOther(options, numberOf(id)),
    choseNone: (options, id) => all.choseNone(options, numberOf(id)),
    answered: (id) => all.answered(numberOf(id)),
  })
}

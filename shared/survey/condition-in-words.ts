import type { Condition } from './survey.ts'

/** The words of a text for conditions. The functions get ids, and choose how to name a question (by its number or its words) and an option. */
export type ConditionWords = {
  readonly and: string
  readonly or: string
  readonly option: (question: string, option: string) => string
  /** `options`: already in words. */
  readonly chose: (options: string, question: string) => string
  readonly choseOther: (options: string, question: string) => string
  readonly choseNone: (options: string, question: string) => string
  readonly answered: (question: string) => string
}

/** A condition as part of a sentence: `you chose “Yes” in question 3`. Several in one are in brackets where "and" and "or" meet. */
export function conditionInWords(condition: Condition, words: ConditionWords): string {
  if ('all' in condition) return condition.all.map((each) => partInWords(each, words)).join(words.and)
  if ('any' in condition) return condition.any.map((each) => partInWords(each, words)).join(words.or)
  if ('answered' in condition) return words.answered(condition.q)
  const named = (options: readonly string[]) => options.map((option) => words.option(condition.q, option)).join(words.or)
  if ('in' in condition) return words.chose(named(condition.in), condition.q)
  return 'none_of' in condition
    ? words.choseNone(named(condition.none_of), condition.q)
    : words.choseOther(named(condition.any_except), condition.q)
}

function partInWords(condition: Condition, words: ConditionWords): string {
  const said = conditionInWords(condition, words)
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : []
  return parts.length > 1 ? `(${said})` : said
}

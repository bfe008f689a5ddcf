import { isDeepStrictEqual } from 'node:util'
import type { Survey } from '#shared/survey/survey.ts'
import { wordingOf } from '../wording.ts'

/** Languages that every survey is held in, in the order of the first. */
export function sharedLanguages([first, ...others]: readonly Survey[]): readonly string[] {
  return (first?.languages ?? []).filter((language) => others.every((each) => each.languages.includes(language)))
}

/**
 * Gives the reason why the numbers of two surveys may not stand beside each other: another question, answer, condition or table,
 * or other words in a language that both have. Undefined when people were asked the same. The community, the protection, the
 * places of support and the rule for what leads may differ.
 */
export function differenceBetween(a: Survey, b: Survey): string | undefined {
  const section = a.sections.find((each, i) => !isDeepStrictEqual(each, b.sections[i])) ?? b.sections[a.sections.length]
  if (section) {
    const other = b.sections.find(({ id }) => id === section.id)
    const question = section.questions.find((each, i) => !isDeepStrictEqual(each, other?.questions[i]))
    return question ? `question ${question.id} is not the same in both` : `part ${section.id} is not the same in both`
  }
  const [{ lead: _, ...tables }, { lead: __, ...others }] = [a.plan, b.plan]
  if (!isDeepStrictEqual(tables, others)) return 'the tables that the surveys plan are not the same'
  const languages = sharedLanguages([a, b])
  if (languages.length === 0) return 'the surveys have no language in common, so nobody can see that they ask the same'
  for (const language of languages) {
    const [one, two] = [wordingOf(a, language), wordingOf(b, language)]
    const changed = one.find((wording, i) => !isDeepStrictEqual(wording, two[i]))
    if (changed) return `question ${changed.id} is worded differently (${language})`
  }
  return undefined
}

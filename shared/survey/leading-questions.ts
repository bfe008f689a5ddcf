import { isDeepStrictEqual } from 'node:util'
import { MOST_LEADING } from './lead-rule.ts'
import { isClosed, type Survey } from './survey.ts'

export type LeadRule = {
  readonly questions: readonly string[]
  /** The survey lists the questions; else they are those of its main parts. */
  readonly isList: boolean
  readonly most: number
  readonly order: 'as_listed' | 'largest_first'
}

/** The rule for several surveys that ask the same: theirs where all have the same one, else the default. */
export function commonLeadRule(first: Survey, others: readonly Survey[]): LeadRule {
  const isShared = others.every(({ plan }) => isDeepStrictEqual(plan.lead, first.plan.lead))
  return leadRuleOf(isShared ? first : { ...first, plan: { ...first.plan, lead: undefined } })
}

/** The rule of a survey with its defaults filled in. A check-in is a safety signal and leads nothing. */
export function leadRuleOf(survey: Survey): LeadRule {
  const { questions, most = MOST_LEADING, order = 'as_listed' } = survey.plan.lead ?? {}
  return { questions: questions ?? mainQuestions(survey), isList: questions !== undefined, most, order }
}

function mainQuestions({ sections, plan }: Survey): string[] {
  const main = sections.filter(({ part }) => part === 'main').flatMap(({ questions }) => questions.filter(isClosed).map(({ id }) => id))
  return main.filter((id) => !plan.except.includes(id))
}

/** The rule as one English sentence, for people who review the survey or a report. */
export function leadRuleInWords(survey: Survey): string {
  const { most, order } = leadRuleOf(survey)
  const listed = survey.plan.lead?.questions
  const among = listed ? `of the questions ${listed.join(', ')}` : 'of the questions in the main parts of the survey'
  const first = most === 1 ? 'the first one' : `the first ${most}`
  const chosen =
    order === 'largest_first'
      ? `${most === 1 ? 'the one' : `the ${most}`} with the largest published percentage of those asked, ${listed ? 'in the order listed' : 'in the order of the survey'} where two are equal`
      : `${first} with a published answer, in the order ${listed ? 'listed' : 'of the survey'}`
  return `${among.charAt(0).toUpperCase()}${among.slice(1)}, ${chosen}; none that hides an answer known to be larger than every printed one. Each with the single answer that has the largest published number, and others that have the same; where no single one has a number, with the largest of those taken together.`
}

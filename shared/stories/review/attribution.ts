import type { ReportTable } from '#shared/disclosure/report.ts'
import { questionsOf, type Survey, textsFor } from '#shared/survey/survey.ts'
import type { Attribution } from './decision.ts'

/**
 * ST-08: how a quote may say who wrote it: not at all, or by one broad group that the same report shows, with its number of
 * people, everywhere. `least`: how many people that has to be. Undefined for any other.
 */
export function attributionIn(
  survey: Survey,
  tables: readonly ReportTable[],
  { question, option }: Attribution,
  language: string,
  least: number,
): string | undefined {
  const groups = tables.filter(({ by }) => by === question)
  const slices = groups.flatMap(({ slices }) => slices.filter(({ group }) => group === option))
  const isLarge = slices.length > 0 && slices.every(({ base }) => base !== undefined && base.low >= least)
  if (!isLarge) return undefined
  const asked = questionsOf(survey).find(({ id }) => id === question)
  return asked && textsFor(survey, language).questions[question]?.options?.[option]
}

import { type Charter, personOf } from '#shared/governance/charter.ts'
import type { Quote, Quotes } from '#shared/release/quotes.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import { attributionIn } from '#shared/stories/review/attribution.ts'
import type { ChosenQuotes } from '#shared/stories/review/chosen-quotes.ts'

/** A group that a quote may name has at least so many people. */
const LEAST_IN_GROUP = 10

/**
 * The quotes as a report has them. `by`: the names of those who chose them. `unnamed`: how many name no group although both
 * readers chose one, as this report does not show it with enough people.
 */
export function quotesFor(
  release: Pick<ReadRelease, 'survey' | 'tables'>,
  { quotes: chosen, how, from, someWereRemoved }: ChosenQuotes,
  by: string,
): { readonly quotes: Quotes; readonly unnamed: number } {
  const quotes = chosen.map((each) => quoteIn(release, each))
  return {
    quotes: { format: 'chorus-quotes/1', selection: { by, how, from }, quotes, someWereRemoved },
    unnamed: chosen.filter(({ quote }, at) => quote.of !== undefined && quotes[at]?.of === undefined).length,
  }
}

/** ST-08: a group that this report shows with too few people is left out, as the decision for it cannot be changed any more. */
function quoteIn(
  { survey, tables }: Pick<ReadRelease, 'survey' | 'tables'>,
  { question, language, quote }: ChosenQuotes['quotes'][number],
): Quote {
  const of = quote.of && attributionIn(survey, tables, quote.of, language, LEAST_IN_GROUP)
  return { question, as: quote.as, language, text: quote.text, ...(of === undefined ? {} : { of }) }
}

/** The two readers by their names in the ledger. */
export function readersInWords(charter: Charter, readers: readonly string[]): string {
  return readers.map((id) => personOf(charter, id)?.alias ?? id).join(', ')
}

import * as z from 'zod'
import { blockingSpans } from '#shared/stories/highlight.ts'
import { language, questionId, sentence } from '#shared/survey/ids.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'

/** The file of a release that holds words of single people. */
export const QUOTES_FILE = 'quotes.json'

/** The number of people, as a step of five: how many wrote something, and allowed others to read it, is no number for a release. */
const band = z
  .strictObject({ low: z.int().min(5).multipleOf(5), high: z.int() })
  .refine(({ low, high }) => high === low + 4, 'a step of five: 10 to 14')

const harmless = sentence.refine(
  (text) => blockingSpans(text).length === 0,
  'it holds an address, a number or a link that leads to a person',
)

const quote = z.strictObject({
  /** The question under which it was written. */
  question: questionId,
  /** The form that the teller allowed: their own words, with [ ] where something was left out; or a summary in words of the reviewers. */
  as: z.enum(['words', 'summary']),
  /** The language in which it was written. */
  language,
  text: harmless,
  /** One broad thing about the teller. `chorus stories quotes` writes it only where the report shows enough others who have it. */
  of: harmless.optional(),
})

/** The way in which the quotes of a release were chosen, so that nobody takes them for what most people say. */
const selection = z.strictObject({
  /** The chosen names of the people who chose the quotes. */
  by: harmless,
  how: z.enum(['all', 'drawn', 'chosen']),
  /** The number of people who allowed quotes. */
  from: band,
})

/**
 * Words of single people in a release: none, or those that passed review, with what their tellers allowed and how they were
 * selected. Nothing is quoted without a selection.
 */
const shape = z.strictObject({
  format: z.literal('chorus-quotes/1'),
  selection: selection.optional(),
  quotes: z.array(quote),
  /** Whether a quote was removed because its author wished so. */
  someWereRemoved: z.boolean(),
})
export type Quotes = z.infer<typeof shape>
export type Quote = Quotes['quotes'][number]

export const NO_QUOTES: Quotes = { format: 'chorus-quotes/1', quotes: [], someWereRemoved: false }

/** Throws for words under a question that asks for none, and for words without a selection. */
export function checkedQuotes(survey: Survey, value: Quotes): Quotes {
  const quotes = shape.parse(value)
  const texts = new Set(questionsOf(survey).flatMap(({ id, type }) => (type === 'text' ? [id] : [])))
  const elsewhere = quotes.quotes.find(({ question }) => !texts.has(question))
  if (elsewhere) throw new Error(`${elsewhere.question} is no question that asks for words`)
  if (quotes.quotes.length > 0 && !quotes.selection) throw new Error('the quotes do not say how they were selected')
  return quotes
}

/** The bytes of quotes.json. `mark` says what the release is, as in every file of it. */
export function quotesJson({ format, ...quotes }: Quotes, mark: string): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ format, standing: mark, ...quotes }, null, 2)}\n`)
}

/** The quotes in the text of a quotes.json. Throws where it is not such a file. */
export function readQuotes(survey: Survey, json: string): Quotes {
  const { standing: _, ...quotes } = shape.extend({ standing: z.string() }).parse(JSON.parse(json))
  return checkedQuotes(survey, quotes)
}

import * as z from 'zod'
import { answers } from '#functions/console/stories/ask.ts'
import { fromBase64 } from '#shared/bytes.ts'
import { addressOf, sha256 } from '#shared/canonical-json.ts'
import { CodedError } from '#shared/problem.ts'
import type { ChosenQuotes } from '#shared/stories/review/chosen-quotes.ts'
import { storySources } from '#shared/stories/review/story-sources.ts'
import type { AgreedQuotes } from './agreed-quotes.ts'
import type { StoryDesk } from './story-desk.ts'

/** A quote as the report has it. `of`: the group that it names. */
const quote = z.object({ question: z.string(), language: z.string(), as: z.string(), text: z.string(), of: z.string().optional() })
const quotesFile = z.object({
  selection: z.object({ how: z.string(), from: z.object({ low: z.number(), high: z.number() }) }),
  quotes: z.array(quote),
  someWereRemoved: z.boolean(),
})

/** The hashes that a reader then signs, and the quotes as the report has them. */
export type PutQuotes = {
  /** The candidate that holds them. */
  readonly release: string
  /** The hash of the list of their boxes. */
  readonly sources: string
  readonly quotes: readonly z.infer<typeof quote>[]
  /** The number of quotes without a group although both readers chose one, as this report does not show it with enough people. */
  readonly unnamed: number
}

/**
 * Has the board's side put the quotes that both readers agreed on into a candidate. A reader signs its hash, so this looks whether the
 * candidate of that hash holds these quotes and no others, word for word. `survey`: the hash of the survey's version. Throws CodedError.
 */
export async function putQuotes(
  desk: StoryDesk,
  { candidate, survey }: { readonly candidate: string; readonly survey: string },
  { chosen, boxes }: Pick<AgreedQuotes, 'boxes'> & { readonly chosen: ChosenQuotes },
): Promise<PutQuotes> {
  const { release, sums, file, unnamed } = await desk.ask(
    { do: 'quotes', stories: desk.stories, candidate, chosen, boxes: [...boxes] },
    answers.quotes,
  )
  const read = quotesFile.safeParse(parsed(fromBase64(file)))
  const isListed = linesOf(fromBase64(sums)).includes(`${sha256(fromBase64(file))}  quotes.json`)
  if (sha256(fromBase64(sums)) !== release || !isListed || !read.success || !areThese(read.data, chosen))
    throw new CodedError(
      'story-quotes',
      'The candidate that was made does not hold the quotes that you both agreed on: sign nothing, and tell the board.',
    )
  return { release, sources: addressOf(storySources(survey, boxes)), quotes: read.data.quotes, unnamed }
}

/** A group can be left out, and none can be added. */
function areThese({ selection, quotes, someWereRemoved }: z.infer<typeof quotesFile>, chosen: ChosenQuotes): boolean {
  const about = { how: selection.how, from: { low: selection.from.low, high: selection.from.high }, someWereRemoved }
  return (
    addressOf(about) === addressOf({ how: chosen.how, from: chosen.from, someWereRemoved: chosen.someWereRemoved }) &&
    quotes.length === chosen.quotes.length &&
    chosen.quotes.every(({ question, language, quote: { as, text, of } }, at) => {
      const found = quotes[at]
      return (
        found !== undefined &&
        addressOf([found.question, found.language, found.as, found.text]) === addressOf([question, language, as, text]) &&
        (found.of === undefined || of !== undefined)
      )
    })
  )
}

function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).split('\n')
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

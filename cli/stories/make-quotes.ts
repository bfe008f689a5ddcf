import type { KeptStep } from '#functions/console/stories/ask.ts'
import { personOf } from '#shared/governance/charter.ts'
import { CodedError } from '#shared/problem.ts'
import type { Quote, Quotes } from '#shared/release/quotes.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import type { Story } from '#shared/response/story.ts'
import { attributionIn } from '#shared/stories/review/attribution.ts'
import type { Proposed } from '#shared/stories/review/decision.ts'
import { areEnough, tellersBand } from '#shared/stories/review/tellers-band.ts'
import { mayBePublished } from '#shared/stories/share.ts'
import { readableTo } from './parts.ts'
import { agreementFor, lookAt, reviewOf, stepsSoFar } from './review-desk.ts'
import type { StoryDesk } from './story-desk.ts'

/** A group that a quote may name has at least so many people. */
const LEAST_IN_GROUP = 10

type Taken = { readonly box: string; readonly story: Story; readonly quote: Proposed }

export type MadeQuotes = {
  readonly quotes: Quotes
  readonly boxes: readonly string[]
  /** The number of stories that both decided on and that are not there any more, or may not be quoted any more. */
  readonly gone: number
  /** The number of quotes that are left out, as fewer than five people wrote under their question. */
  readonly tooFew: number
  /** The number of quotes that name no group although both chose one, as this report does not show it with enough people. */
  readonly unnamed: number
}

/**
 * ST-06: the quotes that both readers agreed on, each asked about again: whether the story is still there, and what its teller
 * allows. The same agreement gives both readers the same quotes. Throws CodedError where nothing may be quoted.
 */
export async function makeQuotes(desk: StoryDesk, release: ReadRelease): Promise<MadeQuotes> {
  const { boxes: readable } = await readableTo(desk)
  const steps = await stepsSoFar(desk)
  const agreed: Taken[] = []
  const tellers = new Map<string, number>()
  let gone = 0
  for (const [box, parts] of readable) {
    const review = reviewOf(desk, steps, box)
    if (review.opened.size < 2) continue
    const story = await lookAt(desk, box, parts)
    if (typeof story === 'string') {
      gone++
      continue
    }
    tellers.set(story.question, (tellers.get(story.question) ?? 0) + 1)
    const agreement = agreementFor(desk, box, review, story)
    if (agreement.outcome !== 'taken') continue
    if (mayBePublished(story, agreement.quote, desk.now).ok) agreed.push({ box, story, quote: agreement.quote })
    else gone++
  }
  const taken = agreed.filter(({ story }) => areEnough(tellers, story.question))
  const from = tellersBand(tellers)
  if (taken.length === 0 || !from)
    throw new CodedError(
      'board-act',
      'No quote may be published now: both readers agree on none, or have decided on fewer than 5 stories under its question.',
    )
  const quotes = taken.map((each) => quoteIn(release, each))
  return {
    quotes: {
      format: 'chorus-quotes/1',
      selection: { by: namesOf(desk), how: taken.length === readable.size ? 'all' : 'chosen', from },
      quotes: quotes.toSorted(byQuestionAndText),
      someWereRemoved: wasRemoved(steps, readable),
    },
    boxes: taken.map(({ box }) => box),
    gone,
    tooFew: agreed.length - taken.length,
    unnamed: taken.filter(({ quote }, at) => quote.of !== undefined && quotes[at]?.of === undefined).length,
  }
}

/** ST-08: a group that this report shows with too few people is left out, as the decision for it cannot be changed any more. */
function quoteIn({ survey, tables }: ReadRelease, { story, quote }: Taken): Quote {
  const { question, language } = story
  const of = quote.of && attributionIn(survey, tables, quote.of, language, LEAST_IN_GROUP)
  return { question, as: quote.as, language, text: quote.text, ...(of === undefined ? {} : { of }) }
}

/** The same in whatever order the stories lie. */
function byQuestionAndText(one: Quote, other: Quote): number {
  return `${one.question} ${one.text}` < `${other.question} ${other.text}` ? -1 : 1
}

/** Whether a story that both had decided on was taken back since. */
function wasRemoved(steps: readonly KeptStep[], readable: ReadonlyMap<string, unknown>): boolean {
  const opened = steps.filter(({ ask }) => ask.step.kind === 'open').map(({ ask }) => ask.box)
  return opened.some((box) => !readable.has(box))
}

/** By the names in the ledger. */
function namesOf({ content, session }: StoryDesk): string {
  return content.reviewers.map((id) => personOf(session.log.state.charter, id)?.alias ?? id).join(', ')
}

import type { KeptStep } from '#functions/console/stories/ask.ts'
import { personOf } from '#shared/governance/charter.ts'
import { CodedError } from '#shared/problem.ts'
import type { Quote, Quotes } from '#shared/release/quotes.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import type { Story } from '#shared/response/story.ts'
import { attributionIn } from '#shared/stories/review/attribution.ts'
import type { Proposed } from '#shared/stories/review/decision.ts'
import { mayBePublished } from '#shared/stories/share.ts'
import { readableTo } from './parts.ts'
import { agreementFor, lookAt, reviewOf, stepsSoFar } from './review-desk.ts'
import type { StoryDesk } from './story-desk.ts'

/** A group that a quote may name has at least so many people. */
const LEAST_IN_GROUP = 10
const LEAST_TELLERS = 5

type Taken = { readonly box: string; readonly story: Story; readonly quote: Proposed }

export type MadeQuotes = {
  readonly quotes: Quotes
  readonly boxes: readonly string[]
  /** Agreed on, and not there any more or not allowed any more. */
  readonly gone: number
}

/**
 * ST-06: the quotes that both readers agreed on, each asked about again: whether the story is still there, and what its teller
 * allows. The same agreement gives both readers the same quotes. Throws CodedError where nothing may be quoted.
 */
export async function makeQuotes(desk: StoryDesk, release: ReadRelease): Promise<MadeQuotes> {
  const { boxes: readable } = await readableTo(desk)
  const steps = await stepsSoFar(desk)
  const taken: Taken[] = []
  const asked = new Map<string, number>()
  let gone = 0
  for (const [box, parts] of readable) {
    const review = reviewOf(desk, steps, box)
    if (review.opened.size < 2) continue
    const story = await lookAt(desk, box, parts)
    if (typeof story === 'string') {
      gone++
      continue
    }
    asked.set(story.question, (asked.get(story.question) ?? 0) + 1)
    const agreement = agreementFor(desk, box, review, story)
    if (agreement.outcome !== 'taken') continue
    if (mayBePublished(story, agreement.quote, desk.now).ok) taken.push({ box, story, quote: agreement.quote })
    else gone++
  }
  if (taken.length === 0) throw new CodedError('board-act', 'The two readers have agreed on no quote that may be published now.')
  return {
    quotes: {
      format: 'chorus-quotes/1',
      selection: { by: namesOf(desk), how: taken.length === readable.size ? 'all' : 'chosen', from: bandOf(asked) },
      quotes: taken.map((each) => quoteIn(release, each)).toSorted(byQuestionAndText),
      someWereRemoved: wasRemoved(steps, readable),
    },
    boxes: taken.map(({ box }) => box),
    gone,
  }
}

function quoteIn({ survey, tables }: ReadRelease, { story, quote }: Taken): Quote {
  const { question, language } = story
  const of = quote.of && attributionIn(survey, tables, quote.of, language, LEAST_IN_GROUP)
  if (quote.of && of === undefined)
    throw new CodedError(
      'board-act',
      `A quote names the group ${quote.of.question}: ${quote.of.option}, which this report does not show with at least ${LEAST_IN_GROUP} people. Settle on a quote that names none.`,
    )
  return { question, as: quote.as, language, text: quote.text, ...(of === undefined ? {} : { of }) }
}

/** The same in whatever order the stories lie. */
function byQuestionAndText(one: Quote, other: Quote): number {
  return `${one.question} ${one.text}` < `${other.question} ${other.text}` ? -1 : 1
}

/** One person may have written under several questions, so only the question with most is counted. */
function bandOf(asked: ReadonlyMap<string, number>): { low: number; high: number } {
  const low = Math.floor(Math.max(0, ...asked.values()) / LEAST_TELLERS) * LEAST_TELLERS
  if (low < LEAST_TELLERS)
    throw new CodedError(
      'board-act',
      `Fewer than ${LEAST_TELLERS} people share what they wrote under one question: of so few nobody is quoted.`,
    )
  return { low, high: low + LEAST_TELLERS - 1 }
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

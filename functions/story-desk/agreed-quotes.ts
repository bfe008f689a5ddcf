import type { KeptStep } from '#functions/console/stories/ask.ts'
import type { ChosenQuotes } from '#shared/stories/review/chosen-quotes.ts'
import type { Proposed } from '#shared/stories/review/decision.ts'
import { areEnough, tellersBand } from '#shared/stories/review/tellers-band.ts'
import { mayBePublished } from '#shared/stories/share.ts'
import { readableTo } from './parts.ts'
import { agreementFor, lookAt, reviewOf, stepsSoFar } from './review-desk.ts'
import type { StoryDesk } from './story-desk.ts'

export type AgreedQuotes = {
  /** Undefined where nothing may be quoted. */
  readonly chosen: ChosenQuotes | undefined
  /** From which the quotes are. */
  readonly boxes: readonly string[]
  /** The number of stories that both decided on and that are not there any more, or may not be quoted any more. */
  readonly gone: number
  /** The number of quotes that are left out, as fewer than five people wrote under their question. */
  readonly tooFew: number
}

type Agreed = { readonly box: string; readonly question: string; readonly language: string; readonly quote: Proposed }

/**
 * ST-06: the quotes that both readers agreed on, each asked about again: whether the story is still there, and what its teller
 * allows. The same agreement gives both readers the same quotes.
 */
export async function agreedQuotes(desk: StoryDesk): Promise<AgreedQuotes> {
  const { boxes: readable } = await readableTo(desk)
  const steps = await stepsSoFar(desk)
  const agreed: Agreed[] = []
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
    const { question, language } = story
    tellers.set(question, (tellers.get(question) ?? 0) + 1)
    const agreement = agreementFor(desk, box, review, story)
    if (agreement.outcome !== 'taken') continue
    if (mayBePublished(story, agreement.quote, desk.now).ok) agreed.push({ box, question, language, quote: agreement.quote })
    else gone++
  }
  const taken = agreed.filter(({ question }) => areEnough(tellers, question))
  const from = tellersBand(tellers)
  return {
    chosen:
      taken.length > 0 && from
        ? {
            quotes: taken.map(({ question, language, quote }) => ({ question, language, quote })).toSorted(byQuestionAndText),
            how: taken.length === readable.size ? 'all' : 'chosen',
            from,
            someWereRemoved: wasRemoved(steps, readable),
          }
        : undefined,
    boxes: taken.map(({ box }) => box),
    gone,
    tooFew: agreed.length - taken.length,
  }
}

type Placed = Pick<Agreed, 'question' | 'quote'>

/** The same in whatever order the stories lie. */
function byQuestionAndText(one: Placed, other: Placed): number {
  return `${one.question} ${one.quote.text}` < `${other.question} ${other.quote.text}` ? -1 : 1
}

/** Whether a story that both had decided on was taken back since. */
function wasRemoved(steps: readonly KeptStep[], readable: ReadonlyMap<string, unknown>): boolean {
  const opened = steps.filter(({ ask }) => ask.step.kind === 'open').map(({ ask }) => ask.box)
  return opened.some((box) => !readable.has(box))
}

import type { Story, StoryChoice } from '#shared/response/story.ts'
import { blockingSpans, type Span } from './highlight.ts'
import { isWaitOver } from './wait.ts'

type Refusal =
  | { readonly because: 'not shared' | 'not quoted' | 'still waiting' | 'too close to the words' }
  /** Where something stands that could lead to a person. */
  | { readonly because: 'identifying'; readonly spans: readonly Span[] }

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }

const OK: Verdict = { ok: true }
const no = (because: Exclude<Refusal['because'], 'identifying'>): Verdict => ({ ok: false, refusal: { because } })

/** What a story may become at most. Without a choice of its own, and without the purpose it belongs to, nothing. */
function mostOf({ share, quote }: Pick<Story, 'share' | 'quote'>): 'words' | 'summary' | 'nothing' {
  if (share === 'words') return quote ? 'words' : 'nothing'
  return share === 'summary' ? 'summary' : 'nothing'
}

/**
 * Whether anybody but the board's own reviewers may see anything of a story, in any form. Asked again each time a
 * release is built or served: a story that was taken back is not there to be asked about.
 */
export function mayBeShown(story: StoryChoice, now: Date): Verdict {
  if (mostOf(story) === 'nothing') return no(story.share === 'words' ? 'not quoted' : 'not shared')
  return isWaitOver(story, now) ? OK : no('still waiting')
}

/**
 * What is to be published of a story: the teller's words, with what a reviewer took out in [ ]; or a summary in our words.
 */
export type Quote = { readonly as: 'words' | 'summary'; readonly text: string }

/** The one gate before a quote is published. `now` is the moment of publishing. */
export function mayBePublished(story: Story, quote: Quote, now: Date): Verdict {
  const shown = mayBeShown(story, now)
  if (!shown.ok) return shown
  if (quote.as === 'words' && mostOf(story) !== 'words') return no('not quoted')
  if (quote.as === 'summary' && sharesWords(story.text, quote.text)) return no('too close to the words')
  const spans = blockingSpans(quote.text)
  return spans.length === 0 ? OK : { ok: false, refusal: { because: 'identifying', spans } }
}

const MOST_IN_A_ROW = 5

/** Whether six or more words in a row of a text are those of the original, however they are written. */
export function sharesWords(original: string, text: string): boolean {
  const runs = new Set(runsOf(original))
  return runsOf(text).some((run) => runs.has(run))
}

function runsOf(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.slice(MOST_IN_A_ROW).map((_, at) => words.slice(at, at + MOST_IN_A_ROW + 1).join(' '))
}

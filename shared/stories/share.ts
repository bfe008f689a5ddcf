import type { Story, StoryChoice } from '#shared/response/story.ts'
import { blockingSpans, type Span } from './highlight.ts'
import { isWaitOver } from './wait.ts'

type Refusal =
  | { readonly because: 'not shared' | 'not quoted' | 'still waiting' | 'too close to the words' }
  /** `spans`: the places of words that could lead to a person. */
  | { readonly because: 'identifying'; readonly spans: readonly Span[] }

type Permission = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }

const OK: Permission = { ok: true }
const no = (because: Exclude<Refusal['because'], 'identifying'>): Permission => ({ ok: false, refusal: { because } })

/** The most that a story may become. Without a choice of its teller, and without the purpose it belongs to, nothing. */
function mostOf({ share, quote }: Pick<Story, 'share' | 'quote'>): 'words' | 'summary' | 'nothing' {
  if (share === 'words') return quote ? 'words' : 'nothing'
  return share === 'summary' ? 'summary' : 'nothing'
}

/**
 * Whether anybody but the board's own reviewers may see anything of a story, in any form. Asked again each time a
 * release is built or served: a story that was taken back is not there to be asked about.
 */
export function mayBeShown(story: StoryChoice, now: Date): Permission {
  if (mostOf(story) === 'nothing') return no(story.share === 'words' ? 'not quoted' : 'not shared')
  return isWaitOver(story, now) ? OK : no('still waiting')
}

/**
 * The part of a story that is to be published: the teller's words, with [ ] where a reviewer took something out; or a summary in
 * our words.
 */
type QuotedPart = { readonly as: 'words' | 'summary'; readonly text: string }

/** The one gate before a quote is published. `now` is the moment of publishing. */
export function mayBePublished(story: Story, quote: QuotedPart, now: Date): Permission {
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

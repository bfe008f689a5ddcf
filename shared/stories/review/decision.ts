import * as z from 'zod'
import { base64url } from '#shared/base64url.ts'
import { addressOf } from '#shared/canonical-json.ts'
import type { Story } from '#shared/response/story.ts'
import { sentence } from '#shared/survey/ids.ts'
import { mayBePublished, mayBeShown } from '../share.ts'
import { isMarkedEdit } from './marked-edit.ts'

const reason = sentence.max(1000)
const text = sentence.max(5000)

/** One broad thing about the teller: an answer to a question by which the report shows groups. */
const attribution = z.strictObject({ question: z.string(), option: z.string() })
export type Attribution = z.infer<typeof attribution>

const of = attribution.optional()

/** One reader's decision on a story, and the reason. */
export const decision = z.discriminatedUnion('choice', [
  z.strictObject({ choice: z.literal('keep'), reason, of }),
  z.strictObject({ choice: z.literal('edit'), text, reason, of }),
  z.strictObject({ choice: z.literal('summarise'), text, reason, of }),
  z.strictObject({ choice: z.literal('drop'), reason }),
])
export type Decision = z.infer<typeof decision>

/** A decision with 32 random bytes, so that nobody can guess it from the hash that stands for it. */
export const committedDecision = z.strictObject({ decision, nonce: base64url(32) })
export type CommittedDecision = z.infer<typeof committedDecision>

/** A quote that one reader proposes. */
export const proposed = z.strictObject({ as: z.enum(['words', 'summary']), text, of })
export type Proposed = z.infer<typeof proposed>

/** The quote that a decision would publish; undefined where it drops the story. */
export function proposedBy(story: Pick<Story, 'text'>, said: Decision): Proposed | undefined {
  if (said.choice === 'drop') return undefined
  const of = said.of ? { of: said.of } : {}
  if (said.choice === 'keep') return { as: 'words', text: story.text, ...of }
  return { as: said.choice === 'edit' ? 'words' : 'summary', text: said.text, ...of }
}

/** The name of a proposed quote, by which two readers agree on it: the hash of its content. */
export function proposedHash(of: Proposed): string {
  return addressOf(of)
}

/** The hash of a decision, which is handed in before anybody's decision is read. */
export function decisionCommitment(stories: string, box: string, by: string, { decision, nonce }: CommittedDecision): string {
  return addressOf({ format: 'chorus-story-decision/1', stories, box, by, decision, nonce })
}

/** Why a decision cannot be taken. */
export type StoryFlaw = 'not shared' | 'summary only' | 'not marked' | 'too close' | 'identifying'

/** Undefined when the decision can be taken. It asks the teller's own choice, as it is now. */
export function flawIn(story: Story, said: Decision, now: Date): StoryFlaw | undefined {
  const shown = mayBeShown(story, now)
  if (!shown.ok) return 'not shared'
  const quote = proposedBy(story, said)
  if (!quote) return undefined
  if (quote.as === 'words' && story.share === 'summary') return 'summary only'
  if (quote.as === 'words' && !isMarkedEdit(story.text, quote.text)) return 'not marked'
  const may = mayBePublished(story, quote, now)
  if (may.ok) return undefined
  if (may.refusal.because === 'too close to the words') return 'too close'
  return may.refusal.because === 'identifying' ? 'identifying' : 'not shared'
}

import * as z from 'zod'
import { WAITS } from '#shared/survey/answer.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { wordBoxesOf } from '#shared/survey/word-boxes.ts'
import { type CircleRandom, openCircleBox, openLabel, type StoryCircle, sealToCircle } from './circle-box.ts'
import { type BoxKind, openBox, padded, publicSealingKey, sealTo, unpadded } from './sealed-box.ts'

/** The words that a person wrote under one question, with their own choice about them. */
const story = z.strictObject({
  /** The question, or the box beside one of its options: see word-boxes.ts. */
  question: z.string(),
  language: z.string(),
  text: z.string(),
  share: z.enum(['words', 'summary', 'none']),
  /** Whether they agreed, on the consent page, to be quoted at all. */
  quote: z.boolean().default(false),
  /** Week of receipt, from which the wait before any use is counted. */
  week: z.int(),
  /** The teller's own wait, in weeks. */
  wait: z.literal(WAITS).default(WAITS[0]),
})
export type Story = z.infer<typeof story>

const BOX: BoxKind = { purpose: 'story', block: 1024 }

/** The most bytes that one character takes when it is sealed, with room for everything that is not text. */
const MOST_BYTES = 4
const AROUND = 512

/**
 * Seals words so that only the holder of the story key can open them. `ephemeral` is 32 fresh random bytes. Whatever is
 * written in `room` characters has one size, so that nobody can tell a long story from a short one, or which question it
 * answers.
 */
export function sealStory(value: z.input<typeof story>, recipient: Uint8Array, ephemeral: Uint8Array, room = 0): Uint8Array {
  return sealTo(recipient, { ...BOX, block: blockFor(room) }, value, ephemeral)
}

/** Seals words so that only enough of a circle together can open them. The size tells as little. */
export function sealStoryToCircle(value: z.input<typeof story>, circle: StoryCircle, random: CircleRandom, room = 0): Promise<Uint8Array> {
  const { share, quote, week, wait } = story.parse(value)
  return sealToCircle(circle, { label: { share, quote, week, wait }, bytes: padded(value, blockFor(room)) }, random)
}

/** The choice of a teller, which can be read before any word of theirs. */
const choice = story.pick({ share: true, quote: true, week: true, wait: true })
export type StoryChoice = z.infer<typeof choice>

/** Throws as `openCircleStory` does. `head`: a box without what is in it. */
export async function openStoryChoice(head: Uint8Array, parts: readonly Uint8Array[]): Promise<StoryChoice> {
  return choice.parse(await openLabel(head, parts))
}

/** Throws when the parts are too few, not of this box, or a byte was changed. */
export async function openCircleStory(sealed: Uint8Array, parts: readonly Uint8Array[]): Promise<Story> {
  return story.parse(unpadded(await openCircleBox(sealed, parts)))
}

function blockFor(room: number): number {
  return Math.ceil((room * MOST_BYTES + AROUND) / BOX.block) * BOX.block
}

/** The most characters that any box for words of a survey takes; 0 where it has none. */
export function roomOf(survey: Survey): number {
  return Math.max(0, ...wordBoxesOf(survey).map(({ max }) => max))
}

/** Throws when the key is not the recipient's or a byte was changed. */
export function openStory(sealed: Uint8Array, recipientSecret: Uint8Array): Story {
  return story.parse(openBox(sealed, BOX, recipientSecret))
}

/** The public half of an X25519 secret, 32 bytes each. */
export const publicStoryKey = publicSealingKey

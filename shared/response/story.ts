import * as z from 'zod'
import { type BoxKind, openBox, publicHalf, sealTo } from './sealed-box.ts'

/** What a person wrote under one question, with their own choice about it. */
const story = z.strictObject({
  question: z.string(),
  language: z.string(),
  text: z.string(),
  share: z.enum(['words', 'summary', 'none']),
  /** Week of receipt, from which the wait before any use is counted. */
  week: z.int(),
})
export type Story = z.infer<typeof story>

const BOX: BoxKind = { purpose: 'story', block: 1024 }

/** Seals words so that only the holder of the story key can open them. `ephemeral` is 32 fresh random bytes. */
export function sealStory(value: Story, recipient: Uint8Array, ephemeral: Uint8Array): Uint8Array {
  return sealTo(recipient, BOX, value, ephemeral)
}

/** Throws when the key is not the recipient's or a byte was changed. */
export function openStory(sealed: Uint8Array, recipientSecret: Uint8Array): Story {
  return story.parse(openBox(sealed, BOX, recipientSecret))
}

/** The public half of an X25519 secret, 32 bytes each. */
export const publicStoryKey = publicHalf

import type * as z from 'zod'
import type { KeptStep, StoryAsk } from '#functions/console/stories/ask.ts'

/**
 * Somebody at work on one reading of stories, on the command line or in a browser. Their secret, their randomness and their clock are
 * their own machine's, and `ask` signs each question to the board's side of the deployment.
 */
export type StoryDesk = {
  /** `secret`: the private half of their key for stories, 32 bytes. */
  readonly own: { readonly id: string; readonly secret: Uint8Array }
  readonly now: Date
  /** The proposal that opened the stories. */
  readonly stories: string
  readonly readers: readonly [string, string]
  /** By person: the public half of the key that something is sealed to, in base64url. */
  readonly sealingKeys: ReadonlyMap<string, string>
  /** That many fresh random bytes. */
  readonly random: (bytes: number) => Uint8Array
  /** Whether a step is signed by the reader whom it names. */
  readonly isTheirs: (step: KeptStep) => boolean
  readonly ask: <T>(ask: StoryAsk, shape: z.ZodType<T>) => Promise<T>
}

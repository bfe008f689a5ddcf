import * as z from 'zod'
import { base64url } from '#shared/base64url.ts'
import { day } from '#shared/governance/days.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import { type Signature, type Statement, signature } from '#shared/governance/statement.ts'
import { chosenQuotes } from '#shared/stories/review/chosen-quotes.ts'
import { plainId, sha256Hex } from '#shared/survey/ids.ts'

/** The id of a box, 16 bytes in hex. */
const box = z.string().regex(/^[0-9a-f]{32}$/)
/** A proposal that opened stories. */
const stories = sha256Hex
const MOST_SEALED = 200_000
/** The place of parts among all that one reader was given. */
const place = z.string().regex(/^[0-9a-f]{32}$/)

const step = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('commit'), commitment: sha256Hex, own: base64url(1, MOST_SEALED) }),
  z.strictObject({ kind: z.literal('open'), copies: z.record(plainId, base64url(1, MOST_SEALED)) }),
  z.strictObject({ kind: z.literal('pass') }),
  z.strictObject({ kind: z.literal('settle'), takes: sha256Hex.nullable() }),
])

/** The questions of a holder or a reader about the boxes. Each is signed by the person who asks. */
const storyAsk = z.discriminatedUnion('do', [
  /** For a holder or a reader: some boxes without what is in them, after one of the same shard. */
  z.strictObject({ do: z.literal('heads'), stories, shard: z.int().min(0).max(7), after: box.nullable() }),
  /** For a holder: parts, sealed to one of the readers. */
  z.strictObject({ do: z.literal('hand'), stories, to: plainId, sealed: base64url(1, MOST_SEALED) }),
  /** For a reader: some of the parts that the holders gave them, after a place that the answer before named. */
  z.strictObject({ do: z.literal('handed'), stories, after: place.nullable() }),
  /** For a reader: one box. That they asked is written down before they get it. */
  z.strictObject({ do: z.literal('box'), stories, box, isRested: z.boolean() }),
  z.strictObject({ do: z.literal('step'), stories, box, step }),
  /** For a reader: some of the steps so far, from one on. */
  z.strictObject({ do: z.literal('steps'), stories, from: z.int().min(0) }),
  /** For a reader: have the quotes that both agreed on put into a candidate. `boxes`: where they are from. */
  z.strictObject({ do: z.literal('quotes'), stories, candidate: sha256Hex, chosen: chosenQuotes, boxes: z.array(box).min(1).max(200) }),
  /** For anybody on the board: who looked at which box, on which day. */
  z.strictObject({ do: z.literal('views'), stories }),
])
export type StoryAsk = z.infer<typeof storyAsk>

export const signedAsk = z.strictObject({ by: plainId, day, seen: sha256Hex, ask: storyAsk, sig: signature })
export type SignedAsk = z.infer<typeof signedAsk>

/** The statement that the person who asks signs: it is worth nothing for another board, another day, or another question. */
export function askStatement(
  state: Pick<LedgerState, 'ledger' | 'charterHash'>,
  { by, day, seen, ask }: Omit<SignedAsk, 'sig'>,
): Statement {
  return { ledger: state.ledger, charter: state.charterHash, seen, by, day, kind: 'ask-stories', body: ask }
}

/** A step as it is kept, with its signature: the other reader need not believe who keeps it. */
export const keptStep = z.strictObject({
  at: z.int().min(0),
  charter: sha256Hex,
  by: plainId,
  day,
  seen: sha256Hex,
  sig: signature,
  ask: z.strictObject({ do: z.literal('step'), stories, box, step }),
})
export type KeptStep = Readonly<z.infer<typeof keptStep>> & { readonly sig: Signature }

/** The answer to each question. */
export const answers = {
  heads: z.strictObject({ boxes: z.array(z.strictObject({ box, head: z.base64() })), more: z.boolean() }),
  hand: z.strictObject({}),
  handed: z.strictObject({ sealed: z.array(base64url(1, MOST_SEALED)), next: place.nullable() }),
  box: z.union([
    z.strictObject({ sealed: z.base64() }),
    z.strictObject({ gone: z.literal(true) }),
    z.strictObject({ pace: z.enum(['pause', 'enough']) }),
  ]),
  step: z.strictObject({}),
  steps: z.strictObject({ steps: z.array(keptStep), more: z.boolean() }),
  /** The candidate that holds them: its id, its sums, its file of quotes. `unnamed`: how many quotes name no group, as this report shows it with too few. */
  quotes: z.strictObject({ release: sha256Hex, sums: z.base64(), file: z.base64(), unnamed: z.int().min(0) }),
  views: z.strictObject({ views: z.array(z.strictObject({ by: plainId, box, day })) }),
} as const
export type StoryAnswer = { readonly [K in StoryAsk['do']]: z.infer<(typeof answers)[K]> }[StoryAsk['do']]

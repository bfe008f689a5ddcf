import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { askStatement, type KeptStep, type StoryAsk } from '#functions/console/stories/ask.ts'
import type { OwnKey } from '#functions/key-file.ts'
import { storySignersOf } from '#shared/governance/acts/stories.ts'
import { dayOf } from '#shared/governance/days.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import { isSignedBy, signWith } from '#shared/governance/signature.ts'
import { CodedError } from '#shared/problem.ts'
import type { StoryDesk } from './story-desk.ts'
import { storySecretOf } from './story-secret.ts'

type AtWork = {
  /** Somebody whose key lies in a file. */
  readonly own: OwnKey
  /** The ledger, checked whole. */
  readonly state: LedgerState
  /** The proposal that opened the stories, and the two whom it names. */
  readonly stories: string
  readonly readers: readonly [string, string]
  /** The address of the board's pages. */
  readonly at: string
  readonly now: Date
}

/** The desk of somebody whose key lies in a file, on their own machine: it signs each question with that key. */
export function keyDesk({ own, state, stories, readers, at, now }: AtWork): StoryDesk {
  return {
    own: { id: own.id, secret: storySecretOf(own) },
    now,
    stories,
    readers,
    sealingKeys: state.sealingKeys,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    isTheirs: (step) => isSignedStep(state, step),
    ask: (ask, shape) => askBoard({ state, own, at, now }, ask, shape),
  }
}

function isSignedStep(state: LedgerState, { by, day, seen, sig, ask, charter }: KeptStep): boolean {
  const statement = askStatement({ ledger: state.ledger, charterHash: charter }, { by, day, seen, ask })
  return storySignersOf(state, by).some((publicKey) => isSignedBy({ kind: 'ed25519', publicKey }, statement, sig))
}

const refused = z.object({ refused: z.string() })

type Asking = Pick<AtWork, 'state' | 'own' | 'at' | 'now'>

/** Asks the board's side of a deployment, signed. Throws CodedError with its reason. Nothing that was asked or answered is written anywhere. */
async function askBoard<T>({ state, own, at, now }: Asking, ask: StoryAsk, shape: z.ZodType<T>): Promise<T> {
  const unsigned = { by: own.id, day: dayOf(now), seen: state.head, ask }
  const signed = { ...unsigned, sig: signWith(own.privateKey, askStatement(state, unsigned)) }
  const response = await fetch(new URL('/board/stories', at), {
    method: 'POST',
    body: new URLSearchParams({ ask: JSON.stringify(signed) }),
    redirect: 'error',
  }).catch(() => {
    throw new CodedError('no-deployment', `Nothing answers at ${at}. Name the address of the board's pages with --at.`)
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.status === 409) throw new CodedError('board-act', `Nothing was done: ${refused.parse(answer).refused}.`)
  const read = shape.safeParse(answer)
  if (!response.ok || !read.success)
    throw new CodedError('board-act', `${at} does not answer as a board does. Try again, or tell the steward.`)
  return read.data
}

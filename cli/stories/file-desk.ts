import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { readKey } from '#cli/board/board-keys.ts'
import { type BoardSession, openSession, proposalNamed } from '#cli/board/board-session.ts'
import { boardOrigin } from '#cli/data-access.ts'
import { askStatement, type KeptStep, type StoryAsk } from '#functions/console/stories/ask.ts'
import type { OwnKey } from '#functions/key-file.ts'
import type { StoryDesk } from '#functions/story-desk/story-desk.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import { storySignersOf } from '#shared/governance/acts/stories.ts'
import { dayOf } from '#shared/governance/days.ts'
import type { StoriesContent } from '#shared/governance/entries.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import { isSignedBy, signWith } from '#shared/governance/signature.ts'
import { verdict } from '#shared/governance/verdict.ts'
import { CodedError } from '#shared/problem.ts'
import { storySecretOf } from './story-secret.ts'

/** Somebody with a key in a file at work on one reading of stories, which the board's ledger lets them be at this moment. */
export type FileDesk = StoryDesk & {
  readonly session: BoardSession
  readonly key: OwnKey
  readonly study: string
  readonly content: StoriesContent
}

export type StoryTask = { readonly key: string; readonly data: string; readonly at?: string }

/**
 * Checks the whole ledger, and asks the verdict on the reading: who keeps the boxes can neither open a reading nor keep a
 * closed one open. Throws CodedError with the board's reasons.
 */
export async function openStoryDesk(hash: string, { key, data, at }: StoryTask): Promise<FileDesk> {
  const session = await openSession(data)
  const own = await readKey(key)
  const { id, body } = proposalNamed(session, hash)
  if (body.kind !== 'stories') throw new CodedError('board-act', `"${body.title}" is no reading of stories. See chorus board list.`)
  const now = new Date()
  const { log } = session
  const said = verdict({ kind: 'stories', id: body.id, bytes: canonicalJson(body.content) }, log, log.state.ledger, now)
  if (!said.ok || said.proposal !== id) {
    const why = said.ok ? 'Another proposal opened these stories.' : said.missing.map(({ text }) => text).join(' ')
    throw new CodedError('not-approved', `These stories are not open. ${why}`)
  }
  return {
    session,
    key: own,
    study: body.id,
    content: body.content,
    own: { id: own.id, secret: storySecretOf(own) },
    now,
    stories: id,
    readers: body.content.reviewers,
    sealingKeys: log.state.sealingKeys,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    isTheirs: (step) => isSignedStep(log.state, step),
    ask: (ask, shape) => askBoard({ session, own, at: at ?? boardOrigin(data), now }, ask, shape),
  }
}

function isSignedStep(state: LedgerState, { by, day, seen, sig, ask, charter }: KeptStep): boolean {
  const statement = askStatement({ ledger: state.ledger, charterHash: charter }, { by, day, seen, ask })
  return storySignersOf(state, by).some((publicKey) => isSignedBy({ kind: 'ed25519', publicKey }, statement, sig))
}

const refused = z.object({ refused: z.string() })

type Asking = { readonly session: BoardSession; readonly own: OwnKey; readonly at: string; readonly now: Date }

/** Asks the board's side of a deployment, signed. Throws CodedError with its reason. Nothing that was asked or answered is written anywhere. */
async function askBoard<T>({ session, own, at, now }: Asking, ask: StoryAsk, shape: z.ZodType<T>): Promise<T> {
  const { state } = session.log
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

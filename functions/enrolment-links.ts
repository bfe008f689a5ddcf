import { createHash } from 'node:crypto'
import * as z from 'zod'
import { role } from '#shared/governance/charter.ts'
import type { Boardroom } from '#shared/storage/boardroom-repository.ts'
import { plainId, sentence } from '#shared/survey/ids.ts'

const SECONDS = 7 * 24 * 60 * 60

/** Whom a link lets make a key: the name in the charter, what the ledger calls them, and what the board would be asked. */
export const invited = z.strictObject({ id: plainId, alias: sentence.max(60), role, lived: z.boolean() })
export type Invited = z.infer<typeof invited>

/**
 * Keeps a one-time link, by the hash of what is in it: who reads the store cannot use it. Gives the path of the page that
 * it opens. It lets one person make a key and puts nobody on the board.
 */
export async function makeLink(boardroom: Pick<Boardroom, 'keep'>, whom: Invited, token: Uint8Array, now: number): Promise<string> {
  const text = Buffer.from(token).toString('hex')
  await boardroom.keep('link', linkKey(text), new TextEncoder().encode(JSON.stringify(invited.parse(whom))), now + SECONDS)
  return `/board/join/${text}`
}

/** Whom a link is for; undefined when it is none, or its time is over. */
export async function readLink(boardroom: Pick<Boardroom, 'read'>, token: string, now: number): Promise<Invited | undefined> {
  const bytes = await boardroom.read('link', linkKey(token), now)
  return bytes && invited.parse(JSON.parse(new TextDecoder().decode(bytes)))
}

export function linkKey(token: string): string {
  return createHash('sha256').update(`chorus link of the board\0${token}`).digest('hex')
}

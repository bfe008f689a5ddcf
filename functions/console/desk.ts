import * as z from 'zod'
import { person } from '#shared/governance/charter.ts'
import { type ReviewBody, reviewBody, unsignedAct } from '#shared/governance/entries.ts'
import { plainId } from '#shared/survey/ids.ts'
import { decrypt, type Encryption, encrypt } from './encrypt.ts'
import type { Services } from './services.ts'

/** What lies on the desk between two pages, each for its time. Everything but the names and keys of newcomers is encrypted. */
const MINUTES = 60
const DAYS = 24 * 60 * MINUTES
const LAST = { waiting: 12 * 60 * MINUTES, link: 10 * MINUTES, newcomer: 60 * DAYS, review: 400 * DAYS, used: 10 * DAYS }

type Desk = Pick<Services, 'boardroom' | 'boardKey' | 'random'>

/** A form as it was filled in, by whom, so that nothing typed is lost. */
const draft = z.strictObject({ by: plainId, fields: z.array(z.tuple([z.string(), z.string()])) })

/** An act that waits for its signature, and where the person came from. `opens`: the review whose hash it holds. */
const waiting = z.strictObject({ by: plainId, act: unsignedAct, back: z.string(), opens: reviewBody.optional() })
export type Waiting = z.infer<typeof waiting>

/** A new one-time link, for the page that shows it to the person who made it. */
const newLink = z.strictObject({ by: plainId, alias: z.string(), path: z.string() })

/** Somebody who made a key, and is not on the board by that. */
const newcomer = z.strictObject({ person, lived: z.boolean() })
export type Newcomer = z.infer<typeof newcomer>

/** The address of a form that was kept. */
export async function keepForm(desk: Desk, by: string, fields: URLSearchParams, now: number): Promise<string> {
  const id = randomId(desk)
  await desk.boardroom.keep('waiting', id, encrypt('draft', { by, fields: fitting(fields) }, desk), now + LAST.waiting)
  return id
}

/** The database takes 400 KB in one place. A field of a form is far shorter than what is kept of it. */
const MOST_KEPT = { characters: 10_000, bytes: 300_000 }

function fitting(fields: URLSearchParams): [string, string][] {
  let left = MOST_KEPT.bytes
  return [...fields].flatMap(([name, value]): [string, string][] => {
    const cut: [string, string] = [name.slice(0, 100), value.slice(0, MOST_KEPT.characters)]
    left -= Buffer.byteLength(JSON.stringify(cut)) + 1
    return left >= 0 ? [cut] : []
  })
}

/** What somebody had entered; nobody else's. */
export async function readKeptForm(desk: Desk, id: string, by: string, now: number): Promise<URLSearchParams | undefined> {
  const found = decrypt('draft', draft, await desk.boardroom.read('waiting', id, now), desk)
  return found?.by === by ? new URLSearchParams(found.fields) : undefined
}

export async function keepWaiting(desk: Desk, of: Waiting, now: number): Promise<string> {
  const id = randomId(desk)
  await desk.boardroom.keep('waiting', id, encrypt('waiting', of, desk), now + LAST.waiting)
  return id
}

export async function readWaiting(desk: Desk, id: string, by: string, now: number): Promise<Waiting | undefined> {
  const found = decrypt('waiting', waiting, await desk.boardroom.read('waiting', id, now), desk)
  return found?.by === by ? found : undefined
}

export function dropWaiting({ boardroom }: Desk, id: string): Promise<void> {
  return boardroom.remove('waiting', id)
}

export async function keepNewLink(desk: Desk, of: z.infer<typeof newLink>, now: number): Promise<string> {
  const id = randomId(desk)
  await desk.boardroom.keep('waiting', id, encrypt('link', of, desk), now + LAST.link)
  return id
}

export async function readNewLink(desk: Desk, id: string, by: string, now: number): Promise<z.infer<typeof newLink> | undefined> {
  const found = decrypt('link', newLink, await desk.boardroom.read('waiting', id, now), desk)
  return found?.by === by ? found : undefined
}

/** Marks something as used. False when it was used before. */
export function useOnce({ boardroom, random }: Desk, what: string, now: number): Promise<boolean> {
  return boardroom.keep('used', what, random(16), now + LAST.used)
}

/**
 * Keeps a review, encrypted, until it is opened. It lies on the desk before its hash is in the ledger. Of two reviews that
 * wait for a signature each has a place, so the one that the ledger takes can be opened.
 */
export async function keepReview(desk: Desk, commitment: string, review: ReviewBody, now: number): Promise<void> {
  await desk.boardroom.keep('review', commitment, encrypt('review', review, desk), now + LAST.review)
}

export async function readReview(desk: Desk, commitment: string, now: number): Promise<ReviewBody | undefined> {
  return decrypt('review', reviewBody, await desk.boardroom.read('review', commitment, now), desk)
}

export async function keepNewcomer({ boardroom }: Desk, of: Newcomer, now: number): Promise<void> {
  await boardroom.remove('newcomer', of.person.id)
  await boardroom.keep('newcomer', of.person.id, new TextEncoder().encode(JSON.stringify(of)), now + LAST.newcomer)
}

export async function newcomers({ boardroom }: { readonly boardroom: Pick<Desk['boardroom'], 'all'> }, now: number): Promise<Newcomer[]> {
  const kept = await boardroom.all('newcomer', now)
  return kept.flatMap(({ bytes }) => newcomer.safeParse(parsed(bytes)).data ?? [])
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

function randomId({ random }: Pick<Encryption, 'random'>): string {
  return Buffer.from(random(16)).toString('hex')
}

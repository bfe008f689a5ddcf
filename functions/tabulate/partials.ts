import * as z from 'zod'
import { type Bucket, SHARDS } from '#shared/storage/repositories.ts'

/** One shard, in one run of the workflow. */
export const shard = z.strictObject({
  number: z
    .int()
    .min(0)
    .max(SHARDS - 1),
  run: z.int().min(1),
})
type Shard = z.infer<typeof shard>

/** Names what one attempt of one step wrote, in hex. */
export const attempt = z.string().regex(/^[0-9a-f]{16}$/)

/** Where something lies in the bucket of partials: under the survey's name, at random. */
const partialKey = z.string().regex(/^[a-z][a-z0-9_-]{0,39}\/[0-9a-f]{32}$/)

/** Questions that one call attacks, and then what was found in them: parts of an audit, encrypted. */
export const auditPiece = z.strictObject({ run: z.int().min(1), piece: partialKey })
export const attackedPiece = auditPiece.extend({ found: partialKey })
export type AttackedPiece = z.infer<typeof attackedPiece>

/**
 * Counts of one shard on their way to the release, encrypted: a workflow's history can be read by people who may not read
 * answers. Small ones travel themselves, large ones lie in the bucket of partials under the key in `partial`.
 */
export const encryptedTally = z.union([
  z.strictObject({ shard, attempt, ciphertext: z.base64() }),
  z.strictObject({ shard, attempt, partial: partialKey }),
])
export type EncryptedTally = z.infer<typeof encryptedTally>

/** The most bytes that a workflow service carries from step to step, less a quarter for everything that is not a tally. */
const CARRIED_BYTES = 256 * 1024 * 0.75

/** The largest encrypted tally, in bytes, for which one event carries the tallies of all shards in base64. */
export const MOST_INLINE = Math.floor((CARRIED_BYTES / SHARDS / 4) * 3)

export type Partials = Pick<Bucket, 'put' | 'read' | 'remove'>

export type Carrier = {
  send(surveyId: string, from: { readonly shard: Shard; readonly attempt: string }, ciphertext: Uint8Array): Promise<EncryptedTally>
  /** Throws when what was sent is no longer there. */
  receive(tally: EncryptedTally): Promise<Uint8Array>
  /** Lays something aside under a new random key, which `bytesFor` binds it to. Gives the key. */
  lay(surveyId: string, bytesFor: (key: string) => Uint8Array): Promise<string>
  /** Throws when what was laid aside is no longer there. */
  fetch(key: string): Promise<Uint8Array>
  /** Removes what was laid aside for these; what it misses expires in a day. */
  tidy(tallies: readonly EncryptedTally[], attacked: readonly AttackedPiece[]): Promise<void>
}

/**
 * Carries encrypted tallies between steps. Every attempt lays its tally under a new random key and only the attempt that
 * the workflow heard of is ever read, so a worker that was lost or answered twice counts nothing twice. Nothing is
 * removed before the release is made: a release that is tried again finds all of it.
 */
export function carrier(partials: Partials, random: (bytes: number) => Uint8Array, mostInline: number): Carrier {
  const fetch = async (key: string): Promise<Uint8Array> => {
    const bytes = await partials.read(key)
    if (!bytes) throw new Error('a part of this tabulation has expired: start the workflow again')
    return bytes
  }
  const lay: Carrier['lay'] = async (surveyId, bytesFor) => {
    const key = `${surveyId}/${Buffer.from(random(16)).toString('hex')}`
    // A key that is taken was written by this very call, whose answer got lost: nobody else draws the same.
    await partials.put(key, bytesFor(key))
    return key
  }
  return {
    async send(surveyId, from, ciphertext) {
      if (ciphertext.length <= mostInline) return { ...from, ciphertext: Buffer.from(ciphertext).toString('base64') }
      return { ...from, partial: await lay(surveyId, () => ciphertext) }
    },

    receive: async (tally) => ('ciphertext' in tally ? Buffer.from(tally.ciphertext, 'base64') : fetch(tally.partial)),
    lay,
    fetch,

    async tidy(tallies, attacked) {
      const laid = [
        ...tallies.flatMap((tally) => ('partial' in tally ? [tally.partial] : [])),
        ...attacked.flatMap(({ piece, found }) => [piece, found]),
      ]
      await Promise.all(laid.map((key) => partials.remove(key)))
    },
  }
}

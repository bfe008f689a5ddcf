import * as z from 'zod'
import { base64url } from '#shared/base64url.ts'
import { canonicalJson } from '#shared/canonical-json.ts'

/**
 * The statement that a person signs. It names the ledger, the charter in force and the last entry that they had read: it is worth
 * nothing in another ledger, under another charter, or in a ledger that lacks or has changed any entry up to that one.
 */
export type Statement = {
  /** The hash of the founding charter. */
  readonly ledger: string
  /** The hash of the charter in force. */
  readonly charter: string
  /** The hash of the last entry that the signer had read. Of a founding, that of the founding charter. */
  readonly seen: string
  readonly by: string
  readonly day: string
  readonly kind: string
  readonly body: unknown
}

export const signature = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ed25519'), value: base64url(64) }),
  z.strictObject({
    kind: z.literal('passkey'),
    authenticatorData: base64url(37, 4096),
    clientData: base64url(1, 4096),
    value: base64url(8, 80),
  }),
])
export type Signature = Readonly<z.infer<typeof signature>>

/** The canonical bytes of a statement: a signature is over these, or over their SHA-256. */
export function statementBytes({ ledger, charter, seen, by, day, kind, body }: Statement): Uint8Array {
  return canonicalJson({ format: 'chorus-statement/2', ledger, charter, seen, by, day, kind, body })
}

import { hkdfSync } from 'node:crypto'
import * as z from 'zod'
import type { OwnKey } from '#functions/key-file.ts'

const secretHalf = z.object({ d: z.base64url() })

/**
 * Derives the secret that opens boxes sealed to somebody's key for stories. It comes from their own key, so there is no second
 * file to lose. 32 bytes.
 */
export function storySecretOf({ privateKey }: OwnKey): Uint8Array {
  const { d } = secretHalf.parse(privateKey.export({ format: 'jwk' }))
  return new Uint8Array(hkdfSync('sha256', Buffer.from(d, 'base64url'), new Uint8Array(), 'chorus story key', 32))
}

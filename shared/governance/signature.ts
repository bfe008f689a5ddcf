import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import { isAssertionOf } from './passkey.ts'
import { keyObjectOf, type PublicKey } from './signing-keys.ts'
import { type Signature, type Statement, statementBytes } from './statement.ts'

/** The challenge that a passkey answers: with it, the assertion itself is the signature. */
export function challengeOf(statement: Statement): string {
  return createHash('sha256').update(statementBytes(statement)).digest('base64url')
}

/** The signature of a statement with an Ed25519 key. */
export function signWith(privateKey: KeyObject, statement: Statement): Signature {
  return { kind: 'ed25519', value: sign(null, statementBytes(statement), privateKey).toString('base64url') }
}

/** Whether the holder of the key signed exactly this statement. Never throws. */
export function isSignedBy(key: PublicKey, statement: Statement, given: Signature): boolean {
  try {
    if (key.kind === 'ed25519' && given.kind === 'ed25519') {
      return verify(null, statementBytes(statement), keyObjectOf(key), Buffer.from(given.value, 'base64url'))
    }
    if (key.kind === 'passkey' && given.kind === 'passkey') return isAssertionOf(key, challengeOf(statement), given)
    return false
  } catch {
    return false
  }
}

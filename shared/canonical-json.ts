import canonicalize from 'canonicalize'
import { toHex } from './bytes.ts'
import { sha256Bytes } from './primitives.ts'

/** Canonical JSON after RFC 8785, UTF-8: one value, one sequence of bytes. Throws for what JSON cannot hold. */
export function canonicalJson(value: unknown): Uint8Array {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('only JSON has a canonical form')
  return new TextEncoder().encode(text)
}

/** The SHA-256 of bytes, as 64 hex digits. */
export function sha256(bytes: Uint8Array): string {
  return toHex(sha256Bytes(bytes))
}

/** The address of a JSON value: the SHA-256, in hex, of its canonical bytes. */
export function addressOf(value: unknown): string {
  return sha256(canonicalJson(value))
}

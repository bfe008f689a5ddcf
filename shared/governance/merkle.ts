import { createHash } from 'node:crypto'

/** The hash of one entry in the tree: RFC 6962, section 2.1. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return createHash('sha256').update(Uint8Array.of(0)).update(entry).digest()
}

/** The Merkle tree hash over leaf hashes, in their order: RFC 6962, section 2.1. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (!first) return createHash('sha256').digest()
  if (leaves.length === 1) return first
  // The largest power of two below the number of leaves.
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  return createHash('sha256')
    .update(Uint8Array.of(1))
    .update(merkleRoot(leaves.slice(0, split)))
    .update(merkleRoot(leaves.slice(split)))
    .digest()
}

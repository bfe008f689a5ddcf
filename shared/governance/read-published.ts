import { InputRefused } from '#shared/problem.ts'
import { type ReadRelease, readRelease, readVoted } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { checkPublished } from './check-published.ts'
import { PROOF_FILE, readProof } from './proof.ts'

/**
 * Reads a release that this version of Chorus made, or a published one of any version whose own ledger names its files by their hash. Which
 * board that is, it does not ask. Throws InputRefused.
 */
export function readOfAnyVersion(folder: string, files: Files, now: Date): ReadRelease {
  try {
    return readRelease(folder, files)
  } catch (thrown) {
    const proof = readProof(files.get(PROOF_FILE))
    if (!(thrown instanceof InputRefused) || proof?.format !== 'chorus-proof/2' || !checkPublished(files, undefined, now).ok) throw thrown
    return readVoted(folder, files, bytesOf(proof.voted), proof.counted === null ? undefined : bytesOf(proof.counted))
  }
}

/** SHA256SUMS of the candidate, as proof.json has it; undefined where it has not. */
export function votedSumsIn(files: Files): Uint8Array | undefined {
  const proof = readProof(files.get(PROOF_FILE))
  return proof?.format === 'chorus-proof/2' ? bytesOf(proof.voted) : undefined
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

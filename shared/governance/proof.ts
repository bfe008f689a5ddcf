import * as z from 'zod'
import { canonicalJson } from '#shared/canonical-json.ts'
import { sha256Hex } from '#shared/survey/ids.ts'

const summary = {
  /** The hash of the files as they were voted on. */
  artifact: sha256Hex,
  /** The hash of the founding charter: the board that published compares it with its own. */
  board: sha256Hex,
  demonstration: z.boolean(),
  smallBoard: z.boolean(),
  /** Objections that the board set aside, word for word. */
  objections: z.array(z.strictObject({ by: z.string(), category: z.string(), reason: z.string() })),
  /** The whole ledger, with its charters, up to the publication. */
  entries: z.array(z.unknown()),
  /** Checkpoints of it, with their cosignatures. */
  checkpoints: z.array(z.string()),
}

/** A proof of files that the log did not write down: whether they are what was published, only the version that made them can tell. */
const first = z.strictObject({ format: z.literal('chorus-proof/1'), ...summary })

/** A proof of files whose hash is in the ledger: any version can check them. */
const second = z.strictObject({
  format: z.literal('chorus-proof/2'),
  ...summary,
  /** SHA256SUMS of the candidate: what was voted on, each file with its hash. */
  voted: z.string(),
  /** The same before words of single people, or of the board, were put in; null where there are none, and where it is not known. */
  counted: z.string().nullable(),
  /** SHA256SUMS of the published files but this one. */
  published: z.string(),
})

/** proof.json: how anybody can tell, without a network and without a server, that a board approved what is in the folder. */
const proof = z.discriminatedUnion('format', [first, second])
export type Proof = Readonly<z.infer<typeof proof>>
export type BoundProof = Readonly<z.infer<typeof second>>
export type ProofSummary = Omit<Readonly<z.infer<typeof first>>, 'format'>

export const PROOF_FILE = 'proof.json'

/** Undefined for bytes that are no proof, or not in the one form that a proof has. */
export function readProof(bytes: Uint8Array | undefined): Proof | undefined {
  if (!bytes) return undefined
  try {
    const read = proof.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    return Buffer.compare(canonicalJson(read), bytes) === 0 ? read : undefined
  } catch {
    return undefined
  }
}

export function proofBytes(of: Proof): Uint8Array {
  return canonicalJson(of)
}

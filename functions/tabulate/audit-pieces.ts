import { hkdfSync } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import * as z from 'zod'
import type { Check, QuestionContext } from '#shared/disclosure/audit/check.ts'
import { CHECKS } from '#shared/disclosure/audit/check-catalogue.ts'
import type { QuestionResult, QuestionTask } from '#shared/disclosure/audit/question-task.ts'
import type { GateProgress } from '#shared/disclosure/audit/release-gate.ts'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import { decryptBytes, encryptBytes } from '#shared/gcm.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'

/** Questions for one call to attack, and the state of the gate that handed them out. It holds numbers that nobody has approved. */
export type AuditPiece = {
  readonly context: QuestionContext
  readonly checks: readonly string[]
  readonly tasks: readonly QuestionTask[]
  readonly progress: GateProgress
}

/** By name of a question's task (`nameOf`): what was found, or that its numbers contradict each other. */
type Attacked = readonly (readonly [name: string, found: QuestionResult | 'contradiction'])[]

/** The identity of a piece, or of what was found in it. Its ciphertext opens as this one and as no other. */
type PieceOf = {
  readonly kind: 'piece' | 'found'
  readonly version: SurveyVersion
  readonly release: number
  readonly run: number
  /** The key of the piece. */
  readonly piece: string
}

const repair = z.union([
  z.strictObject({
    kind: z.literal('suppress'),
    question: z.string(),
    by: z.string().optional(),
    group: z.string().optional(),
    answer: z.string(),
  }),
  z.strictObject({ kind: z.literal('repeat'), slice: z.string(), question: z.string().exactOptional() }),
])
const finding = z.strictObject({
  check: z.enum(['A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9']),
  release: z.int(),
  table: z.string().optional(),
  group: z.string().optional(),
  answer: z.string().optional(),
  message: z.string(),
  repair: repair.exactOptional(),
})
const examined = z.strictObject({ examined: z.int(), findings: z.array(finding) })
const attacked = z.array(
  z.tuple([
    z.string().regex(/^[0-9a-f]{64}$/),
    z.union([z.literal('contradiction'), z.array(z.tuple([z.string().transform(checkCalled), examined]))]),
  ]),
)

/** Encrypts a piece. `iv` is 12 fresh random bytes. */
export function encryptPiece(piece: AuditPiece, of: PieceOf, key: StudyKey, iv: Uint8Array): Uint8Array {
  return encrypt(piece, of, key, iv)
}

/** The bytes come from this function: nobody else has the key. Throws when the piece is another one than was asked for, or was changed. */
export function decryptPiece(ciphertext: Uint8Array, of: PieceOf, key: StudyKey): AuditPiece {
  return decrypt(ciphertext, of, key)
}

export function encryptAttacked(found: Attacked, of: PieceOf, key: StudyKey, iv: Uint8Array): Uint8Array {
  const plain = found.map(([name, result]) => [name, result === 'contradiction' ? result : result.map(([{ id }, each]) => [id, each])])
  return encrypt(plain, of, key, iv)
}

/** Throws when it is of another piece than was asked for, or was changed. */
export function decryptAttacked(ciphertext: Uint8Array, of: PieceOf, key: StudyKey): Attacked {
  return attacked.parse(decrypt(ciphertext, of, key))
}

export function checksCalled(ids: readonly string[]): readonly Check[] {
  return ids.map(checkCalled)
}

function checkCalled(id: string): Check {
  const found = CHECKS.find((check) => check.id === id)
  if (!found) throw new Error(`there is no check ${id}`)
  return found
}

/** Lengths are multiples of this many bytes, so that they tell little of what was found. */
const STEP = 16 * 1024
const LENGTH_BYTES = 4

function encrypt(content: unknown, of: PieceOf, key: StudyKey, iv: Uint8Array): Uint8Array {
  const bytes = serialize(content)
  const padded = new Uint8Array(Math.ceil((LENGTH_BYTES + bytes.length) / STEP) * STEP)
  new DataView(padded.buffer).setUint32(0, bytes.length)
  padded.set(bytes, LENGTH_BYTES)
  return encryptBytes(padded, keyFor(key), iv, nameOf(of))
}

function decrypt(ciphertext: Uint8Array, of: PieceOf, key: StudyKey) {
  const padded = decryptBytes(ciphertext, keyFor(key), nameOf(of))
  if (!padded) throw new Error('a part of an audit is cut short, was changed, or is another one than was asked for')
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  return deserialize(padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length))
}

function keyFor(key: StudyKey): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), 'chorus encrypted audit', 32))
}

function nameOf({ kind, version, release, run, piece }: PieceOf): Uint8Array {
  return new TextEncoder().encode(['audit', kind, version.id, version.hash, release, run, piece].join('\n'))
}

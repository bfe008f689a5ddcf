import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import * as z from 'zod'
import type { Notary } from './charter.ts'
import { merkleRoot } from './merkle.ts'
import { keyObjectOf } from './signing-keys.ts'

/** The length of a ledger and the hash of its content, in three lines, as C2SP tlog-checkpoint writes them. */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
}

/** The signature in one line under a note. */
type NoteSignature = { readonly name: string; readonly bytes: Uint8Array }

export type SignedCheckpoint = Checkpoint & {
  /** The signed text, with the line break at its end. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Types of key in a signed note (C2SP signed-note, tlog-cosignature). */
const LOG = 0x01
const WITNESS = 0x04

const head = z.tuple([
  z.string().min(1),
  z
    .string()
    .regex(/^(0|[1-9]\d{0,8})$/)
    .transform(Number),
  z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
])
const signatureLine = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/

export function originOf(ledger: string): string {
  return `chorus/${ledger}`
}

/** The checkpoint of a ledger with these entries: its name, how many entries it has, and the Merkle root over them. */
export function checkpointOf(ledger: string, leaves: readonly Uint8Array[]): Checkpoint {
  return { origin: originOf(ledger), size: leaves.length, root: merkleRoot(leaves) }
}

/** A checkpoint under the log's own signature: what a witness reads. */
export function signCheckpoint(checkpoint: Checkpoint, log: Notary, privateKey: KeyObject): string {
  const text = textOf(checkpoint)
  return `${text}\n${lineOf(log, LOG, sign(null, Buffer.from(text), privateKey))}`
}

/**
 * Adds a witness: it saw this checkpoint, and none that contradicts it. `day` as YYYY-MM-DD: the time in a cosignature is
 * the first second of the day, as the ledger knows no finer one.
 */
export function cosign(note: string, witness: Notary, privateKey: KeyObject, day: string): string {
  const { text } = readNote(note)
  const seconds = BigInt(Date.parse(day) / 1000)
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(seconds)
  return note + lineOf(witness, WITNESS, Buffer.concat([time, sign(null, cosigned(seconds, text), privateKey)]))
}

/** Throws when the text is no checkpoint. Whose signatures are under it, `isSignedByLog` and `witnessesOf` say. */
export function readNote(note: string): SignedCheckpoint {
  const end = note.indexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) throw new Error('this is no checkpoint: it has no empty line before its signatures')
  const text = note.slice(0, end + 1)
  const [origin, size, root] = head.parse(text.split('\n').slice(0, -1))
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map((line) => {
      const [, name = '', signature = ''] = signatureLine.exec(line) ?? []
      if (name === '') throw new Error('this is no checkpoint: a line under it is no signature')
      return { name, bytes: new Uint8Array(Buffer.from(signature, 'base64')) }
    })
  const read = { origin, size, root, text, signatures }
  if (textOf(read) !== text || root.length !== 32) throw new Error('this is no checkpoint: it is not written as one')
  return read
}

export function isSignedByLog({ text, signatures }: SignedCheckpoint, log: Notary): boolean {
  return signatures.some(({ name, bytes }) => {
    const signed = name === log.name ? signatureIn(bytes, log, LOG) : undefined
    return signed !== undefined && isValid(log, Buffer.from(text), signed)
  })
}

/** The names of the witnesses whose cosignature is under it. */
export function witnessesOf({ text, signatures }: SignedCheckpoint, known: readonly Notary[]): string[] {
  const valid = (witness: Notary) =>
    signatures.some(({ name, bytes }) => {
      const signed = name === witness.name ? signatureIn(bytes, witness, WITNESS) : undefined
      if (signed?.length !== 72) return false
      return isValid(witness, cosigned(signed.readBigUInt64BE(), text), signed.subarray(8))
    })
  return known.filter(valid).map(({ name }) => name)
}

function textOf({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`
}

function cosigned(seconds: bigint, text: string): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)
}

function lineOf(notary: Notary, type: number, signed: Uint8Array): string {
  return `— ${notary.name} ${Buffer.concat([keyId(notary, type), signed]).toString('base64')}\n`
}

function signatureIn(bytes: Uint8Array, notary: Notary, type: number): Buffer | undefined {
  const id = keyId(notary, type)
  return Buffer.compare(bytes.subarray(0, 4), id) === 0 ? Buffer.from(bytes.subarray(4)) : undefined
}

/** The first four bytes of a hash over name, type and key. */
function keyId({ name, publicKey }: Notary, type: number): Buffer {
  const hash = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type)).update(Buffer.from(publicKey, 'base64url'))
  return hash.digest().subarray(0, 4)
}

function isValid({ publicKey }: Notary, text: Buffer, signature: Uint8Array): boolean {
  try {
    return verify(null, text, keyObjectOf({ kind: 'ed25519', publicKey }), signature)
  } catch {
    return false
  }
}

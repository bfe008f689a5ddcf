import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { hmacKey } from '../hmac-key.ts'

/**
 * One secret of 32 random bytes carries a whole visit. It exists only in the respondent's cookie, and everything else
 * is derived from it: where the draft lies, the key it is encrypted with, and the receipt code. So sending twice gives the
 * same code, and a server with every table cannot open a draft or guess a code.
 */
export type VisitSecret = Uint8Array

export const SECRET_BYTES = 32
const CODE_BYTES = 10

export type Visit = { readonly draftId: Uint8Array; readonly draftKey: Uint8Array; readonly codeBits: Uint8Array }

/**
 * Derives the parts of a visit from its secret of 32 bytes by HMAC-SHA-256: the id and the key of its draft, and the 80 bits of
 * its receipt code.
 */
export function visitOf(secret: VisitSecret): Visit {
  if (secret.length !== SECRET_BYTES) throw new Error('a visit secret has 32 bytes')
  return {
    draftId: derive(secret, 'draft id', 16),
    draftKey: derive(secret, 'draft key', 32),
    codeBits: derive(secret, 'receipt code', CODE_BYTES),
  }
}

/** Derives the id under which an unsent one-page form lies, and the key it is encrypted with. */
export function formDraftOf(secret: VisitSecret): { readonly id: Uint8Array; readonly key: Uint8Array } {
  return { id: derive(secret, 'form draft id', 16), key: derive(secret, 'form draft key', 32) }
}

/**
 * The code of a one-page survey, which has no cookie: derived from the random number printed in the form and from the
 * answers, so that a double click is one response while two people with the same saved page are two.
 */
export function onePageCodeBits(nonce: Uint8Array, body: Uint8Array): Uint8Array {
  return derive(createHmac('sha256', createSecretKey(nonce)).update(body).digest(), 'one page code', CODE_BYTES)
}

function derive(secret: Uint8Array, purpose: string, bytes: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', createSecretKey(secret), new Uint8Array(), `chorus ${purpose}`, bytes))
}

/**
 * The form of a receipt code that the stores know: with the pepper it gives every key under which something of this code lies. It
 * is kept for some weeks after a code is used (docs/adr/0015). It reveals the code to nobody, and without the pepper no key.
 */
export type CodeMark = Uint8Array

/** The mark of a receipt code: 32 bytes, an HMAC-SHA-256 of its 10 bytes with the pepper. All places of a code follow from it. */
export function codeMark(pepper: Uint8Array, codeBits: Uint8Array): CodeMark {
  return keyed(pepper, 'code', codeBits)
}

/** Gives the id under which a code's response lies. Nobody without the pepper can get from one to the other. */
export function responseId(pepper: Uint8Array, codeBits: Uint8Array): Uint8Array {
  return responsePlace(pepper, codeMark(pepper, codeBits))
}

/**
 * Gives the id under which the words lie that a code's sender wrote under one question: unrelated, for anybody who lacks the
 * code, to the response.
 */
export function storyId(pepper: Uint8Array, codeBits: Uint8Array, question: string): Uint8Array {
  return storyPlace(pepper, codeMark(pepper, codeBits), question)
}

/** The id of 16 bytes under which the response of a code lies, from the mark of the code. */
export function responsePlace(pepper: Uint8Array, mark: CodeMark): Uint8Array {
  return keyed(pepper, 'response', mark).subarray(0, 16)
}

/** The id of 16 bytes under which the words on a question lie, from the mark of the code. It has nothing in common with that of the response. */
export function storyPlace(pepper: Uint8Array, mark: CodeMark, question: string): Uint8Array {
  return keyed(pepper, `story ${question}`, mark).subarray(0, 16)
}

function keyed(pepper: Uint8Array, purpose: string, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac('sha256', hmacKey(pepper)).update(`chorus ${purpose}\0`).update(bytes).digest())
}

import * as z from 'zod'
import { type BoxKind, openBox, sealTo } from '#shared/response/sealed-box.ts'

export const LONGEST_CONTACT = 200

/** The way somebody who answered may be reached, if they asked for that. Nothing in it comes from their answers. */
const contact = z.strictObject({
  how: z.string().min(1).max(LONGEST_CONTACT),
  language: z.string(),
})
export type Contact = z.infer<typeof contact>

/** One block holds any contact, however its letters are written, so that all are of one size. */
const BOX: BoxKind = { purpose: 'contact', block: 2048 }

/** Seals it to the board's key: the side of the respondents cannot open it again. `ephemeral` is 32 fresh random bytes. */
export function sealContact(value: Contact, recipient: Uint8Array, ephemeral: Uint8Array): Uint8Array {
  return sealTo(recipient, BOX, value, ephemeral)
}

/** Throws when the key is not the recipient's or a byte was changed. */
export function openContact(sealed: Uint8Array, recipientSecret: Uint8Array): Contact {
  return contact.parse(openBox(sealed, BOX, recipientSecret))
}

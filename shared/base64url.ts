import * as z from 'zod'

/** That many bytes in base64url, in the one way they can be written. */
export function base64url(least: number, most = least) {
  return z
    .string()
    .refine((text) => isWritten(text, least, most), `give ${least === most ? least : `${least} to ${most}`} bytes in base64url`)
}

/** Judged by its letters, without decoding it: a ledger has thousands, and what is encrypted is long. */
function isWritten(text: string, least: number, most: number): boolean {
  const bytes = Math.floor((text.length * 3) / 4)
  return LETTERS.test(text) && text.length % 4 !== 1 && bytes >= least && bytes <= most && endsWell(text)
}

const LETTERS = /^[A-Za-z0-9_-]*$/

/** Whether the bits that the last letter has over are zero: 4 of them after two letters, 2 after three. */
function endsWell(text: string): boolean {
  const over = text.length % 4
  if (over === 0) return true
  return (over === 2 ? 'AQgw' : 'AEIMQUYcgkosw048').includes(text.at(-1) ?? '')
}

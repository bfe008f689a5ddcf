import * as z from 'zod'
import { fromBase64url, toBase64url } from './bytes.ts'

/** That many bytes in base64url, in the one way they can be written. */
export function base64url(least: number, most = least) {
  return z
    .string()
    .refine((text) => isWritten(text, least, most), `give ${least === most ? least : `${least} to ${most}`} bytes in base64url`)
}

function isWritten(text: string, least: number, most: number): boolean {
  try {
    const bytes = fromBase64url(text)
    return toBase64url(bytes) === text && bytes.length >= least && bytes.length <= most
  } catch {
    return false
  }
}

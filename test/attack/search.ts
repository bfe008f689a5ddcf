import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

export type Found = { readonly where: string; readonly what: string; readonly as: string }

type Spelling = { readonly as: string; readonly bytes: Buffer }

/**
 * The ways a text may lie in a file: as it is, in UTF-16, in hex, escaped for an address or a form, and in base64
 * wherever it begins in a group of three bytes.
 */
function spellingsOf(text: string): Spelling[] {
  const plain = Buffer.from(text)
  return [
    { as: 'plain', bytes: plain },
    { as: 'UTF-16', bytes: Buffer.from(text, 'utf16le') },
    { as: 'hex', bytes: Buffer.from(plain.toString('hex')) },
    { as: 'an address', bytes: Buffer.from(encodeURIComponent(text)) },
    { as: 'a form', bytes: Buffer.from(new URLSearchParams({ x: text }).toString().slice(2)) },
    ...[0, 1, 2].map((shift) => ({ as: `base64 at ${shift}`, bytes: innerBase64(plain, shift) })),
  ]
}

/** The characters of base64 that depend on the text alone, when `shift` bytes come before it in its group. */
function innerBase64(text: Buffer, shift: number): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(shift), text]).toString('base64')
  const whole = Math.floor((shift + text.length) / 3) * 4
  return Buffer.from(encoded.slice(shift === 0 ? 0 : 4, whole))
}

/** Every place in these named bytes where one of the texts lies, in any spelling, whatever the case of its letters. */
export function searchBytes(named: Iterable<readonly [string, Uint8Array]>, texts: readonly string[]): Found[] {
  const wanted = texts.flatMap((what) => spellingsOf(what).map((spelling) => ({ what, ...spelling })))
  const found: Found[] = []
  for (const [where, bytes] of named) {
    const exact = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const small = lowerCase(exact)
    for (const { what, as, bytes: spelled } of wanted) {
      if (exact.includes(spelled) || small.includes(lowerCase(spelled))) found.push({ where, what, as })
    }
  }
  return found
}

function lowerCase(bytes: Buffer): Buffer {
  const lower = Buffer.from(bytes)
  for (const [at, byte] of lower.entries()) if (byte >= 65 && byte <= 90) lower[at] = byte + 32
  return lower
}

/** Every file under a folder, by its path within it. */
export async function filesUnder(folder: string): Promise<[string, Uint8Array][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(files.map(async (path) => [relative(folder, path), await readFile(path)] as [string, Uint8Array]))
}

import { PROOF_FILE } from '#shared/governance/proof.ts'
import { CodedError } from '#shared/problem.ts'
import { MOST_BYTES, MOST_FILES, MOST_TOGETHER } from '#shared/release/most-files.ts'
import { type Files, namesIn, SUMS, VOTED_SUMS } from '#shared/release/release.ts'
import { DATA_FILES } from '#shared/release/voted-files.ts'

/** Downloads at the same time: a site limits how many requests it answers at once, and has other readers. */
const AT_ONCE = 4

/** The meaning of the status codes that the public site answers without words. */
const WHY: Readonly<Record<number, string>> = {
  410: 'the board took this report back, and its page says why',
  503: 'this report is paused, or the board cannot be asked; its page says which',
}

/** Reads what is at an address; throws CodedError when nothing is. */
export type Get = (url: URL) => Promise<Uint8Array>

/** Downloads the files of a published release: those that its SHA256SUMS names. `readRelease` checks them. */
export async function pullRelease(address: string, get: Get = download): Promise<Files> {
  const at = address.endsWith('/') ? address : `${address}/`
  const { list, sums, left } = await listedAt(at, get)
  if (left.length > MOST_FILES)
    throw new CodedError(
      'no-answer',
      `${new URL(SUMS, at).href} names more files than any report has: this is no published report. Check the address.`,
    )
  const files = new Map<string, Uint8Array>()
  let together = 0
  const next = async (): Promise<void> => {
    const name = left.shift()
    if (name === undefined) return
    const bytes = await get(new URL(name, at))
    together += bytes.length
    if (together > MOST_TOGETHER) {
      left.length = 0
      throw new CodedError(
        'no-answer',
        `The files at ${at} are larger together than any report: this is no published report. Check the address.`,
      )
    }
    files.set(name, bytes)
    return next()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return files.set(list, sums)
}

type Listed = { readonly list: string; readonly sums: Uint8Array; readonly left: string[] }

/** All files of a report; of one whose pages the site does not show, its data files and its proof. */
async function listedAt(at: string, get: Get): Promise<Listed> {
  try {
    const sums = await get(urlAt(SUMS, at))
    return { list: SUMS, sums, left: namesIn(sums) }
  } catch (thrown) {
    const voted = await get(urlAt(VOTED_SUMS, at)).catch(() => undefined)
    if (!voted) throw thrown
    const names: readonly string[] = DATA_FILES
    return { list: VOTED_SUMS, sums: voted, left: [...namesIn(voted).filter((name) => names.includes(name)), PROOF_FILE] }
  }
}

/** The URL of a path at an address that a person gave. */
export function urlAt(path: string, address: string): URL {
  if (!URL.canParse(path, address))
    throw new CodedError('no-answer', `${address} is no address: give one such as https://survey.example.org.`)
  return new URL(path, address)
}

/** The bytes at an address. Throws CodedError (`no-answer`). */
export async function download(url: URL): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => undefined)
  if (!response?.ok) {
    const why = WHY[response?.status ?? 0] ?? 'give the address of a published report'
    throw new CodedError('no-answer', `${url.href} cannot be read${response ? ` (${response.status})` : ''}: ${why}.`)
  }
  const parts: Uint8Array[] = []
  let size = 0
  // Read in parts, so that a response without an end is given up before it fills the memory.
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > MOST_BYTES)
      throw new CodedError('no-answer', `${url.href} is larger than any file of a report: this is no published report. Check the address.`)
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

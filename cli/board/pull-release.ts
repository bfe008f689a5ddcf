import { CodedError } from '#shared/problem.ts'
import { type Files, namesIn, SUMS } from '#shared/release/release.ts'

const MOST_BYTES = 50_000_000

/** The files of a release from where it is published: those that its SHA256SUMS names. What they are worth, `readRelease` says. */
export async function pullRelease(address: string): Promise<Files> {
  const at = address.endsWith('/') ? address : `${address}/`
  const sums = await pull(new URL(SUMS, at))
  const files = await Promise.all(namesIn(sums).map(async (name) => [name, await pull(new URL(name, at))] as const))
  return new Map([...files, [SUMS, sums]])
}

async function pull(url: URL): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => undefined)
  if (!response?.ok)
    throw new CodedError(
      'no-answer',
      `${url.href} cannot be read${response ? ` (${response.status})` : ''}: give the address of a published report.`,
    )
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > MOST_BYTES) throw new CodedError('no-answer', `${url.href} is larger than any file of a report.`)
  return bytes
}

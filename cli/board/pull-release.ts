import { CodedError } from '#shared/problem.ts'
import { type Files, SUMS } from '#shared/release/release.ts'

const MOST_BYTES = 50_000_000
const NAMED = /^[0-9a-f]{64} {2}((?:tables\/)?[A-Za-z0-9][A-Za-z0-9._-]*)$/gm

/** The files of a release from where it is published: those that its SHA256SUMS names. What they are worth, `readRelease` says. */
export async function pullRelease(address: string): Promise<Files> {
  const at = address.endsWith('/') ? address : `${address}/`
  const sums = await pull(new URL(SUMS, at))
  const names = [...new TextDecoder().decode(sums).matchAll(NAMED)].map(([, name = '']) => name)
  const files = await Promise.all(names.map(async (name) => [name, await pull(new URL(name, at))] as const))
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

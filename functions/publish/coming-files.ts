import * as z from 'zod'
import { putOnce } from '#functions/put-once.ts'
import { sha256 } from '#shared/canonical-json.ts'
import { changedFiles } from '#shared/release/read-data.ts'
import { type Files, SUMS } from '#shared/release/release.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { shelf } from './shelf.ts'

/** Each file in base64, by its name. */
const coming = z.record(z.string(), z.base64())

/** Keeps files before the log writes down their hash: whatever breaks after that, these and no others are published. */
export async function keepComing(findings: Pick<Bucket, 'read' | 'put'>, id: string, files: Files): Promise<void> {
  const content = Object.fromEntries([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]))
  await putOnce(findings, shelf.coming(id), new TextEncoder().encode(JSON.stringify(content)))
}

/** The same files again. Undefined when one of them is not there, or not what it was: `id` is the hash of their SHA256SUMS. */
export async function comingFiles(findings: Pick<Bucket, 'read'>, id: string): Promise<Files | undefined> {
  const bytes = await findings.read(shelf.coming(id))
  const files = bytes && filesIn(bytes)
  return files && sha256(files.get(SUMS) ?? new Uint8Array()) === id && changedFiles(files).length === 0 ? files : undefined
}

function filesIn(bytes: Uint8Array): Files | undefined {
  try {
    const content = coming.parse(JSON.parse(new TextDecoder().decode(bytes)))
    return new Map(Object.entries(content).map(([name, text]) => [name, new Uint8Array(Buffer.from(text, 'base64'))]))
  } catch {
    return undefined
  }
}

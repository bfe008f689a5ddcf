import type { Bucket } from '#shared/storage/repositories.ts'

/** Writes an object, or finds it written. Throws when other bytes are there: what was written once is never changed. */
export async function putOnce(bucket: Pick<Bucket, 'put' | 'read'>, key: string, bytes: Uint8Array): Promise<void> {
  const written = await bucket.put(key, bytes)
  if (!written && !same(await bucket.read(key), bytes)) {
    const [folder, name] = [key.slice(0, key.lastIndexOf('/') + 1), key.slice(key.lastIndexOf('/') + 1)]
    throw new Error(`the folder ${folder} is damaged: its ${name} is not what was written`)
  }
}

function same(stored: Uint8Array | undefined, bytes: Uint8Array): boolean {
  return stored !== undefined && Buffer.compare(stored, bytes) === 0
}

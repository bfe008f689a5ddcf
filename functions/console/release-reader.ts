import type { Bucket } from '#shared/storage/repositories.ts'

/** The releases of a study that were made, by their number. */
export async function releasesOf(
  bucket: Pick<Bucket, 'read' | 'list'>,
  study: string,
): Promise<{ readonly release: number; readonly id: string }[]> {
  const keys = await bucket.list(`${study}/releases/`)
  const listed = await Promise.all(
    keys.map(async (key) => ({ release: Number(key.split('/').at(-1)), id: new TextDecoder().decode(await bucket.read(key)).trim() })),
  )
  return listed.filter(({ id }) => /^[0-9a-f]{64}$/.test(id))
}

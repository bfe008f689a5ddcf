import { fileURLToPath } from 'node:url'
import { folderBucket } from './folder-bucket.ts'
import type { Bucket } from './repositories.ts'

/** The bucket a deployment names by URL: `file:///...` is a folder on this machine. */
export function bucketAt(url: string): Bucket {
  const { protocol } = new URL(url)
  if (protocol !== 'file:') throw new Error(`no kind of bucket has addresses that start with ${protocol}`)
  return folderBucket(fileURLToPath(url))
}

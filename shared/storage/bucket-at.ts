import { fileURLToPath } from 'node:url'
import { folderBucket } from './folder-bucket.ts'
import type { Bucket } from './repositories.ts'
import { s3Bucket } from './s3-bucket.ts'

/** The bucket a deployment names by URL: `file:///...` is a folder on this machine, `s3://name` a bucket of S3. */
export function bucketAt(url: string): Bucket {
  const { protocol, host } = new URL(url)
  if (protocol === 'file:') return folderBucket(fileURLToPath(url))
  if (protocol === 's3:') return s3Bucket(host)
  throw new Error(`no kind of bucket has addresses that start with ${protocol}`)
}

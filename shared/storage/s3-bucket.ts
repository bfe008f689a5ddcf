import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { checkedKey, isBucketKey } from './bucket-key.ts'
import { StorageError } from './error.ts'
import type { Bucket } from './repositories.ts'

/** A bucket of S3. A key is written once: S3 itself refuses a second write, so of two writers one wins. One that does not answer in `patienceMs` is asked again, three times in all. */
export function s3Bucket(name: string, patienceMs = 10_000): Bucket {
  const client = new S3Client({
    maxAttempts: 3,
    // Understood by everything that speaks S3, and keeps the name of a bucket out of DNS.
    forcePathStyle: true,
    // The second is for an answer that begins and stops in the middle.
    requestHandler: { connectionTimeout: 1000, requestTimeout: patienceMs, socketTimeout: patienceMs, throwOnRequestTimeout: true },
  })
  return {
    async put(key, bytes) {
      const command = new PutObjectCommand({ Bucket: name, Key: checkedKey(key), Body: bytes, IfNoneMatch: '*' })
      try {
        await client.send(command)
        return true
      } catch (thrown) {
        // 409 says that another write to the same key is under way; the SDK does not try that again, a caller may.
        if (statusOf(thrown) === 412) return false
        throw failure(thrown)
      }
    },

    async read(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: checkedKey(key) }))
        return Body && (await Body.transformToByteArray())
      } catch (thrown) {
        if (statusOf(thrown) === 404) return undefined
        throw failure(thrown)
      }
    },

    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: name, Key: checkedKey(key) })).catch((thrown) => {
        throw failure(thrown)
      })
    },

    async list(prefix) {
      const keys: string[] = []
      let from: string | undefined
      do {
        const page = await client
          .send(new ListObjectsV2Command({ Bucket: name, Prefix: prefix, ContinuationToken: from }))
          .catch((thrown) => {
            throw failure(thrown)
          })
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key && isBucketKey(Key) ? [Key] : [])))
        from = page.NextContinuationToken
      } while (from)
      return keys.sort()
    },
  }
}

function statusOf(thrown: unknown): number | undefined {
  return thrown instanceof S3ServiceException ? thrown.$metadata.httpStatusCode : undefined
}

/** Translates an error of the SDK for a caller. The SDK's own message is dropped: it may quote what was sent. */
function failure(thrown: unknown): StorageError {
  if (thrown instanceof StorageError) return thrown
  if (!(thrown instanceof S3ServiceException)) return new StorageError('Unavailable', 'the bucket did not answer')
  if (statusOf(thrown) === 409) return new StorageError('Throttled', 'another write to the same object is under way')
  if (thrown.name === 'SlowDown' || statusOf(thrown) === 503) return new StorageError('Throttled', 'the bucket is too busy')
  if (thrown.$fault === 'server') return new StorageError('Unavailable', 'the bucket failed')
  return new StorageError('Unexpected', `the bucket refused a request: ${thrown.name}`)
}

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bucketAt } from '#shared/storage/bucket-at.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { s3Bucket } from '#shared/storage/s3-bucket.ts'
import { type LocalS3, startS3 } from '#test/local-s3.ts'

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, i) => i)

const KEYS_THAT_ARE_NONE = [
  '../outside',
  'a/../../outside',
  '/outside',
  'a//b',
  'a/',
  '',
  '.hidden',
  'a/.hidden',
  'a\\..\\outside',
  'a\0b',
  'C:outside',
  'a'.repeat(600),
]

/** The contract of every kind of bucket. */
function behavesAsABucket(bucket: () => Bucket): void {
  it('is empty before anything was put', async () => {
    expect(await bucket().list('')).toStrictEqual([])
    expect(await bucket().read('being-heard/1/report.csv')).toBeUndefined()
  })

  it('gives back exactly the bytes that were put, and lists keys by prefix, sorted', async () => {
    await bucket().put('listed/2/report.csv', EVERY_BYTE)
    await bucket().put('listed/1/report.csv', Uint8Array.of())
    await bucket().put('listed/1/methods.json', Uint8Array.of(1))

    expect(await bucket().read('listed/2/report.csv')).toStrictEqual(EVERY_BYTE)
    expect(await bucket().read('listed/2')).toBeUndefined()
    expect(await bucket().list('listed/1/')).toStrictEqual(['listed/1/methods.json', 'listed/1/report.csv'])
    expect(await bucket().list('listed/')).toHaveLength(3)
  })

  it('never changes an object: the first of many writers wins', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map((byte) => bucket().put('once', Uint8Array.of(byte))))

    expect(outcomes.filter(Boolean)).toHaveLength(1)
    expect(await bucket().read('once')).toStrictEqual(Uint8Array.of(outcomes.indexOf(true) + 1))
    expect(await bucket().put('once', EVERY_BYTE)).toBe(false)
  })

  it('removes what is there, once and for all, and does not mind what is not', async () => {
    await bucket().put('passing/1', EVERY_BYTE)
    await bucket().put('passing/2', EVERY_BYTE)
    await bucket().remove('passing/1')
    await bucket().remove('passing/1')

    expect(await bucket().read('passing/1')).toBeUndefined()
    expect(await bucket().list('passing/')).toStrictEqual(['passing/2'])
    await expect(bucket().remove('../outside')).rejects.toThrow('not a key')
  })

  it.each(KEYS_THAT_ARE_NONE)('refuses the key %j', async (key) => {
    await expect(bucket().put(key, EVERY_BYTE)).rejects.toThrow('not a key')
    await expect(bucket().read(key)).rejects.toThrow('not a key')
  })
}

describe('a folder as a bucket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chorus-bucket-'))
  const bucket = folderBucket(join(folder, 'candidates'))
  writeFileSync(join(folder, 'outside'), 'not in the bucket')
  afterAll(() => rmSync(folder, { recursive: true }))

  behavesAsABucket(() => bucket)

  it('leaves no half-written object and no temporary file behind', async () => {
    await bucket.put('whole', EVERY_BYTE)
    await bucket.put('whole', EVERY_BYTE)

    expect(readdirSync(join(folder, 'candidates')).filter((name) => name.startsWith('.'))).toStrictEqual([])
  })
})

describe('a bucket of S3', () => {
  let s3: LocalS3
  beforeAll(async () => {
    // Pages of two, so that lists take several.
    s3 = await startS3({ pageSize: 2 })
    vi.stubEnv('AWS_ENDPOINT_URL_S3', s3.endpoint)
    vi.stubEnv('AWS_REGION', 'eu-central-1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'contract')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'contract')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await s3.stop()
  })

  behavesAsABucket(() => bucketAt('s3://candidates'))

  it('writes once although the answer to the write is lost, and says that it is there', async () => {
    let lost = 0
    s3.faultOf = (method, path) => (method === 'PUT' && path.endsWith('/answer-lost') && lost++ === 0 ? 'lost' : undefined)

    // The SDK sends it again and finds its own object: to the caller the key is taken, and its bytes are the same.
    expect(await bucketAt('s3://candidates').put('answer-lost', EVERY_BYTE)).toBe(false)
    expect(await bucketAt('s3://candidates').read('answer-lost')).toStrictEqual(EVERY_BYTE)
  })

  it('asks again when nothing comes, and finds what it had written', async () => {
    let asked = 0
    s3.faultOf = (_, path) => (path.endsWith('/slow') && asked++ % 2 === 0 ? 'hung' : undefined)
    const hasty = s3Bucket('candidates', 200)

    // Written by the attempt whose answer never came, so the key is taken.
    expect(await hasty.put('slow', EVERY_BYTE)).toBe(false)
    expect(await hasty.read('slow')).toStrictEqual(EVERY_BYTE)
    await hasty.remove('slow')
    expect(asked).toBe(6)
    expect(await hasty.read('slow')).toBeUndefined()
  })

  it.each(['hung', 'stalled'] as const)('gives up an object that is %s for good, and says so', async (fault) => {
    await bucketAt('s3://candidates').put(`for-good-${fault}`, EVERY_BYTE)
    s3.faultOf = () => fault

    await expect(s3Bucket('candidates', 200).read(`for-good-${fault}`)).rejects.toMatchObject({ name: 'StorageError', code: 'Unavailable' })
    s3.faultOf = () => undefined
  })

  it.each([
    ['error', 'Unavailable'],
    ['busy', 'Throttled'],
  ] as const)('says what a caller may do when every attempt meets %s, and quotes nothing', async (fault, code) => {
    s3.faultOf = () => fault

    await expect(bucketAt('s3://candidates').put('never', EVERY_BYTE)).rejects.toMatchObject({ name: 'StorageError', code })
    s3.faultOf = () => undefined
    expect(await bucketAt('s3://candidates').read('never')).toBeUndefined()
  })
})

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { folderBucket } from '#shared/storage/folder-bucket.ts'

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, i) => i)

describe('a folder as a bucket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chorus-bucket-'))
  const bucket = folderBucket(join(folder, 'candidates'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is empty before anything was put', async () => {
    expect(await bucket.list('')).toStrictEqual([])
    expect(await bucket.read('being-heard/1/report.csv')).toBeUndefined()
  })

  it('gives back exactly the bytes that were put, and lists keys by prefix, sorted', async () => {
    await bucket.put('listed/2/report.csv', EVERY_BYTE)
    await bucket.put('listed/1/report.csv', Uint8Array.of())
    await bucket.put('listed/1/methods.json', Uint8Array.of(1))

    expect(await bucket.read('listed/2/report.csv')).toStrictEqual(EVERY_BYTE)
    expect(await bucket.read('listed/2')).toBeUndefined()
    expect(await bucket.list('listed/1/')).toStrictEqual(['listed/1/methods.json', 'listed/1/report.csv'])
    expect(await bucket.list('listed/')).toHaveLength(3)
  })

  it('never changes an object: the first of many writers wins', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map((byte) => bucket.put('once', Uint8Array.of(byte))))

    expect(outcomes.filter(Boolean)).toHaveLength(1)
    expect(await bucket.read('once')).toStrictEqual(Uint8Array.of(outcomes.indexOf(true) + 1))
    expect(await bucket.put('once', EVERY_BYTE)).toBe(false)
  })

  it('leaves no half-written object and no temporary file behind', async () => {
    await bucket.put('whole', EVERY_BYTE)
    await bucket.put('whole', EVERY_BYTE)

    expect(readdirSync(join(folder, 'candidates')).filter((name) => name.startsWith('.'))).toStrictEqual([])
  })

  it.each([
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
  ])('refuses the key %j', async (key) => {
    writeFileSync(join(folder, 'outside'), 'not in the bucket')

    await expect(bucket.put(key, EVERY_BYTE)).rejects.toThrow('not a key')
    await expect(bucket.read(key)).rejects.toThrow('not a key')
  })
})

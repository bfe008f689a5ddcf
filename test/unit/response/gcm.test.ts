import { describe, expect, it } from 'vitest'
import { decryptBytes, encryptBytes } from '#shared/gcm.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

/** Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)", with 60 plain bytes and 20 of additional data. */
const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308')
const iv = hex('cafebabefacedbaddecaf888')
const beside = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2')
const plain = hex(
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
)
const ciphertext = hex(
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
)
const tag = hex('76fc6ece0f4e1768cddf8853bb2d551b')

describe('AES-256-GCM', () => {
  it('gives the iv, the ciphertext and the tag that were published, and opens them again', () => {
    expect(Buffer.from(encryptBytes(plain, key, iv, beside))).toEqual(Buffer.concat([iv, ciphertext, tag]))
    expect(decryptBytes(Buffer.concat([iv, ciphertext, tag]), key, beside)).toEqual(plain)
  })

  it('opens nothing with another key or other additional data, with a changed byte, or cut short', () => {
    const whole = Buffer.concat([iv, ciphertext, tag])
    const changed = whole.map((byte, at) => (at === 20 ? byte ^ 1 : byte))

    expect(decryptBytes(whole, Buffer.alloc(32), beside)).toBeUndefined()
    expect(decryptBytes(whole, key)).toBeUndefined()
    expect(decryptBytes(changed, key, beside)).toBeUndefined()
    expect(decryptBytes(whole.subarray(0, 27), key, beside)).toBeUndefined()
    expect(decryptBytes(new Uint8Array(), key)).toBeUndefined()
  })
})

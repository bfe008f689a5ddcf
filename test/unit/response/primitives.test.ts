import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64url } from '#shared/base64url.ts'
import { fromBase64, fromBase64url, fromHex, toBase64, toBase64url, toHex } from '#shared/bytes.ts'
import * as ofNode from '#shared/primitives.ts'
import * as ofBrowser from '#shared/primitives-in-browser.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

describe('the primitives of a page', () => {
  it('do what those of Node do, byte for byte', () => {
    fc.assert(
      fc.property(
        bytes(32),
        bytes(32),
        bytes(12),
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 40 }),
        (a, b, iv, text, beside) => {
          const same = (of: (one: typeof ofNode | typeof ofBrowser) => Uint8Array) => expect(toHex(of(ofBrowser))).toBe(toHex(of(ofNode)))
          same(({ sha256Bytes }) => sha256Bytes(text))
          same(({ derive }) => derive(a, b, 'a purpose', 48))
          same(({ encryptGcm }) => encryptGcm(a, iv, text, beside))
          same(({ x25519Public }) => x25519Public(a))
          same(({ x25519Public, x25519Shared }) => x25519Shared(a, x25519Public(b)))
          const sealed = ofNode.encryptGcm(a, iv, text, beside)
          same(({ decryptGcm }) => decryptGcm(a, iv, sealed, beside))
          sealed[0] = (sealed[0] ?? 0) ^ 1
          for (const { decryptGcm } of [ofNode, ofBrowser]) expect(() => decryptGcm(a, iv, sealed, beside)).toThrow()
        },
      ),
      { numRuns: 25 },
    )
  })

  it('refuse a tag that is cut short, even where it is the head of the right one', () => {
    const [key, iv, nothing] = [new Uint8Array(32).fill(7), new Uint8Array(12).fill(1), new Uint8Array()]
    const tag = ofNode.encryptGcm(key, iv, nothing, nothing)
    for (const { decryptGcm } of [ofNode, ofBrowser]) {
      expect(toHex(decryptGcm(key, iv, tag, nothing))).toBe('')
      for (const length of [0, 4, 8, 12, 15]) expect(() => decryptGcm(key, iv, tag.subarray(0, length), nothing)).toThrow()
    }
  })

  it('refuse a key under which every secret is the same', () => {
    for (const { x25519Shared } of [ofNode, ofBrowser]) expect(() => x25519Shared(new Uint8Array(32).fill(1), new Uint8Array(32))).toThrow()
  })

  it('take base64url in the one way it can be written, as Node writes it, and of the length asked for', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'ABCEIMQUYZabcgkoswyz0123456789-_+/=.\n'), maxLength: 9 })
    const written = fc.uint8Array({ maxLength: 9 }).map((given) => Buffer.from(given).toString('base64url'))
    fc.assert(
      fc.property(fc.oneof(letters, written), (text) => {
        const given = Buffer.from(text, 'base64url')
        const isOne = given.toString('base64url') === text && given.length >= 2 && given.length <= 4
        expect(base64url(2, 4).safeParse(text).success).toBe(isOne)
      }),
      { numRuns: 3000 },
    )
  })

  it('write bytes as text and read them again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), (given) => {
        const text = Buffer.from(given)
        expect([toHex(given), toBase64(given), toBase64url(given)]).toStrictEqual([
          text.toString('hex'),
          text.toString('base64'),
          text.toString('base64url'),
        ])
        for (const back of [fromHex(toHex(given)), fromBase64(toBase64(given)), fromBase64url(toBase64url(given))])
          expect(Buffer.compare(back, given)).toBe(0)
      }),
      { numRuns: 25 },
    )
  })
})

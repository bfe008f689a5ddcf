import { describe, expect, it } from 'vitest'
import { QuickSha256 } from '#shared/storage/dynamodb/quick-hash.ts'

async function hexOf(hash: QuickSha256, ...parts: readonly (string | Uint8Array)[]): Promise<string> {
  for (const part of parts) hash.update(part)
  return Buffer.from(await hash.digest()).toString('hex')
}

describe('the hash that requests are signed with', () => {
  it('is SHA-256 without a secret (FIPS 180-4, "abc")', async () => {
    expect(await hexOf(new QuickSha256(), 'a', Buffer.from('bc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it.each([
    ['text', 'Jefe'],
    ['bytes', Buffer.from('Jefe')],
  ])('is HMAC-SHA-256 with a secret that is %s (RFC 4231, test case 2)', async (_, secret) => {
    const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
    const hash = new QuickSha256(secret)

    expect(await hexOf(hash, 'what do ya want ', 'for nothing?')).toBe(expected)
    hash.reset()
    expect(await hexOf(hash, 'what do ya want for nothing?')).toBe(expected)
  })
})

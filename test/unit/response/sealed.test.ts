import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Draft, decryptDraft, encryptDraft } from '#shared/response/draft.ts'
import { onePageCodeBits, responseId, storyId, visitOf } from '#shared/response/secret.ts'
import { openStory, publicStoryKey, sealStory } from '#shared/response/story.ts'

const bytes = (length: number, fill = 7) => new Uint8Array(length).fill(fill)
const draft = (text: string): Draft => ({
  survey: 'ab'.repeat(32),
  language: 'en',
  adult: true,
  answers: { q1: { state: 'answered', text, share: 'none' }, q2: { state: 'pns' } },
  skippedSections: ['b'],
})

describe('a draft', () => {
  const place = { id: bytes(16), revision: 3 }
  const key = bytes(32, 1)

  it('opens with its own key, at its own place, as it was', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ minLength: 12, maxLength: 12 }), (text, iv) => {
        expect(decryptDraft(encryptDraft(draft(text), key, place, iv), key, place)).toEqual(draft(text))
      }),
    )
  })

  it('does not open with another key, under another id, as another revision, or after any byte has changed', () => {
    const ciphertext = encryptDraft(draft('hello'), key, place, bytes(12))

    expect(decryptDraft(ciphertext, bytes(32, 2), place)).toBeUndefined()
    expect(decryptDraft(ciphertext, key, { ...place, id: bytes(16, 2) })).toBeUndefined()
    for (const revision of [2, 4]) expect(decryptDraft(ciphertext, key, { ...place, revision })).toBeUndefined()
    fc.assert(
      fc.property(fc.nat({ max: ciphertext.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(ciphertext)
        changed[at] = (changed[at] ?? 0) ^ flip
        expect(decryptDraft(changed, key, place)).toBeUndefined()
      }),
    )
    expect(decryptDraft(bytes(3), key, place)).toBeUndefined()
  })

  it('is as long for a short answer as for a longer one', () => {
    expect(encryptDraft(draft(''), key, place, bytes(12)).length).toBe(encryptDraft(draft('x'.repeat(900)), key, place, bytes(12)).length)
  })
})

describe('a story', () => {
  const secret = bytes(32, 9)
  const story = { question: 'bh15', language: 'en', text: 'They listened.', share: 'words' as const, week: 2967 }

  it('opens for the holder of the private key only', () => {
    const sealed = sealStory(story, publicStoryKey(secret), bytes(32, 3))

    // Without a longer wait of one's own it is two weeks, and without a yes nobody is quoted.
    expect(openStory(sealed, secret)).toEqual({ ...story, quote: false, wait: 2 })
    expect(() => openStory(sealed, bytes(32, 8))).toThrow()
  })

  it('has one size, whatever is written in the room there is, in any script', () => {
    const sizes = ['', 'x', 'words '.repeat(250), 'ع'.repeat(1500), '漢'.repeat(1500), '🙂'.repeat(1500), '"'.repeat(1500)].map(
      (text) => sealStory({ ...story, text }, publicStoryKey(secret), bytes(32, 3), 1500).length,
    )

    expect(new Set(sizes).size).toBe(1)
  })

  it('shows neither its words nor, within a block, their length', () => {
    const short = sealStory(story, publicStoryKey(secret), bytes(32, 3))
    const longer = sealStory({ ...story, text: `${story.text} ${'And then. '.repeat(40)}` }, publicStoryKey(secret), bytes(32, 4))

    expect(Buffer.from(short).includes('listened')).toBe(false)
    expect(short.length).toBe(longer.length)
  })
})

describe('what hangs on a secret', () => {
  it('is different for every purpose, so that no table leads to another', () => {
    const visit = visitOf(bytes(32))
    const pepper = bytes(32, 5)
    const ids = [
      visit.draftId,
      responseId(pepper, visit.codeBits),
      storyId(pepper, visit.codeBits, 'q1'),
      storyId(pepper, visit.codeBits, 'q2'),
    ]

    const shown = new Set(ids.map((id) => Buffer.from(id).toString('hex')))

    expect(shown.size).toBe(ids.length)
    expect(ids.every((id) => id.length === 16)).toBe(true)
  })

  it('moves with the pepper: without it a code leads nowhere', () => {
    const { codeBits } = visitOf(bytes(32))

    expect(responseId(bytes(32, 1), codeBits)).not.toEqual(responseId(bytes(32, 2), codeBits))
  })

  it('gives a double click one code, and two people with the same saved page two', () => {
    const nonce = bytes(16)
    const encode = (text: string) => new TextEncoder().encode(text)

    expect(onePageCodeBits(nonce, encode('a=1'))).toEqual(onePageCodeBits(nonce, encode('a=1')))
    expect(onePageCodeBits(nonce, encode('a=1'))).not.toEqual(onePageCodeBits(nonce, encode('a=2')))
  })
})

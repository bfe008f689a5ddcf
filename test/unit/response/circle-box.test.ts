import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headOf, openCircleBox, openLabel, partFor, type StoryCircle, sealToCircle } from '#shared/response/circle-box.ts'
import { publicSealingKey } from '#shared/response/sealed-box.ts'
import { openCircleStory, openStoryChoice, sealStoryToCircle } from '#shared/response/story.ts'

const secretOf = (n: number) => new Uint8Array(createHash('sha256').update(`holder ${n}`).digest())
const circleOf = (holders: number, needed: number): StoryCircle => ({
  id: 'ab'.repeat(32),
  needed,
  holders: Array.from({ length: holders }, (_, at) => ({ id: `m${at}`, key: publicSealingKey(secretOf(at)) })),
})
const random = { key: new Uint8Array(32).fill(4), ephemeral: new Uint8Array(32).fill(5) }
const WORDS = new TextEncoder().encode('They listened.')
const CONTENT = { label: { share: 'words' }, bytes: WORDS }

const partsOf = (sealed: Uint8Array, holders: readonly number[]) => {
  const head = headOf(sealed) ?? new Uint8Array()
  return holders.flatMap((n) => partFor(head, secretOf(n)) ?? [])
}

describe('a box that was sealed to a circle', () => {
  it('opens with as many parts as it needs, whichever they are, and never with fewer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 6 }).chain((holders) => fc.tuple(fc.constant(holders), fc.integer({ min: 2, max: holders }))),
        fc.nat(),
        async ([holders, needed], seed) => {
          const sealed = await sealToCircle(circleOf(holders, needed), CONTENT, random)
          const order = Array.from({ length: holders }, (_, at) => (at + seed) % holders)

          expect(Buffer.from(await openCircleBox(sealed, partsOf(sealed, order.slice(0, needed)))).toString()).toBe('They listened.')
          await expect(openCircleBox(sealed, partsOf(sealed, order.slice(0, needed - 1)))).rejects.toThrow('too few parts')
        },
      ),
      { numRuns: 25 },
    )
  })

  it('does not open with one part given many times, nor with the parts of another box', async () => {
    const [sealed, other] = [
      await sealToCircle(circleOf(5, 3), CONTENT, random),
      await sealToCircle(circleOf(5, 3), CONTENT, { ...random, key: secretOf(9) }),
    ]
    const [part = new Uint8Array()] = partsOf(sealed, [0])

    await expect(openCircleBox(sealed, [part, part, part])).rejects.toThrow('too few parts')
    await expect(openCircleBox(sealed, [part, ...partsOf(other, [1, 2])])).rejects.toThrow('too few parts')
  })

  it('opens although some hand in a wrong part, as long as enough are right', async () => {
    const sealed = await sealToCircle(circleOf(5, 3), CONTENT, random)
    const wrong = [new Uint8Array(33).fill(1), new Uint8Array(33).fill(2), new Uint8Array(5)]

    expect(Buffer.from(await openCircleBox(sealed, [...wrong, ...partsOf(sealed, [1, 2, 4])])).toString()).toBe('They listened.')
  })

  it('gives a part to each holder and to nobody else, and its head holds nothing of the words', async () => {
    const sealed = await sealToCircle(circleOf(3, 2), CONTENT, random)
    const head = headOf(sealed) ?? new Uint8Array()

    expect(partFor(head, secretOf(7))).toBeUndefined()
    // 8 of mark, 32 of hash, 2 of counts, 81 for each of three parts, and the label of 128 with its tag; the words and theirs of 16 come after it.
    expect([head.length, sealed.length]).toStrictEqual([8 + 32 + 2 + 3 * 81 + 144, head.length + WORDS.length + 16])
  })

  it('has a label that as many can read, without what is in it', async () => {
    const sealed = await sealToCircle(circleOf(3, 2), CONTENT, random)
    const head = headOf(sealed) ?? new Uint8Array()

    expect(await openLabel(head, partsOf(sealed, [0, 2]))).toStrictEqual({ share: 'words' })
    await expect(openLabel(head, partsOf(sealed, [1]))).rejects.toThrow('too few parts')
  })

  it('does not open after any byte has changed', async () => {
    const sealed = await sealToCircle(circleOf(3, 3), CONTENT, random)
    const parts = partsOf(sealed, [0, 1, 2])
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Uint8Array.from(sealed)
        changed[at] = (changed[at] ?? 0) ^ flip
        await expect(openCircleBox(changed, parts)).rejects.toThrow()
      }),
      { numRuns: 40 },
    )
  })

  it('is never made so that one holder alone opens it', async () => {
    await expect(sealToCircle(circleOf(3, 1), CONTENT, random)).rejects.toThrow('never')
  })
})

describe('a story that is sealed to a circle', () => {
  const story = { question: 'bh15', language: 'en', text: 'They listened.', share: 'words' as const, quote: true, week: 2967 }

  it('opens for enough holders, as it was told, and has one size whatever was written', async () => {
    const circle = circleOf(3, 2)
    const sealed = await sealStoryToCircle(story, circle, random, 500)

    expect(await openCircleStory(sealed, partsOf(sealed, [0, 2]))).toStrictEqual({ ...story, wait: 2 })
    const choice = await openStoryChoice(headOf(sealed) ?? new Uint8Array(), partsOf(sealed, [0, 2]))
    expect(choice).toStrictEqual({ share: 'words', quote: true, week: 2967, wait: 2 })
    const long = await sealStoryToCircle({ ...story, text: 'x'.repeat(500) }, circle, random, 500)
    expect(long.length).toBe(sealed.length)
  })
})

import { describe, expect, it } from 'vitest'
import { anId, aStore } from './store.ts'

const NOW = 1_800_000_000
const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, i) => i)

describe('drafts', () => {
  const store = aStore()
  const drafts = () => store.repositories().drafts
  const aDraft = (ciphertext = EVERY_BYTE) => ({ id: anId(), ciphertext, revision: 1, expires: NOW + 3600 })

  it('come back byte for byte', async () => {
    const draft = aDraft()

    expect(await drafts().create(draft)).toBe(true)

    expect(await drafts().read(draft.id, NOW)).toStrictEqual(draft)
  })

  it('are not found under an id that was never stored', async () => {
    expect(await drafts().read(anId(), NOW)).toBeUndefined()
  })

  it('do not overwrite another draft of the same id', async () => {
    const draft = aDraft()
    await drafts().create(draft)

    expect(await drafts().create({ ...draft, ciphertext: Uint8Array.of(9) })).toBe(false)

    expect(await drafts().read(draft.id, NOW)).toStrictEqual(draft)
  })

  it('can be created again with the same bytes, as after an answer that got lost', async () => {
    const draft = aDraft()
    await drafts().create(draft)

    expect(await drafts().create(draft)).toBe(true)
  })

  it('are replaced by the revision that follows', async () => {
    const first = aDraft()
    const second = { ...first, ciphertext: Uint8Array.of(2), revision: 2, expires: NOW + 7200 }
    await drafts().create(first)

    expect(await drafts().replace(second)).toBe(true)
    expect(await drafts().replace(second)).toBe(true)

    expect(await drafts().read(first.id, NOW)).toStrictEqual(second)
  })

  it('let only one of two tabs write the same revision', async () => {
    const first = aDraft()
    await drafts().create(first)
    const tabs = [Uint8Array.of(10), Uint8Array.of(20)].map((ciphertext) => ({ ...first, ciphertext, revision: 2 }))

    const written = await Promise.all(tabs.map((tab) => drafts().replace(tab)))

    expect(written.toSorted()).toStrictEqual([false, true])
    expect(await drafts().read(first.id, NOW)).toStrictEqual(tabs[written.indexOf(true)])
  })

  it('do not come back to life when replaced after they were removed', async () => {
    const draft = aDraft()
    await drafts().create(draft)
    await drafts().remove(draft.id)

    expect(await drafts().replace({ ...draft, revision: 2 })).toBe(false)

    expect(await drafts().read(draft.id, NOW)).toBeUndefined()
  })

  it('are gone at the second they expire, whether or not the database has removed them', async () => {
    const draft = aDraft()
    await drafts().create(draft)

    expect(await drafts().read(draft.id, draft.expires - 1)).toBeDefined()
    expect(await drafts().read(draft.id, draft.expires)).toBeUndefined()
  })

  it('are removed unchanged or not at all, when that is asked for', async () => {
    const draft = aDraft()
    await drafts().create(draft)

    expect(await drafts().removeUnchanged({ ...draft, ciphertext: Uint8Array.of(99) })).toBe(false)
    expect(await drafts().read(draft.id, NOW)).toBeDefined()
    expect(await drafts().removeUnchanged(draft)).toBe(true)
    expect(await drafts().read(draft.id, NOW)).toBeUndefined()
    expect(await drafts().removeUnchanged(draft)).toBe(false)
  })

  it('can be removed when they are not there', async () => {
    await expect(drafts().remove(anId())).resolves.toBeUndefined()
  })
})

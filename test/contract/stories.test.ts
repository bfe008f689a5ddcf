import { describe, expect, it } from 'vitest'
import { SHARDS } from '#shared/storage/repositories.ts'
import { anId, aStore, aVersion } from './store.ts'

describe('stories', () => {
  const store = aStore()
  const stories = () => store.repositories().stories

  it('are stored once when they are sent twice', async () => {
    const version = aVersion()
    const story = { id: anId(), sealed: Uint8Array.of(0, 128, 255) }

    expect(await stories().store(version, story)).toBe('stored')
    expect(await stories().store(version, story)).toBe('already stored')
  })

  it('are read one at a time, as they were stored, and known to be there by their keys', async () => {
    const version = aVersion()
    const story = { id: anId(), sealed: Uint8Array.of(0, 128, 255) }
    const other = anId()
    await stories().store(version, story)

    expect(await stories().read(version, story.id)).toStrictEqual(Uint8Array.of(0, 128, 255))
    expect(await stories().holds(version, story.id)).toBe(true)
    expect([await stories().read(version, other), await stories().holds(version, other)]).toStrictEqual([undefined, false])
    // What lies under one version lies under no other.
    expect(await stories().holds(aVersion(), story.id)).toBe(false)
  })

  it('are listed by their keys', async () => {
    const version = aVersion()
    const story = { id: anId(), sealed: Uint8Array.of(1) }
    await stories().store(version, story)

    const ids: Uint8Array[] = []
    for (let shard = 0; shard < SHARDS; shard++) for await (const page of stories().ids(version, shard)) ids.push(...page)

    expect(ids).toStrictEqual([story.id])
  })

  it('are gone when removed, and removing what is not there is no error', async () => {
    const version = aVersion()
    const story = { id: anId(), sealed: Uint8Array.of(1) }
    await stories().store(version, story)

    await stories().remove(version, story.id)
    await stories().remove(version, story.id)

    expect(await stories().store(version, story)).toBe('stored')
  })
})

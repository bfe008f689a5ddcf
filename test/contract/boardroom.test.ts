import { describe, expect, it } from 'vitest'
import { aStore } from './store.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const NOW = 1_800_000_000

describe('what the console keeps between two pages', () => {
  const { boardroom } = aStore()

  it('is found in its list until its time is over, and can be taken away', async () => {
    const kept = boardroom()
    expect(await kept.keep('waiting', 'a', bytes('an act'), NOW + 10)).toBe(true)
    expect(await kept.read('waiting', 'a', NOW)).toEqual(bytes('an act'))
    expect(await kept.read('review', 'a', NOW)).toBeUndefined()
    expect(await kept.read('waiting', 'a', NOW + 10)).toBeUndefined()
    await kept.remove('waiting', 'a')
    expect(await kept.read('waiting', 'a', NOW)).toBeUndefined()
  })

  it('is used once: of two who mark the same, one is told that it was there; who asks again after a lost answer is not', async () => {
    const kept = boardroom()
    const marks = await Promise.all([kept.keep('used', 'link', bytes('1'), NOW + 10), kept.keep('used', 'link', bytes('2'), NOW + 10)])
    expect(marks.toSorted()).toEqual([false, true])
    const winner = marks[0] ? '1' : '2'
    expect(await kept.keep('used', 'link', bytes(winner), NOW + 10)).toBe(true)
  })

  it('lists what has not expired, with its keys', async () => {
    const kept = boardroom()
    await kept.keep('newcomer', 'wren', bytes('wren'), NOW + 10)
    await kept.keep('newcomer', 'finch', bytes('finch'), NOW)
    expect(await kept.all('newcomer', NOW)).toEqual([{ key: 'wren', bytes: bytes('wren') }])
  })
})

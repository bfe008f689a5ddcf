import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SHARDS, type Withdrawal } from '#shared/storage/repositories.ts'
import { aStore } from './store.ts'

const LATER = 4_000_000_000

describe('marks of withdrawals', () => {
  const store = aStore()
  const withdrawals = () => store.repositories().withdrawals
  const aMark = () => new Uint8Array(randomBytes(32))

  async function all(): Promise<Withdrawal[]> {
    const found: Withdrawal[] = []
    for (let shard = 0; shard < SHARDS; shard++) {
      for await (const page of withdrawals().marks(shard)) found.push(...page)
    }
    return found
  }
  const kept = async ({ mark, what }: Withdrawal) =>
    (await all()).filter((each) => Buffer.compare(each.mark, mark) === 0 && each.what === what).length

  it('come back as they were kept, once however often', async () => {
    const [one, other] = [aMark(), aMark()]
    for (const expires of [LATER, LATER + 1]) await withdrawals().keep({ mark: one, what: 'everything' }, expires)
    await withdrawals().keep({ mark: other, what: 'words' }, LATER)

    expect(await kept({ mark: one, what: 'everything' })).toBe(1)
    expect(await kept({ mark: one, what: 'words' })).toBe(0)
    expect(await kept({ mark: other, what: 'words' })).toBe(1)
  })

  it('for everything and for words alone do not replace each other', async () => {
    const mark = aMark()
    await withdrawals().keep({ mark, what: 'everything' }, LATER)
    await withdrawals().keep({ mark, what: 'words' }, LATER)

    expect([await kept({ mark, what: 'everything' }), await kept({ mark, what: 'words' })]).toStrictEqual([1, 1])
  })
})

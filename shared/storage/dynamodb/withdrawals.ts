import type { Withdrawal, Withdrawals } from '../repositories.ts'
import type { Table } from './dynamodb-table.ts'
import { idsIn, shardOf } from './partition.ts'

/** The last byte of a key: a mark for everything and one for words alone are two, so that neither replaces the other. */
const KINDS = ['everything', 'words'] as const
const MARK_BYTES = 32

/** A mark has its whole content in its key, so that nothing else of it has to be read. */
export function withdrawalsOn(table: Table): Withdrawals {
  return {
    async keep({ mark, what }, expires) {
      const sk = Uint8Array.of(...mark, KINDS.indexOf(what))
      await table.put({ pk: { S: String(shardOf(mark)) }, sk: { B: sk }, expires: { N: String(expires) } })
    },

    async *marks(shard) {
      for await (const page of idsIn(table, String(shard))) yield page.map(withdrawalOf)
    },
  }
}

function withdrawalOf(sk: Uint8Array): Withdrawal {
  const what = KINDS[sk[MARK_BYTES] ?? KINDS.length]
  if (!what || sk.length !== MARK_BYTES + 1) throw new Error('a withdrawal of a kind that this version does not know')
  return { mark: sk.subarray(0, MARK_BYTES), what }
}

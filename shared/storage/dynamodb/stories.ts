import type { Stories } from '../repositories.ts'
import type { Table } from './dynamodb-table.ts'
import { idsIn, keyOf, partitionOf } from './partition.ts'

/** Nothing reads stories back yet: until a board can review them, nobody can. */
export function storiesOn(table: Table): Stories {
  return {
    async store(version, { id, sealed }) {
      const stored = await table.put({ ...keyOf(version, id), sealed: { B: sealed } }, { expression: 'attribute_not_exists(pk)' })
      return stored ? 'stored' : 'already stored'
    },

    async remove(version, id) {
      await table.remove(keyOf(version, id))
    },

    ids: (version, shard) => idsIn(table, partitionOf(version, shard)),
  }
}

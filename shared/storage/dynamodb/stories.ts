import * as z from 'zod'
import type { Stories } from '../repositories.ts'
import { bytes } from './attributes.ts'
import type { Table } from './dynamodb-table.ts'
import { idsIn, keyOf, partitionOf, shardOf } from './partition.ts'

const stored = z.object({ sealed: bytes })

export function storiesOn(table: Table): Stories {
  return {
    async store(version, { id, sealed }) {
      const stored = await table.put({ ...keyOf(version, id), sealed: { B: sealed } }, { expression: 'attribute_not_exists(pk)' })
      return stored ? 'stored' : 'already stored'
    },

    async remove(version, id) {
      await table.remove(keyOf(version, id))
    },

    async read(version, id) {
      const item = await table.get(keyOf(version, id))
      return item && stored.parse(item).sealed
    },

    async holds(version, id) {
      for await (const page of idsIn(table, partitionOf(version, shardOf(id))))
        if (page.some((each) => Buffer.compare(each, id) === 0)) return true
      return false
    },

    ids: (version, shard) => idsIn(table, partitionOf(version, shard)),
  }
}

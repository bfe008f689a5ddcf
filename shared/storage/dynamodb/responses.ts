import * as z from 'zod'
import type { Responses } from '../repositories.ts'
import { bytes } from './attributes.ts'
import { idsIn, keyOf, partitionOf } from './partition.ts'
import type { Table } from './table.ts'

const entry = z.object({ sk: bytes, answers: bytes }).transform(({ sk, answers }) => ({ id: sk, answers }))
const ABSENT = { expression: 'attribute_not_exists(pk)' }

/** A page of responses is just under the megabyte that one query may read: 8,000 items of about 130 bytes. */
const PAGE = 8000

export function responsesOn(table: Table): Responses {
  return {
    async store(version, { id, answers, consent }) {
      const stored = await table.put({ ...keyOf(version, id), answers: { B: answers }, consent: { B: consent } }, ABSENT)
      return stored ? 'stored' : 'already stored'
    },

    async holds(version, id) {
      return !(await table.remove(keyOf(version, id), ABSENT))
    },

    async remove(version, id) {
      await table.remove(keyOf(version, id))
    },

    ids: (version, shard) => idsIn(table, partitionOf(version, shard)),

    async *entries(version, shard) {
      for await (const page of table.pages({ pk: partitionOf(version, shard), attributes: 'sk, answers', limit: PAGE })) {
        yield page.map((item) => entry.parse(item))
      }
    },
  }
}

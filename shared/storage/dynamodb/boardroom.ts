import * as z from 'zod'
import type { Boardroom } from '../boardroom-repository.ts'
import { bytes, text, whole } from './attributes.ts'
import type { Table } from './dynamodb-table.ts'

const stored = z.object({ sk: text, bytes, expires: whole })

/** One partition a list. A write whose answer got lost is sent again by the SDK, and finds its own bytes. */
export function boardroomOn(table: Table): Boardroom {
  return {
    keep: (list, key, kept, expires) =>
      table.put(
        { pk: { S: list }, sk: { S: key }, bytes: { B: kept }, expires: { N: String(expires) } },
        { expression: 'attribute_not_exists(pk) OR bytes = :bytes', values: { ':bytes': { B: kept } } },
      ),

    async read(list, key, now) {
      const item = await table.get({ pk: { S: list }, sk: { S: key } })
      if (!item) return undefined
      const found = stored.parse(item)
      return found.expires > now ? found.bytes : undefined
    },

    async all(list, now) {
      const found: { key: string; bytes: Uint8Array }[] = []
      for await (const page of table.pages({ pk: list, attributes: 'sk, bytes, expires' })) {
        for (const item of page) {
          const { sk: key, bytes: kept, expires } = stored.parse(item)
          if (expires > now) found.push({ key, bytes: kept })
        }
      }
      return found
    },

    async remove(list, key) {
      await table.remove({ pk: { S: list }, sk: { S: key } })
    },
  }
}

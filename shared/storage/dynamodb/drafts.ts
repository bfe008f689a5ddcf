import * as z from 'zod'
import type { Drafts, StoredDraft } from '../repositories.ts'
import { bytes, whole } from './attributes.ts'
import type { Item, Table } from './dynamodb-table.ts'

const stored = z.object({ id: bytes, ciphertext: bytes, revision: whole, expires: whole })

/**
 * A write whose answer got lost is sent again by the SDK: finding exactly its own bytes, whose iv is random, is then
 * success. So the conditions below let a write follow itself.
 */
export function draftsOn(table: Table): Drafts {
  return {
    create: (draft) =>
      table.put(toItem(draft), {
        expression: 'attribute_not_exists(id) OR ciphertext = :ciphertext',
        values: { ':ciphertext': { B: draft.ciphertext } },
      }),

    async read(id, now) {
      const item = await table.get({ id: { B: id } })
      if (!item) return undefined
      const draft = stored.parse(item)
      // The database removes expired items when it gets to it, up to days later.
      return draft.expires > now ? draft : undefined
    },

    replace: (draft) =>
      table.put(toItem(draft), {
        expression: 'revision = :before OR (revision = :revision AND ciphertext = :ciphertext)',
        values: {
          ':before': { N: String(draft.revision - 1) },
          ':revision': { N: String(draft.revision) },
          ':ciphertext': { B: draft.ciphertext },
        },
      }),

    async remove(id) {
      await table.remove({ id: { B: id } })
    },

    removeUnchanged: (draft) =>
      table.remove({ id: { B: draft.id } }, { expression: 'ciphertext = :ciphertext', values: { ':ciphertext': { B: draft.ciphertext } } }),
  }
}

function toItem(draft: StoredDraft): Item {
  return {
    id: { B: draft.id },
    ciphertext: { B: draft.ciphertext },
    revision: { N: String(draft.revision) },
    expires: { N: String(draft.expires) },
  }
}

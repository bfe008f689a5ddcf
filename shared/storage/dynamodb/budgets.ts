import * as z from 'zod'
import type { Budgets } from '../access-repositories.ts'
import { text, whole } from './attributes.ts'
import type { Table } from './dynamodb-table.ts'

const stored = z
  .object({ budget: text, slot: whole, taken: whole, expires: whole })
  .transform(({ budget, slot, taken, expires }) => ({ id: budget, window: slot, taken, expires }))

/** One item a budget, written over in each window: it tells of the latest crowd alone. */
export function budgetsOn(table: Table): Budgets {
  return {
    async read(id) {
      const item = await table.get({ budget: { S: id } })
      return item && stored.parse(item)
    },

    replace: ({ id, window, taken, expires }, before) =>
      table.put(
        { budget: { S: id }, slot: { N: String(window) }, taken: { N: String(taken) }, expires: { N: String(expires) } },
        before
          ? {
              expression: 'slot = :slot AND taken = :taken',
              values: { ':slot': { N: String(before.window) }, ':taken': { N: String(before.taken) } },
            }
          : { expression: 'attribute_not_exists(budget)' },
      ),
  }
}

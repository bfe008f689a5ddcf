import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { FollowUps, StoredFollowUp } from '../access-repositories.ts'
import { bytes, whole } from './attributes.ts'
import type { Item, Table } from './dynamodb-table.ts'

const stored = z.object({ sealed: bytes, expires: whole })

/** Two lists a survey: the pool, with a place for each number, and what the pool has let go, under keys that say nothing. */
export function followUpsOn(table: Table): FollowUps {
  return {
    async readPlace(survey, place) {
      const item = await table.get(placeOf(survey, place))
      return item && stored.parse(item)
    },

    replacePlace: (survey, place, entry, before) =>
      table.put(
        { ...placeOf(survey, place), ...toItem(entry) },
        before
          ? {
              expression: 'sealed = :before OR sealed = :sealed',
              values: { ':before': { B: before.sealed }, ':sealed': { B: entry.sealed } },
            }
          : { expression: 'attribute_not_exists(place) OR sealed = :sealed', values: { ':sealed': { B: entry.sealed } } },
      ),

    async keep(survey, entry) {
      const place = createHash('sha256').update(entry.sealed).digest().subarray(0, 16)
      await table.put({ list: { S: `kept#${survey}` }, place: { B: place }, ...toItem(entry) })
    },
  }
}

function placeOf(survey: string, place: number): Item {
  return { list: { S: `pool#${survey}` }, place: { B: Uint8Array.of(place) } }
}

function toItem({ sealed, expires }: StoredFollowUp): Item {
  return { sealed: { B: sealed }, expires: { N: String(expires) } }
}

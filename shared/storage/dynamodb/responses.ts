import * as z from 'zod'
import type { Responses, StoredResponse } from '../repositories.ts'
import { bytes } from './attributes.ts'
import { idsIn, keyOf, partitionOf } from './partition.ts'
import type { Table } from './table.ts'

const stored = z.object({ sk: bytes, coded: bytes })
const ABSENT = { expression: 'attribute_not_exists(pk)' }

/** A page of responses is just under the megabyte that one query may read: 8,000 items of about 130 bytes. */
const PAGE = 8000

export function responsesOn(table: Table): Responses {
  return {
    async store(version, { id, answers, consent }) {
      const isNew = await table.put({ ...keyOf(version, id), coded: { B: join(consent, answers) } }, ABSENT)
      return isNew ? 'stored' : 'already stored'
    },

    async holds(version, id) {
      return !(await table.remove(keyOf(version, id), ABSENT))
    },

    async remove(version, id) {
      await table.remove(keyOf(version, id))
    },

    ids: (version, shard) => idsIn(table, partitionOf(version, shard)),

    async *entries(version, shard) {
      for await (const page of table.pages({ pk: partitionOf(version, shard), attributes: 'sk, coded', limit: PAGE })) {
        yield page.map((item) => {
          const { sk, coded } = stored.parse(item)
          return { id: sk, ...split(coded) }
        })
      }
    },
  }
}

/** One attribute, as reading two takes the database almost twice as long: the length of the consent record, it, the answers. */
function join(consent: Uint8Array, answers: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(consent.length), consent, answers])
}

function split(coded: Uint8Array): Pick<StoredResponse, 'answers' | 'consent'> {
  const end = 1 + (coded[0] ?? 0)
  if (coded.length < end) throw new Error('a stored response is cut short')
  return { consent: coded.subarray(1, end), answers: coded.subarray(end) }
}

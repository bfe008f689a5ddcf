import { hash } from 'node:crypto'
import * as z from 'zod'
import { DamagedResponse } from '../error.ts'
import type { RecordId, Responses, StoredResponse } from '../repositories.ts'
import { bytes } from './attributes.ts'
import { idsIn, keyOf, partitionOf, shardOf } from './partition.ts'
import type { Table } from './table.ts'

const stored = z.object({ sk: bytes, coded: bytes })
const ABSENT = { expression: 'attribute_not_exists(pk)' }

/** A page of responses is just under the megabyte that one query may read: 8,000 items of about 130 bytes. */
const PAGE = 8000

export function responsesOn(table: Table): Responses {
  return {
    async store(version, { id, answers, consent }) {
      const isNew = await table.put(
        { ...keyOf(version, id), coded: { B: join(partitionOf(version, shardOf(id)), id, consent, answers) } },
        ABSENT,
      )
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
      const pk = partitionOf(version, shard)
      for await (const page of table.pages({ pk, attributes: 'sk, coded', limit: PAGE })) {
        yield page.map((item) => {
          const { sk, coded } = stored.parse(item)
          return { id: sk, ...split(pk, sk, coded) }
        })
      }
    },
  }
}

const CHECK_BYTES = 4

/**
 * One attribute, as reading two takes the database almost twice as long: the length of the consent record, it, the
 * answers, and a check of them and of the place they lie in, so that no damaged answer is ever counted.
 */
function join(pk: string, id: RecordId, consent: Uint8Array, answers: Uint8Array): Uint8Array {
  const content = Buffer.concat([Uint8Array.of(consent.length), consent, answers])
  return Buffer.concat([content, checkOf(pk, id, content)])
}

function split(pk: string, id: RecordId, coded: Uint8Array): Pick<StoredResponse, 'answers' | 'consent'> {
  const content = coded.subarray(0, -CHECK_BYTES)
  const end = 1 + (content[0] ?? 0)
  if (content.length < end || !checkOf(pk, id, content).equals(coded.subarray(-CHECK_BYTES))) throw new DamagedResponse()
  return { consent: content.subarray(1, end), answers: content.subarray(end) }
}

function checkOf(pk: string, id: RecordId, content: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(pk), id, content]), 'buffer').subarray(0, CHECK_BYTES)
}

import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { DamagedResponse } from '../error.ts'
import type { RecordId, Responses, StoredResponse } from '../repositories.ts'
import { bytes } from './attributes.ts'
import type { Table } from './dynamodb-table.ts'
import { idsIn, keyOf, partitionOf, shardOf } from './partition.ts'

const stored = z.object({ sk: bytes, coded: bytes })
const ABSENT = { expression: 'attribute_not_exists(pk)' }

/** A page of responses is just under the megabyte that one query may read: 8,000 items of about 130 bytes. */
const PAGE = 8000

/** The key makes and checks the MAC on what is stored; without it, both fail. */
export function responsesOn(table: Table, responseKey?: Uint8Array): Responses {
  const macKey = responseKey && createSecretKey(responseKey)
  const key = (): KeyObject => {
    if (!macKey) throw new Error('no key was given for the MAC on responses')
    return macKey
  }
  return {
    async store(version, { id, answers, consent }) {
      const isNew = await table.put(
        { ...keyOf(version, id), coded: { B: join(key(), partitionOf(version, shardOf(id)), id, consent, answers) } },
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
          return { id: sk, ...split(key(), pk, sk, coded) }
        })
      }
    },
  }
}

/**
 * So short because it is paid for with every response, and because there is no trying: the report in which one is wrong
 * is not made, and the chance that a changed response passes is one in four thousand million.
 */
const MAC_BYTES = 4

/**
 * One attribute, as reading two takes the database almost twice as long: the length of the consent record, it, the
 * answers, and a MAC over them and the place they lie in, so that no answer is counted that was damaged, changed, moved
 * or made up by somebody without the key.
 */
function join(key: KeyObject, pk: string, id: RecordId, consent: Uint8Array, answers: Uint8Array): Uint8Array {
  const content = Buffer.concat([Uint8Array.of(consent.length), consent, answers])
  return Buffer.concat([content, macOf(key, pk, id, content)])
}

function split(key: KeyObject, pk: string, id: RecordId, coded: Uint8Array): Pick<StoredResponse, 'answers' | 'consent'> {
  const content = coded.subarray(0, -MAC_BYTES)
  const end = 1 + (content[0] ?? 0)
  const mac = coded.subarray(-MAC_BYTES)
  const isSound = content.length >= end && mac.length === MAC_BYTES && timingSafeEqual(macOf(key, pk, id, content), mac)
  if (!isSound) throw new DamagedResponse()
  return { consent: content.subarray(1, end), answers: content.subarray(end) }
}

/** Only the last of the three, the content, has no fixed form or length: no two of them give the same bytes. */
function macOf(key: KeyObject, pk: string, id: RecordId, content: Uint8Array): Buffer {
  const mac = createHmac('sha256', key).update('chorus response\0').update(pk).update(id).update(content)
  return mac.digest().subarray(0, MAC_BYTES)
}

import * as z from 'zod'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import { type RecordId, SHARDS } from '../repositories.ts'
import { bytes } from './attributes.ts'
import type { Item, Table } from './dynamodb-table.ts'

/** Ids are keyed hashes, so their first byte spreads them evenly and says nothing about when they came. */
export function shardOf(id: RecordId): number {
  const first = id[0]
  if (first === undefined) throw new RangeError('a record id has 16 bytes')
  return first % SHARDS
}

/** `id#first 16 digits of the hash#shard`. */
export function partitionOf(version: SurveyVersion, shard: number): string {
  if (!Number.isInteger(shard) || shard < 0 || shard >= SHARDS) throw new RangeError(`shards are numbered 0 to ${SHARDS - 1}`)
  return `${version.id}#${version.hash.slice(0, 16)}#${shard}`
}

export function keyOf(version: SurveyVersion, id: RecordId): Item {
  return { pk: { S: partitionOf(version, shardOf(id)) }, sk: { B: id } }
}

const keyed = z.object({ sk: bytes })

/** The ids in one partition, by a query that asks for keys and for nothing under them. */
export async function* idsIn(table: Table, pk: string): AsyncGenerator<RecordId[]> {
  for await (const page of table.pages({ pk, attributes: 'sk' })) yield page.map((item) => keyed.parse(item).sk)
}

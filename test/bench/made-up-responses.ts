import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { type Item, Table } from '#shared/storage/dynamodb/dynamodb-table.ts'
import { responsesOn } from '#shared/storage/dynamodb/responses.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { consentTo } from '#test/unit/tabulate-function/memory.ts'

/** As many different people; the others answer as one of these did. */
const PEOPLE = 1000

const query = z.object({
  ExpressionAttributeValues: z.object({ ':pk': z.object({ S: z.string() }) }),
  Limit: z.int(),
  ExclusiveStartKey: z.object({ sk: z.object({ B: z.string() }) }).optional(),
})

/** A table that keeps what was put last, and sends nothing. */
class Keeping extends Table {
  coded = new Uint8Array()

  constructor() {
    super(new DynamoDBClient({ region: 'local' }), 'responses')
  }

  override async put({ coded }: Item): Promise<boolean> {
    this.coded = new Uint8Array(coded?.B ?? [])
    return true
  }
}

const READ_UNIT = 4096
const MOST_BYTES = 1024 * 1024
/** The names of the three attributes. */
const NAMES = 'pkskcoded'.length

/**
 * The table of responses to a survey, made up as it is asked for: so many responses, evenly over the shards, each as the storage writes it. A function
 * that answers a query on the wire as DynamoDB does, a megabyte at a time.
 */
export function madeUpTable(survey: Survey, count: number, responseKey: Uint8Array): (asked: unknown) => Promise<unknown> {
  const version = versionOf(survey)
  const people = populationOf(survey, 'bench')
  const codebook = codebookOf(survey)
  const coded = Array.from({ length: PEOPLE }, (_, i) => encodeAnswers(codebook, drawPerson(survey, people, 'bench', i).answers))
  const consent = consentTo(survey)
  const kept = new Keeping()
  const responses = responsesOn(kept, responseKey)

  return async (asked) => {
    const { ExpressionAttributeValues, Limit, ExclusiveStartKey } = query.parse(asked)
    const pk = ExpressionAttributeValues[':pk'].S
    const shard = Number(pk.split('#')[2])
    const of = Math.floor(count / SHARDS) + (shard < count % SHARDS ? 1 : 0)
    const Items: { sk: { B: string }; coded: { B: string } }[] = []
    let at = ExclusiveStartKey ? Buffer.from(ExclusiveStartKey.sk.B, 'base64').readUInt32BE(1) + 1 : 0
    let bytes = 0
    for (; at < of && Items.length < Limit && bytes < MOST_BYTES; at++) {
      const id = new Uint8Array(16)
      id[0] = shard
      new DataView(id.buffer).setUint32(1, at)
      await responses.store(version, { id, answers: coded[(at * SHARDS + shard) % PEOPLE] ?? new Uint8Array(), consent })
      bytes += pk.length + id.length + kept.coded.length + NAMES
      Items.push({ sk: { B: Buffer.from(id).toString('base64') }, coded: { B: Buffer.from(kept.coded).toString('base64') } })
    }
    const last = Items.at(-1)
    return {
      ConsumedCapacity: { CapacityUnits: Math.max(1, Math.ceil(bytes / READ_UNIT)) },
      Items,
      Count: Items.length,
      ...(at < of && last ? { LastEvaluatedKey: { pk: { S: pk }, sk: last.sk } } : {}),
    }
  }
}

import * as z from 'zod'
import type { Units } from '#infra/aws/table-maxima.ts'
import { keysOf } from '#infra/keys-of.ts'
import { type TableName, tables } from '#infra/topology.ts'
import type { FaultyDatabase } from './faulty-database.ts'

type Used = { reads: number; writes: number }

export type Metered = {
  /** The units that a table has used so far. */
  readonly used: (table: TableName) => Units
  /** The number of requests that a table was too busy for. */
  readonly refused: () => number
}

const tableName = z.enum(keysOf(tables))
const attribute = z.union([
  z.object({ S: z.string() }).transform(({ S }) => Buffer.byteLength(S)),
  z.object({ N: z.string() }).transform(({ N }) => N.length),
  z.object({ B: z.string() }).transform(({ B }) => Math.floor((B.replace(/=+$/, '').length * 3) / 4)),
])
const item = z.record(z.string(), attribute)
const asked = z.object({ Item: item.optional() })
const answered = z.object({ Items: z.array(item).optional(), Item: item.optional() })

const READ_UNIT = 4096
const WRITE_UNIT = 1024

/**
 * Counts the units of every table as DynamoDB does (reads are consistent, a query pays for its page as a whole) and refuses what is asked while a
 * table has used more than its maximum so far: with a second's worth saved up at most. `now` is in seconds.
 */
export function metered(database: FaultyDatabase, maxima: (table: TableName) => Units, now: () => number): Metered {
  const tokens = new Map<TableName, Used & { at: number }>()
  const used = new Map<TableName, Used>()
  let refused = 0

  function left(table: TableName): Used & { at: number } {
    const most = maxima(table)
    const before = tokens.get(table) ?? { ...most, at: now() }
    const since = now() - before.at
    const refilled = {
      reads: Math.min(most.reads, before.reads + since * most.reads),
      writes: Math.min(most.writes, before.writes + since * most.writes),
      at: now(),
    }
    tokens.set(table, refilled)
    return refilled
  }

  database.faultOf = (operation, name) => {
    const { reads, writes } = left(tableName.parse(name))
    if ((isWrite(operation) ? writes : reads) > 0) return undefined
    refused++
    return 'busy'
  }
  database.onDone = (operation, name, asks, answer) => {
    const table = tableName.parse(name)
    const units = isWrite(operation)
      ? { reads: 0, writes: Math.max(1, Math.ceil(sizeOf(asked.parse(JSON.parse(asks)).Item ?? {}) / WRITE_UNIT)) }
      : { reads: readUnitsOf(answer), writes: 0 }
    const [saved, sum] = [left(table), used.get(table) ?? { reads: 0, writes: 0 }]
    tokens.set(table, { ...saved, reads: saved.reads - units.reads, writes: saved.writes - units.writes })
    used.set(table, { reads: sum.reads + units.reads, writes: sum.writes + units.writes })
  }
  return { used: (table) => used.get(table) ?? { reads: 0, writes: 0 }, refused: () => refused }
}

function isWrite(operation: string): boolean {
  return operation === 'PutItem' || operation === 'DeleteItem'
}

/** An answer that says its own units need not be looked through. */
const SAID = /^\{"ConsumedCapacity":\{"CapacityUnits":(\d+)\}/

function readUnitsOf(answer: string): number {
  const said = SAID.exec(answer)?.[1]
  return said === undefined ? Math.max(1, Math.ceil(bytesIn(answer) / READ_UNIT)) : Number(said)
}

function bytesIn(answer: string): number {
  const { Items = [], Item } = answered.parse(JSON.parse(answer))
  return [...Items, ...(Item ? [Item] : [])].reduce((sum, each) => sum + sizeOf(each), 0)
}

/** Names count too. */
function sizeOf(sizes: Readonly<Record<string, number>>): number {
  return Object.entries(sizes).reduce((sum, [name, bytes]) => sum + Buffer.byteLength(name) + bytes, 0)
}

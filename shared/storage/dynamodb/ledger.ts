import * as z from 'zod'
import type { Ledger } from '../ledger-repository.ts'
import { bytes, text } from './attributes.ts'
import { collapsed } from './collapse-reads.ts'
import type { Item, Table } from './dynamodb-table.ts'

/** The two partitions of a ledger, beside the surveys. */
const [ENTRIES, CHECKPOINTS] = ['ledger', 'checkpoint'] as const
const LATEST = 'latest'

const stored = z.object({ line: bytes })
const note = z.object({ note: text })

/** One item an entry, under its number: who comes second finds the place taken. */
export function ledgerOn(table: Table): Ledger {
  // Each request of each visitor asks what came since. A query, and not one item by its key: an entry that is missing before others has to be noticed.
  const linesFrom = collapsed(async (place) => {
    const found: Uint8Array[] = []
    for await (const page of table.pages({ pk: ENTRIES, from: place, attributes: 'line' })) {
      found.push(...page.map((item) => stored.parse(item).line))
    }
    return found
  })

  return {
    append: (seq, line) =>
      table.put({ pk: { S: ENTRIES }, sk: { S: placeOf(seq) }, line: { B: line } }, { expression: 'attribute_not_exists(pk)' }),

    lines: (from) => linesFrom(placeOf(from)),

    async keepCheckpoint(size, checkpoint) {
      const covers: Item = { ':covers': { N: String(size) } }
      await table.put(
        { pk: { S: CHECKPOINTS }, sk: { S: LATEST }, covers: { N: String(size) }, note: { S: checkpoint } },
        { expression: 'attribute_not_exists(pk) OR covers <= :covers', values: covers },
      )
    },

    async keepWitnessed(witness, checkpoint) {
      await table.put({ pk: { S: CHECKPOINTS }, sk: { S: `witness#${witness}` }, note: { S: checkpoint } })
    },

    async checkpoints() {
      const found: string[] = []
      for await (const page of table.pages({ pk: CHECKPOINTS, attributes: 'note' }))
        found.push(...page.map((item) => note.parse(item).note))
      return found
    },
  }
}

/** Sorts as text in the order of the numbers. */
function placeOf(seq: number): string {
  return String(seq).padStart(8, '0')
}
